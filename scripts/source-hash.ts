/** Tells whether sources have changed. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** A digest of the names and contents of all files in folders (or files) below `project`. */
export async function sourceHash(project: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  const files = (await Promise.all(sources.map((source) => listFiles(join(project, source)))))
    .flat()
    .sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  for (const [index, content] of contents.entries()) {
    hash.update(`${relative(project, files[index] ?? "")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Every file that decides what is built; the path itself when it is no folder. */
async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name));
}
