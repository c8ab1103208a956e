/**
 * Attacks by scripts, each beside a harmless script of another workspace. Whatever becomes of the
 * attack, its neighbour answers, the attacker's next script does, and so does this process, in
 * which no rejection may be left over.
 */
import { expect } from "vitest";
import type { ScriptOutcome, ScriptRun, StopReason } from "../../engine/scripts/script-run.ts";
import { body, patientLimits, scriptRun, testRunners } from "../support/script-runs.ts";

/** Tight, so that what is endless is short. */
export const tightLimits: ScriptRun["limits"] = {
  ...patientLimits,
  cpuMilliseconds: 150,
  wallMilliseconds: 700,
  heapMegabytes: 24,
  residentMegabytes: 180,
  calls: 50,
};

export type Ending = StopReason | "returned" | "threw";

export const endingOf = (outcome: ScriptOutcome): Ending =>
  outcome.kind === "stopped" ? outcome.limit : outcome.kind;

export function attacks() {
  const runners = testRunners({ processes: 3, perWorkspace: 1 });
  const harmless = (workspace: string) =>
    runners.value('log.info("here"); return (await db.get("a", "1")).operation', { workspace });

  /** @param text the module, or with `parts` what else differs */
  async function attack(text: string, parts: Partial<ScriptRun> = {}): Promise<ScriptOutcome> {
    const limits = { ...tightLimits, wallMilliseconds: patientLimits.wallMilliseconds };
    const run = scriptRun(text, { workspace: "attacker", limits, ...parts });
    const [outcome, neighbour] = await Promise.all([runners.run(run), harmless("neighbour")]);
    expect(neighbour).toBe("db.get");
    expect(await harmless("attacker")).toBe("db.get");
    return outcome;
  }

  return {
    stop: () => runners.stop(),
    facts: () => runners.facts(),
    run: runners.run,
    attack,
    /** What the body of an attack has found out, for which it has time. */
    value: async (text: string, parts: Partial<ScriptRun> = {}): Promise<unknown> => {
      const outcome = await attack(body(text), { limits: patientLimits, ...parts });
      return outcome.kind === "returned" ? outcome.value : outcome;
    },
    /** A test that the attack ends in one of these ways; at its wall only where that is one. */
    ends:
      (endings: readonly Ending[], text: string, parts: Partial<ScriptRun> = {}) =>
      async (): Promise<void> => {
        const wallMilliseconds = endings.includes("wall") ? tightLimits.wallMilliseconds : 60_000;
        const limits = { ...tightLimits, ...parts.limits, wallMilliseconds };
        const outcome = await attack(body(text), { ...parts, limits });
        expect(endings).toContain(endingOf(outcome));
      },
  };
}

/**
 * What a script would show if it had reached the process around it: looked for in whatever it can
 * get at by evaluating an expression.
 */
export const hostFound = (expression: string): string => `
  const seen = [];
  const look = (value) => {
    for (const name of ["process", "require", "module", "Buffer", "setTimeout", "queueMicrotask", "fetch", "global"])
      try { if (typeof value?.[name] !== "undefined") seen.push(name) } catch {}
  };
  try { const value = ${expression}; look(value); look(value?.constructor); look(typeof value === "function" ? value() : null) }
  catch (error) { seen.push(error instanceof Error ? "own error" : "foreign error") }
  look(globalThis);
  return seen`;
