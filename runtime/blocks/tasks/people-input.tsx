import { For, Show } from "solid-js";
import { taskText } from "../../language/tasks/messages.ts";
import { IconButton } from "../../ui/button.tsx";
import type { ControlLink } from "../../ui/field.tsx";
import { type Chosen, RecordInput } from "../access/record-input.tsx";

/** Several people, each added by typing a name. */
export function PeopleInput(props: {
  readonly link: ControlLink;
  readonly value: readonly Chosen[];
  readonly onChange: (people: readonly Chosen[]) => void;
}) {
  return (
    <div>
      <Show when={props.value.length > 0}>
        <ul class="task-people">
          <For each={props.value}>
            {(person) => (
              <li>
                {person.label}
                <IconButton
                  small
                  icon="close"
                  label={taskText("remove_person", { name: person.label })}
                  onClick={() => props.onChange(props.value.filter(({ id }) => id !== person.id))}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <RecordInput
        adds
        link={props.link}
        object="user"
        value={null}
        onChange={(person) => {
          if (person !== null && props.value.every(({ id }) => id !== person.id))
            props.onChange([...props.value, person]);
        }}
      />
    </div>
  );
}
