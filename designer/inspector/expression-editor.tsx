import { createMemo, createSignal, For, Show } from "solid-js";
import { type Completion, completions } from "../../metadata/expressions/index.ts";
import type { Scope } from "../../metadata/expressions/types.ts";
import type { Problem } from "../../metadata/problem.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { ControlLink } from "../../runtime/ui/field.tsx";
import { Popover } from "../../runtime/ui/popover.tsx";
import { text } from "../language/messages.ts";
import { underlined } from "./underlined.ts";

export interface ExpressionEditorProps {
  readonly link: ControlLink;
  readonly value: string;
  readonly scope: Scope;
  readonly problems: readonly Problem[];
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
}

/** Proposals shown at once; more are found by typing on. */
const shownMax = 12;

/** The proposals at the caret and the keys that choose among them. */
function createProposals(props: ExpressionEditorProps, input: () => HTMLTextAreaElement) {
  const [caret, setCaret] = createSignal<number>();
  const [active, setActive] = createSignal(0);
  const found = createMemo(() => {
    const at = caret();
    return at === undefined ? null : completions(props.value, at, props.scope);
  });
  const items = () => found()?.items.slice(0, shownMax) ?? [];
  const at = () => Math.min(active(), items().length - 1);
  const open = (offset: number) => {
    setActive(0);
    setCaret(offset);
  };
  const close = () => setCaret(undefined);
  const take = (item: Completion | undefined) => {
    const place = found();
    if (!item || !place) return;
    const before = props.value.slice(0, place.from) + item.insert;
    props.onInput(before + props.value.slice(place.to));
    close();
    queueMicrotask(() => {
      input().focus();
      input().setSelectionRange(before.length, before.length);
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = items().length;
    if (event.key === " " && event.ctrlKey) open(input().selectionStart);
    else if (count === 0) return;
    else if (event.key === "ArrowDown") setActive((at() + 1) % count);
    else if (event.key === "ArrowUp") setActive((at() - 1 + count) % count);
    else if (event.key === "Enter" || event.key === "Tab") take(items()[at()]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Proposals come with a name or a point, not with every space. */
  const follow = (value: string) => {
    const offset = input().selectionStart;
    if (/[A-Za-z0-9_.]$/.test(value.slice(0, offset))) open(offset);
    else close();
  };
  return { items, at, take, keys, follow, close };
}

/**
 * A text area over its own text, in which the places of mistakes are underlined. While a name is
 * typed, the names that fit are proposed: arrows choose, Enter or Tab takes, Escape closes.
 */
export function ExpressionEditor(props: ExpressionEditorProps) {
  let backdrop!: HTMLDivElement;
  let input!: HTMLTextAreaElement;
  const proposals = createProposals(props, () => input);
  const isOpen = () => proposals.items().length > 0;
  const listId = () => `${props.link.id}-proposals`;
  return (
    <div class="expression-editor">
      <div ref={backdrop} class="expression-backdrop" aria-hidden="true">
        <For each={underlined(props.value, props.problems)}>
          {(piece) => <span classList={{ "expression-wrong": piece.wrong }}>{piece.text}</span>}
        </For>
      </div>
      <textarea
        ref={input}
        {...props.link}
        aria-invalid={props.problems.length > 0 ? "true" : props.link["aria-invalid"]}
        aria-autocomplete="list"
        aria-controls={isOpen() ? listId() : undefined}
        aria-activedescendant={isOpen() ? `${listId()}-${proposals.at()}` : undefined}
        class="input expression-text"
        rows={2}
        spellcheck={false}
        autocomplete="off"
        value={props.value}
        onInput={(event) => {
          props.onInput(event.currentTarget.value);
          proposals.follow(event.currentTarget.value);
        }}
        onKeyDown={proposals.keys}
        onScroll={(event) => {
          backdrop.scrollTop = event.currentTarget.scrollTop;
        }}
        onBlur={() => {
          proposals.close();
          props.onBlur();
        }}
      />
      <Popover
        open={isOpen()}
        onClose={proposals.close}
        anchor={() => input}
        id={listId()}
        role="listbox"
        label={text("expression_names")}
        matchWidth
        class="expression-proposals"
      >
        <For each={proposals.items()}>
          {(item, index) => (
            <Proposal
              id={`${listId()}-${index()}`}
              item={item}
              active={index() === proposals.at()}
              onTake={() => proposals.take(item)}
            />
          )}
        </For>
      </Popover>
    </div>
  );
}

function Proposal(props: {
  readonly id: string;
  readonly item: Completion;
  readonly active: boolean;
  readonly onTake: () => void;
}) {
  return (
    <div
      id={props.id}
      role="option"
      tabindex={-1}
      class="expression-proposal"
      classList={{ "expression-proposal-active": props.active }}
      aria-selected={props.active}
      onPointerDown={(event) => {
        // The focus must stay in the text.
        event.preventDefault();
        props.onTake();
      }}
    >
      <code>{props.item.label}</code>
      <Show when={props.item.description}>
        {(description) => <small>{description()[locale()]}</small>}
      </Show>
    </div>
  );
}
