import { For } from "solid-js";
import { localeNames, locale as screenLocale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextArea, TextInput } from "../../runtime/ui/text-input.tsx";
import { changeText } from "../commands/index.ts";
import { baseLanguage, languagesFor } from "../document/base-language.ts";
import { readText, type TextPlace, textPlaceName } from "../document/localised-text.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

export interface TextPairProps {
  readonly place: TextPlace;
  readonly label: string;
  readonly hint?: string;
  readonly problem: string | undefined;
  readonly long?: boolean;
}

/** One text in every language, the reader's own first. */
export function TextPair(props: TextPairProps) {
  const { session } = useDesigner();
  const base = () => baseLanguage(session.documents(), screenLocale());
  const gesture = () => {
    const { place } = props;
    return `${textPlaceName(place)}:${place.document}:${"field" in place ? place.field : ""}`;
  };
  return (
    <div class="text-pair">
      <For each={languagesFor(screenLocale())}>
        {(language, index) => (
          <Field
            id={language === base() ? keywordInputId(textPlaceName(props.place)) : undefined}
            label={`${props.label} · ${localeNames[language]}`}
            hint={index() === 0 ? props.hint : undefined}
            error={language === base() ? props.problem : undefined}
          >
            {(link) => {
              const attributes = {
                lang: language,
                get value() {
                  return readText(session.documents(), props.place, language);
                },
                onInput: (text: string) =>
                  session.run(
                    changeText,
                    { ...props.place, locale: language, text },
                    `${gesture()}:${language}`,
                  ),
                onBlur: session.endGesture,
              };
              return props.long ? (
                <TextArea {...link} {...attributes} rows={2} />
              ) : (
                <TextInput {...link} {...attributes} />
              );
            }}
          </Field>
        )}
      </For>
    </div>
  );
}
