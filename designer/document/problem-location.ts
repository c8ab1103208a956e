/**
 * Where a reported problem lies in the design: its document, its field and the keyword of that
 * field, so that a click goes there and the mark stands beside the input that is wrong.
 */
import { documentOfPath } from "../../metadata/documents/document-file.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import type { ReportedProblem } from "../../metadata/wire.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  findDocument,
  type Selection,
} from "./design-documents.ts";
import type { PartPath } from "./document-part.ts";
import { type FieldEntry, siblingFields } from "./object-fields.ts";

export interface LocatedProblem {
  readonly problem: ReportedProblem;
  readonly selection: Selection;
  /** Key of the document that holds the mistake: a view or form is selected by its object. */
  readonly holder: string | null;
  /** First keyword behind the field or the object: `scale`; `""` when the whole is meant. */
  readonly keyword: string;
  /** What follows the keyword: `["0", "const"]`. */
  readonly rest: readonly string[];
}

function documentOf(documents: DesignDocuments, file: string): DesignDocument | undefined {
  const place = documentOfPath(file);
  if (place === null) return undefined;
  if (place.name !== null) return findDocument(documents, place.kind, place.name);
  return [...documents.values()].find(({ kind }) => kind === place.kind);
}

/** What is selected to see a document: views and forms are edited with their object. */
function selectedFor(documents: DesignDocuments, document: DesignDocument): DesignDocument {
  if (document.kind !== "view" && document.kind !== "form") return document;
  return findDocument(documents, "object", textOrEmpty(document.content.object)) ?? document;
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
  const document = documentOf(documents, problem.file);
  const segments = problem.path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (!document) {
    const selection = { document: null, field: null };
    return { problem, selection, holder: null, keyword: "", rest: [] };
  }
  const { field, rest } =
    document.kind === "object" ? walk(document, null, segments) : { field: null, rest: segments };
  return {
    problem,
    selection: { document: selectedFor(documents, document).key, field: field?.id ?? null },
    holder: document.key,
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

/**
 * The sentence of the first problem at a part of a document or below it: `["rules", 0, "at"]`.
 * What lies deeper than an input can show is shown by the input all the same.
 */
export function problemAtPart(
  problems: readonly LocatedProblem[],
  holder: string,
  path: PartPath,
): string | undefined {
  return problemsAtPart(problems, holder, path)[0]?.problem.message;
}

export function problemsAtPart(
  problems: readonly LocatedProblem[],
  holder: string,
  path: PartPath,
): readonly LocatedProblem[] {
  return problems.filter((located) => {
    if (located.holder !== holder || located.selection.field !== null) return false;
    const place = [located.keyword, ...located.rest];
    return path.every((key, index) => place[index] === String(key));
  });
}
