/**
 * Scripts that end badly again and again are paused, so that they do not take the runners from
 * others. What `fail` says is a script at its work and does not count. Kept by each server for
 * itself: a pause is short, and what a script costs a server is that server's.
 */
import type { ScriptOutcome } from "../scripts/script-run.ts";

export interface CircuitBreakers {
  /** Until when a program is paused, as ISO text; null when it may run. */
  pausedUntil(workspace: string, program: string): string | null;
  note(workspace: string, program: string, outcome: ScriptOutcome): void;
}

/** In a row. */
export const badEndsMaximum = 10;
export const pauseSeconds = 60;

interface State {
  badEnds: number;
  pausedUntil: number;
}

/** A stop of the server, or runners that are all busy, say nothing about the script. */
const isBad = (outcome: ScriptOutcome): boolean =>
  outcome.kind === "stopped"
    ? outcome.limit !== "queue" && outcome.limit !== "stopping"
    : outcome.kind === "threw" &&
      outcome.error.name !== "Failure" &&
      outcome.error.name !== "CallError";

export function createCircuitBreakers(now: () => number = Date.now): CircuitBreakers {
  const states = new Map<string, State>();
  const keyOf = (workspace: string, program: string) => `${workspace} ${program}`;
  return {
    pausedUntil: (workspace, program) => {
      const until = states.get(keyOf(workspace, program))?.pausedUntil ?? 0;
      return until > now() ? new Date(until).toISOString() : null;
    },
    note: (workspace, program, outcome) => {
      const key = keyOf(workspace, program);
      if (!isBad(outcome)) {
        states.delete(key);
        return;
      }
      const state = states.get(key) ?? { badEnds: 0, pausedUntil: 0 };
      state.badEnds += 1;
      // After the pause one more bad end is enough for the next.
      if (state.badEnds >= badEndsMaximum) state.pausedUntil = now() + pauseSeconds * 1000;
      states.set(key, state);
    },
  };
}
