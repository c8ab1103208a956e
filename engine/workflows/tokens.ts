/**
 * The tokens of one run and how they move: on to the next step, into branches and rounds, together
 * again. No clock, no database: what is here can be compared with a simple interpreter.
 */
import type { Step, Workflow } from "../../metadata/workflows/workflow.ts";
import type { Token } from "./run.ts";

export interface Tokens {
  all(): readonly Token[];
  get(id: string): Token | undefined;
  /** The one that is to be carried out next; undefined when none is ready. */
  ready(): Token | undefined;
  set(token: Token): void;
  /** Goes to a step; null: where its branch, its round or the run ends. */
  moveTo(token: Token, step: string | null): void;
  /** A token for each of the steps; this one waits for them. */
  fork(token: Token, steps: readonly string[], state: Token["state"]): void;
  /** Takes away all tokens inside of this one. */
  endInner(token: Token): void;
  /** Ids of tokens that were there at the beginning and are no more. */
  ended(): readonly string[];
  /** Tokens that are new, or other than they were. */
  changed(): readonly Token[];
}

const fresh = {
  status: "ready",
  attempt: 0,
  wakeAt: null,
  waitFor: null,
  waitObject: null,
  waitRecord: null,
  waitEvent: null,
  state: {},
  error: null,
} as const;

export const newToken = (id: string, step: string, parent: string | null = null): Token => ({
  ...fresh,
  id,
  step,
  parent,
});

/** How many of the branches must have come to their end. */
export function neededOf({ content }: Step, branches: number): number {
  const { join } = content;
  if (join === "any") return 1;
  return typeof join === "number" ? join : branches;
}

export function makeTokens(
  workflow: Workflow,
  present: readonly Token[],
  newId: () => string,
): Tokens {
  const before = new Map(present.map((token) => [token.id, token]));
  const tokens = new Map(before);

  const endInner = (token: Token): void => {
    for (const inner of tokens.values()) {
      if (inner.parent !== token.id) continue;
      tokens.delete(inner.id);
      endInner(inner);
    }
  };
  const moveTo = (token: Token, step: string | null): void => {
    if (step !== null) {
      tokens.set(token.id, { ...fresh, id: token.id, parent: token.parent, step });
      return;
    }
    tokens.delete(token.id);
    endInner(token);
    const around = token.parent === null ? undefined : tokens.get(token.parent);
    if (around !== undefined) innerEnded(around);
  };
  /** A branch or a round has come to its end. */
  const innerEnded = (around: Token): void => {
    const step = workflow.steps.get(around.step);
    if (step === undefined) return;
    if (step.type === "loop") {
      tokens.set(around.id, { ...fresh, ...around, status: "ready", waitFor: null });
      return;
    }
    const ended = Number(around.state.ended ?? 0) + 1;
    const branches = Number(around.state.branches ?? 0);
    if (ended < neededOf(step, branches)) {
      tokens.set(around.id, { ...around, state: { ...around.state, ended } });
      return;
    }
    endInner(around);
    moveTo(around, step.next);
  };
  return {
    all: () => [...tokens.values()],
    get: (id) => tokens.get(id),
    ready: () => [...tokens.values()].find(({ status }) => status === "ready"),
    set: (token) => void tokens.set(token.id, token),
    moveTo,
    fork: (token, steps, state) => {
      tokens.set(token.id, { ...token, status: "waiting", waitFor: "inner", state });
      for (const step of steps) {
        const inner = newToken(newId(), step, token.id);
        tokens.set(inner.id, inner);
      }
    },
    endInner,
    ended: () => [...before.keys()].filter((id) => !tokens.has(id)),
    changed: () => [...tokens.values()].filter((token) => before.get(token.id) !== token),
  };
}
