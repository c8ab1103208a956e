import { createMemo, For, Show } from "solid-js";
import type { RecordVerb } from "../../metadata/access/role.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { accessText } from "../language/access/messages.ts";
import { partInputId } from "../shell/designer-context.ts";
import { restrictionText, verbMarks } from "./cell-words.ts";
import { RightMark } from "./right-mark.tsx";
import { useRoleEditing } from "./role-editing.ts";

/** Which records a right reaches, and where that is from. */
export function ScopeCell(props: {
  readonly object: string;
  readonly verb: RecordVerb;
  readonly tabindex: 0 | -1;
  readonly onOpen: () => void;
}) {
  const editing = useRoleEditing();
  const marks = createMemo(() => verbMarks(props.object, props.verb, editing));
  const limit = createMemo(() => restrictionText(props.object, props.verb, editing));
  const isLost = () =>
    editing.section() === "objects" &&
    editing.view().permissions.object(props.object).reach(props.verb) === null;
  const problem = () => editing.problemAt(props.object, props.verb);
  const none = () => accessText(editing.section() === "objects" ? "scope_none" : "not_restricted");
  const value = () =>
    [...(marks().length > 0 ? marks().map(({ whole }) => whole) : [none()]), limit()]
      .filter((text) => text !== "")
      .join(locale() === "en" ? "; " : "；");
  const label = () =>
    accessText("cell_label", {
      object: editing.titleOf(props.object),
      right: accessText(`verb_${props.verb}`),
      value: value(),
    });
  return (
    <button
      type="button"
      class="rights-cell"
      data-cell
      data-verb={props.verb}
      id={partInputId([editing.section(), props.object, props.verb])}
      tabindex={props.tabindex}
      aria-haspopup="dialog"
      aria-label={problem() ? `${label()}. ${problem()}` : label()}
      aria-invalid={problem() ? "true" : undefined}
      title={problem() ?? value()}
      onClick={() => props.onOpen()}
    >
      <For each={marks()} fallback={<span class="right-none">–</span>}>
        {(mark) => <RightMark origin={mark.origin} text={mark.text} isLost={isLost()} />}
      </For>
      <Show when={limit() !== ""}>
        <span class="right-limit">
          <Icon name="no-access" size={14} />
        </span>
      </Show>
      <Show when={problem()}>
        <span class="right-problem">
          <Icon name="circle-alert" size={14} />
        </span>
      </Show>
    </button>
  );
}
