/** Three-way merge of documents: a folder against a workspace that has changed since. Pure. */
import type { MetadataDocument } from "../documents/document.ts";
import { fileOfPlace } from "../documents/document-file.ts";
import { isJsonObject } from "../json-object.ts";
import { failure, type Problem, problem, type Result, success } from "../problem.ts";
import { type MergeConflict, mergeValues } from "./merge-values.ts";

export interface DocumentSides {
  readonly base: readonly MetadataDocument[];
  /** Those of the folder. */
  readonly ours: readonly MetadataDocument[];
  /** Those of the workspace. */
  readonly theirs: readonly MetadataDocument[];
}

/** The documents that hold the changes of both sides; else every place that both have changed. */
export function mergeDocuments(sides: DocumentSides): Result<readonly MetadataDocument[]> {
  const base = byIdentity(sides.base);
  const ours = byIdentity(sides.ours);
  const theirs = byIdentity(sides.theirs);
  const problems: Problem[] = [];
  const merged: MetadataDocument[] = [];
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [former, one, other] = [base.get(key), ours.get(key), theirs.get(key)];
    const shown = one ?? other;
    if (shown === undefined) continue;
    const conflicts: MergeConflict[] = [];
    const contents = { base: former?.content, ours: one?.content, theirs: other?.content };
    const content = mergeValues(contents, "", conflicts);
    const name = mergeValues(
      { base: former?.name, ours: one?.name, theirs: other?.name },
      "/name",
      conflicts,
    );
    problems.push(
      ...conflicts.map((conflict) => conflictProblem(conflict, fileOfPlace(shown, conflict.path))),
    );
    if (isJsonObject(content) && typeof name === "string")
      merged.push({ kind: shown.kind, name, content });
  }
  return problems.length > 0 ? failure(...distinct(problems)) : success(merged);
}

/** A document is known by its stable id, so that a rename is one; without an id by its name. */
function byIdentity(documents: readonly MetadataDocument[]): Map<string, MetadataDocument> {
  return new Map(
    documents.map((document) => {
      const { id } = document.content;
      return [`${document.kind} ${typeof id === "string" ? id : document.name}`, document];
    }),
  );
}

/** A file's name and the name inside it are one. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((item) => [`${item.file}${item.path}`, item])).values(),
];

const conflictProblem = ({ path, ours, theirs }: MergeConflict, file: string): Problem =>
  problem("merge_conflict", path, { ours: short(ours), theirs: short(theirs) }, file);

const shownMaximum = 60;

function short(value: unknown): string {
  const text = value === undefined ? "—" : JSON.stringify(value);
  return text.length > shownMaximum ? `${text.slice(0, shownMaximum)}…` : text;
}
