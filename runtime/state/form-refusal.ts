/** What the server said against a small form: at its inputs, or above it. */
import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";

export interface FormRefusal {
  readonly set: (problem: ProblemJson | null) => void;
  /** The sentence at an input, by the name that was sent. */
  readonly at: (name: string) => string | undefined;
  /** The problem as a whole, when none of these inputs is to blame. */
  readonly rest: () => ProblemJson | undefined;
}

/** @param names of the inputs that show a sentence themselves */
export function createFormRefusal(names: readonly string[]): FormRefusal {
  const [problem, set] = createSignal<ProblemJson | null>(null);
  const at = (name: string) =>
    problem()?.errors.find(({ path }) => path === `/${name}` || path.startsWith(`/${name}/`))
      ?.message;
  return {
    set: (next) => set(next),
    at,
    rest: () => {
      const found = problem();
      return found === null || names.some((name) => at(name) !== undefined) ? undefined : found;
    },
  };
}
