/** Three-way merge of documents: a folder against a workspace that has changed since. Pure. */
import type { MetadataDocument } from "../documents/document.ts";
import { fileOfPlace } from "../documents/document-file.ts";
import { isJsonObject } from "../json-object.ts";
import { failure, type Problem, problem, type Result, success } from "../problem.ts";
import { type MergeConflict, mergeValues } from "./merge-values.ts";
import {
  type NameConflict,
  type NameSides,
  nameAfter,
  nameConflicts,
  takenNames,
} from "./merged-names.ts";
import { differentlyNamed, placesOf, sharedName, withNames } from "./shared-names.ts";

export interface DocumentSides {
  readonly base: readonly MetadataDocument[];
  /** Those of the folder. */
  readonly ours: readonly MetadataDocument[];
  /** Those of the workspace. */
  readonly theirs: readonly MetadataDocument[];
}

/**
 * The documents that hold the changes of both sides; else every place that both have changed.
 * @param beside documents that are not merged; what is merged may name what is theirs
 */
export function mergeDocuments(
  sides: DocumentSides,
  beside: readonly MetadataDocument[] = [],
): Result<readonly MetadataDocument[]> {
  const places: NameSides = {
    base: placesOf(sides.base),
    ours: placesOf(sides.ours),
    theirs: placesOf(sides.theirs),
  };
  const ids = differentlyNamed(Object.values(places));
  const named = (documents: readonly MetadataDocument[], nameOf: (id: string) => string) =>
    ids.size === 0
      ? documents
      : withNames([...documents, ...beside], new Map([...ids].map((id) => [id, nameOf(id)]))).slice(
          0,
          documents.length,
        );
  const { documents, conflicts } = mergeAlike({
    base: named(sides.base, sharedName),
    ours: named(sides.ours, sharedName),
    theirs: named(sides.theirs, sharedName),
  });
  const called = namesIn(places, ids);
  const found = [
    ...conflicts.map((conflict) => conflictProblem(conflict, called)),
    ...nameConflicts(places, ids).map(nameProblem),
    ...takenNames(placesOf(documents), places).map(nameProblem),
  ];
  return found.length > 0
    ? failure(...distinct(found))
    : success(named(documents, (id) => nameAfter(places, id)));
}

interface FoundConflict extends MergeConflict {
  readonly file: string;
}

/** Documents that call everything alike. */
function mergeAlike(sides: DocumentSides) {
  const base = byIdentity(sides.base);
  const ours = byIdentity(sides.ours);
  const theirs = byIdentity(sides.theirs);
  const found: FoundConflict[] = [];
  const documents: MetadataDocument[] = [];
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
    for (const conflict of conflicts)
      found.push({ ...conflict, file: fileOfPlace(shown, conflict.path) });
    if (isJsonObject(content) && typeof name === "string")
      documents.push({ kind: shown.kind, name, content });
  }
  return { documents, conflicts: found };
}

/** Turns the names that nobody gave into those of the folder, else of the workspace. */
const namesIn =
  (places: NameSides, ids: ReadonlySet<string>) =>
  (text: string): string =>
    [...ids].reduce((renamed, id) => {
      const place = places.ours.get(id) ?? places.theirs.get(id) ?? places.base.get(id);
      return place === undefined ? renamed : renamed.replaceAll(sharedName(id), place.name);
    }, text);

function nameProblem({ object, path, ours, theirs }: NameConflict): Problem {
  const document: MetadataDocument = { kind: "object", name: object, content: {} };
  const file = fileOfPlace(document, path);
  return conflictProblem({ path, file, base: undefined, ours, theirs }, (text) => text);
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

function conflictProblem(
  { path, file, ours, theirs }: FoundConflict,
  called: (text: string) => string,
): Problem {
  const short = (value: unknown): string => {
    const text = value === undefined ? "—" : called(JSON.stringify(value));
    return text.length > shownMaximum ? `${text.slice(0, shownMaximum)}…` : text;
  };
  const params = { ours: short(ours), theirs: short(theirs) };
  return problem("merge_conflict", called(path), params, called(file));
}

const shownMaximum = 60;
