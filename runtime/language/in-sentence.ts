import { locale } from "./locale.ts";

/** A title inside a sentence: `Sales order` → `sales order`; names and abbreviations stay. */
export function inSentence(title: string): string {
  if (locale() !== "en" || !/^\p{Lu}\p{Ll}/u.test(title)) return title;
  const [first = "", ...rest] = title;
  return first.toLowerCase() + rest.join("");
}
