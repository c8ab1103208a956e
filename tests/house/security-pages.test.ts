import { describe, expect, test } from "vitest";
import { asvsRequirements } from "./asvs-levels.ts";
import { answerFaults, pageRows, titlesOf } from "./security-page-rules.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";

const tree = readSourceTree();
const pageOf = (path: string) => {
  const page = tree.find((file) => file.path === path);
  if (page === undefined) throw new Error(`${path} is gone`);
  return page;
};
const peers = pageOf("tests/attacks/PEERS.md");
const asvs = pageOf("engine/ASVS.md");
const scripts = pageOf("tests/attacks/SCRIPTS.md");
const automation = pageOf("tests/attacks/AUTOMATION.md");
const pages = [peers, asvs, scripts].map((page) => [page.path, page, 40] as const);

describe.each([...pages, [automation.path, automation, 25] as const])("%s", (_, page, least) => {
  test("answers every row with tests that exist, or with a reason", () => {
    expect(pageRows(page.text).length).toBeGreaterThan(least);
    expect(answerFaults(page, tree)).toEqual([]);
  });

  test("has at most 500 lines", () => {
    expect(page.text.split("\n").length).toBeLessThanOrEqual(501);
  });
});

test("the page of faults in others has all groups, and each row names a product", () => {
  const groups = [...peers.text.matchAll(/^## ([A-Z])\./gm)].map(([, letter]) => letter);
  expect(groups.join("")).toBe("ABCDEFGHIJKLMNOP");
  const nameless = pageRows(peers.text).filter(({ cells }) => !/[A-Z]/.test(cells[0] ?? ""));
  expect(nameless).toEqual([]);
});

test("the pages of scripts and automation have every entry of their list, in order", () => {
  const numbersOf = ({ text }: typeof scripts) =>
    pageRows(text).flatMap(({ cells }) => /^\d+(?=[ –])/.exec(cells[0] ?? "") ?? []);
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // The row of 34 is that of 35 to 38 as well.
  expect(numbersOf(scripts).map(Number)).toEqual([...from(1, 25), 34, 57, 60]);
  expect(numbersOf(automation).map(Number)).toEqual([...from(26, 33), ...from(39, 56), 58, 59]);
});

describe("the page of ASVS", () => {
  test("has each requirement of levels 1 and 2 once, in order, at its level", () => {
    // Chapter 17 is about WebRTC, which nothing here speaks.
    const due = asvsRequirements.filter(
      ({ number, level }) => level !== "3" && !number.startsWith("17."),
    );
    const rows = pageRows(asvs.text).map(({ cells }) => `${cells[0]} ${cells[1]}`);
    expect(rows).toEqual(due.map(({ number, level }) => `${number} ${level}`));
  });

  test("is measured by the standard's own counts", () => {
    const count = (level: string) =>
      asvsRequirements.filter((requirement) => requirement.level === level).length;
    expect([count("1"), count("2"), count("3")]).toEqual([70, 183, 92]);
  });
});

describe("a page of answers", () => {
  const files = [
    sourceFile("tests/a/b.test.ts", 'test("holds", run);\ntest.each([1])("of %s", run);'),
    sourceFile("engine/a.ts", ""),
  ];
  const faults = (answer: string) =>
    answerFaults(
      { path: "P.md", text: `| what | answer |\n| --- | --- |\n| x | ${answer} |\n` },
      files,
    );

  test.each([
    "`tests/a/b.test.ts`: holds",
    "`tests/a/b.test.ts`: of %s<br>by design: nothing else, in `engine/a.ts`",
    "not applicable: there are no such things",
    "open: nobody does this so far",
  ])("may say %s", (answer) => {
    expect(faults(answer)).toEqual([]);
  });

  test.each([
    "",
    "yes",
    "open:",
    "open: x",
    "`tests/a/b.test.ts`: gone",
    "`tests/a/c.test.ts`: holds",
    "`tests/a/b.test.ts`: holds<br>somehow",
    "by design: what stands in `engine/gone.ts`",
  ])("may not say %j", (answer) => {
    expect(faults(answer)).toHaveLength(1);
  });

  test("finds titles however they are quoted", () => {
    const text = 'describe("a \\"b\\"", f);\ntest(\n  `c %s`,\n  f);\ntest.each(\n  x,\n)("e", f);';
    expect([...titlesOf(text)]).toEqual(['a "b"', "c %s", "e"]);
  });
});
