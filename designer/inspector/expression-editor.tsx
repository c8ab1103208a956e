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

/**
 * A text area over its own text, in which the places of mistakes are underlined. While a name is
 * typed, the names that fit are proposed: arrows choose, Enter or Tab takes, Escape closes.
 */
export function ExpressionEditor(props: ExpressionEditorProps) {
  let backdrop!: HTMLDivElement;
  let input!: HTMLTextAreaElement;
  const [caret, setCaret] = createSignal<number>();
  const [active, setActive] = createSignal(0);
  const proposals = createMemo(() => {
    const at = caret();
    return at === undefined ? null : completions(props.value, at, props.scope);
  });
  const items = () => proposals()?.items.slice(0, shownMax) ?? [];
  const at = () => Math.min(active(), items().length - 1);
  const optionId = (index: number) => `${props.link.id}-proposal-${index}`;

  const take = (item: Completion | undefined) => {
    const place = proposals();
    if (!item || !place) return;
    const before = props.value.slice(0, place.from) + item.insert;
    props.onInput(before + props.value.slice(place.to));
    setCaret(undefined);
    queueMicrotask(() => {
      input.focus();
      input.setSelectionRange(before.length, before.length);
    });
  };
  const typed = (value: string) => {
    props.onInput(value);
    setActive(0);
    const end = input.selectionStart;
    // Proposals come with a name or a point, not with every space.
    setCaret(/[A-Za-z0-9_.]$/.test(value.slice(0, end)) ? end : undefined);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      setActive(0);
      setCaret(input.selectionStart);
      return;
    }
    const count = items().length;
    if (count === 0) return;
    if (event.key === "ArrowDown") setActive((at() + 1) % count);
    else if (event.key === "ArrowUp") setActive((at() - 1 + count) % count);
    else if (event.key === "Enter" || event.key === "Tab") take(items()[at()]);
    else if (event.key === "Escape") setCaret(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
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
        aria-controls={items().length > 0 ? `${props.link.id}-proposals` : undefined}
        aria-activedescendant={items().length > 0 ? optionId(at()) : undefined}
        class="input expression-text"
        rows={2}
        spellcheck={false}
        autocomplete="off"
        value={props.value}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={keys}
        onScroll={(event) => {
          backdrop.scrollTop = event.currentTarget.scrollTop;
        }}
        onBlur={() => {
          setCaret(undefined);
          props.onBlur();
        }}
      />
      <Popover
        open={items().length > 0}
        onClose={() => setCaret(undefined)}
        anchor={() => input}
        id={`${props.link.id}-proposals`}
        role="listbox"
        label={text("expression_names")}
        matchWidth
        class="expression-proposals"
      >
        <For each={items()}>
          {(item, index) => (
            <div
              id={optionId(index())}
              role="option"
              tabindex={-1}
              class="expression-proposal"
              classList={{ "expression-proposal-active": index() === at() }}
              aria-selected={index() === at()}
              onPointerDown={(event) => {
                // The focus must stay in the text.
                event.preventDefault();
                take(item);
              }}
            >
              <code>{item.label}</code>
              <Show when={item.description}>
                {(description) => <small>{description()[locale()]}</small>}
              </Show>
            </div>
          )}
        </For>
      </Popover>
    </div>
  );
}
