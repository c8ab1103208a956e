/** Runs of scripts as tests want them: everything given, and what a test is about changed. */

import {
  type CallAnswer,
  type ScriptLimits,
  type ScriptOutcome,
  type ScriptRun,
  transactionLimits,
} from "../../engine/scripts/script-run.ts";
import { createScriptRunners, type RunnerOptions } from "../../engine/scripts/script-runners.ts";

/** Wide enough for a machine that does other things, too. */
export const patientLimits: ScriptLimits = {
  ...transactionLimits,
  queueMilliseconds: 60_000,
  cpuMilliseconds: 20_000,
  wallMilliseconds: 60_000,
};

/** Answers each call with what was asked. */
export const echo: ScriptRun["call"] = async (operation, argument) => ({
  value: { operation, argument },
});

/** @param text the module whose default export is called, or the parts of the run that differ */
export function scriptRun(text: string, parts: Partial<ScriptRun> = {}): ScriptRun {
  return {
    modules: { "script.ts": text },
    entry: "script.ts",
    exportName: "default",
    input: null,
    user: { id: "u1", name: "Ada" },
    at: new Date("2026-03-04T05:06:07.089Z"),
    today: "2026-03-04",
    seed: "seed",
    workspace: "trading",
    background: false,
    limits: patientLimits,
    call: echo,
    ...parts,
  };
}

/** A script whose function has this body, with the SDK imported. */
export const body = (text: string): string =>
  `import { db, decimal, equal, fail, files, http, jobs, log, mail, notify, now, refused, secrets, today, user } from "tenon";
export default async function (input) { ${text} }`;

/** What a script returned. Fails with the whole outcome when it did not. */
export function returned(outcome: ScriptOutcome): unknown {
  if (outcome.kind !== "returned") throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** Runners that are stopped when a test file is done. */
export function testRunners(options: RunnerOptions = {}) {
  const runners = createScriptRunners({ graceMilliseconds: 200, ...options });
  return {
    run: (run: ScriptRun) => runners.run(run),
    stop: () => runners.stop(),
    facts: () => runners.facts(),
    /** Runs a body and gives what it returned. */
    value: async (text: string, parts: Partial<ScriptRun> = {}): Promise<unknown> =>
      returned(await runners.run(scriptRun(body(text), parts))),
  };
}

export const answer = (value: unknown): CallAnswer => ({ value });
