/**
 * The keys that secrets are kept under: lines of base64, the first seals, all of them open. They
 * come from the setting, or from a file of the data folder that is made on first use.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";

export interface Key {
  /** Made from the key itself; stands in every value that it has sealed. */
  readonly id: string;
  readonly bytes: Buffer;
}

export interface KeyRing {
  /** The key that seals. */
  current(): Key;
  find(id: string): Key | undefined;
  /** Puts a new key in front of the others; null when the setting decides the keys. */
  add(): Key | null;
}

const keyBytes = 32;

/** @throws Error that says what is wrong with the text, never what it says. */
export function readKeys(text: string, source: string): readonly Key[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line, "base64"));
  if (keys.length === 0 || keys.some(({ length }) => length !== keyBytes))
    throw new Error(`${source} must hold keys of ${keyBytes} bytes in base64, the newest first.`);
  return keys.map((bytes) => ({ id: idOf(bytes), bytes }));
}

const idOf = (bytes: Buffer): string =>
  createHash("sha256").update(bytes).digest("hex").slice(0, 8);

/** @param setting keys in base64; null: the file `secrets` in the data folder. */
export function createKeyRing(dataFolder: string, setting: string | null): KeyRing {
  if (setting !== null) {
    const keys = readKeys(setting, "TENON_SECRET_KEYS");
    return ringOf(
      () => keys,
      () => null,
    );
  }
  const path = resolve(dataFolder, "secrets");
  let known: { readonly keys: readonly Key[]; readonly modified: number } | null = null;
  /** Other processes add keys, too: the file is read again when it has changed. */
  const keys = (): readonly Key[] => {
    const modified = modifiedAt(path) ?? makeFile(path);
    if (known?.modified !== modified)
      known = { keys: readKeys(readFileSync(path, "utf8"), path), modified };
    return known.keys;
  };
  return ringOf(keys, () => {
    const bytes = randomBytes(keyBytes);
    const all = [bytes, ...keys().map((key) => key.bytes)];
    const aside = writeAside(path, all);
    renameSync(aside, path);
    known = null;
    return { id: idOf(bytes), bytes };
  });
}

const ringOf = (keys: () => readonly Key[], add: () => Key | null): KeyRing => ({
  current: () => {
    const [first] = keys();
    if (first === undefined) throw new Error("There is no key for secrets");
    return first;
  },
  find: (id) => keys().find((key) => key.id === id),
  add,
});

function modifiedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Made whole and linked into place, so that of two processes one wins and both read its key. */
function makeFile(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const aside = writeAside(path, [randomBytes(keyBytes)]);
  try {
    linkSync(aside, path);
  } catch (error) {
    if (modifiedAt(path) === null) throw error;
  } finally {
    rmSync(aside);
  }
  return modifiedAt(path) ?? 0;
}

function writeAside(path: string, keys: readonly Buffer[]): string {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(aside, "wx", 0o600);
  try {
    writeSync(file, `${keys.map((bytes) => bytes.toString("base64")).join("\n")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return aside;
}
