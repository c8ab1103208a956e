import { type JSX, Show } from "solid-js";
import { IconButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { text } from "../language/messages.ts";

export interface EntryCardProps {
  readonly id: string;
  /** What the entry is called in the labels of its buttons. */
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly open: boolean;
  /** How many mistakes stand in it. */
  readonly problems: number;
  readonly head: JSX.Element;
  readonly children: JSX.Element;
  readonly onToggle: (open: boolean) => void;
  /** To a place counted without the entry. */
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** One entry of a list: a line that opens into its inputs, and the ways to move and remove it. */
export function EntryCard(props: EntryCardProps) {
  const keys = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.isComposing || !event.altKey || step === 0) return;
    // The same keys move fields elsewhere.
    event.preventDefault();
    const to = props.index + step;
    if (to >= 0 && to < props.count) props.onMove(to);
  };
  const headKeys = (event: KeyboardEvent) => {
    if (event.key !== "Delete") return;
    event.preventDefault();
    props.onRemove();
  };
  return (
    <li class="entry" onKeyDown={keys} data-entry={props.index}>
      <details
        class="entry-details"
        open={props.open}
        onToggle={(event) => {
          if (event.currentTarget.open !== props.open) props.onToggle(event.currentTarget.open);
        }}
      >
        <summary class="entry-head" id={props.id} onKeyDown={headKeys}>
          <Icon name="chevron-right" size={14} />
          <span class="entry-text">{props.head}</span>
          <Show when={props.problems > 0}>
            <span class="badge-problem">
              <Icon name="circle-alert" size={14} />
              <span aria-hidden="true">{props.problems}</span>
              <span class="visually-hidden">
                {text("problem_count", { count: props.problems })}
              </span>
            </span>
          </Show>
        </summary>
        <div class="entry-body">{props.children}</div>
      </details>
      <div class="entry-actions">
        <IconButton
          small
          icon="arrow-up"
          label={text("move_up", { title: props.name })}
          disabled={props.index === 0}
          onClick={() => props.onMove(props.index - 1)}
        />
        <IconButton
          small
          icon="arrow-down"
          label={text("move_down", { title: props.name })}
          disabled={props.index === props.count - 1}
          onClick={() => props.onMove(props.index + 1)}
        />
        <IconButton
          small
          icon="trash"
          label={text("remove_named", { title: props.name })}
          onClick={() => props.onRemove()}
        />
      </div>
    </li>
  );
}
