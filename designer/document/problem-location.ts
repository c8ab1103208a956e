/**
 * Where a reported problem lies in the design: its document, its field and the keyword of that
 * field, so that a click goes there and the mark stands beside the input that is wrong.
 */
import type { ReportedProblem } from "../../metadata/wire.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  findDocument,
  type Selection,
} from "./design-documents.ts";
import { type FieldEntry, siblingFields } from "./object-fields.ts";

export interface LocatedProblem {
  readonly problem: ReportedProblem;
  readonly selection: Selection;
  /** First keyword behind the field or the object: `scale`; `""` when the whole is meant. */
  readonly keyword: string;
  /** What follows the keyword: `["0", "const"]`. */
  readonly rest: readonly string[];
}

const kinds = { objects: "object", translations: "translation" } as const;

function documentOf(documents: DesignDocuments, file: string): string | null {
  const match = /^(objects|translations)\/(.+)\.json$/.exec(file);
  if (match === null) {
    const app = file === "app.json" ? [...documents.values()].find((d) => d.kind === "app") : null;
    return app?.key ?? null;
  }
  const kind = match[1] === "objects" ? kinds.objects : kinds.translations;
  return findDocument(documents, kind, match[2] ?? "")?.key ?? null;
}

interface Walked {
  readonly field: FieldEntry | null;
  readonly rest: readonly string[];
}

/** Follows `/properties/lines/items/properties/price/scale` down to the field and its keyword. */
function walk(document: DesignDocument, field: FieldEntry | null, rest: readonly string[]): Walked {
  const inside = field === null ? rest : rest[0] === "items" ? rest.slice(1) : [];
  const name = inside[1];
  if (inside[0] !== "properties" || name === undefined) return { field, rest };
  const found = siblingFields(document.content, field).find((entry) => entry.name === name);
  return found ? walk(document, found, inside.slice(2)) : { field, rest };
}

export function locateProblem(
  documents: DesignDocuments,
  problem: ReportedProblem,
): LocatedProblem {
  const key = documentOf(documents, problem.file);
  const document = key === null ? undefined : documents.get(key);
  const segments = problem.path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (!document) {
    return { problem, selection: { document: null, field: null }, keyword: "", rest: [] };
  }
  const { field, rest } =
    document.kind === "object" ? walk(document, null, segments) : { field: null, rest: segments };
  return {
    problem,
    selection: { document: document.key, field: field?.id ?? null },
    keyword: rest[0] ?? "",
    rest: rest.slice(1),
  };
}

/** The keyword whose input shows the problem: options of entries stand in `items`. */
export function inputKeyword({ keyword, rest }: LocatedProblem): string {
  const own = keyword === "items" ? (rest[0] ?? keyword) : keyword;
  // Choices have one editor, whichever way they are written.
  return own === "enum" ? "oneOf" : own;
}

/** Problems of one document, or of one field of it. */
export function problemsAt(
  problems: readonly LocatedProblem[],
  document: string | null,
  field?: string | null,
): readonly LocatedProblem[] {
  return problems.filter(
    ({ selection }) =>
      selection.document === document && (field === undefined || selection.field === field),
  );
}
