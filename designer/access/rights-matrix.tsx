import { createMemo, createSignal, For, Show } from "solid-js";
import { everyName, objectActions, type RecordVerb } from "../../metadata/access/role.ts";
import type { RightsGroup } from "../document/rights-objects.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { createMatrixKeys } from "./matrix-keys.ts";
import { headingOf, matrixRows, sameRows } from "./matrix-rows.ts";
import { RightsDetails } from "./rights-details.tsx";
import { RightsRow } from "./rights-row.tsx";
import { useRoleEditing } from "./role-editing.ts";
import { ScopePopover } from "./scope-popover.tsx";
import { shownVerbs } from "./shown-verbs.ts";

const columnCount = 1 + shownVerbs.length + objectActions.length;

/** Objects × rights. Arrows move, Enter opens a cell, Escape closes it. */
export function RightsMatrix(props: { readonly groups: readonly RightsGroup[] }) {
  const designer = useDesigner();
  const editing = useRoleEditing();
  let table!: HTMLTableElement;
  const keys = createMatrixKeys(() => table);
  const [chosen, setChosen] = createSignal<{ object: string; verb: RecordVerb } | null>(null);
  const rows = createMemo(() => matrixRows(props.groups), [], { equals: sameRows });
  const isOpen = (object: string) => designer.openRights() === object;
  return (
    <div class="rights-frame">
      <table
        ref={table}
        role="grid"
        class="rights"
        aria-label={accessText("rights_parts")}
        onFocusIn={keys.onFocus}
        onKeyDown={keys.onKeyDown}
      >
        <MatrixHead />
        <tbody>
          <For each={rows()}>
            {(row) => (
              <Show
                when={headingOf(row) === null}
                fallback={
                  <tr class="rights-group">
                    <th scope="colgroup" colspan={columnCount}>
                      {headingOf(row)}
                    </th>
                  </tr>
                }
              >
                <RightsRow
                  object={row}
                  isOpen={isOpen(row)}
                  tabindex={(column) =>
                    keys.isReached({ row, column }, everyName, rows()) ? 0 : -1
                  }
                  onToggle={() => designer.openRightsOf(isOpen(row) ? null : row)}
                  onOpen={(verb) => setChosen({ object: row, verb })}
                />
                <Show when={isOpen(row)}>
                  <tr class="rights-details-row">
                    <td colspan={columnCount}>
                      <RightsDetails object={row} />
                    </td>
                  </tr>
                </Show>
              </Show>
            )}
          </For>
        </tbody>
      </table>
      <Show when={chosen()} keyed>
        {({ object, verb }) => (
          <ScopePopover
            object={object}
            verb={verb}
            isFixed={editing.isFixed}
            onClose={() => setChosen(null)}
          />
        )}
      </Show>
    </div>
  );
}

function MatrixHead() {
  return (
    <thead>
      <tr>
        <th scope="col">{accessText("object")}</th>
        <For each={shownVerbs}>{(verb) => <th scope="col">{accessText(`verb_${verb}`)}</th>}</For>
        <For each={objectActions}>
          {(action) => (
            <th scope="col" class="rights-action">
              {accessText(`action_${action}`)}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}
