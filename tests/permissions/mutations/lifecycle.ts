/** The state of a record, and what its steps wait for, told to who may read it. */
import { type Mutation, mutation } from "./mutation.ts";

const states = "permissions/hidden-values#the state";

export const lifecycleMutations: readonly Mutation[] = [
  mutation(
    "state-known",
    "engine/records/lifecycle-words.ts",
    "return field !== undefined && rights.mayRead(model, field);",
    "return field !== undefined;",
    states,
  ),
  mutation(
    "steps-named",
    "engine/records/lifecycle-words.ts",
    "const possible = leading.filter(({ name }) => rights.mayStep(model, name));",
    "const possible = leading;",
    "permissions/hidden-words#the steps",
  ),
  mutation(
    "state-of-locked",
    "engine/records/locked-state.ts",
    'if (!mayKnowState(rights, model)) throw new Refused([problem("not_permitted")]);',
    "",
    states,
  ),
  mutation(
    "state-of-steps",
    "engine/records/possible-transitions.ts",
    "const known = mayKnowState(writer.rights, model);",
    "const known = true;",
    states,
  ),
  mutation(
    "state-of-refused-step",
    "engine/records/transition.ts",
    'if (!mayKnowState(rights, model)) return problem("not_permitted");',
    "",
    states,
  ),
  mutation(
    "number-of-kept",
    "engine/records/locked-state.ts",
    "const isSeen = kept.every((field) => asker.rights.mayRead(model, field));",
    "const isSeen = true;",
    "permissions/hidden-words#a number",
  ),
];
