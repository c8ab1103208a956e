import { createMemo, For, Show } from "solid-js";
import { everyName } from "../../metadata/access/role.ts";
import { textsOf } from "../../metadata/json-object.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { toggledName } from "../document/name-sets.ts";
import { accessText } from "../language/access/messages.ts";
import { partInputId } from "../shell/designer-context.ts";
import { useRoleEditing } from "./role-editing.ts";

/** Which steps of the lifecycle may be taken: all, or some by name. */
export function StepRights(props: { readonly object: string }) {
  const editing = useRoleEditing();
  const steps = createMemo(() => editing.words(props.object).steps);
  const value = () => editing.valueOf(props.object, "transitions");
  const isChosen = (name: string) => value() === true || textsOf(value()).includes(name);
  const change = (next: unknown) => editing.change(props.object, "transitions", next);
  const problem = () => editing.problemAt(props.object, "transitions");
  return (
    <Show when={steps().length > 0 || props.object === everyName}>
      <div
        class="rights-part"
        role="group"
        aria-label={accessText("steps")}
        tabindex={-1}
        id={partInputId([editing.section(), props.object, "transitions"])}
      >
        <h3>{accessText("steps")}</h3>
        <Checkbox
          label={accessText("every_step")}
          checked={value() === true}
          onChange={(checked) => change(checked ? true : undefined)}
        />
        <For each={steps()}>
          {({ name, title }) => (
            <Checkbox
              label={title}
              checked={isChosen(name)}
              onChange={() =>
                change(
                  toggledName(
                    value(),
                    name,
                    steps().map((step) => step.name),
                  ),
                )
              }
            />
          )}
        </For>
        <Show when={problem()}>
          <p class="field-error">{problem()}</p>
        </Show>
      </div>
    </Show>
  );
}
