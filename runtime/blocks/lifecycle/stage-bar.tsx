import { For, Show } from "solid-js";
import { choicesOf, choiceTitle } from "../../../metadata/fields/values/choices.ts";
import type { Lifecycle } from "../../../metadata/model/lifecycle.ts";
import { isFinal, lifecyclePath } from "../../../metadata/model/lifecycle-path.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { text } from "../../language/messages.ts";
import { Icon } from "../../ui/icon.tsx";

/** What people call a state of the object. */
export function stateTitleIn(model: ObjectModel, state: string): string {
  const field = model.byName.get(model.lifecycle?.field ?? "");
  return choiceTitle(state, (field && choicesOf(field.schema)) ?? []);
}

/** The states in the order records go through them, the others after them; the present one marked. */
export function StageBar(props: {
  readonly model: ObjectModel;
  readonly lifecycle: Lifecycle;
  readonly state: string;
}) {
  const path = () => lifecyclePath(props.lifecycle);
  const place = () => path().way.indexOf(props.state);
  const title = () => props.model.byName.get(props.lifecycle.field)?.title ?? "";
  return (
    <ol class="stages" aria-label={title()}>
      <For each={path().way}>
        {(state, index) => <Stage {...props} stage={state} passed={index() < place()} />}
      </For>
      <For each={path().aside}>
        {(state, index) => (
          <Stage {...props} stage={state} passed={false} aside={index() === 0 ? "first" : "next"} />
        )}
      </For>
    </ol>
  );
}

function Stage(props: {
  readonly model: ObjectModel;
  readonly lifecycle: Lifecycle;
  readonly state: string;
  readonly stage: string;
  readonly passed: boolean;
  readonly aside?: "first" | "next";
}) {
  const present = () => props.stage === props.state;
  const final = () => isFinal(props.lifecycle, props.stage);
  return (
    <li
      class="stage"
      classList={{
        "stage-present": present(),
        "stage-passed": props.passed,
        "stage-final": final(),
        "stage-aside": props.aside !== undefined,
        "stage-aside-first": props.aside === "first",
      }}
      aria-current={present() ? "step" : undefined}
      title={final() ? text("stage_final") : undefined}
    >
      <span class="stage-mark" aria-hidden="true">
        <Show when={props.passed}>
          <Icon name="check" size={10} />
        </Show>
      </span>
      <span class="stage-name">{stateTitleIn(props.model, props.stage)}</span>
      <Show when={final()}>
        <span class="visually-hidden">{` (${text("stage_final")})`}</span>
      </Show>
    </li>
  );
}
