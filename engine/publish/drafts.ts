/** Drafts: what is edited and not yet published, one per document. */
import { randomBytes } from "node:crypto";
import { assignIds } from "../../metadata/documents/assign-ids.ts";
import type { DocumentKind, MetadataDocument } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { isDocumentKind, stored } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";

export interface Draft {
  readonly kind: DocumentKind;
  readonly name: string;
  /** Null: the document is to be removed. */
  readonly content: JsonSchema | null;
  readonly etag: string;
}

/** Ten characters of [a-z0-9], as documents carry them. */
export function newStableId(): string {
  return Array.from(
    randomBytes(10),
    (byte) => "abcdefghijklmnopqrstuvwxyz0123456789"[byte % 36],
  ).join("");
}

export async function readDrafts(
  executor: Executor,
  workspaceId: string,
): Promise<readonly Draft[]> {
  const { rows } = await executor.run({
    text: "select kind, name, content, etag from core.draft where workspace = $1 order by kind, name",
    values: [workspaceId],
  });
  return rows.flatMap(([kind, name, content, etag]) => {
    const value: unknown = content === null || content === undefined ? null : JSON.parse(content);
    if (!isDocumentKind(kind) || (value !== null && !isJsonObject(value))) return [];
    return [{ kind, name: String(name), content: value, etag: String(etag) }];
  });
}

/**
 * The documents as they would be published: drafts over the published ones. An object that is
 * drafted under another name replaces the one with its id.
 */
export function draftedDocuments(
  catalog: Catalog,
  drafts: readonly Draft[],
): readonly StoredDocument[] {
  const byKey = new Map(drafts.map((draft) => [`${draft.kind}/${draft.name}`, draft]));
  const renamed = new Set(
    drafts.flatMap(({ kind, content }) =>
      kind === "object" && typeof content?.id === "string" ? [content.id] : [],
    ),
  );
  const kept = catalog.documents.flatMap((document): readonly StoredDocument[] => {
    const draft = byKey.get(`${document.kind}/${document.name}`);
    if (draft !== undefined)
      return draft.content === null ? [] : [storedDraft(draft, draft.content, document)];
    const moved = document.kind === "object" && renamed.has(String(document.content.id));
    return moved ? [] : [document];
  });
  const known = new Set(kept.map(({ kind, name }) => `${kind}/${name}`));
  const added = drafts.flatMap((draft) =>
    draft.content === null || known.has(`${draft.kind}/${draft.name}`)
      ? []
      : [storedDraft(draft, draft.content, null)],
  );
  return [...kept, ...added];
}

function storedDraft(
  draft: Draft,
  content: JsonSchema,
  published: StoredDocument | null,
): StoredDocument {
  const document = stored({ kind: draft.kind, name: draft.name, content });
  return published?.digest === document.digest ? published : document;
}

export interface DraftWrite {
  readonly workspaceId: string;
  readonly document: MetadataDocument;
  /** Content null: remove the document. */
  readonly remove: boolean;
  /** The etag the caller saw; null: whatever is there. */
  readonly etag: string | null;
  readonly author: string | null;
}

/** Keeps a draft, giving ids to what has none. Problem `draft_changed` when someone was faster. */
export async function writeDraft(
  executor: Executor,
  write: DraftWrite,
  published: StoredDocument | undefined,
): Promise<Result<Draft>> {
  const identified = assignIds(write.document, published ?? null, newStableId);
  const content = write.remove ? null : identified.content;
  const etag = randomBytes(8).toString("hex");
  const { kind, name } = write.document;
  const { rows } = await executor.run({
    text: `insert into core.draft as d (id, workspace, kind, name, content, etag, changed_by, changed_at)
      select $1, $2, $3, $4, $5, $6, $7, $8 where $9::text is null or $9 = $10
        or exists (select 1 from core.draft where workspace = $2 and kind = $3 and name = $4)
      on conflict (workspace, kind, name) do update set content = excluded.content, etag = excluded.etag,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where $9::text is null or d.etag = $9 returning etag`,
    values: [
      newUuid(),
      write.workspaceId,
      kind,
      name,
      content === null ? null : JSON.stringify(content),
      etag,
      write.author,
      new Date(),
      write.etag,
      published?.digest ?? newDocumentEtag,
    ],
  });
  return rows[0] === undefined
    ? failure(problem("draft_changed"))
    : success({ kind, name, content, etag });
}

/** Entity tag of a document that nobody has drafted or published. */
export const newDocumentEtag = "new";

/** Forgets a draft: the document is again as published. */
export async function discardDraft(
  executor: Executor,
  workspaceId: string,
  kind: string,
  name: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "delete from core.draft where workspace = $1 and kind = $2 and name = $3",
    values: [workspaceId, kind, name],
  });
  return rowCount > 0;
}
