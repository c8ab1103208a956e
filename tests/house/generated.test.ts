import { describe, expect, test } from "vitest";
import { settings } from "../../engine/config.ts";
import { problemCodes } from "../../metadata/problem-codes.ts";
import { generatedFiles } from "../../scripts/generate.ts";
import { isGenerated, readSourceTree, type SourceFile } from "./source-tree.ts";

const tree = readSourceTree();
const files = await generatedFiles();

/** Generated files of a tree that are missing, that nobody writes, or that say something else. */
function outdated(
  written: readonly { readonly path: string; readonly text: string }[],
  found: readonly Pick<SourceFile, "path" | "text">[],
): readonly string[] {
  const texts = new Map(written.map(({ path, text }) => [path, text]));
  const there = found.filter(({ path }) => isGenerated(path));
  const paths = new Set(there.map(({ path }) => path));
  return [
    ...there.filter(({ path, text }) => texts.get(path) !== text).map(({ path }) => path),
    ...[...texts.keys()].filter((path) => !paths.has(path)),
  ];
}

test("generated files are what `npm run generate` writes now", () => {
  expect(outdated(files, tree)).toEqual([]);
});

test("generated files that are old, missing or nobody's are found", () => {
  const written = [
    { path: "a/same.generated.md", text: "1" },
    { path: "a/old.generated.md", text: "2" },
    { path: "a/missing.generated.md", text: "3" },
  ];
  const found = [
    { path: "a/same.generated.md", text: "1" },
    { path: "a/old.generated.md", text: "1" },
    { path: "a/nobodys.generated.md", text: "1" },
    { path: "a/by-hand.md", text: "1" },
  ];
  expect(outdated(written, found)).toEqual([
    "a/old.generated.md",
    "a/nobodys.generated.md",
    "a/missing.generated.md",
  ]);
});

describe("the page of limits", () => {
  const page = files.find(({ path }) => path === "engine/LIMITS.generated.md")?.text ?? "";

  test("names codes that exist, with their status", () => {
    const named = [...page.matchAll(/(?:(\d{3}) )?`([a-z]+(?:_[a-z]+)+)`/g)].map(
      ([, status, code]) => [code, status],
    );
    const known = Object.entries(problemCodes).map(([code, { status }]) => [code, String(status)]);
    const statusOf = new Map(known.map(([code, status]) => [code, status]));
    const wrong = named.filter(
      ([code, status]) =>
        !statusOf.has(code) || (status !== undefined && statusOf.get(code) !== status),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  test("says a number in every row", () => {
    const rows = page.split("\n").filter((line) => /^\| (?!what|---)/.test(line));
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => !/\| \d[\d ]*s? \|/.test(row))).toEqual([]);
  });
});

test("the page of settings lists every setting with what it means", () => {
  const page = files.find(({ path }) => path === "engine/SETTINGS.generated.md")?.text ?? "";
  for (const { name, help } of settings) {
    expect(page).toContain(`| \`${name}\` |`);
    expect(page).toContain(help);
  }
});
