import { createMemo, Index } from "solid-js";
import { type Locale, locales } from "../../metadata/text.ts";
import { localeNames } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { type OptionEntry, readOptions } from "../commands/edit-options-list.ts";
import { editOptionsList, translateText } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { fieldTextsPath, readTranslation } from "../document/translation-document.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import type { OptionControlProps } from "./option-input.tsx";

const translated: readonly Locale[] = locales.filter((locale) => locale !== locales[0]);

/** The choices of a select: what is stored, what is shown, and the order. Enter adds the next. */
export function OptionsListEditor(props: OptionControlProps) {
  const { session } = useDesigner();
  const options = createMemo(() => readOptions(props.inspected.field.schema));
  const target = () => ({
    document: props.inspected.document.key,
    field: props.inspected.field.id,
  });
  let list: HTMLDivElement | undefined;
  const write = (next: readonly OptionEntry[], gesture?: string) =>
    session.run(
      editOptionsList,
      { ...target(), options: next },
      gesture ? `${gesture}:${target().field}` : undefined,
    );
  const change = (index: number, part: Partial<OptionEntry>) =>
    write(
      options().map((option, at) => (at === index ? { ...option, ...part } : option)),
      `option-${index}-${Object.keys(part).join()}`,
    );
  const add = () => {
    const taken = options().map((option) => option.value);
    write([...options(), { value: proposeName("", taken, "option"), title: "" }]);
    focusTitle(options().length - 1);
  };
  const focusTitle = (index: number) =>
    queueMicrotask(() => {
      const input = list?.querySelectorAll<HTMLInputElement>("[data-option-title]")[index];
      input?.focus();
      input?.select();
    });
  /** A value follows the title of a choice that is new and whose value nobody has chosen. */
  const retitle = (index: number, title: string) => {
    const option = options()[index];
    if (!option) return;
    const others = options().flatMap(({ value }, at) => (at === index ? [] : [value]));
    const followed =
      /^option_\d+$/.test(option.value) ||
      option.value === proposeName(option.title, others, "option");
    const isNew = !publishedValues().has(option.value);
    const value = isNew && followed ? proposeName(title, others, "option") : option.value;
    change(index, { title, value });
  };
  const publishedValues = createMemo(() => {
    const before = session.published().get(props.inspected.document.key);
    const text = before ? JSON.stringify(before.content) : "";
    return new Set(
      options().flatMap(({ value }) => (text.includes(JSON.stringify(value)) ? [value] : [])),
    );
  });
  const move = (index: number, step: -1 | 1) => {
    const next = [...options()];
    const [moved] = next.splice(index, 1);
    if (!moved || index + step < 0 || index + step > next.length) return;
    next.splice(index + step, 0, moved);
    write(next);
    focusTitle(index + step);
  };
  const keys = (event: KeyboardEvent, index: number) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (index === options().length - 1) add();
      else focusTitle(index + 1);
    }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      event.stopPropagation();
      move(index, event.key === "ArrowUp" ? -1 : 1);
    }
  };
  return (
    <div class="options-list" ref={list} id={props.link.id} tabindex={-1}>
      <div class="options-list-head" aria-hidden="true">
        <span>{text("title")}</span>
        <span>{text("stored_value")}</span>
      </div>
      <Index each={options()}>
        {(option, index) => (
          <div class="options-list-row">
            <input
              class="input input-small"
              data-option-title
              aria-label={text("option_title", { number: index + 1 })}
              value={option().title}
              placeholder={option().value}
              onInput={(event) => retitle(index, event.currentTarget.value)}
              onBlur={session.endGesture}
              onKeyDown={(event) => keys(event, index)}
            />
            <input
              class="input input-small code"
              aria-label={text("option_value", { number: index + 1 })}
              value={option().value}
              onInput={(event) => change(index, { value: event.currentTarget.value })}
              onBlur={session.endGesture}
              onKeyDown={(event) => keys(event, index)}
            />
            <IconButton
              small
              icon="close"
              label={text("remove_option", { title: option().title || option().value })}
              onClick={() => write(options().filter((_, at) => at !== index))}
            />
            {translated.map((language) => (
              <input
                class="input input-small options-list-translation"
                lang={language}
                aria-label={`${text("option_title", { number: index + 1 })} · ${localeNames[language]}`}
                placeholder={localeNames[language]}
                value={readTranslation(session.documents(), language, path(option()))}
                onInput={(event) =>
                  session.run(
                    translateText,
                    { locale: language, path: path(option()), text: event.currentTarget.value },
                    `option-text-${index}-${language}`,
                  )
                }
                onBlur={session.endGesture}
              />
            ))}
          </div>
        )}
      </Index>
      <Button small variant="quiet" icon="plus" onClick={add}>
        {text("add_option")}
      </Button>
    </div>
  );

  function path(option: OptionEntry): readonly string[] {
    const { document, field } = props.inspected;
    return [...fieldTextsPath(document.name, field.path), "options", option.value];
  }
}
