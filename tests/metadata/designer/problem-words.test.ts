import { expect, test } from "vitest";
import { withContent, withKeyword } from "../../../designer/document/design-documents.ts";
import { locateProblem } from "../../../designer/document/problem-location.ts";
import { inScreenWords, problemPlace } from "../../../designer/document/problem-words.ts";
import { type Problem, problem, problemMessage } from "../../../metadata/problem.ts";
import type { Locale } from "../../../metadata/text.ts";
import { customerKey, sampleDesign } from "./sample-design.ts";

const documents = withContent(sampleDesign.documents, customerKey, (content) =>
  withKeyword(content, "lifecycle", {
    field: "currency",
    transitions: [{ name: "confirm", title: "Confirm" }],
  }),
);

const located = (item: Problem, locale: Locale, file = "objects/customer.json") =>
  locateProblem(documents, {
    ...item,
    file,
    params: {},
    message: problemMessage(item, locale),
  });

const sentence = (item: Problem, locale: Locale, file?: string) =>
  inScreenWords(documents, located(item, locale, file), locale, { "transitions.to": "Leads to" })
    .problem.message;

test("keywords, values and fields are called as their inputs are", () => {
  const cleared = problem("required_cleared", "/properties/customer/on_delete", {
    name: "customer",
  });
  const file = "objects/sales_order.json";
  expect(sentence(cleared, "en", file)).toBe(
    "“Customer” is required, so it cannot be cleared when its record is deleted. Use “Refuse to delete it” or “Delete this record too”.",
  );
  expect(sentence(cleared, "zh-CN", file)).toBe(
    "“Customer”必填，不能在被引用记录删除时清空，请改用“不允许删除”或“同时删除此记录”。",
  );
});

test("a part of a step is called by its input, and the step is named", () => {
  const missing = problem("option_missing", "/lifecycle/transitions/0/to", { keyword: "to" });
  expect(sentence(missing, "en")).toBe("“Leads to” is missing. Add it.");
  expect(problemPlace(documents, located(missing, "en"), "en")).toEqual(["Customer", "Confirm"]);
  expect(problemPlace(documents, located(missing, "zh-CN"), "zh-CN")).toEqual(["客户", "Confirm"]);
});

test("sentences about API names and expressions keep them", () => {
  const reserved = problem("name_reserved", "/properties/code", {
    name: "code",
    proposal: "code_value",
  });
  expect(sentence(reserved, "en")).toBe(problemMessage(reserved, "en"));
  const unknown = problem("currency_field_unknown", "/properties/limit/formula", {
    name: "code",
    hint: "",
  });
  expect(sentence(unknown, "en")).toBe(problemMessage(unknown, "en"));
});
