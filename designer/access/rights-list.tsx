import { createMemo, createSignal, For, Show } from "solid-js";
import { everyName } from "../../metadata/access/role.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { RightsGroup } from "../document/rights-objects.ts";
import { partInputId } from "../shell/designer-context.ts";
import { headingOf, matrixRows, sameRows } from "./matrix-rows.ts";
import { RightsSentence } from "./rights-details.tsx";
import { RightsSheet } from "./rights-sheet.tsx";
import { useRoleEditing } from "./role-editing.ts";

/** On a phone: each object with its rights in words; a press opens them in a sheet. */
export function RightsList(props: { readonly groups: readonly RightsGroup[] }) {
  const editing = useRoleEditing();
  const [open, setOpen] = createSignal<string | null>(null);
  const rows = createMemo(() => matrixRows(props.groups), [], { equals: sameRows });
  const hasProblem = (object: string) => editing.problemAt(object) !== undefined;
  return (
    <>
      <ul class="rights-list">
        <For each={rows()}>
          {(row) => (
            <Show
              when={headingOf(row) === null}
              fallback={<li class="object-group">{headingOf(row)}</li>}
            >
              <li classList={{ "rights-every": row === everyName }}>
                <button
                  type="button"
                  class="rights-item"
                  id={partInputId([editing.section(), row])}
                  aria-haspopup="dialog"
                  aria-invalid={hasProblem(row) ? "true" : undefined}
                  onClick={() => setOpen(row)}
                >
                  <span class="rights-item-title">
                    {editing.titleOf(row)}
                    <Show when={editing.entryOf(row)}>
                      <span class="rights-own" />
                    </Show>
                    <Show when={hasProblem(row)}>
                      <span class="right-problem">
                        <Icon name="circle-alert" size={14} />
                      </span>
                    </Show>
                  </span>
                  <RightsSentence object={row} />
                </button>
              </li>
            </Show>
          )}
        </For>
      </ul>
      <Show when={open()} keyed>
        {(object) => <RightsSheet object={object} onClose={() => setOpen(null)} />}
      </Show>
    </>
  );
}
