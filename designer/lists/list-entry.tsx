import { Show } from "solid-js";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";
import type { ChangeMark } from "../document/change-marks.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

export interface ListEntryProps {
  readonly documentKey: string;
  readonly icon: IconName;
  readonly title: string;
  readonly name: string;
  /** What kind it is, where that matters. */
  readonly note?: string;
  readonly mark?: ChangeMark | null;
  readonly problems?: number;
}

/** One line in the list on the left; it opens what it names. */
export function ListEntry(props: ListEntryProps) {
  const designer = useDesigner();
  const { session } = designer;
  const problems = () => props.problems ?? 0;
  return (
    <li>
      <button
        type="button"
        class="object-entry"
        aria-current={session.selection().document === props.documentKey ? "true" : undefined}
        onClick={() => {
          session.select({ document: props.documentKey, field: null });
          designer.showPane("canvas");
        }}
      >
        <Icon name={props.icon} />
        <span class="object-entry-text">
          <span class="object-entry-title">{props.title}</span>
          <span class="object-entry-name">{props.name}</span>
        </span>
        <Show when={props.note}>
          <span class="mark">{props.note}</span>
        </Show>
        <Show when={problems() === 0 && props.mark}>
          {(mark) => <span class={`mark mark-${mark()}`}>{text(`mark_${mark()}`)}</span>}
        </Show>
        <Show when={problems() > 0}>
          <span class="badge-problem">
            <Icon name="circle-alert" size={14} />
            <span aria-hidden="true">{problems()}</span>
            <span class="visually-hidden">{text("problem_count", { count: problems() })}</span>
          </span>
        </Show>
      </button>
    </li>
  );
}
