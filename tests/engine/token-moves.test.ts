/**
 * Branches, joins and rounds, compared with an interpreter that knows no tokens: it walks the
 * workflow as a program would run it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTokens, newToken, type Tokens } from "../../engine/workflows/tokens.ts";
import { resolveWorkflow, type Workflow } from "../../metadata/workflows/workflow.ts";

/** A program of steps: what runs after one another, beside one another, again and again. */
type Program =
  | { readonly kind: "act" }
  | { readonly kind: "then"; readonly parts: readonly Program[] }
  | {
      readonly kind: "both";
      readonly parts: readonly Program[];
      readonly join: "all" | "any" | number;
    }
  | { readonly kind: "rounds"; readonly count: number; readonly body: Program };

const program: fc.Arbitrary<Program> = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant<Program>({ kind: "act" }),
    fc.record({
      kind: fc.constant("then" as const),
      parts: fc.array(tie("program"), { minLength: 1, maxLength: 3 }),
    }),
    fc.array(tie("program"), { minLength: 2, maxLength: 3 }).chain((parts) =>
      fc.record({
        kind: fc.constant("both" as const),
        parts: fc.constant(parts),
        join: fc.oneof(
          fc.constant("all" as const),
          fc.constant("any" as const),
          fc.integer({ min: 1, max: parts.length }),
        ),
      }),
    ),
    fc.record({ kind: fc.constant("rounds" as const), count: fc.nat(3), body: tie("program") }),
  ),
})).program;

/** The workflow of a program, and how often each loop goes round. */
function workflowOf(whole: Program): { workflow: Workflow; rounds: ReadonlyMap<string, number> } {
  const steps: Record<string, unknown> = {};
  const rounds = new Map<string, number>();
  let number = 0;
  const name = () => `s${number++}`;
  /** Gives the first step; `next` follows upon the last. */
  const write = (part: Program, next: string | undefined): string => {
    if (part.kind === "then")
      return (
        part.parts.reduceRight<string | undefined>((after, each) => write(each, after), next) ?? ""
      );
    const id = name();
    if (part.kind === "act") steps[id] = { type: "find", object: "x", next };
    else if (part.kind === "both") {
      const branches = part.parts.map((each) => write(each, undefined));
      steps[id] = { type: "parallel", branches, join: part.join, next };
    } else {
      rounds.set(id, part.count);
      steps[id] = { type: "loop", object: "x", as: "item", do: write(part.body, undefined), next };
    }
    return id;
  };
  const start = write(whole, undefined);
  const content = { name: "w", on: { event: "manual" }, start, steps };
  return { workflow: resolveWorkflow(content), rounds };
}

/** Carries a workflow out by tokens; the acts in their order. `pick` chooses among those that are ready. */
function byTokens(
  workflow: Workflow,
  rounds: ReadonlyMap<string, number>,
  pick: (count: number) => number,
): { acts: readonly string[]; left: number } {
  let ids = 0;
  const newId = () => `t${ids++}`;
  let tokens: Tokens = makeTokens(workflow, [newToken(newId(), workflow.start)], newId);
  const acts: string[] = [];
  for (let count = 0; count < 20_000; count++) {
    const ready = tokens.all().filter(({ status }) => status === "ready");
    const token = ready[pick(ready.length)];
    if (token === undefined) return { acts, left: tokens.all().length };
    const step = workflow.steps.get(token.step);
    if (step === undefined) throw new Error("A token is nowhere");
    const done = Number(token.state.done ?? 0);
    if (step.type === "parallel") {
      const branches = step.content.branches as string[];
      tokens.fork(token, branches, { branches: branches.length, ended: 0 });
    } else if (step.type === "loop" && done < (rounds.get(step.id) ?? 0))
      tokens.fork(token, [String(step.content.do)], { done: done + 1 });
    else {
      if (step.type !== "loop") acts.push(step.id);
      tokens.moveTo(token, step.next);
    }
    // As if it had been written and read again.
    tokens = makeTokens(workflow, tokens.all(), newId);
  }
  throw new Error("It never ends");
}

