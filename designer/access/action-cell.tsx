import { createMemo, Show } from "solid-js";
import type { ObjectAction } from "../../metadata/access/role.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { accessText } from "../language/access/messages.ts";
import { partInputId } from "../shell/designer-context.ts";
import { sourceText } from "./cell-words.ts";
import { useRoleEditing } from "./role-editing.ts";

/** What may be done with the object as a whole; a press changes it. */
export function ActionCell(props: {
  readonly object: string;
  readonly action: ObjectAction;
  readonly tabindex: 0 | -1;
}) {
  const editing = useRoleEditing();
  const grants = () => editing.section() === "objects";
  const state = createMemo(() => editing.view().object(props.object).action(props.action));
  const source = () => (grants() ? state().granted : state().denied);
  const isDenied = () => grants() && state().granted !== null && state().denied !== null;
  const problem = () => editing.problemAt(props.object, props.action);
  const value = () => {
    const from = source();
    if (from === null) return accessText(grants() ? "not_granted" : "not_restricted");
    const words = [accessText(grants() ? "granted" : "denied"), sourceText(from, editing)];
    const by = state().denied;
    if (isDenied() && by)
      words.push(accessText("restricted_by", { role: editing.titleOfRole(by.role) }));
    return words.filter((text) => text !== "").join(locale() === "en" ? ", " : "，");
  };
  const toggle = () => {
    const now = editing.valueOf(props.object, props.action);
    const next = grants() ? (now === true ? undefined : true) : now === false ? undefined : false;
    editing.change(props.object, props.action, next);
  };
  return (
    <button
      type="button"
      class="rights-cell rights-toggle"
      data-cell
      data-action={props.action}
      id={partInputId([editing.section(), props.object, props.action])}
      tabindex={props.tabindex}
      aria-pressed={source() !== null}
      aria-label={accessText("cell_label", {
        object: editing.titleOf(props.object),
        right: accessText(`action_${props.action}`),
        value: value(),
      })}
      aria-invalid={problem() ? "true" : undefined}
      title={problem() ?? value()}
      onClick={toggle}
    >
      <Show when={source()} fallback={<span class="right-none">–</span>}>
        {(from) => (
          <span
            class={`right-mark right-${from().origin}`}
            classList={{ "right-lost": isDenied() }}
          >
            <Icon name={grants() ? "check" : "no-access"} size={14} />
          </span>
        )}
      </Show>
      <Show when={isDenied()}>
        <span class="right-limit">
          <Icon name="no-access" size={14} />
        </span>
      </Show>
    </button>
  );
}
