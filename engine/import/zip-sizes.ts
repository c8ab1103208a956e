/**
 * What the entries of a ZIP file hold, counted before anybody reads them: the sizes that the file
 * states are added up, then each entry is inflated and thrown away, no further than it stated.
 */
import { inflateRawSync } from "node:zlib";

export const entriesMaximum = 1000;
/** Bytes of all entries together. */
export const unpackedMaximum = 192 * 1024 * 1024;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const commentMaximum = 65_535;

export type ZipVerdict = "fits" | "too_large" | "not_a_zip";

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

export function examineZip(bytes: Uint8Array): ZipVerdict {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = entriesOf(file);
    if (typeof entries === "string") return entries;
    return entries.every((entry) => isAsStated(file, entry)) ? "fits" : "too_large";
  } catch (error) {
    // An offset outside of the file.
    if (error instanceof RangeError) return "not_a_zip";
    throw error;
  }
}

function entriesOf(file: Buffer): readonly Entry[] | ZipVerdict {
  const end = endOf(file);
  if (end === null) return "not_a_zip";
  const count = file.readUInt16LE(end + 10);
  if (count > entriesMaximum) return "too_large";
  const entries: Entry[] = [];
  let total = 0;
  for (let at = file.readUInt32LE(end + 16); entries.length < count; ) {
    if (file.readUInt32LE(at) !== entrySignature) return "not_a_zip";
    const encrypted = (file.readUInt16LE(at + 8) & 1) === 1;
    if (encrypted) return "not_a_zip";
    const [packed, unpacked] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)];
    total += unpacked;
    if (total > unpackedMaximum) return "too_large";
    const method = file.readUInt16LE(at + 10);
    entries.push({ method, packed, unpacked, offset: file.readUInt32LE(at + 42) });
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(file: Buffer): number | null {
  const first = Math.max(0, file.length - endLength - commentMaximum);
  for (let at = file.length - endLength; at >= first; at--)
    if (file.readUInt32LE(at) === endSignature) return at;
  return null;
}

function isAsStated(file: Buffer, { method, packed, unpacked, offset }: Entry): boolean {
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const data = file.subarray(start, start + packed);
  if (method === 0) return packed === unpacked;
  if (method !== 8) return false;
  if (unpacked === 0) return packed <= 16;
  try {
    return inflateRawSync(data, { maxOutputLength: unpacked }).length === unpacked;
  } catch {
    return false;
  }
}
