import { expect, test } from "vitest";
import { changeFieldType } from "../../../designer/commands/change-field-type.ts";
import { createModelCache } from "../../../designer/document/draft-models.ts";
import {
  askedAnswers,
  blockedChanges,
  isPublishable,
  openQuestions,
  problemsOfAnswer,
  problemsOfDesign,
  resumedAnswers,
} from "../../../designer/publish/plan-answers.ts";
import { fieldTypeByName } from "../../../metadata/fields/index.ts";
import type { PlannedChange, PublishPlan } from "../../../metadata/wire.ts";
import { customerKey, sampleDesign } from "./sample-design.ts";

const typeNamed = (name: string) => {
  const type = fieldTypeByName(name);
  if (!type) throw new Error(`no type ${name}`);
  return type;
};

const change = (field: string, blocked: boolean): PlannedChange => ({
  id: `field_required.customer.${field}`,
  kind: "field_required",
  object: "customer",
  field,
  sentence: "",
  risk: "attention",
  statements: [],
  obstacles: blocked ? { count: 3, samples: [], blocking: true } : null,
  cost: { lock: "none", rows: 0, seconds: 0, beside_seconds: 0, sentence: "" },
  questions: [`fill.customer.${field}`],
});

const plan = (more: Partial<PublishPlan>): PublishPlan => ({
  id: "p",
  base: 1,
  changes: [],
  questions: [],
  problems: [],
  ready: false,
  ...more,
});

const question = { id: "fill.customer.fax", sentence: "", choices: [], answer: null };

test("a plan without changes, or with problems, cannot be published", () => {
  expect(isPublishable(plan({}), {})).toBe(false);
  const problem = { file: "", path: "", code: "x", params: {}, message: "" };
  const wrong = plan({ changes: [change("fax", false)], problems: [problem] });
  expect(isPublishable(wrong, {})).toBe(false);
});

test("a value for the records in the way opens the way", () => {
  const asked = plan({ changes: [change("fax", true)], questions: [question] });
  expect(isPublishable(asked, {})).toBe(false);
  expect(openQuestions(asked, {})).toHaveLength(1);
  expect(isPublishable(asked, { "fill.customer.fax": "none" })).toBe(true);
  expect(isPublishable(asked, { "fill.customer.fax": "" })).toBe(false);
});

test("records in the way that no question helps stay in the way", () => {
  const stuck = plan({ changes: [change("code", true)] });
  expect(blockedChanges(stuck, { "fill.customer.fax": "none" })).toHaveLength(1);
  expect(isPublishable(stuck, {})).toBe(false);
});

test("answers outlive the dialog while they are about the same values", () => {
  const models = createModelCache()(sampleDesign.documents, "en");
  const answers = { "fill.customer.name": "none", "fill.customer.limit": "5" };
  const left = { answers, models };
  expect(resumedAnswers(null, models)).toEqual({});
  expect(resumedAnswers(left, models)).toBe(answers);
  const retyped = changeFieldType.run(sampleDesign, {
    document: customerKey,
    field: "name000000",
    type: typeNamed("integer"),
  });
  const now = createModelCache()(retyped.documents, "zh-CN");
  expect(resumedAnswers(left, now)).toEqual({ "fill.customer.limit": "5" });
});

test("answers to what a plan does not ask any more are let go", () => {
  const choices = [{ value: "keep", title: "" }];
  const questions = [question, { ...question, id: "options.customer.level", choices }];
  const answers = { "fill.customer.fax": "none", "options.customer.level": "keep" };
  expect(askedAnswers(plan({ questions }), answers)).toBe(answers);
  expect(
    askedAnswers(plan({ questions }), {
      "fill.customer.phone": "none",
      "options.customer.level": "replace:gold",
    }),
  ).toEqual({});
  const problem = { file: "", path: "", code: "x", params: {}, message: "" };
  expect(askedAnswers(plan({ problems: [problem] }), answers)).toBe(answers);
  const told = { ...problem, code: "unknown_question", path: "/answers/fill.customer.fax" };
  expect(askedAnswers(plan({ problems: [told] }), answers)).toEqual({
    "options.customer.level": "keep",
  });
  const typed = { "fill.customer.fax": "no fax" };
  expect(askedAnswers(plan({ problems: [told], questions }), typed)).toBe(typed);
});

test("an answer that the plan was made with, and that leaves records in the way, does not help", () => {
  const made = { ...question, answer: "none" };
  const asked = plan({ changes: [change("fax", true)], questions: [made] });
  expect(isPublishable(asked, { "fill.customer.fax": "none" })).toBe(false);
  expect(isPublishable(asked, { "fill.customer.fax": "other" })).toBe(true);
});

test("what is wrong with an answer stands with its question, and nowhere else", () => {
  const wrong = (path: string, file = "") => ({ file, path, code: "x", params: {}, message: path });
  const told = ["/answers/fill.customer.fax", "/answers/fill.customer.fax/city"];
  const design = wrong("/properties/fax", "objects/customer.json");
  const problems = [
    design,
    ...told.map((path) => wrong(path)),
    wrong("/answers/fill.customer.faxes"),
  ];
  const asked = plan({ questions: [question], problems });
  expect(problemsOfAnswer(asked, question)).toEqual(told);
  expect(problemsOfDesign(asked)).toEqual([design]);
});
