/**
 * Typed dictionaries, one chunk per language. A message may hold `{name}` placeholders, and
 * `{count|one form|other form}` for plurals by `Intl.PluralRules` (Chinese uses one form).
 */
import { createEffect, createRoot, createSignal } from "solid-js";
import { setBeside } from "../../metadata/text.ts";
import { type Locale, locale } from "./locale.ts";

export type MessageParameters = Readonly<Record<string, string | number>>;

export interface Dictionary<Key extends string> {
  /** The message in the current language; reactive. */
  readonly text: (key: Key, params?: MessageParameters) => string;
  /** Resolves when the current language's chunk is there. Await it before the first render. */
  readonly ready: () => Promise<void>;
}

/** `load` imports a language's chunk; the next language appears when its chunk has arrived. */
export function createDictionary<Key extends string>(
  load: Readonly<Record<Locale, () => Promise<Readonly<Record<Key, string>>>>>,
): Dictionary<Key> {
  const [messages, setMessages] = createSignal<{
    readonly locale: Locale;
    readonly entries: Readonly<Record<Key, string>>;
  }>();
  const fetchLocale = async (wanted: Locale) => {
    const entries = await load[wanted]();
    if (locale() === wanted) setMessages({ locale: wanted, entries });
  };
  let loading = fetchLocale(locale());
  createRoot(() =>
    createEffect((previous: Locale | undefined) => {
      const wanted = locale();
      if (previous !== undefined && previous !== wanted) loading = fetchLocale(wanted);
      return wanted;
    }),
  );
  return {
    text: (key, params) => {
      const current = messages();
      return current === undefined ? "" : fillMessage(current.entries[key], current.locale, params);
    },
    ready: () => loading,
  };
}

/** Fills placeholders; numbers are written in the language's own way. */
export function fillMessage(
  template: string,
  language: Locale,
  params: MessageParameters = {},
): string {
  const written = (value: string | number, one: unknown, other: unknown): string => {
    if (typeof value === "string") return value;
    const digits = new Intl.NumberFormat(language).format(value);
    if (one === undefined) return digits;
    const form = new Intl.PluralRules(language).select(value) === "one" ? one : other;
    return String(form).replace("#", digits);
  };
  return template.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (place, name: string, one: unknown, other: unknown, start: number) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value === undefined) return "";
      return setBeside(template, written(value, one, other), start, start + place.length);
    },
  );
}
