/** What a set of documents changes of a catalog: objects by id, other documents as wholes. Pure. */
import type { Change } from "../../metadata/diff/change.ts";
import type { Targets } from "../../metadata/diff/diff-field.ts";
import { diffObjects } from "../../metadata/diff/diff-objects.ts";
import { usedOptionSets } from "../../metadata/documents/option-sets.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { oncePer } from "../../metadata/once-per-document.ts";
import {
  type Catalog,
  modelledDocuments,
  modelOf,
  type StoredDocument,
  surroundingsOf,
} from "../catalog/catalog.ts";
import { targetsOf } from "./hidings.ts";

export function intendedChanges(
  catalog: Catalog,
  documents: readonly StoredDocument[],
  targets: Targets,
): readonly Change[] {
  const before = modelledDocuments(catalog.documents);
  const after = modelledDocuments(documents);
  const changedSets = setsThatChange(catalog.documents, documents);
  const moved = new Set(
    [...catalog.objects.keys()].filter((name) => targets.before(name) !== targets.after(name)),
  );
  const namesMoved = (model: ObjectModel) =>
    moved.size > 0 && targetsOf(model).some((name) => moved.has(name));
  const changedObjects = (list: readonly StoredDocument[], other: readonly StoredDocument[]) => {
    const others = byKey(other);
    const surroundings = surroundingsOf(list);
    return list
      .filter((document) => document.kind === "object")
      .flatMap((document) => {
        const { name, digest, content } = document;
        const changed =
          others.get(`object/${name}`)?.digest !== digest ||
          usedOptionSets(content).some((set) => changedSets.has(set));
        if (!changed && moved.size === 0) return [];
        const model = modelOf(document, surroundings);
        return changed || namesMoved(model) ? [model] : [];
      });
  };
  return [
    ...diffObjects(changedObjects(before, after), changedObjects(after, before), targets),
    ...changesOfOthers(catalog.documents, documents),
  ];
}

const byKey = oncePer(
  (documents: readonly StoredDocument[]): ReadonlyMap<string, StoredDocument> =>
    new Map(documents.map((document) => [`${document.kind}/${document.name}`, document])),
);

function setsThatChange(
  before: readonly StoredDocument[],
  after: readonly StoredDocument[],
): ReadonlySet<string> {
  const former = byKey(before);
  const next = byKey(after);
  const changed = [...before, ...after].filter(({ kind, name }) => {
    const key = `${kind}/${name}`;
    return kind === "options" && former.get(key)?.digest !== next.get(key)?.digest;
  });
  return new Set(changed.map(({ name }) => name));
}

function changesOfOthers(
  before: readonly StoredDocument[],
  after: readonly StoredDocument[],
): readonly Change[] {
  const former = byKey(before);
  const next = byKey(after);
  const changes: Change[] = [];
  for (const document of [...before, ...after]) {
    if (document.kind === "object") continue;
    const key = `${document.kind}/${document.name}`;
    const was = former.get(key);
    const will = next.get(key);
    if (was === undefined)
      changes.push({ kind: "document_added", ...documentChange(document, null) });
    else if (will === undefined)
      changes.push({ kind: "document_removed", ...documentChange(document, null) });
    else if (was.digest !== will.digest && document === will)
      changes.push({ kind: "document_changed", ...documentChange(document, was.content) });
  }
  return changes;
}

const documentChange = (
  { kind, name, content }: StoredDocument,
  former: StoredDocument["content"] | null,
) => ({ document: kind, name, content, former });
