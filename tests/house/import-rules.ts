/** What the table of rooms says of the imports of a tree. */
import { type Import, importsOf } from "./imports.ts";
import { packages } from "./packages.ts";
import { misplaced, partOf, parts, roomOf, rooms } from "./rooms.ts";
import type { SourceFile } from "./source-tree.ts";

/** Imports that go up the house, as one line each. */
export function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => Object.hasOwn(parts, partOf(path)))
    .flatMap((file) =>
      importsOf(file).flatMap((found) => {
        const reason = whyForbidden(file.path, found);
        return reason === null ? [] : [`${file.path}:${found.line} ${reason}`];
      }),
    );
}

function whyForbidden(from: string, found: Import): string | null {
  if (found.package !== null) return whyForbiddenPackage(from, found.package);
  const to = found.path ?? "";
  const part = partOf(from);
  if (partOf(to) !== part) {
    return parts[part]?.includes(partOf(to)) ? null : `${part} imports ${to}`;
  }
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there || part === "tests" || part === "scripts") return null;
  if (misplaced.some(([known, target]) => known === from && target === to)) return null;
  const allowed = rooms[here];
  if (allowed === undefined) return `${here} is not in the table of rooms`;
  return allowed.includes(there) ? null : `${here} imports ${to}`;
}

function whyForbiddenPackage(from: string, name: string): string | null {
  const allowed = packages[roomOf(from)] ?? packages[partOf(from)];
  return allowed === undefined || allowed.includes(name) ? null : `${roomOf(from)} imports ${name}`;
}

/** Entries of the list of misplaced walls that no import needs any more. */
export function mendedWalls(
  files: readonly SourceFile[],
  list: readonly (readonly [string, string])[] = misplaced,
): readonly string[] {
  const edges = new Set(
    files.flatMap((file) => importsOf(file).map(({ path }) => `${file.path} ${path}`)),
  );
  return list.filter(([from, to]) => !edges.has(`${from} ${to}`)).map((pair) => pair.join(" → "));
}
