/** Moments as people read them, in the language and zone of the user; reactive. */
import { locale, timeZone } from "./locale.ts";

const written = (moment: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(), { hourCycle: "h23", ...options, timeZone }).format(
    new Date(moment),
  );

export const dayOf = (moment: string): string =>
  written(moment, { year: "numeric", month: "short", day: "numeric" });

export const timeOf = (moment: string): string =>
  written(moment, { hour: "2-digit", minute: "2-digit" });

export const dayAndTime = (moment: string): string =>
  written(moment, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
