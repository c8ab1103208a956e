import type { Locale } from "../../metadata/text.ts";
import { type TextPlace, writeText } from "../document/localised-text.ts";
import { command } from "./command.ts";

export type ChangeTextInput = TextPlace & {
  /** The language of `text`; the command knows where texts of that language are kept. */
  readonly locale: Locale;
  /** `""` removes the text. */
  readonly text: string;
};

export const changeText = command<ChangeTextInput>({
  id: "change_text",
  label: { en: "Change text", "zh-CN": "修改文字" },
  run(design, { locale, text, ...place }) {
    const documents = writeText(design, place, locale, text);
    return documents === design.documents ? design : { ...design, documents };
  },
});
