import { Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { HistoryItem } from "../../../metadata/wire.ts";
import type { MessageKey } from "../../language/en.ts";
import { text } from "../../language/messages.ts";
import { dayAndTime, timeOf } from "../../language/when.ts";
import type { Values } from "../../state/row-list.ts";
import { Button } from "../../ui/button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Tag } from "../../ui/message.tsx";
import { ChangeList } from "./change-list.tsx";

const kinds: Readonly<Record<string, { readonly icon: IconName; readonly words: MessageKey }>> = {
  created: { icon: "plus", words: "history_created" },
  changed: { icon: "edit", words: "history_changed" },
  transition: { icon: "arrow-right", words: "history_changed" },
  assigned: { icon: "user", words: "history_assigned" },
  unassigned: { icon: "user", words: "history_unassigned" },
  transferred: { icon: "user", words: "history_transferred" },
  deleted: { icon: "trash", words: "history_deleted" },
  restored: { icon: "undo", words: "history_restored" },
};

/** What a person did needs no reason; everything else has one. */
const causes: Readonly<Record<string, MessageKey>> = {
  import: "history_by_import",
  seed: "history_by_seed",
  publish: "history_by_publish",
  restore: "history_by_restore",
};

/** What was done, in the words of the object: a step goes by its title. */
function deedOf(model: ObjectModel, entry: HistoryItem): string {
  const step = model.lifecycle?.transitions.find(({ name }) => name === entry.transition);
  if (entry.kind === "transition") return step?.title ?? entry.transition ?? "";
  return text(kinds[entry.kind]?.words ?? "history_changed");
}

/** One entry of a history: what, who, when, why, and what changed. */
export function HistoryEntry(props: {
  readonly model: ObjectModel;
  readonly entry: HistoryItem;
  readonly rows: (field: string) => readonly Values[];
  /** Whether this is what the record is now. */
  readonly present: boolean;
  readonly onLook: () => void;
}) {
  const cause = () => causes[props.entry.cause];
  const isEmpty = () => Object.keys(props.entry.changes).length === 0;
  return (
    <li class="history-entry" data-revision={props.entry.revision}>
      <span class="history-mark" aria-hidden="true">
        <Icon name={kinds[props.entry.kind]?.icon ?? "edit"} size={12} />
      </span>
      <div class="history-head">
        <span class="history-deed">{deedOf(props.model, props.entry)}</span>
        <Show when={cause()}>{(key) => <Tag>{text(key())}</Tag>}</Show>
        <Show when={props.present}>
          <Tag tone={1}>{text("history_present")}</Tag>
        </Show>
        <span class="history-who">{props.entry.by_name ?? text("history_system")}</span>
        <time dateTime={props.entry.at} title={dayAndTime(props.entry.at)}>
          {timeOf(props.entry.at)}
        </time>
      </div>
      <Show when={!isEmpty()}>
        <ChangeList model={props.model} changes={props.entry.changes} rows={props.rows} />
      </Show>
      <Show when={!props.present && props.entry.kind !== "deleted"}>
        <Button
          small
          variant="quiet"
          class="history-look"
          icon="eye"
          onClick={() => props.onLook()}
        >
          <span>
            {text("history_look")}
            {/* Told apart by their moment, for those who hear a list of buttons. */}
            <span class="visually-hidden"> ({dayAndTime(props.entry.at)})</span>
          </span>
        </Button>
      </Show>
    </li>
  );
}