/** How often each act happens when every branch comes to its end. */
function byWalking(
  workflow: Workflow,
  rounds: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const walk = (id: string | null, times: number): void => {
    const step = id === null ? undefined : workflow.steps.get(id);
    if (step === undefined || times === 0) return;
    if (step.type === "parallel")
      for (const branch of step.content.branches as string[]) walk(branch, times);
    else if (step.type === "loop")
      walk(String(step.content.do), times * (rounds.get(step.id) ?? 0));
    else counts.set(step.id, (counts.get(step.id) ?? 0) + times);
    walk(step.next, times);
  };
  walk(workflow.start, 1);
  return counts;
}

const countOf = (acts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const act of acts) counts.set(act, (counts.get(act) ?? 0) + 1);
  return counts;
};

const joinsAll = (part: Program): boolean => {
  if (part.kind === "act") return true;
  if (part.kind === "rounds") return joinsAll(part.body);
  const own = part.kind === "then" || part.join === "all" || part.join === part.parts.length;
  return own && part.parts.every(joinsAll);
};

/** Whichever ready token is taken. */
const anyOrder = fc.infiniteStream(fc.nat(1000));

test("where all branches are awaited, every act happens as often as the program says, in any order", () => {
  fc.assert(
    fc.property(program.filter(joinsAll), anyOrder, (whole, order) => {
      const { workflow, rounds } = workflowOf(whole);
      const pick = (count: number) => (count === 0 ? 0 : (order.next().value ?? 0) % count);
      const { acts, left } = byTokens(workflow, rounds, pick);
      expect(left).toBe(0);
      expect(countOf(acts)).toEqual(byWalking(workflow, rounds));
    }),
    { numRuns: 400 },
  );
});

test("what follows upon a join waits for as many branches as it says, and happens once", () => {
  const branches = fc.integer({ min: 2, max: 5 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      join: fc.integer({ min: 1, max: count }),
      lengths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: count, maxLength: count }),
    }),
  );
  fc.assert(
    fc.property(branches, anyOrder, ({ join, lengths }, order) => {
      const parts = lengths.map(
        (length): Program => ({
          kind: "then",
          parts: Array.from({ length }, () => ({ kind: "act" })),
        }),
      );
      const whole: Program = {
        kind: "then",
        parts: [{ kind: "both", parts, join }, { kind: "act" }],
      };
      const { workflow, rounds } = workflowOf(whole);
      const { acts, left } = byTokens(
        workflow,
        rounds,
        (count) => (order.next().value ?? 0) % Math.max(count, 1),
      );
      expect(left).toBe(0);
      const after = [...workflow.steps.values()].find(({ type }) => type === "parallel")?.next;
      const last = acts.indexOf(after ?? "");
      expect(acts.filter((act) => act === after)).toHaveLength(1);
      // Nothing of a branch happens once the join has been passed.
      expect(last).toBe(acts.length - 1);
      const ends = new Set(
        [...workflow.steps.values()]
          .filter(({ id, type, next }) => type === "find" && next === null && id !== after)
          .map(({ id }) => id),
      );
      expect(acts.filter((act) => ends.has(act))).toHaveLength(join);
    }),
    { numRuns: 300 },
  );
});

test("every program ends, whatever its joins ask for, and no act happens too often", () => {
  fc.assert(
    fc.property(program, anyOrder, (whole, order) => {
      const { workflow, rounds } = workflowOf(whole);
      const { acts, left } = byTokens(
        workflow,
        rounds,
        (count) => (order.next().value ?? 0) % Math.max(count, 1),
      );
      expect(left).toBe(0);
      const most = byWalking(workflow, rounds);
      for (const [act, count] of countOf(acts))
        expect(count).toBeLessThanOrEqual(most.get(act) ?? 0);
    }),
    { numRuns: 400 },
  );
});
