/**
 * Types of files that the engine tells by their bytes, with the ends of names that people know them
 * by. What is none of these is `application/octet-stream`.
 */
import { textsOf } from "../../json-object.ts";

const endings: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg jpeg",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/bmp": "bmp",
  "image/tiff": "tif tiff",
  "image/avif": "avif",
  "image/heic": "heic heif",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/x-ole-storage": "doc xls ppt wps et",
  "application/zip": "zip",
  "application/gzip": "gz tgz",
  "application/vnd.rar": "rar",
  "application/x-7z-compressed": "7z",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4 m4v",
  "text/plain": "txt csv md log",
};

export const unknownFileType = "application/octet-stream";

/** Pictures that every browser shows and that cannot carry a script. */
export const pictureTypes: readonly string[] = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
];

const known: readonly string[] = [...Object.keys(endings), unknownFileType];

const byEnding: ReadonlyMap<string, string> = new Map(
  Object.entries(endings).flatMap(([type, names]) =>
    names.split(" ").map((name) => [`.${name}`, type] as const),
  ),
);

/** `image/*, .docx` as its words. */
export const acceptedWords = (accept: string): readonly string[] =>
  accept
    .toLowerCase()
    .split(/[\s,;，；、]+/)
    .filter((word) => word !== "");

/** What a word of `accept` stands for; nothing when no file could ever be of it. */
function typesOf(word: string): readonly string[] {
  if (word.startsWith(".")) return textsOf([byEnding.get(word)]);
  if (word.endsWith("/*")) return known.filter((type) => type.startsWith(word.slice(0, -1)));
  return known.filter((type) => type === word);
}

export const isAcceptedWord = (word: string): boolean => typesOf(word).length > 0;

/** The types that `accept` allows. */
export const typesAccepted = (accept: string): readonly string[] => [
  ...new Set(acceptedWords(accept).flatMap(typesOf)),
];
