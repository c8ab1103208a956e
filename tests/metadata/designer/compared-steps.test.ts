import { expect, test } from "vitest";
import { comparedSteps } from "../../../designer/runs/compared-steps.ts";
import type { ReplayedStep, RunReplay } from "../../../metadata/workflow-wire.ts";

const step = (name: string, more: Partial<ReplayedStep> = {}): ReplayedStep => ({
  step: name,
  event: "done",
  problems: [],
  ...more,
});
const replay = (original: readonly ReplayedStep[], steps: readonly ReplayedStep[]): RunReplay => ({
  status: "done",
  waits: [],
  original,
  steps,
});
const told = (one: RunReplay) =>
  comparedSteps(one).map(({ step: name, before, now, differs }) => [
    name,
    before?.event ?? null,
    now?.event ?? null,
    differs,
  ]);

test("a step that ends the same is the same, whatever ids it made and however often it waited", () => {
  const made = (id: string) => step("make", { output: { record: { object: "order", id } } });
  const one = made("01a22771-a4c9-74b7-b920-5c0078735724");
  const other = made("01a22771-a4c9-74b7-b920-5c0078735725");
  const waited = step("make", { event: "waiting" });
  expect(told(replay([waited, one], [other]))).toEqual([["make", "done", "done", false]]);
});

test("another end, input or answer differs, and so does what is reached only once", () => {
  const original = [step("a"), step("b", { input: { amount: "1" } }), step("c")];
  const steps = [step("a", { event: "failed" }), step("b", { input: { amount: "2" } }), step("d")];
  expect(told(replay(original, steps))).toEqual([
    ["a", "done", "failed", true],
    ["b", "done", "done", true],
    ["c", "done", null, true],
    ["d", null, "done", true],
  ]);
});

test("rounds are compared one by one", () => {
  const round = (number: number) => step("round", { input: { number } });
  const one = replay([round(1), round(2)], [round(1), round(3), round(4)]);
  expect(told(one).map(([, , , differs]) => differs)).toEqual([false, true, true]);
});
