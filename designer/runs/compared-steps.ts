/** What a run did beside what it would do: step by step, each time that it came to it. Pure. */
import type { ReplayedStep, RunReplay } from "../../metadata/workflow-wire.ts";

export interface ComparedStep {
  readonly step: string | null;
  readonly before: ReplayedStep | null;
  readonly now: ReplayedStep | null;
  /** Another end, another input, or reached only once. */
  readonly differs: boolean;
}

/** Waiting, and what people did meanwhile, is no end of a step. */
const ends = ["done", "failed"];

/** In the order in which it happened, then what would happen beyond that. */
export function comparedSteps({ steps, original }: RunReplay): readonly ComparedStep[] {
  const left = timesOf(steps);
  const earlier = timesOf(original);
  const pairs = [...earlier].map(([key, before]): ComparedStep => {
    const now = left.get(key) ?? null;
    left.delete(key);
    return { step: before.step, before, now, differs: now === null || !isAlike(before, now) };
  });
  const more = [...left.values()].map(
    (now): ComparedStep => ({ step: now.step, before: null, now, differs: true }),
  );
  return [...pairs, ...more];
}

/** By step and how often it has been reached. */
function timesOf(steps: readonly ReplayedStep[]): Map<string, ReplayedStep> {
  const times = new Map<string, number>();
  const found = new Map<string, ReplayedStep>();
  for (const step of steps) {
    if (step.step === null || !ends.includes(step.event)) continue;
    const time = (times.get(step.step) ?? 0) + 1;
    times.set(step.step, time);
    found.set(`${step.step} ${time}`, step);
  }
  return found;
}

/** Records that a step makes have other ids each time. */
const withoutIds = (value: unknown): string =>
  JSON.stringify(value ?? null).replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"');

const isAlike = (one: ReplayedStep, other: ReplayedStep): boolean =>
  one.event === other.event &&
  withoutIds(one.input) === withoutIds(other.input) &&
  withoutIds(one.output) === withoutIds(other.output) &&
  JSON.stringify(one.problems) === JSON.stringify(other.problems);
