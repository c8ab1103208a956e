import { For } from "solid-js";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { localeNames } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextArea, TextInput } from "../../runtime/ui/text-input.tsx";
import { translateText } from "../commands/index.ts";
import { readTranslation, type TranslationPath } from "../document/translation-document.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

export interface TextPairProps {
  readonly keyword: string;
  readonly label: string;
  readonly hint?: string;
  /** The text in the document's own language. */
  readonly value: unknown;
  /** Where translations of it stand. */
  readonly path: TranslationPath;
  readonly problem: string | undefined;
  readonly long?: boolean;
  readonly onChange: (value: string) => void;
}

/** Languages besides the one in which documents are written. */
const translated: readonly Locale[] = locales.filter((locale) => locale !== locales[0]);

/** One text in all languages, one under another: the document's own, then its translations. */
export function TextPair(props: TextPairProps) {
  const { session } = useDesigner();
  return (
    <div class="text-pair">
      <Field
        id={keywordInputId(props.keyword)}
        label={props.label}
        hint={props.hint}
        error={props.problem}
      >
        {(link) => (
          <OneText
            {...link}
            long={props.long ?? false}
            value={textOrEmpty(props.value)}
            onInput={props.onChange}
            onBlur={session.endGesture}
          />
        )}
      </Field>
      <For each={translated}>
        {(language) => (
          <Field label={`${props.label} · ${localeNames[language]}`}>
            {(link) => (
              <OneText
                {...link}
                lang={language}
                long={props.long ?? false}
                value={readTranslation(session.documents(), language, props.path)}
                onInput={(text) =>
                  session.run(
                    translateText,
                    { locale: language, path: props.path, text },
                    `translate:${language}:${props.path.join("/")}`,
                  )
                }
                onBlur={session.endGesture}
              />
            )}
          </Field>
        )}
      </For>
    </div>
  );
}

interface OneTextProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
  readonly lang?: string;
  readonly long: boolean;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
}

function OneText(props: OneTextProps) {
  const attributes = {
    get id() {
      return props.id;
    },
    get "aria-describedby"() {
      return props["aria-describedby"];
    },
    get "aria-invalid"() {
      return props["aria-invalid"];
    },
    get lang() {
      return props.lang;
    },
    get value() {
      return props.value;
    },
    onBlur: () => props.onBlur(),
  };
  return props.long ? (
    <TextArea {...attributes} rows={2} onInput={(text) => props.onInput(text)} />
  ) : (
    <TextInput {...attributes} onInput={(text) => props.onInput(text)} />
  );
}
