/**
 * Tests that a workspace carries: scripts that run on what a publish would make of it, in its
 * transaction, each taken back before the next. The ledger and the breakers hear nothing of them.
 */
import { sourcePath } from "../../metadata/documents/document-file.ts";
import { type Problem, problem, problemMessage } from "../../metadata/problem.ts";
import { administratorRights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import { newUuid } from "../db/uuid.ts";
import type { RunTests, TestResult } from "../publish/publishing.ts";
import { Refused, type Writer } from "../records/writer.ts";
import type { ScriptOutcome } from "../scripts/script-run.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { createCircuitBreakers } from "./circuit-breakers.ts";
import { runScript, type ScriptSurroundings } from "./run-script.ts";
import type { ScriptServices } from "./script-services.ts";

/** All tests together: the tables that a publish changes are closed to others meanwhile. */
export const testSecondsMaximum = 10;

/** Takes back what a test wrote. */
class TakenBack extends Error {}

export const scriptTests =
  (scripts: ScriptServices, secrets: Secrets, seconds = testSecondsMaximum): RunTests =>
  async (executor, catalog, clock) => {
    const results: TestResult[] = [];
    let milliseconds = 0;
    for (const script of automationIn(catalog).tests) {
      const file = sourcePath(script.name);
      if (milliseconds > seconds * 1000) {
        const params = { maximum: seconds };
        const late = problem("script_tests_too_long", "/source", params, file);
        return [...results, { script: script.name, problem: late, milliseconds: 0 }];
      }
      let outcome: ScriptOutcome | null = null;
      const surroundings: ScriptSurroundings = {
        ...scripts.surroundings("en", false),
        breakers: createCircuitBreakers(),
        ledger: {
          note: (run) => {
            if (run.started.script === script) outcome = run.outcome;
          },
          flush: async () => undefined,
          stop: async () => undefined,
        },
      };
      const writer: Writer = {
        executor,
        catalog,
        rights: administratorRights,
        clock,
        actor: null,
        cause: "test",
        causality: newUuid(),
        secrets,
        reactions: surroundings.reactions(surroundings),
        chain: [],
      };
      const began = performance.now();
      const refused = await behindSavepoint(executor, async () => {
        await runScript(surroundings, writer, { script, occasion: "test", input: null });
        throw new TakenBack();
      }).catch((error: unknown): Refused | null => {
        if (error instanceof TakenBack) return null;
        if (error instanceof Refused) return error;
        throw error;
      });
      const spent = performance.now() - began;
      milliseconds += spent;
      const failed = refused === null ? null : failureOf(refused, outcome, file);
      results.push({ script: script.name, problem: failed, milliseconds: Math.round(spent) });
    }
    return results;
  };

function failureOf({ problems }: Refused, outcome: ScriptOutcome | null, file: string): Problem {
  const error = outcome?.kind === "threw" ? outcome.error : null;
  const message =
    outcome?.kind === "stopped" && outcome.limit !== "budget"
      ? `It was ended: ${outcome.limit}.`
      : error === null
        ? problems.map((item) => problemMessage(item, "en")).join(" ")
        : `${error.name}: ${error.message}.`;
  const place = error?.module ? sourcePath(error.module.replace(/\.ts$/, "")) : file;
  return problem("script_test_failed", "/source", { line: error?.line ?? 1, message }, place);
}
