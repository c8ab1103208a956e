/**
 * Pages that answer a list of threats or requirements one by one: each row of a table ends in an
 * answer, whose parts stand apart by `<br>`. A part is a test, as `file`: title, or a reason that
 * begins with one of `reasons`; files that a reason names exist as well.
 */
import type { SourceFile } from "./source-tree.ts";

/** What a row may say instead of a test. `open`: not fulfilled. */
export const reasons = ["by design", "not applicable", "open"] as const;

export interface PageRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of all tables of a page, without their heads. */
export function pageRows(text: string): readonly PageRow[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index): readonly PageRow[] => {
    const isHead = lines[index + 1]?.startsWith("| --- |") ?? false;
    if (!line.startsWith("|") || isHead || line.startsWith("| --- |")) return [];
    const cells = line
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
    return [{ line: index + 1, cells }];
  });
}

const testPart = /^`(tests\/[\w./-]+\.ts)`: (.+)$/;
const namedFile = /`([\w.-]+(?:\/[\w.-]+)+\.\w+)`/g;

/** What is wrong with the answers of a page. */
export function answerFaults(
  page: Pick<SourceFile, "path" | "text">,
  files: readonly SourceFile[],
): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return pageRows(page.text).flatMap(({ line, cells }) => {
    const parts = (cells.at(-1) ?? "").split("<br>").map((part) => part.trim());
    return parts.flatMap((part) => {
      const fault = partFault(part, byPath);
      return fault === null ? [] : [`${page.path}:${line}: ${fault}`];
    });
  });
}

function partFault(part: string, files: ReadonlyMap<string, SourceFile>): string | null {
  const [, path, title] = testPart.exec(part) ?? [];
  if (path !== undefined && title !== undefined) {
    const file = files.get(path);
    if (file === undefined) return `${path} does not exist`;
    return titlesOf(file.text).has(title) ? null : `${path} has no test "${title}"`;
  }
  const reason = reasons.find((known) => part.startsWith(`${known}: `));
  if (reason === undefined) return `"${part}" is neither a test nor a reason`;
  if (part.length < reason.length + 12) return `"${part}" says no reason`;
  const gone = [...part.matchAll(namedFile)].map(([, name = ""]) => name);
  const missing = gone.find((name) => !files.has(name));
  return missing === undefined ? null : `${missing} does not exist`;
}

const title =
  /(?:\b(?:test|describe)(?:\.each)?|\))\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;

/** Tests that stand in a table by their titles, for a file that runs those of several. */
const entry = /^ {2}"((?:[^"\\]|\\.)*)": async/gm;

/** Titles of the tests and groups of a file, as they stand there. */
export const titlesOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(title), ...text.matchAll(entry)].map(([, quoted, template]) =>
      (quoted ?? template ?? "").replace(/\\(.)/g, "$1"),
    ),
  );
