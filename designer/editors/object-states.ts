/** The states of an object of the draft as its reader knows them. */
import { createMemo } from "solid-js";
import { type Choice, choicesOf, choiceTitle } from "../../metadata/fields/values/choices.ts";
import type { Lifecycle } from "../../metadata/model/lifecycle.ts";
import type { SelectOption } from "../../runtime/ui/select.tsx";
import { stateField } from "../document/lifecycle-states.ts";
import { useDesigner } from "../shell/designer-context.ts";

export interface ObjectStates {
  /** Null while it has mistakes. */
  readonly lifecycle: () => Lifecycle | null;
  readonly choices: () => readonly Choice[];
  readonly options: () => readonly SelectOption[];
  readonly titleOf: (state: string) => string;
}

export function useObjectStates(documentKey: () => string): ObjectStates {
  const { session } = useDesigner();
  const model = createMemo(() => {
    const name = session.documents().get(documentKey())?.name;
    return session.models().get(name ?? "");
  });
  const choices = createMemo((): readonly Choice[] => {
    const field = stateField(session.documents().get(documentKey())?.content ?? {});
    return choicesOf(model()?.byName.get(field?.name ?? "")?.schema ?? {}) ?? [];
  });
  const titleOf = (state: string) => choiceTitle(state, choices()) || state;
  return {
    lifecycle: () => model()?.lifecycle ?? null,
    choices,
    options: createMemo(() => choices().map(({ value }) => ({ value, label: titleOf(value) }))),
    titleOf,
  };
}
