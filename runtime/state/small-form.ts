/** A form of a few inputs that is sent as a whole: what is missing, what the server said, whether it is under way. */
import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { createFormRefusal } from "./form-refusal.ts";

export interface SmallForm {
  /** The sentence at an input, by the name that is sent. */
  readonly at: (input: string) => string | undefined;
  /** The problem as a whole, when none of the inputs is to blame. */
  readonly rest: () => ProblemJson | undefined;
  readonly busy: () => boolean;
  readonly submit: () => Promise<void>;
}

export interface SmallFormInput {
  /** Names of the inputs that show a sentence themselves. */
  readonly inputs: readonly string[];
  /** What stands in the inputs that must not be empty. */
  readonly needed?: () => Readonly<Record<string, string>>;
  /** Said at those that are, once one has tried. */
  readonly fillIn?: () => string;
  /** Sends it, and does what follows; answers what the server has against it. */
  readonly send: () => Promise<ProblemJson | null>;
}

export function createSmallForm(input: SmallFormInput): SmallForm {
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(input.inputs);
  const needed = () => input.needed?.() ?? {};
  return {
    at: (name) => (tried() && needed()[name] === "" ? input.fillIn?.() : refusal.at(name)),
    rest: refusal.rest,
    busy,
    submit: async () => {
      setTried(true);
      if (Object.values(needed()).includes("")) return;
      setBusy(true);
      const problem = await input.send();
      setBusy(false);
      refusal.set(problem);
      if (problem === null) setTried(false);
    },
  };
}
