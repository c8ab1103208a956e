/** What a file imports, and whether the files of a tree import each other in circles. */
import { posix } from "node:path";
import { isCode, lineAt, type SourceFile } from "./source-tree.ts";

export interface Import {
  readonly line: number;
  /** As written: `../problem.ts`, `node:path`, `solid-js/store`. */
  readonly specifier: string;
  /** The file in the project; null for packages. */
  readonly path: string | null;
  /** Only types are imported, so that nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  /** The package or `node:` module; null for files of the project. */
  readonly package: string | null;
}

const statement =
  /\b(?:import|export)\b[^;"'`=()]*?\bfrom\s*(["'])( *)\1|\bimport\s*(["'])( *)\3|\bimport\s*\(\s*(["'])( *)\5/dg;

export function importsOf(file: SourceFile): readonly Import[] {
  if (!isCode(file.path)) return [];
  return [...file.code.matchAll(statement)].map((match) => {
    const range = match.indices?.[2] ?? match.indices?.[4] ?? match.indices?.[6] ?? [0, 0];
    const specifier = file.text.slice(...range);
    const relative = specifier.startsWith(".");
    return {
      line: lineAt(file.text, range[0]),
      specifier,
      typeOnly: /^(?:import|export)\s+type\b/.test(match[0]),
      path: relative ? posix.join(posix.dirname(file.path), specifier.split("?")[0] ?? "") : null,
      package: relative ? null : packageOf(specifier),
    };
  });
}

const packageOf = (specifier: string): string =>
  specifier.startsWith("node:")
    ? specifier
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");

/** Files that reach themselves by imports of more than types, as one line per circle. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ path, typeOnly }) => (typeOnly ? [] : (path ?? []))),
    ]),
  );
  return cyclesIn(edges).map((circle) => `${circle.join(" → ")} → ${circle[0]}`);
}

/** Circles of a graph: for every one found, its nodes in order. */
export function cyclesIn(
  edges: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (node: string, way: readonly string[]) => {
    const seen = way.indexOf(node);
    if (seen >= 0) circles.push(way.slice(seen));
    if (seen >= 0 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...way, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return circles;
}
