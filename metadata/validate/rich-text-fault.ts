/** What keeps a text from being rich text: a mark outside of the subset, or too much of it. */
import { plainText, readRichText } from "../fields/values/rich-text.ts";

export interface RichTextFault {
  readonly code:
    | "rich_text_element"
    | "rich_text_attribute"
    | "rich_text_link"
    | "rich_text_broken"
    | "too_long";
  readonly params: Readonly<Record<string, string | number>>;
}

/** The first fault of `value`, or `null`. `maxLength` counts characters without marks. */
export function richTextFault(
  value: string,
  { maxLength }: { readonly maxLength: number | null },
): RichTextFault | null {
  const reading = readRichText(value);
  if (!reading.ok) return { code: reading.fault.code, params: { found: reading.fault.found } };
  if (maxLength === null || [...plainText(reading.nodes)].length <= maxLength) return null;
  return { code: "too_long", params: { maximum: maxLength } };
}
