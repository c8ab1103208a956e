import { createMemo, For, Index, Show } from "solid-js";
import { optionSetOf } from "../../metadata/documents/option-sets.ts";
import { textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { localeNames, locale as screenLocale } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import type { OptionEntry } from "../commands/edit-options-list.ts";
import { shareOptions, translateText } from "../commands/index.ts";
import { baseLanguage } from "../document/base-language.ts";
import { documentsOfKind, findDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { decidingValues } from "../document/option-set-uses.ts";
import { problemsAt } from "../document/problem-location.ts";
import { readTranslation } from "../document/translation-document.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { NameListInput } from "./name-list-input.tsx";
import type { OptionControlProps } from "./option-input.tsx";
import { createOptionsList, type OptionsList } from "./options-list.ts";

/** The choices of a select: its own, or those of a shared list. */
export function OptionsListEditor(props: OptionControlProps) {
  const { session } = useDesigner();
  const set = () => optionSetOf(props.inspected.field.schema);
  const sets = createMemo(() =>
    documentsOfKind(session.documents(), "options").map((document) => ({
      value: document.name,
      label: documentTitle(session.documents(), document, screenLocale()),
    })),
  );
  const share = (name: string) =>
    session.run(shareOptions, {
      document: props.inspected.document.key,
      field: props.inspected.field.id,
      set: name || null,
    });
  const edit = () => {
    const document = findDocument(session.documents(), "options", set() ?? "");
    if (document) session.select({ document: document.key, field: null });
  };
  return (
    <div class="options-list">
      <Show when={sets().length > 0 || set() !== null}>
        <Select
          small
          id={set() === null ? undefined : props.link.id}
          aria-label={text("options_source")}
          placeholder={text("options_own")}
          value={set() ?? ""}
          options={sets()}
          onChange={share}
        />
      </Show>
      <Show when={set() === null} fallback={<SharedOptions onEdit={edit} />}>
        <OwnOptions {...props} />
      </Show>
    </div>
  );
}

function SharedOptions(props: { readonly onEdit: () => void }) {
  return (
    <Button small variant="quiet" icon="choices" onClick={() => props.onEdit()}>
      {text("edit_option_set")}
    </Button>
  );
}

/** What is stored, what is shown, and the order. Enter adds the next. */
function OwnOptions(props: OptionControlProps) {
  let element: HTMLDivElement | undefined;
  const list = createOptionsList(() => props.inspected);
  const focusTitle = (index: number) =>
    queueMicrotask(() => {
      const input = element?.querySelectorAll<HTMLInputElement>("[data-option-title]")[index];
      input?.focus();
      input?.select();
    });
  const add = () => {
    list.add();
    focusTitle(list.options().length - 1);
  };
  const keys = (event: KeyboardEvent, index: number) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.key === "Enter") {
      event.preventDefault();
      if (index === list.options().length - 1) add();
      else focusTitle(index + 1);
    }
    if (!event.altKey || step === 0) return;
    // The same keys move fields elsewhere.
    event.preventDefault();
    event.stopPropagation();
    list.move(index, step);
    focusTitle(index + step);
  };
  return (
    <div class="options-list" ref={element} id={props.link.id} tabindex={-1}>
      <div class="options-list-head" aria-hidden="true">
        <span>{text("title")}</span>
        <span>{text("stored_value")}</span>
      </div>
      <Index each={list.options()}>
        {(option, index) => (
          <OptionRow
            {...props}
            list={list}
            entry={option()}
            index={index}
            onKey={(event) => keys(event, index)}
          />
        )}
      </Index>
      <Button small variant="quiet" icon="plus" onClick={add}>
        {text("add_option")}
      </Button>
    </div>
  );
}

interface OptionRowProps extends OptionControlProps {
  readonly list: OptionsList;
  readonly entry: OptionEntry;
  readonly index: number;
  readonly onKey: (event: KeyboardEvent) => void;
}

function OptionRow(props: OptionRowProps) {
  const { session } = useDesigner();
  const number = () => props.index + 1;
  const others = (): readonly Locale[] => {
    const base = baseLanguage(session.documents(), screenLocale());
    return locales.filter((locale) => locale !== base);
  };
  const path = () => {
    const { document, field } = props.inspected;
    return [...fieldTextsPath(document.name, field.path), "options", props.entry.value];
  };
  const translate = (locale: Locale, written: string) =>
    session.run(
      translateText,
      { locale, path: path(), text: written },
      `option-text-${props.index}-${locale}`,
    );
  return (
    <div class="options-list-row">
      <input
        class="input input-small"
        data-option-title
        aria-label={text("option_title", { number: number() })}
        value={props.entry.title}
        placeholder={props.entry.value}
        onInput={(event) => props.list.retitle(props.index, event.currentTarget.value)}
        onBlur={session.endGesture}
        onKeyDown={(event) => props.onKey(event)}
      />
      <input
        class="input input-small code"
        aria-label={text("option_value", { number: number() })}
        value={props.entry.value}
        onInput={(event) => props.list.change(props.index, { value: event.currentTarget.value })}
        onBlur={session.endGesture}
        onKeyDown={(event) => props.onKey(event)}
      />
      <IconButton
        small
        icon="close"
        label={text("remove_option", { title: props.entry.title || props.entry.value })}
        onClick={() => props.list.remove(props.index)}
      />
      <For each={others()}>
        {(locale) => (
          <input
            class="input input-small"
            lang={locale}
            aria-label={`${text("option_title", { number: number() })} · ${localeNames[locale]}`}
            placeholder={localeNames[locale]}
            value={readTranslation(session.documents(), locale, path())}
            onInput={(event) => translate(locale, event.currentTarget.value)}
            onBlur={session.endGesture}
            onKeyDown={(event) => props.onKey(event)}
          />
        )}
      </For>
      <WhenInput {...props} />
    </div>
  );
}

/** For which values of the deciding field the choice is offered, where the field depends on one. */
function WhenInput(props: OptionRowProps) {
  const { session } = useDesigner();
  const values = createMemo(() =>
    decidingValues(session.models(), props.inspected).map(({ value, title }) => ({
      value,
      label: title,
    })),
  );
  const problem = () => {
    const { document, field } = props.inspected;
    const place = [String(props.index), "when"];
    return problemsAt(session.problems(), document.key, field.id).find(
      ({ keyword, rest }) => keyword === "oneOf" && place.every((key, at) => rest[at] === key),
    )?.problem.message;
  };
  const write = (names: readonly string[]) => {
    const { when: _when, ...beside } = props.entry.more ?? {};
    const more = names.length > 0 ? { ...beside, when: names } : beside;
    const { more: _more, ...entry } = props.entry;
    props.list.replace(props.index, Object.keys(more).length > 0 ? { ...entry, more } : entry);
  };
  return (
    <Show when={textOrEmpty(props.inspected.field.schema.depends_on) !== ""}>
      <div class="options-list-when">
        <NameListInput
          id={`${props.link.id}-${props.index}-when`}
          label={text("option_when")}
          names={textsOf(props.entry.more?.when)}
          choices={values()}
          problem={problem()}
          onChange={write}
        />
      </div>
    </Show>
  );
}
