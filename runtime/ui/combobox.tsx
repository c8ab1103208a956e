import { createEffect, createUniqueId, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ComboboxOption, ComboboxSearch } from "./combobox-search.ts";
import { type ComboboxBehaviour, createCombobox } from "./combobox-state.ts";
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
  let frame!: HTMLDivElement;
  const state = createCombobox({
    find: (query, signal) => props.find(query, signal),
    onChoose: (option) => props.onChoose(option),
    adds: () => props.adds ?? false,
  });
  return (
    <div class="combobox" ref={frame}>
      <ComboboxInput {...props} state={state} listId={listId} />
      <Popover
        open={state.open()}
        onClose={() => state.leave()}
        anchor={() => frame}
        label={props.texts.list}
        role="listbox"
        id={listId}
        class="combobox-list"
        matchWidth
        maxHeight={320}
      >
        <Options
          id={listId}
          search={state.search}
          active={state.active()}
          texts={props.texts}
          onActive={state.setActive}
          onChoose={state.choose}
        />
      </Popover>
      {/* Beside the list: a listbox holds options alone. */}
      <span class="visually-hidden" role="status">
        {state.open() && state.search.finding().kind === "found"
          ? props.texts.results(state.search.options().length)
          : ""}
      </span>
    </div>
  );
}

function ComboboxInput(
  props: ComboboxProps & { readonly state: ComboboxBehaviour; readonly listId: string },
) {
  const { state } = props;
  const hasOptions = () => state.open() && state.search.options().length > 0;
  return (
    <TextInput
      {...props.link}
      small={props.small ?? false}
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={state.open()}
      aria-controls={state.open() ? props.listId : undefined}
      aria-activedescendant={hasOptions() ? `${props.listId}-${state.active()}` : undefined}
      placeholder={props.placeholder ?? ""}
      spellcheck={false}
      value={state.typed() ?? props.label}
      onInput={(text, event) => {
        if (event.isComposing) return state.compose(text);
        if (text === "" && props.chosen && !props.adds) props.onChoose(null);
        state.type(text, typingPauseMs);
      }}
      onCompositionEnd={(event) => state.type(event.currentTarget.value, 0)}
      onKeyDown={(event) => {
        if (event.isComposing || event.keyCode === 229 || !state.key(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onClick={() => {
        if (!state.open()) state.show();
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => state.leave(() => props.onBlur?.())}
      after={<InputEnd {...props} />}
    />
  );
}

function InputEnd(props: ComboboxProps) {
  return (
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
  );
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
          <>
            <Show when={option.group !== props.search.options()[index() - 1]?.group}>
              <div class="combobox-group" aria-hidden="true">
                {option.group}
              </div>
            </Show>
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
              <span>
                {option.label}
                <Show when={option.group}>
                  <span class="visually-hidden">, {option.group}</span>
                </Show>
              </span>
              <Show when={option.detail}>
                <span class="combobox-option-detail">{option.detail}</span>
              </Show>
            </div>
          </>
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
    </>
  );
}
