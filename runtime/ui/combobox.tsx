import {
  createEffect,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  Match,
  on,
  Show,
  Switch,
} from "solid-js";
import {
  type ComboboxOption,
  type ComboboxSearch,
  createComboboxSearch,
} from "./combobox-search.ts";
import type { ControlLink } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Popover } from "./popover.tsx";
import { TextInput } from "./text-input.tsx";
import "./combobox.css";

export type { ComboboxOption } from "./combobox-search.ts";

export interface ComboboxTexts {
  readonly clear: string;
  readonly searching: string;
  readonly failed: string;
  readonly empty: string;
  readonly none: (query: string) => string;
  readonly results: (count: number) => string;
  readonly list: string;
}

export interface ComboboxProps {
  readonly link: ControlLink & { readonly "aria-label"?: string | undefined };
  /** What is chosen, as text; empty when nothing is. */
  readonly label: string;
  readonly chosen: boolean;
  readonly find: (query: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>;
  readonly onChoose: (option: ComboboxOption | null) => void;
  readonly onBlur?: () => void;
  readonly texts: ComboboxTexts;
  readonly small?: boolean;
  readonly placeholder?: string;
  /** After choosing, the input is empty again: for adding to a list. */
  readonly adds?: boolean;
  readonly after?: JSX.Element;
}

const typingPauseMs = 160;

/**
 * A type-ahead by the ARIA combobox pattern with remote search. While an input method composes
 * (pinyin on its way to characters) nothing is searched, moved or chosen.
 */
export function Combobox(props: ComboboxProps) {
  const listId = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [typed, setTyped] = createSignal<string>();
  const [active, setActive] = createSignal(0);
  const search = createComboboxSearch((query, signal) => props.find(query, signal));
  let frame!: HTMLDivElement;

  createEffect(on(search.options, () => setActive(0), { defer: true }));

  const show = (query: string, pauseMs = 0) => {
    setOpen(true);
    search.search(query, pauseMs);
  };
  const close = () => {
    setOpen(false);
    setTyped(undefined);
    search.stop();
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (option === undefined) return;
    props.onChoose(option);
    close();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (
      comboboxKey(event, { open: open(), search, active: active(), setActive, show, close, choose })
    ) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const input = (text: string, event: InputEvent) => {
    setTyped(text);
    if (event.isComposing) return;
    if (text === "" && props.chosen && !props.adds) props.onChoose(null);
    show(text, typingPauseMs);
  };
  const activeId = () =>
    open() && search.options().length > 0 ? `${listId}-${active()}` : undefined;

  return (
    <div class="combobox" ref={frame}>
      <TextInput
        {...props.link}
        small={props.small ?? false}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open()}
        aria-controls={open() ? listId : undefined}
        aria-activedescendant={activeId()}
        placeholder={props.placeholder ?? ""}
        spellcheck={false}
        value={typed() ?? props.label}
        onInput={input}
        onCompositionEnd={(event) => {
          setTyped(event.currentTarget.value);
          show(event.currentTarget.value);
        }}
        onKeyDown={keys}
        onClick={() => {
          if (!open()) show("");
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          close();
          props.onBlur?.();
        }}
        after={
          <>
            <Show when={props.chosen && !props.adds && !props.small}>
              <button
                type="button"
                class="inline-button"
                tabindex={-1}
                aria-label={props.texts.clear}
                title={props.texts.clear}
                onClick={() => props.onChoose(null)}
              >
                <Icon name="close" size={12} />
              </button>
            </Show>
            {props.after}
            <Show when={!props.small}>
              <Icon name="chevron-down" size={14} />
            </Show>
          </>
        }
      />
      <Popover
        open={open()}
        onClose={close}
        anchor={() => frame}
        label={props.texts.list}
        role="listbox"
        id={listId}
        class="combobox-list"
        matchWidth
      >
        <Options
          id={listId}
          search={search}
          active={active()}
          texts={props.texts}
          onActive={setActive}
          onChoose={choose}
        />
      </Popover>
    </div>
  );
}

interface KeyContext {
  readonly open: boolean;
  readonly search: ComboboxSearch;
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly show: (query: string) => void;
  readonly close: () => void;
  readonly choose: (option: ComboboxOption | undefined) => void;
}

/** Returns true when the key was used up. */
function comboboxKey(event: KeyboardEvent, context: KeyContext): boolean {
  const count = context.search.options().length;
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp": {
      if (event.altKey && event.key === "ArrowUp") return false;
      if (!context.open) context.show("");
      else if (count > 0) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        context.setActive((context.active + step + count) % count);
      }
      return true;
    }
    case "Enter":
      if (!context.open || count === 0) return false;
      context.choose(context.search.options()[context.active]);
      return true;
    case "Tab":
      // Leaving with an answer in sight takes it: fast entry without another key.
      if (context.open && context.search.finding().kind === "found" && queried(context.search)) {
        context.choose(context.search.options()[context.active]);
      }
      return false;
    case "Escape":
      if (!context.open) return false;
      context.close();
      return true;
    default:
      return false;
  }
}

function queried(search: ComboboxSearch): boolean {
  const finding = search.finding();
  return finding.kind === "found" && finding.query.trim() !== "";
}

function Options(props: {
  readonly id: string;
  readonly search: ComboboxSearch;
  readonly active: number;
  readonly texts: ComboboxTexts;
  readonly onActive: (index: number) => void;
  readonly onChoose: (option: ComboboxOption) => void;
}) {
  const finding = () => props.search.finding();
  const nothing = () => {
    const now = finding();
    return now.kind === "found" && now.options.length === 0 ? now : undefined;
  };
  return (
    <>
      <For each={props.search.options()}>
        {(option, index) => (
          <div
            id={`${props.id}-${index()}`}
            class="combobox-option"
            role="option"
            aria-selected={index() === props.active}
            ref={(element) =>
              createEffect(() => {
                if (index() === props.active) element.scrollIntoView({ block: "nearest" });
              })
            }
            onPointerMove={() => props.onActive(index())}
            // Before the input's blur would close the list.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(option)}
          >
            <span>{option.label}</span>
            <Show when={option.detail}>
              <span class="combobox-option-detail">{option.detail}</span>
            </Show>
          </div>
        )}
      </For>
      <Switch>
        <Match when={finding().kind === "searching" && props.search.options().length === 0}>
          <p class="combobox-status">{props.texts.searching}</p>
        </Match>
        <Match when={finding().kind === "failed"}>
          <p class="combobox-status">{props.texts.failed}</p>
        </Match>
        <Match when={nothing()}>
          {(now) => (
            <p class="combobox-status">
              {now().query.trim() === "" ? props.texts.empty : props.texts.none(now().query)}
            </p>
          )}
        </Match>
      </Switch>
      <span class="visually-hidden" role="status">
        {finding().kind === "found" ? props.texts.results(props.search.options().length) : ""}
      </span>
    </>
  );
}
