import type { TranslationPath } from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import { writeTranslation } from "../document/translation-document.ts";
import { command } from "./command.ts";

export interface TranslateTextInput {
  readonly locale: Locale;
  readonly path: TranslationPath;
  /** `""` removes the translation. */
  readonly text: string;
}

export const translateText = command<TranslateTextInput>({
  id: "translate_text",
  label: { en: "Change translation", "zh-CN": "修改翻译" },
  run(design, input) {
    const documents = writeTranslation(design.documents, input.locale, input.path, input.text);
    return documents === design.documents ? design : { ...design, documents };
  },
});
