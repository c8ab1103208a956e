/** A rename as drafts: every document that names the field or the object is drafted at once. */
import { personName } from "../../metadata/access/permission-scope.ts";
import { isBuiltInField } from "../../metadata/documents/built-in-objects.ts";
import { checkName } from "../../metadata/documents/checks/check-names.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import { type FieldAddress, renameFieldEverywhere } from "../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../metadata/refactor/rename-object.ts";
import { findFieldModel, holderModel, soundModels } from "../../metadata/refactor/sound-models.ts";
import { soundScripts } from "../../metadata/refactor/sound-scripts.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { documentKey } from "../catalog/document-store.ts";
import { renamedSources } from "../compile/rename-in-sources.ts";
import type { Database, Executor } from "../db/database.ts";
import { Refused } from "../records/writer.ts";
import { discardDraft, draftedDocuments, readDrafts, writeDraft } from "./drafts.ts";

export interface RenameRequest {
  /** The object itself when `path` is empty. */
  readonly address: FieldAddress;
  readonly to: string;
  readonly author: string | null;
}

/** The documents that are drafted anew; all of them or none. */
export async function renameInDrafts(
  database: Database,
  catalog: Catalog,
  request: RenameRequest,
): Promise<Result<readonly MetadataDocument[]>> {
  const drafts = await readDrafts(database, catalog.workspaceId);
  const documents = draftedDocuments(catalog, drafts);
  const mistakes = renameMistakes(documents, request.address, request.to);
  if (mistakes.length > 0) return failure(...mistakes);
  const sources = await renamedIn(documents, request);
  if (!sources.ok) return sources;
  try {
    return success(
      await database.transaction((transaction) =>
        draftRename(transaction, catalog, request, sources.value),
      ),
    );
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

/** A source as it was read, and with the new name. */
interface RenamedSource {
  readonly before: string;
  readonly after: string;
}

/** The compiler takes its time, so it looks before the transaction. */
async function renamedIn(
  documents: readonly MetadataDocument[],
  { address, to }: RenameRequest,
): Promise<Result<ReadonlyMap<string, RenamedSource>>> {
  const scripts = soundScripts(documents);
  const renamed = await renamedSources({ address, to, objects: soundModels(documents), scripts });
  if (!renamed.ok) return renamed;
  const sources = scripts.flatMap(({ name, source }) => {
    const after = renamed.value.get(name);
    return after === undefined ? [] : [[name, { before: source, after }] as const];
  });
  return success(new Map(sources));
}

async function draftRename(
  transaction: Executor,
  catalog: Catalog,
  { address, to, author }: RenameRequest,
  sources: ReadonlyMap<string, RenamedSource>,
): Promise<readonly MetadataDocument[]> {
  const { workspaceId } = catalog;
  const drafts = await readDrafts(transaction, workspaceId);
  const before = draftedDocuments(catalog, drafts);
  const mistakes = renameMistakes(before, address, to);
  if (mistakes.length > 0) throw new Refused(mistakes);
  const inDocuments =
    address.path.length === 0
      ? renameObjectEverywhere(before, address.object, to)
      : renameFieldEverywhere(before, address, to);
  const after = inDocuments.map((document) => withSource(document, sources));
  const etags = new Map(drafts.map((draft) => [`${draft.kind}/${draft.name}`, draft.etag]));
  const changed = after.filter((document, index) => document !== before[index]);
  for (const document of changed) {
    const etag = etags.get(documentKey(document)) ?? null;
    const write = { workspaceId, document, remove: false, etag, author };
    const written = await writeDraft(transaction, write, publishedAs(catalog, document));
    if (!written.ok) throw new Refused(written.problems);
  }
  if (address.path.length === 0) {
    await discardDraft(transaction, workspaceId, "object", address.object);
  }
  return changed;
}

/** The document with its source under the new name; somebody may have written another meanwhile. */
function withSource<Document extends MetadataDocument>(
  document: Document,
  sources: ReadonlyMap<string, RenamedSource>,
): Document {
  const source = document.kind === "script" ? sources.get(document.name) : undefined;
  if (source === undefined) return document;
  if (document.content.source !== source.before) throw new Refused([problem("draft_changed")]);
  return { ...document, content: { ...document.content, source: source.after } };
}

const publishedAs = (catalog: Catalog, document: MetadataDocument): StoredDocument | undefined =>
  catalog.document(document.kind, document.name) ??
  catalog.documents.find(
    ({ kind, content }) => kind === document.kind && content.id === document.content.id,
  );

const isBuiltIn = ({ builtIn, name }: ObjectModel, path: readonly string[]): boolean =>
  builtIn && path.length === 1 && isBuiltInField(name, path[0] ?? "");

function renameMistakes(
  documents: readonly MetadataDocument[],
  { object, path }: FieldAddress,
  to: string,
): readonly Problem[] {
  const models = soundModels(documents);
  const model = models.get(object);
  if (model === undefined) return [problem("unknown_object", "/object", { name: object })];
  if (path.length === 0 ? model.builtIn : isBuiltIn(model, path))
    return [problem("built_in_name", "/to", { name: path[0] ?? object })];
  const found: Problem[] = [];
  const use = path.length === 0 ? "object" : path.length === 1 ? "field" : "row_field";
  checkName(to, use, "/to", (code, at, params) => found.push(problem(code, at, params)));
  // In conditions of roles it would be who asks.
  if (path.length === 1 && to === personName)
    found.push(problem("name_reserved", "/to", { name: to, proposal: `${to}_value` }));
  if (path.length === 0) {
    if (to !== object && models.has(to)) found.push(problem("name_taken", "/to", { name: to }));
    return found;
  }
  const field = findFieldModel(model, path);
  if (field === undefined || field.system) {
    const known = holderModel(model, path)?.fields.map(({ name }) => name) ?? [];
    return [problem("unknown_selection", "/field", { name: path.join("."), known })];
  }
  const sibling = holderModel(model, path)?.byName.get(to);
  if (sibling !== undefined && sibling !== field) {
    found.push(problem("name_taken", "/to", { name: to }));
  }
  return found;
}
