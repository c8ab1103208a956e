/** One question to the server, as a component holds it: what came, or why nothing did. */
import { createResource } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Answer, Refusal } from "../client/client.ts";

type Outcome<Body> = Promise<Answer<Body> | Refusal>;

export interface AnswerState<Body> {
  /** `undefined` until it is there, and when it was refused. While it is asked again, the last one. */
  readonly body: () => Body | undefined;
  readonly problem: () => ProblemJson | undefined;
  /** Asks once more. */
  readonly again: () => Promise<void>;
}

/** @param about what the question depends on: it is asked again with each, and not at all for none */
export function createAnswer<About extends string | object, Body>(
  about: () => About | null | undefined,
  ask: (about: About) => Outcome<Body>,
): AnswerState<Body> {
  const [outcome, { refetch }] = createResource(about, ask);
  return {
    body: () => {
      const latest = outcome.latest;
      return latest?.ok ? latest.body : undefined;
    },
    problem: () => {
      const latest = outcome.latest;
      return latest?.ok === false ? latest.problem : undefined;
    },
    again: async () => {
      await refetch();
    },
  };
}
