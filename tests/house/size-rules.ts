/** How long files are, and what they are called. */
import { partOf, parts } from "./rooms.ts";
import { isGenerated, lineCount, type SourceFile } from "./source-tree.ts";

export const linesMaximum = 500;
export const medianMaximum = 100;
export const readmeLinesMaximum = 60;

/** Source that people read; not data, and not what a program wrote. */
const isSource = (path: string): boolean =>
  Object.hasOwn(parts, partOf(path)) &&
  /\.(?:ts|tsx|mjs|css|html)$/.test(path) &&
  !isGenerated(path) &&
  !path.includes("/fixtures/");

export function tooLongFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path, text }) => isSource(path) && lineCount(text) > linesMaximum)
    .map(({ path, text }) => `${path} has ${lineCount(text)} lines`);
}

/** Parts whose files are too long on the whole. Style sheets have another measure than programs. */
export function tooLongParts(files: readonly SourceFile[]): readonly string[] {
  return Object.keys(parts).flatMap((part) => {
    const lengths = files
      .filter(({ path }) => partOf(path) === part && isSource(path) && /\.(?:ts|tsx)$/.test(path))
      .map(({ text }) => lineCount(text))
      .sort((left, right) => left - right);
    const middle = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
    return middle > medianMaximum ? [`${part} has a median of ${middle} lines`] : [];
  });
}

const vague = new Set(["util", "utils", "helper", "helpers", "manager", "common", "misc"]);
const wholeName = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.generated)?\.\w+$/;

/** Names of source files that are not in kebab-case, or that say nothing. */
export function badNames(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => isSource(path))
    .flatMap(({ path }) => {
      const segments = path.split("/");
      const file = segments.at(-1) ?? "";
      const wrongCase = !wholeName.test(file);
      const saysNothing = segments.some((segment) =>
        segment.split(/[.-]/).some((word) => vague.has(word)),
      );
      return wrongCase || saysNothing ? [path] : [];
    });
}

/** Parts without a README, and READMEs that say too much. The project's own is longer. */
export function readmeFaults(
  files: readonly SourceFile[],
  folders: readonly string[],
): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const missing = folders
    .filter((folder) => !paths.has(`${folder}/README.md`))
    .map((folder) => `${folder} has no README.md`);
  const long = files
    .filter(({ path }) => path.endsWith("/README.md"))
    .filter(({ text }) => lineCount(text) > readmeLinesMaximum)
    .map(({ path, text }) => `${path} has ${lineCount(text)} lines`);
  return [...missing, ...long];
}

/** Folders that say in a README what they are for: the parts, and every room of the server. */
export function foldersToExplain(files: readonly SourceFile[]): readonly string[] {
  const engineRooms = files.flatMap(({ path }) => /^engine\/[^/]+(?=\/)/.exec(path) ?? []);
  const explained = ["metadata", "engine", "runtime", "designer", "examples", "tests"];
  return [...new Set([...explained, ...engineRooms])];
}
