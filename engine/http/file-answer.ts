/**
 * The bytes of a file as an answer that no browser takes for a page of ours: its type from our own
 * list, its name quoted for every reader, and a policy under which nothing in it runs.
 */
import { pictureTypes } from "../../metadata/fields/values/file-types.ts";
import type { StoredFile } from "../files/file-rows.ts";
import { Answer, type Body } from "./answer.ts";
import { filePolicy } from "./security-headers.ts";

/** Types that a browser may show where it is; everything else is saved. */
const shownInPlace: ReadonlySet<string> = new Set([...pictureTypes, "application/pdf"]);

/** Letters, digits and marks that RFC 8187 leaves as they are. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** RFC 6266: a plain name for old readers, the true one beside it. */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}

export interface ByteRange {
  readonly start: number;
  /** Included. */
  readonly end: number;
}

/**
 * The one range that a header asks for; null where all is to be sent: no range, several, or none
 * that can be understood. `outside`: no byte of it is there.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | null | "outside" {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [, from = "", to = ""] = found ?? [];
  if (found === null || (from === "" && to === "")) return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "outside" : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= size ? "outside" : { start, end };
}

export const entityTag = ({ sha256 }: StoredFile): string => `"${sha256}"`;

/** Every answer about a file's bytes, whether it has them or not. */
export const fileHeaders = (file: StoredFile): Readonly<Record<string, string>> => ({
  "content-type": file.type,
  "content-disposition": contentDisposition(
    shownInPlace.has(file.type) ? "inline" : "attachment",
    file.name,
  ),
  "content-security-policy": filePolicy,
  "accept-ranges": "bytes",
  // Kept by the one browser that may read it, and asked for anew: rights may have changed.
  "cache-control": "private, no-cache",
  etag: entityTag(file),
});

export function fileAnswer(
  file: StoredFile,
  range: ByteRange | null,
  open: (range: ByteRange) => Body,
): Answer {
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  return new Answer(file.size === 0 ? null : open({ start, end }), {
    status: range === null ? 200 : 206,
    headers: {
      ...fileHeaders(file),
      "content-length": String(end - start + 1),
      ...(range === null ? {} : { "content-range": `bytes ${start}-${end}/${file.size}` }),
    },
  });
}
