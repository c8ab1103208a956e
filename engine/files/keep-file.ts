/** Received bytes become a file of the workspace: bytes in their place first, then the row. */
import { cleanFileName } from "../../metadata/fields/values/file-value.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { insertFile, lockDigest, type StoredFile } from "./file-rows.ts";
import type { FileStore, ReceivedBytes } from "./file-store.ts";
import { typeOfBytes } from "./type-of-bytes.ts";

export interface Upload {
  /** As the caller calls it. */
  readonly name: string;
  /** What the caller says it is; kept, never believed. */
  readonly declared: string;
  readonly by: string | null;
  readonly at: Date;
}

/** @param executor the pool, or the transaction in which the file comes to be */
export async function keepFile(
  executor: Database | Executor,
  store: FileStore,
  workspace: { readonly workspaceId: string; readonly schema: string },
  received: ReceivedBytes,
  { name, declared, by, at }: Upload,
): Promise<StoredFile> {
  const file = {
    id: newUuid(),
    name: cleanFileName(name),
    type: typeOfBytes(received.head),
    size: received.size,
    sha256: received.sha256,
    by,
    declared: declared.slice(0, 200),
  };
  const keep = async (transaction: Executor) => {
    await lockDigest(transaction, workspace.schema, file.sha256);
    await store.place(workspace.workspaceId, received);
    await insertFile(transaction, workspace.schema, file, at);
  };
  try {
    await ("transaction" in executor ? executor.transaction(keep) : keep(executor));
  } finally {
    await store.discard(received);
  }
  return file;
}
