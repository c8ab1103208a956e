import { For, Show } from "solid-js";
import { everyName, objectActions, type RecordVerb } from "../../metadata/access/role.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { accessText } from "../language/access/messages.ts";
import { partInputId } from "../shell/designer-context.ts";
import { ActionCell } from "./action-cell.tsx";
import { useRoleEditing } from "./role-editing.ts";
import { ScopeCell } from "./scope-cell.tsx";
import { shownVerbs } from "./shown-verbs.ts";

export interface RightsRowProps {
  readonly object: string;
  readonly isOpen: boolean;
  readonly tabindex: (column: number) => 0 | -1;
  readonly onToggle: () => void;
  readonly onOpen: (verb: RecordVerb) => void;
}

/** One object: what may be done with its records, and with it as a whole. */
export function RightsRow(props: RightsRowProps) {
  const editing = useRoleEditing();
  const title = () => editing.titleOf(props.object);
  const problem = () => editing.problemAt(props.object);
  return (
    <tr data-matrix-row={props.object} classList={{ "rights-every": props.object === everyName }}>
      <th scope="row">
        <button
          type="button"
          class="rights-object"
          data-cell
          id={partInputId([editing.section(), props.object])}
          tabindex={props.tabindex(0)}
          aria-expanded={props.isOpen}
          aria-label={accessText("open_details", { object: title() })}
          aria-invalid={problem() ? "true" : undefined}
          title={problem()}
          onClick={() => props.onToggle()}
          onKeyDown={(event) => event.key === "Escape" && props.isOpen && props.onToggle()}
        >
          <Icon name={props.isOpen ? "chevron-down" : "chevron-right"} size={14} />
          <span class="rights-object-title">{title()}</span>
          <Show when={props.object !== everyName && editing.entryOf(props.object)}>
            <span class="rights-own" title={accessText("own_entry")} />
          </Show>
          <Show when={problem()}>
            <Icon name="circle-alert" size={14} />
          </Show>
        </button>
      </th>
      <For each={shownVerbs}>
        {(verb, index) => (
          <td>
            <ScopeCell
              object={props.object}
              verb={verb}
              tabindex={props.tabindex(1 + index())}
              onOpen={() => props.onOpen(verb)}
            />
          </td>
        )}
      </For>
      <For each={objectActions}>
        {(action, index) => (
          <td class="rights-action">
            <ActionCell
              object={props.object}
              action={action}
              tabindex={props.tabindex(1 + shownVerbs.length + index())}
            />
          </td>
        )}
      </For>
    </tr>
  );
}
