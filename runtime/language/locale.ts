/** The language of the screens: one signal for the whole page, remembered in this browser. */

import { createSignal } from "solid-js";
import { type Locale, locales, matchLocale } from "../../metadata/text.ts";

export type { Locale } from "../../metadata/text.ts";

const storageKey = "tenon.locale";

function initialLocale(): Locale {
  const stored = readStored();
  return stored ?? matchLocale(navigator.languages);
}

function readStored(): Locale | undefined {
  try {
    const value = localStorage.getItem(storageKey);
    return locales.find((locale) => locale === value);
  } catch {
    // Storage may be switched off; the browser's language is good enough then.
    return undefined;
  }
}

const [locale, setLocaleSignal] = createSignal<Locale>(initialLocale());
document.documentElement.lang = locale();

export { locale };

/** Switches the language and remembers it. Dictionaries load on their own. */
export function setLocale(next: Locale): void {
  document.documentElement.lang = next;
  setLocaleSignal(next);
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Not remembered, but switched.
  }
}

/** Names of the languages, each in itself. */
export const localeNames: Readonly<Record<Locale, string>> = { en: "English", "zh-CN": "简体中文" };

/** The zone dates with a time are shown in. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
