/** Whether what READMEs point to is there. */
import { posix } from "node:path";
import type { SourceFile } from "./source-tree.ts";

const named = /`([\w./-]+\.(?:tsx?|mjs|md|css))`|\]\(([\w./-]+)(?:#[^)]*)?\)/g;

/**
 * Files that a README names and that do not exist. A name may be relative to the README's folder, to
 * the project or to a folder between; one without a folder may lie anywhere below the README's.
 */
export function deadNames(files: readonly SourceFile[]): readonly string[] {
  const there = new Set(files.flatMap(({ path }) => ancestors(path)));
  return files
    .filter(({ path }) => posix.basename(path) === "README.md")
    .flatMap(({ path, text }) => {
      const folder = posix.dirname(path);
      const below = new Set(
        files
          .filter((file) => folder === "." || file.path.startsWith(`${folder}/`))
          .map((file) => posix.basename(file.path)),
      );
      return [...text.matchAll(named)]
        .map(([, file, link]) => file ?? link ?? "")
        .filter((name) => !below.has(name))
        .filter((name) => !ancestors(folder).some((from) => there.has(place(from, name))))
        .map((name) => `${path}: ${name}`);
    });
}

const place = (folder: string, name: string): string => posix.join(folder, name).replace(/\/$/, "");

/** A path and all it lies in, the project itself as `.`. */
function ancestors(path: string): readonly string[] {
  return path === "." ? ["."] : [path, ...ancestors(posix.dirname(path))];
}
