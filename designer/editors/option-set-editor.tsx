import { createMemo, For, Index, Show } from "solid-js";
import { type JsonSchema, textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { localeNames, locale as screenLocale } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { SelectOption } from "../../runtime/ui/select.tsx";
import { changeText, setOptionCommands } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { baseLanguage, languagesFor } from "../document/base-language.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { type PartPath, readEntries } from "../document/document-part.ts";
import { documentTitle } from "../document/document-title.ts";
import { readText } from "../document/localised-text.ts";
import { decidingValues, optionSetUses } from "../document/option-set-uses.ts";
import { problemAtPart, problemsAtPart } from "../document/problem-location.ts";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";

/** A list of options that fields share, as rows of inputs. */
export function OptionSetEditor(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return (
    <Show when={document()}>
      {(current) => (
        <>
          <div class="canvas-head">
            <div class="canvas-title canvas-title-plain">
              <h1>{documentTitle(session.documents(), current(), screenLocale())}</h1>
              <span class="canvas-name">{current().name}</span>
            </div>
            <span class="canvas-count">{text("option_set")}</span>
          </div>
          <div class="canvas-body">
            <Options document={current()} />
          </div>
        </>
      )}
    </Show>
  );
}

function Options(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  let table: HTMLTableElement | undefined;
  const options = createMemo(() => readEntries(props.document.content, ["options"]));
  const deciding = createMemo((): readonly SelectOption[] => {
    const uses = optionSetUses(session.documents(), props.document.name);
    const values = uses.flatMap((use) => decidingValues(session.models(), use));
    return [...new Map(values.map(({ value, title }) => [value, title]))].map(([value, label]) => ({
      value,
      label,
    }));
  });
  const depends = () => deciding().length > 0 || options().some(({ when }) => when !== undefined);
  const focusTitle = (index: number) =>
    queueMicrotask(() =>
      table?.querySelectorAll<HTMLInputElement>("[data-option-title]")[index]?.focus(),
    );
  const add = () => {
    const taken = options().map((option) => textOrEmpty(option.const));
    const entry = { const: proposeName("", taken, "option") };
    session.run(setOptionCommands.add, { document: props.document.key, entry });
    focusTitle(options().length - 1);
  };
  const move = (index: number, to: number) => {
    session.run(setOptionCommands.move, { document: props.document.key, index, to });
    focusTitle(to);
  };
  const keys = (event: KeyboardEvent, index: number) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      if (index === options().length - 1) add();
      else focusTitle(index + 1);
    }
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    const to = index + step;
    if (to >= 0 && to < options().length) move(index, to);
  };
  return (
    <section
      class="editor"
      id={partInputId(["options"])}
      tabindex={-1}
      aria-label={text("choices")}
    >
      <GeneralProblems documentKey={props.document.key} />
      <div class="state-table option-table">
        <table ref={table} aria-label={text("choices")}>
          <thead>
            <tr>
              <For each={languagesFor(screenLocale())}>
                {(language) => (
                  <th scope="col">
                    {text("title")} · {localeNames[language]}
                  </th>
                )}
              </For>
              <th scope="col">{text("stored_value")}</th>
              <Show when={depends()}>
                <th scope="col">{text("option_when")}</th>
              </Show>
              <th scope="col" class="column-flag">
                {text("option_retired")}
              </th>
              <th scope="col">
                <span class="visually-hidden">{text("move")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <Index each={options()}>
              {(option, index) => (
                <OptionRow
                  document={props.document}
                  option={option()}
                  index={index}
                  count={options().length}
                  depends={depends()}
                  deciding={deciding()}
                  onMove={(to) => move(index, to)}
                  onKey={(event) => keys(event, index)}
                />
              )}
            </Index>
          </tbody>
        </table>
      </div>
      <Button small variant="quiet" icon="plus" onClick={add}>
        {text("add_option")}
      </Button>
    </section>
  );
}

/** Mistakes of the list as a whole. */
function GeneralProblems(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const problems = () =>
    problemsAtPart(session.problems(), props.documentKey, ["options"]).filter(
      ({ rest }) => rest.length === 0,
    );
  return (
    <For each={problems()}>
      {({ problem }) => (
        <p class="inspector-problem">
          <Icon name="circle-alert" size={14} />
          <span>{problem.message}</span>
        </p>
      )}
    </For>
  );
}

