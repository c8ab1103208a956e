import { describe, expect, test } from "vitest";
import { en as accessEnglish } from "../../designer/language/access/en.ts";
import { zhCN as accessChinese } from "../../designer/language/access/zh-cn.ts";
import { en as auditEnglish } from "../../designer/language/audit/en.ts";
import { zhCN as auditChinese } from "../../designer/language/audit/zh-cn.ts";
import { en as designerEnglish } from "../../designer/language/en.ts";
import { en as scriptEnglish } from "../../designer/language/scripts/en.ts";
import { zhCN as scriptChinese } from "../../designer/language/scripts/zh-cn.ts";
import { en as userEnglish } from "../../designer/language/users/en.ts";
import { zhCN as userChinese } from "../../designer/language/users/zh-cn.ts";
import { zhCN as designerChinese } from "../../designer/language/zh-cn.ts";
import { type AuditActionDefinition, auditActions } from "../../metadata/audit-actions.ts";
import { problemCodes } from "../../metadata/problem-codes.ts";
import { en as accountEnglish } from "../../runtime/language/account/en.ts";
import { zhCN as accountChinese } from "../../runtime/language/account/zh-cn.ts";
import { en as actionEnglish } from "../../runtime/language/actions/en.ts";
import { zhCN as actionChinese } from "../../runtime/language/actions/zh-cn.ts";
import { en as runtimeEnglish } from "../../runtime/language/en.ts";
import { en as securityEnglish } from "../../runtime/language/security/en.ts";
import { zhCN as securityChinese } from "../../runtime/language/security/zh-cn.ts";
import { zhCN as runtimeChinese } from "../../runtime/language/zh-cn.ts";
import { partOf } from "./rooms.ts";
import { isCode, isGenerated, readSourceTree } from "./source-tree.ts";
import {
  differentWords,
  type Messages,
  placeholders,
  untranslated,
  unusedCodes,
} from "./word-rules.ts";

const codes = Object.entries(problemCodes);
const messagesIn = (locale: "en" | "zh-CN"): Messages =>
  Object.fromEntries(codes.map(([code, { message }]) => [code, message[locale]]));

const acts: readonly (readonly [string, AuditActionDefinition])[] = Object.entries(auditActions);
const actsIn = (part: "title" | "sentence", locale: "en" | "zh-CN"): Messages =>
  Object.fromEntries(acts.map(([name, act]) => [name, act[part][locale]]));

const dictionaries: readonly (readonly [string, Messages, Messages])[] = [
  ["the screens", runtimeEnglish, runtimeChinese],
  ["the page of users", userEnglish, userChinese],
  ["roles and sharing rules", accessEnglish, accessChinese],
  ["accounts", accountEnglish, accountChinese],
  ["the security section", securityEnglish, securityChinese],
  ["the page of the audit log", auditEnglish, auditChinese],
  ["the page of scripts", scriptEnglish, scriptChinese],
  ["actions", actionEnglish, actionChinese],
  ["acts", actsIn("title", "en"), actsIn("title", "zh-CN")],
  ["entries about acts", actsIn("sentence", "en"), actsIn("sentence", "zh-CN")],
  ["the designer", designerEnglish, designerChinese],
  ["problems", messagesIn("en"), messagesIn("zh-CN")],
];

describe.each(dictionaries)("the words of %s", (_, english, chinese) => {
  test("are complete in both languages, with the same values to fill in", () => {
    expect(differentWords(english, chinese)).toEqual([]);
  });

  test("are not left in English", () => {
    expect(untranslated(english, chinese)).toEqual([]);
  });
});

test("words that one language lacks or fills otherwise are named", () => {
  const english = { a: "A", b: "B {name}", c: "{count|one|# many} left", d: "D", e: "E" };
  const chinese = { a: "甲", b: "乙 {nam}", c: "剩 {count}", d: " ", f: "己" };
  expect(differentWords(english, chinese)).toEqual(["b", "d", "e", "f"]);
  expect(
    untranslated(
      { a: "Save", b: "ID {id}", c: "{name}" },
      { a: "Save", b: "编号 {id}", c: "{name}" },
    ),
  ).toEqual(["a"]);
});

test("an entry about an act says only what it holds", () => {
  for (const [name, { sentence, subject }] of acts)
    for (const member of placeholders(sentence.en)) expect(subject, name).toContain(member);
});

describe("problem codes", () => {
  test("can all be met", () => {
    const product = readSourceTree().filter(
      ({ path }) =>
        isCode(path) &&
        !isGenerated(path) &&
        partOf(path) !== "tests" &&
        !path.startsWith("metadata/problem-codes/"),
    );
    const names = codes.map(([code]) => code);
    expect(
      unusedCodes(
        names,
        product.map(({ text }) => text),
      ),
    ).toEqual([]);
  });

  test("that nobody names are found", () => {
    const texts = ['problem("not_found")', "const sentences = { too_long: 1 };"];
    expect(unusedCodes(["not_found", "too_long", "not", "long"], texts)).toEqual(["not", "long"]);
  });
});
