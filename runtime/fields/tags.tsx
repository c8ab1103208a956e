import { createSignal, For } from "solid-js";
import { text } from "../language/messages.ts";
import { Icon } from "../ui/icon.tsx";
import { Tag } from "../ui/message.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import "./marks.css";

function entries(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function TagsCell(props: CellProps) {
  return (
    <span class="tags">
      <For each={entries(props.value)}>{(entry) => <Tag tone={0}>{entry}</Tag>}</For>
    </span>
  );
}

/** Enter or a separator adds what is typed, Backspace in the empty input removes the last one. */
function TagsControl(props: ControlProps) {
  const [draft, setDraft] = createSignal("");
  let input!: HTMLInputElement;
  const set = (next: readonly string[]) => props.onChange(next.length === 0 ? null : next);
  const add = (written: string) => {
    const parsed = written
      .split(/[;；、,，\n]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
    setDraft("");
    if (parsed.length > 0) set([...new Set([...entries(props.value), ...parsed])]);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && draft().trim() !== "") {
      event.preventDefault();
      add(draft());
    } else if (event.key === "Backspace" && draft() === "") {
      set(entries(props.value).slice(0, -1));
    }
  };
  return (
    <span
      class={`input-frame tags-input ${props.compact ? "input-small" : ""}`}
      data-invalid={props.link["aria-invalid"] ? "" : undefined}
    >
      <For each={entries(props.value)}>
        {(entry) => (
          <span class="tag-entry">
            {entry}
            <button
              type="button"
              class="tag-remove"
              aria-label={text("tag_remove", { tag: entry })}
              onClick={() => {
                set(entries(props.value).filter((other) => other !== entry));
                input.focus();
              }}
            >
              <Icon name="close" size={10} />
            </button>
          </span>
        )}
      </For>
      <input
        {...props.link}
        ref={input}
        type="text"
        autocomplete="off"
        placeholder={props.compact || entries(props.value).length > 0 ? "" : text("tag_add")}
        value={draft()}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          if (/[;；、,，\n]/.test(typed)) add(typed);
          else setDraft(typed);
        }}
        onKeyDown={keys}
        onBlur={() => {
          add(draft());
          props.onBlur();
        }}
      />
    </span>
  );
}

export const tagsView: FieldView = {
  Cell: TagsCell,
  Control: TagsControl,
  align: "start",
  width: 200,
  wide: true,
};
