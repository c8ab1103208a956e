/**
 * The bytes of uploaded files, by their digest, in a folder of each workspace. The only place that
 * makes paths, and it makes them from ids and digests alone.
 */
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { headMaximum } from "./type-of-bytes.ts";

/** Bytes that were received and lie aside. */
export interface ReceivedBytes {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly head: Uint8Array;
}

/** The sender went away, or sent what cannot be read to its end. */
export class BrokenUpload extends Error {}

export interface FileStore {
  /**
   * Writes a body aside and syncs it; null, and nothing left, when it is longer than `limit` bytes.
   * @throws BrokenUpload
   */
  receive(body: ReadableStream<Uint8Array> | null, limit: number): Promise<ReceivedBytes | null>;
  /** Puts received bytes into their place, if they are not there already. */
  place(workspaceId: string, received: ReceivedBytes): Promise<void>;
  /** Lets go of what lies aside; nothing happens when it has been placed. */
  discard(received: ReceivedBytes): Promise<void>;
  /** Bytes in the store, or null when there are none of that digest. */
  sizeOf(workspaceId: string, sha256: string): Promise<number | null>;
  /** From `start` to `end`, both included. Opened when the first byte is asked for. */
  read(workspaceId: string, sha256: string, start: number, end: number): ReadableStream<Uint8Array>;
  remove(workspaceId: string, sha256: string): Promise<void>;
  removeWorkspace(workspaceId: string): Promise<void>;
  /** Digests whose bytes were last written before `time`. */
  digestsBefore(workspaceId: string, time: Date): Promise<readonly string[]>;
  /** Forgets uploads that broke off before `time` and were never cleared away. */
  sweep(time: Date): Promise<void>;
}

const incoming = "incoming";
const digestPattern = /^[0-9a-f]{64}$/;

export function createFileStore(dataFolder: string): FileStore {
  const root = resolve(dataFolder, "files");
  const folderOf = (workspaceId: string, sha256: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(workspaceId) || !digestPattern.test(sha256))
      throw new Error("Not the name of a file in the store");
    return join(root, workspaceId, sha256.slice(0, 2));
  };
  const pathOf = (workspaceId: string, sha256: string): string =>
    join(folderOf(workspaceId, sha256), sha256);
  return {
    receive: (body, limit) => receive(join(root, incoming), body, limit),
    place: async (workspaceId, received) => {
      const path = pathOf(workspaceId, received.sha256);
      if ((await sizeAt(path)) !== null) return;
      const folder = folderOf(workspaceId, received.sha256);
      await mkdir(folder, { recursive: true });
      await rename(received.path, path);
      await syncFolder(folder);
    },
    discard: ({ path }) => rm(path, { force: true }),
    sizeOf: (workspaceId, sha256) => sizeAt(pathOf(workspaceId, sha256)),
    read: (workspaceId, sha256, start, end) => readBytes(pathOf(workspaceId, sha256), start, end),
    remove: (workspaceId, sha256) => rm(pathOf(workspaceId, sha256), { force: true }),
    removeWorkspace: (workspaceId) =>
      rm(join(folderOf(workspaceId, "0".repeat(64)), ".."), { recursive: true, force: true }),
    digestsBefore: async (workspaceId, time) => {
      const names = await namesIn(join(root, workspaceId), true);
      const digests = names.filter((name) => digestPattern.test(name));
      return filterAsync(digests, (name) => isBefore(pathOf(workspaceId, name), time));
    },
    sweep: async (time) => {
      for (const name of await namesIn(join(root, incoming), false)) {
        const path = join(root, incoming, name);
        if (await isBefore(path, time)) await rm(path, { force: true });
      }
    },
  };
}

async function receive(
  folder: string,
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<ReceivedBytes | null> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const handle = await open(path, "wx", 0o600);
  try {
    const written = await writeAll(handle, body, limit);
    if (written !== null) await handle.sync();
    await handle.close();
    if (written === null) await rm(path, { force: true });
    return written === null ? null : { path, ...written };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

async function writeAll(
  handle: FileHandle,
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Omit<ReceivedBytes, "path"> | null> {
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  const next = () =>
    reader?.read().catch((error: unknown) => {
      throw new BrokenUpload("The body broke off", { cause: error });
    });
  for (let part = await next(); part !== undefined && !part.done; part = await next()) {
    const bytes = part.value;
    if (size < headMaximum) head.push(bytes.slice(0, headMaximum - size));
    size += bytes.length;
    if (size > limit) {
      await reader?.cancel().catch(() => undefined);
      return null;
    }
    hash.update(bytes);
    await handle.writeFile(bytes);
  }
  return { size, sha256: hash.digest("hex"), head: Buffer.concat(head) };
}

const pieceBytes = 262_144;

function readBytes(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let handle: FileHandle | null = null;
  let position = start;
  const close = async () => {
    await handle?.close();
    handle = null;
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        handle ??= await open(path, "r");
        const buffer = new Uint8Array(Math.min(pieceBytes, end - position + 1));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
        position += bytesRead;
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        if (bytesRead > 0 && position <= end) return;
        await close();
        if (position <= end) controller.error(new Error("A stored file is shorter than it was"));
        else controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

async function sizeAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Names of files; with `deep`, of those in the folders below. */
async function namesIn(folder: string, deep: boolean): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: deep });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function isBefore(path: string, time: Date): Promise<boolean> {
  try {
    return (await stat(path)).mtime < time;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function filterAsync<Value>(
  values: readonly Value[],
  test: (value: Value) => Promise<boolean>,
): Promise<readonly Value[]> {
  const kept: Value[] = [];
  for (const value of values) if (await test(value)) kept.push(value);
  return kept;
}
