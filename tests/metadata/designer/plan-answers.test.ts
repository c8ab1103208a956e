import { expect, test } from "vitest";
import {
  blockedChanges,
  isPublishable,
  openQuestions,
} from "../../../designer/publish/plan-answers.ts";
import type { PlannedChange, PublishPlan } from "../../../metadata/wire.ts";

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
