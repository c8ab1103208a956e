import { createMemo, For, Index, Show } from "solid-js";
import { textsOf } from "../../metadata/json-object.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { localeNames, locale as screenLocale } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import type { OptionEntry } from "../commands/edit-options-list.ts";
import { changeLifecycle, setInitialState, translateText } from "../commands/index.ts";
import { baseLanguage, languagesFor } from "../document/base-language.ts";
import { readPart } from "../document/document-part.ts";
import { stateField } from "../document/lifecycle-states.ts";
import { readTranslation } from "../document/translation-document.ts";
import type { InspectedField } from "../inspector/field-inspector.tsx";
import { createOptionsList, type OptionsList } from "../inspector/options-list.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { useObjectStates } from "./object-states.ts";

/** The states in order: what they are called and stored as, where records begin, which are locked. */
export function StateTable(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const inspected = createMemo((): InspectedField | null => {
    const document = session.documents().get(props.documentKey);
    const field = document && stateField(document.content);
    return document && field ? { document, field } : null;
  });
  return (
    <Show when={inspected()}>
      {(current) => <OpenStates documentKey={props.documentKey} inspected={current()} />}
    </Show>
  );
}

interface StatesProps {
  readonly documentKey: string;
  readonly inspected: InspectedField;
}

function OpenStates(props: StatesProps) {
  const states = useObjectStates(() => props.documentKey);
  const list = createOptionsList(() => props.inspected);
  let table: HTMLTableElement | undefined;
  const isOwn = () => list.options().length > 0;
  const rows = (): readonly OptionEntry[] =>
    isOwn() ? list.options() : states.choices().map(({ value, title }) => ({ value, title }));
  const focusTitle = (index: number) =>
    queueMicrotask(() =>
      table?.querySelectorAll<HTMLInputElement>("[data-state-title]")[index]?.focus(),
    );
  const add = () => {
    list.add();
    focusTitle(rows().length - 1);
  };
  const keys = (event: KeyboardEvent, index: number) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      if (index === rows().length - 1) add();
      else focusTitle(index + 1);
    }
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    list.move(index, step);
    focusTitle(index + step);
  };
  return (
    <>
      <h2 class="editor-heading">{text("states")}</h2>
      <div class="state-table">
        <table ref={table} aria-label={text("states")}>
          <StateHead />
          <tbody>
            <Index each={rows()}>
              {(entry, index) => (
                <StateRow
                  {...props}
                  list={list}
                  own={isOwn()}
                  entry={entry()}
                  index={index}
                  count={rows().length}
                  onKey={(event) => keys(event, index)}
                />
              )}
            </Index>
          </tbody>
        </table>
      </div>
      <Show when={isOwn()} fallback={<p class="editor-note">{text("states_shared")}</p>}>
        <Button small variant="quiet" icon="plus" onClick={add}>
          {text("add_state")}
        </Button>
      </Show>
    </>
  );
}

function StateHead() {
  return (
    <thead>
      <tr>
        <For each={languagesFor(screenLocale())}>
          {(language) => (
            <th scope="col">
              {text("state")} · {localeNames[language]}
            </th>
          )}
        </For>
        <th scope="col">{text("stored_value")}</th>
        <th scope="col" class="column-flag">
          {text("state_initial")}
        </th>
        <th scope="col" class="column-flag">
          {text("state_locked")}
        </th>
        <th scope="col">
          <span class="visually-hidden">{text("move")}</span>
        </th>
      </tr>
    </thead>
  );
}

interface StateRowProps extends StatesProps {
  readonly list: OptionsList;
  /** The options stand at the field itself, not in a shared list. */
  readonly own: boolean;
  readonly entry: OptionEntry;
  readonly index: number;
  readonly count: number;
  readonly onKey: (event: KeyboardEvent) => void;
}

function StateRow(props: StateRowProps) {
  const { session } = useDesigner();
  const states = useObjectStates(() => props.documentKey);
  const value = () => props.entry.value;
  const title = () => states.titleOf(value());
  const locked = () => textsOf(readPart(props.inspected.document.content, ["lifecycle", "locked"]));
  const lock = (checked: boolean) => {
    const others = locked().filter((state) => state !== value());
    const next = checked ? [...others, value()] : others;
    session.run(changeLifecycle, {
      document: props.documentKey,
      path: ["locked"],
      value: next.length > 0 ? next : undefined,
    });
  };
  const isFinal = () =>
    states.lifecycle()?.transitions.some(({ from }) => from.includes(value())) === false;
  return (
    <tr data-state={value()} onKeyDown={(event) => props.onKey(event)}>
      <StateTitles {...props} />
      <td>
        <input
          class="cell-input code"
          aria-label={text("option_value", { number: props.index + 1 })}
          readOnly={!props.own}
          value={value()}
          onInput={(event) => props.list.change(props.index, { value: event.currentTarget.value })}
          onBlur={session.endGesture}
        />
      </td>
      <td class="column-flag">
        <input
          type="radio"
          name="initial-state"
          aria-label={text("state_initial_of", { title: title() })}
          checked={states.lifecycle()?.initial === value()}
          onChange={() =>
            session.run(setInitialState, { document: props.documentKey, state: value() })
          }
        />
      </td>
      <td class="column-flag">
        <input
          type="checkbox"
          aria-label={text("state_locked_of", { title: title() })}
          checked={locked().includes(value())}
          onChange={(event) => lock(event.currentTarget.checked)}
        />
      </td>
      <td class="state-end">
        <Show when={isFinal()}>
          <span class="mark" title={text("state_final_hint")}>
            {text("state_final")}
          </span>
        </Show>
        <Show when={props.own}>
          <StateActions {...props} title={title()} />
        </Show>
      </td>
    </tr>
  );
}

function StateTitles(props: StateRowProps) {
  const { session } = useDesigner();
  const base = () => baseLanguage(session.documents(), screenLocale());
  const path = () => {
    const { document, field } = props.inspected;
    return [...fieldTextsPath(document.name, field.path), "options", props.entry.value];
  };
  return (
    <For each={languagesFor(screenLocale())}>
      {(language, index) => (
        <td>
          <input
            class="cell-input"
            data-state-title={index() === 0 ? "" : undefined}
            lang={language}
            aria-label={`${text("option_title", { number: props.index + 1 })} · ${localeNames[language]}`}
            readOnly={!props.own}
            value={
              language === base()
                ? props.entry.title
                : readTranslation(session.documents(), language, path())
            }
            placeholder={props.entry.value}
            onInput={(event) => {
              const written = event.currentTarget.value;
              if (language === base()) props.list.retitle(props.index, written);
              else
                session.run(
                  translateText,
                  { locale: language, path: path(), text: written },
                  `state-${props.index}-${language}`,
                );
            }}
            onBlur={session.endGesture}
          />
        </td>
      )}
    </For>
  );
}

function StateActions(props: StateRowProps & { readonly title: string }) {
  return (
    <span class="state-actions">
      <IconButton
        small
        icon="arrow-up"
        label={text("move_up", { title: props.title })}
        disabled={props.index === 0}
        onClick={() => props.list.move(props.index, -1)}
      />
      <IconButton
        small
        icon="arrow-down"
        label={text("move_down", { title: props.title })}
        disabled={props.index === props.count - 1}
        onClick={() => props.list.move(props.index, 1)}
      />
      <IconButton
        small
        icon="trash"
        label={text("remove_named", { title: props.title })}
        onClick={() => props.list.remove(props.index)}
      />
    </span>
  );
}
