import { describe, expect, test } from "vitest";
import { sharingSentence } from "../../../designer/document/sharing-sentence.ts";

describe("a sharing rule in words", () => {
  const rule = { object: "Customer", condition: "Region is “North”" };

  test("is for everybody without roles", () => {
    expect(sharingSentence({ ...rule, locale: "en", roles: [], access: "read" })).toBe(
      "Everybody who may use “Customer” also reads the records where Region is “North”.",
    );
    expect(sharingSentence({ ...rule, locale: "zh-CN", roles: [], access: "update" })).toBe(
      "所有可使用“Customer”的人，还可查看和修改满足Region is “North”的记录。",
    );
  });

  test("names its roles", () => {
    const roles = ["Sales", "Support"];
    expect(sharingSentence({ ...rule, locale: "en", roles, access: "update" })).toBe(
      "Who has the role “Sales” or “Support” and may use “Customer” also reads and changes the records where Region is “North”.",
    );
  });

  test("that is not whole is no sentence", () => {
    const part = { ...rule, locale: "en", roles: [], access: "read" } as const;
    expect(sharingSentence({ ...part, object: "" })).toBeNull();
    expect(sharingSentence({ ...part, condition: "" })).toBeNull();
  });
});
