import { describe, expect, test } from "vitest";
import {
  badNames,
  foldersToExplain,
  linesMaximum,
  readmeFaults,
  tooLongFiles,
  tooLongParts,
} from "./size-rules.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";

const tree = readSourceTree();
const lines = (count: number) => "x\n".repeat(count);

describe("files", () => {
  test("have at most 500 lines", () => {
    expect(tooLongFiles(tree)).toEqual([]);
  });

  test("of more lines are named, unless a program wrote them", () => {
    expect(
      tooLongFiles([
        sourceFile("engine/db/a.ts", lines(linesMaximum)),
        sourceFile("engine/db/b.ts", lines(linesMaximum + 1)),
        sourceFile("engine/db/c.generated.ts", lines(linesMaximum + 1)),
        sourceFile("designer/styles/d.css", lines(linesMaximum + 1)),
      ]),
    ).toEqual(["engine/db/b.ts has 501 lines", "designer/styles/d.css has 501 lines"]);
  });

  test("have a median of at most 100 lines in every part", () => {
    expect(tooLongParts(tree)).toEqual([]);
  });

  test("that are long on the whole are found, however short a few are", () => {
    const of = (...counts: readonly number[]) =>
      counts.map((count, index) => sourceFile(`engine/db/a${index}.ts`, lines(count)));
    expect(tooLongParts(of(10, 101, 300))).toEqual(["engine has a median of 101 lines"]);
    expect(tooLongParts(of(10, 100, 300))).toEqual([]);
  });

  test("are named in kebab-case, in words that say something", () => {
    expect(badNames(tree)).toEqual([]);
  });

  test.each([
    "engine/db/poolUtils.ts",
    "engine/db/Pool.ts",
    "engine/db/pool_size.ts",
    "engine/db/pool-helpers.ts",
    "metadata/fields/common.ts",
    "runtime/misc/a.tsx",
    "tests/engine/session-manager.test.ts",
  ])("named %s are refused", (path) => {
    expect(badNames([sourceFile(path, "")])).toEqual([path]);
  });

  test.each(["metadata/problem.ts", "engine/access/README.md", "tests/a/b-c.test.ts"])(
    "named %s are welcome",
    (path) => {
      expect(badNames([sourceFile(path, "")])).toEqual([]);
    },
  );
});

describe("folders", () => {
  test("say in at most 60 lines what they are for", () => {
    expect(readmeFaults(tree, foldersToExplain(tree))).toEqual([]);
  });

  test("that say nothing, or too much, are found", () => {
    const files = [sourceFile("engine/db/a.ts", ""), sourceFile("engine/README.md", lines(61))];
    expect(readmeFaults(files, ["engine", "engine/db"])).toEqual([
      "engine/db has no README.md",
      "engine/README.md has 61 lines",
    ]);
    expect(foldersToExplain(files)).toContain("engine/db");
  });
});