interface OptionRowProps {
  readonly document: DesignDocument;
  readonly option: JsonSchema;
  readonly index: number;
  readonly count: number;
  /** Whether options may be offered for some values of another field only. */
  readonly depends: boolean;
  readonly deciding: readonly SelectOption[];
  readonly onMove: (to: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

const rowPath = (props: OptionRowProps, ...rest: PartPath): PartPath => [
  "options",
  props.index,
  ...rest,
];

function OptionRow(props: OptionRowProps) {
  const { session } = useDesigner();
  const number = () => props.index + 1;
  const value = () => textOrEmpty(props.option.const);
  const title = () => textOrEmpty(props.option.title) || value();
  const write = (keyword: string, next: unknown, typed = false) =>
    session.run(
      setOptionCommands.change,
      { document: props.document.key, index: props.index, path: [keyword], value: next },
      typed ? `option-${props.index}-${keyword}` : undefined,
    );
  const problem = (...rest: PartPath) =>
    problemAtPart(session.problems(), props.document.key, rowPath(props, ...rest));
  return (
    <tr onKeyDown={(event) => props.onKey(event)} data-option={value()}>
      <OptionTitles {...props} onValue={(next) => write("const", next, true)} />
      <td>
        <input
          class="cell-input code"
          id={partInputId(rowPath(props, "const"))}
          aria-label={text("option_value", { number: number() })}
          aria-invalid={problem() ? "true" : undefined}
          title={problem()}
          value={value()}
          onInput={(event) => write("const", event.currentTarget.value, true)}
          onBlur={session.endGesture}
        />
      </td>
      <Show when={props.depends}>
        <td>
          <NameListInput
            plain
            id={partInputId(rowPath(props, "when"))}
            label={text("option_when_of", { title: title() })}
            names={textsOf(props.option.when)}
            choices={props.deciding}
            problem={problem("when")}
            onChange={(names) => write("when", names.length > 0 ? names : undefined)}
          />
        </td>
      </Show>
      <td class="column-flag">
        <input
          type="checkbox"
          aria-label={text("option_retired_of", { title: title() })}
          title={text("option_retired_hint")}
          checked={props.option.deprecated === true}
          onChange={(event) => write("deprecated", event.currentTarget.checked || undefined)}
        />
      </td>
      <td class="state-end">
        <OptionActions {...props} title={title()} />
      </td>
    </tr>
  );
}

function OptionTitles(props: OptionRowProps & { readonly onValue: (value: string) => void }) {
  const { session } = useDesigner();
  const value = () => textOrEmpty(props.option.const);
  const place = () => ({
    document: props.document.key,
    path: rowPath(props, "title"),
    texts: ["options", props.document.name, "options", value()],
  });
  /** The stored value follows the title while nobody has chosen or published it. */
  const followed = (title: string): string | null => {
    const others = readEntries(props.document.content, ["options"]).flatMap((option, at) =>
      at === props.index ? [] : [textOrEmpty(option.const)],
    );
    const propose = (from: string) => proposeName(from, others, "option");
    const before = session.published().get(props.document.key);
    const known = readEntries(before?.content, ["options"]).some(
      (option) => option.const === value(),
    );
    const follows =
      /^option_\d+$/.test(value()) || value() === propose(textOrEmpty(props.option.title));
    return follows && !known ? propose(title) : null;
  };
  const write = (language: "en" | "zh-CN", written: string) => {
    const isBase = language === baseLanguage(session.documents(), screenLocale());
    const next = isBase ? followed(written) : null;
    const gesture = `option-title-${props.index}-${language}`;
    session.run(changeText, { ...place(), locale: language, text: written }, gesture);
    if (next === null) return;
    session.run(
      setOptionCommands.change,
      { document: props.document.key, index: props.index, path: ["const"], value: next },
      gesture,
    );
  };
  return (
    <For each={languagesFor(screenLocale())}>
      {(language, index) => (
        <td>
          <input
            class="cell-input"
            data-option-title={index() === 0 ? "" : undefined}
            lang={language}
            aria-label={`${text("option_title", { number: props.index + 1 })} · ${localeNames[language]}`}
            placeholder={value()}
            value={readText(session.documents(), place(), language)}
            onInput={(event) => write(language, event.currentTarget.value)}
            onBlur={session.endGesture}
          />
        </td>
      )}
    </For>
  );
}

function OptionActions(props: OptionRowProps & { readonly title: string }) {
  const { session } = useDesigner();
  return (
    <span class="state-actions">
      <IconButton
        small
        icon="arrow-up"
        label={text("move_up", { title: props.title })}
        disabled={props.index === 0}
        onClick={() => props.onMove(props.index - 1)}
      />
      <IconButton
        small
        icon="arrow-down"
        label={text("move_down", { title: props.title })}
        disabled={props.index === props.count - 1}
        onClick={() => props.onMove(props.index + 1)}
      />
      <IconButton
        small
        icon="trash"
        label={text("remove_option", { title: props.title })}
        onClick={() =>
          session.run(setOptionCommands.remove, {
            document: props.document.key,
            index: props.index,
          })
        }
      />
    </span>
  );
}
