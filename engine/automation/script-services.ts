/** What a server runs scripts with: runner processes, the ledger, and what has been paused. */
import type { Locale } from "../../metadata/text.ts";
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { joinReactions, type Reactions } from "../records/reactions.ts";
import { backgroundLimits, type ScriptLimits, transactionLimits } from "../scripts/script-run.ts";
import { createScriptRunners, type ScriptRunners } from "../scripts/script-runners.ts";
import { createCircuitBreakers } from "./circuit-breakers.ts";
import type { ScriptSurroundings } from "./run-script.ts";
import type { CallServices } from "./script-calls.ts";
import { createScriptLedger, type ScriptLedger } from "./script-ledger.ts";
import { createScriptPeople } from "./script-person.ts";
import { triggerReactions } from "./trigger-reactions.ts";

export interface ScriptServices {
  readonly runners: ScriptRunners;
  readonly ledger: ScriptLedger;
  /** For whoever starts a script. */
  surroundings(locale: Locale, background: boolean): ScriptSurroundings;
  /** All that waits for writes: triggers, then what `further` gives. */
  reactions(locale: Locale, background: boolean): Reactions;
  stop(): Promise<void>;
}

/**
 * Starts nothing before the first script runs.
 * @param further what waits for writes besides
 * @param limits of scripts that a transaction waits for
 */
export function createScriptServices(
  database: Database,
  observe: Observe,
  further: () => Reactions,
  calls: CallServices,
  limits: ScriptLimits = transactionLimits,
): ScriptServices {
  const runners = createScriptRunners();
  const ledger = createScriptLedger(database, observe);
  const shared = {
    execute: (run: Parameters<ScriptRunners["run"]>[0]) => runners.run(run),
    ledger,
    breakers: createCircuitBreakers(),
    person: createScriptPeople(),
    reactions: (inside: ScriptSurroundings) => joinReactions(triggerReactions(inside), further()),
    rights: null,
    outside: null,
    services: calls,
  };
  const surroundings = (locale: Locale, background: boolean): ScriptSurroundings => ({
    ...shared,
    locale,
    background,
    limits: background ? backgroundLimits : limits,
  });
  return {
    runners,
    ledger,
    surroundings,
    reactions: (locale, background) => shared.reactions(surroundings(locale, background)),
    stop: async () => {
      await runners.stop();
      await ledger.stop();
    },
  };
}
