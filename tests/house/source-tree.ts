/** The files of the project, as the rules of the house see them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { codeOf } from "./source-text.ts";

export interface SourceFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments and the contents of strings blanked; offsets are those of `text`. */
  readonly code: string;
}

const project = join(import.meta.dirname, "../..");
const notOurs = new Set(["node_modules", "dist", "coverage"]);
const texts = /\.(?:ts|tsx|mjs|css|html|json|md)$/;

/** A file of a small tree that a test makes up. */
export const sourceFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  code: isCode(path) ? codeOf(text) : text,
});

export const isCode = (path: string): boolean => /\.(?:ts|tsx|mjs)$/.test(path);
export const isGenerated = (path: string): boolean => /\.generated\.\w+$/.test(path);

/** Every text file outside what is installed or built. */
export function readSourceTree(): readonly SourceFile[] {
  return list(project).map((path) =>
    sourceFile(relative(project, path).split(sep).join("/"), readFileSync(path, "utf8")),
  );
}

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return list(path);
    return texts.test(entry.name) ? [path] : [];
  });
}

/** Line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length;

export const lineCount = (text: string): number => text.replace(/\n$/, "").split("\n").length;
