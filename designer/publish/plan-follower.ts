/**
 * The plan of a publish, made again with every answer that is settled. It changes in place, so that
 * whoever is in one of its inputs stays there.
 */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { PublishPlan } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { type Answers, askedAnswers, isPublishable } from "./plan-answers.ts";

export interface PlanFollower {
  /** The last one that was made; undefined until there is one. */
  readonly plan: () => PublishPlan | undefined;
  /** Why the last one that was asked for could not be made. */
  readonly failure: () => unknown;
  readonly loading: () => boolean;
  /** Publishing it can be tried. */
  readonly ready: () => boolean;
  readonly answers: () => Answers;
  readonly answer: (id: string, value: unknown) => void;
  /** An input is left: the plan is made again if its answer is another one. */
  readonly settle: () => void;
  /** Makes it again, whatever has changed. */
  readonly again: () => Promise<void>;
}

/** Milliseconds after an answer to a plan with problems, which may have been about the answer. */
const patience = 400;

/**
 * Call where the plan is drawn; it is made at once, and again in another language. `resumed` are
 * answers that were given before; those that nothing asks for any more are let go.
 */
export function followPlan(
  make: (answers: Answers) => Promise<PublishPlan>,
  resumed: Answers = {},
): PlanFollower {
  const [kept, setKept] = createStore<{ plan: PublishPlan | undefined }>({ plan: undefined });
  const [failure, setFailure] = createSignal<unknown>();
  const [loading, setLoading] = createSignal(true);
  const [answers, setAnswers] = createSignal<Answers>(resumed);
  let planned: Answers = {};
  let asked = 0;
  const again = async (): Promise<void> => {
    const turn = ++asked;
    planned = answers();
    setLoading(true);
    const made = await make(planned).then(
      (plan) => ({ plan, failure: undefined }),
      (reason: unknown) => ({ plan: undefined, failure: reason }),
    );
    // A later answer has been given meanwhile.
    if (turn !== asked) return;
    const asks = made.plan ? askedAnswers(made.plan, answers()) : answers();
    if (asks !== answers()) {
      setAnswers(asks);
      return again();
    }
    setLoading(false);
    setFailure(made.failure);
    if (made.plan !== undefined) setKept("plan", reconcile(made.plan, { key: "id" }));
  };
  const settle = () => {
    if (answers() !== planned) void again();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on(locale, () => void again()));
  return {
    plan: () => kept.plan,
    failure,
    loading,
    ready: () => kept.plan !== undefined && !failure() && isPublishable(kept.plan, answers()),
    answers,
    answer: (id, value) => {
      setAnswers({ ...answers(), [id]: value });
      clearTimeout(timer);
      if (kept.plan && kept.plan.problems.length > 0) timer = setTimeout(settle, patience);
    },
    settle,
    again,
  };
}
