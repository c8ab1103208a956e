/** Proposes API names from a title in English or Chinese. */
import { nameLengthLimit, namePattern } from "../../metadata/documents/checks/check-names.ts";
import { chineseWords } from "./chinese-words.ts";

export type NameMistake = "invalid" | "taken";

/** Why a name cannot be used beside `others`; `null` when it can. */
export function nameMistake(name: string, others: readonly string[]): NameMistake | null {
  if (!namePattern.test(name)) return "invalid";
  return others.includes(name) ? "taken" : null;
}

/**
 * The name a title suggests, not among `taken`. Chinese titles are put together from a list of
 * common business words; a title with a word that is not in it gets `fallback`, numbered.
 */
export function proposeName(title: string, taken: Iterable<string>, fallback: string): string {
  const used = new Set(taken);
  const base = asciiName(title);
  if (base !== null) return numbered(base, used, false);
  return numbered(fallback, used, true);
}

function asciiName(title: string): string | null {
  const english = translateChinese(title.normalize("NFKD").replace(/\p{Mark}/gu, ""));
  if (english === null) return null;
  const name = english
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, nameLengthLimit)
    .replace(/_+$/, "");
  return name === "" ? null : name;
}

/** Replaces Chinese words by English ones, longest first; `null` when one is unknown. */
function translateChinese(title: string): string | null {
  let result = "";
  let rest = title;
  while (rest !== "") {
    const first = rest.codePointAt(0) ?? 0;
    if (first < 0x2e80) {
      const character = String.fromCodePoint(first);
      result += character;
      rest = rest.slice(character.length);
      continue;
    }
    const word = longestWord(rest);
    if (word === null) return null;
    result += ` ${word.english} `;
    rest = rest.slice(word.length);
  }
  return result;
}

function longestWord(text: string): { readonly length: number; readonly english: string } | null {
  for (let length = Math.min(6, text.length); length > 0; length--) {
    const english = chineseWords.get(text.slice(0, length));
    if (english !== undefined) return { length, english };
  }
  return null;
}

function numbered(base: string, used: ReadonlySet<string>, always: boolean): string {
  if (!always && !used.has(base)) return base;
  for (let number = always ? 1 : 2; ; number++) {
    const suffix = `_${number}`;
    const name = base.slice(0, nameLengthLimit - suffix.length) + suffix;
    if (!used.has(name)) return name;
  }
}
