import { describe, expect, test } from "vitest";
import { codeOf } from "./source-text.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";
import { findText, textRules } from "./text-rules.ts";

const tree = readSourceTree();

describe.each(textRules)("$name", (rule) => {
  test("in the whole house", () => {
    expect(findText(rule, tree)).toEqual([]);
  });

  test("and a file that breaks it is named with its line", () => {
    const [path, text] = rule.broken;
    const found = findText(rule, [sourceFile(path, `\n${text}`)]);
    expect(found.map((place) => place.split(":")[0])).toEqual([path]);
    expect(found[0]).toMatch(/:[23]$/);
  });

  test("and a file that only looks like it is left in peace", () => {
    expect(findText(rule, [sourceFile(...rule.kept)])).toEqual([]);
  });
});

describe("code without comments and strings", () => {
  test.each([
    ["a; // b", "a;     "],
    ["a /* b\nc */ d", "a     \n     d"],
    ['a("b\\"c") + d', 'a("    ") + d'],
    ["`a@{b + `c@{d}`}e`", "` @{b + ` @{d}`} `"],
    ["`a@{{ b: { c } }}d`", "` @{{ b: { c } }} `"],
    ["a = /b\"[/]'/g.test(c) / 2", "a = /      /g.test(c) / 2"],
    ["<p>{a / b}</p>", "<p>{a / b}</p>"],
    ["<p>it's</p>\nfetch(1)", "<p>it'     \nfetch(1)"],
  ])("of %j is %j", (text, code) => {
    // `@` stands for the sign that opens a placeholder.
    expect(codeOf(text.replaceAll("@", "$"))).toBe(code.replaceAll("@", "$"));
  });

  test("is as long as the text, line by line, in every file", () => {
    for (const { path, text, code } of tree) {
      const lengths = (of: string) => of.split("\n").map((line) => line.length);
      expect([path, lengths(code)]).toEqual([path, lengths(text)]);
    }
  });
});
