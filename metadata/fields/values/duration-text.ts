/** Durations: whole seconds, written `PT1H30M` on the wire and in many ways by people. */
import Big from "big.js";
import type { Locale } from "../../text.ts";

const hour = 3600;
const minute = 60;

/** More than a hundred thousand years are a slip of the keyboard. */
export const maximumSeconds = 999_999_999 * hour + 59 * minute + 59;

interface Parts {
  readonly sign: "" | "-";
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function partsOf(seconds: number): Parts {
  const size = Math.abs(seconds);
  return {
    sign: seconds < 0 ? "-" : "",
    hours: Math.floor(size / hour),
    minutes: Math.floor((size % hour) / minute),
    seconds: size % minute,
  };
}

/** Canonical: hours, minutes and seconds, each left out when zero; `PT0S` for none at all. */
export function writeDuration(total: number): string {
  const { sign, hours, minutes, seconds } = partsOf(total);
  const text = `${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${seconds > 0 ? `${seconds}S` : ""}`;
  return text === "" ? "PT0S" : `${sign}PT${text}`;
}

const hoursPart = "[1-9][0-9]{0,8}H";
const minutesPart = "([1-9]|[1-5][0-9])M";
const secondsPart = "([1-9]|[1-5][0-9])S";

/** What `writeDuration` writes, as a pattern. */
export const canonicalDuration = `^(PT0S|-?PT(${hoursPart}(${minutesPart})?(${secondsPart})?|${minutesPart}(${secondsPart})?|${secondsPart}))$`;

const iso =
  /^(-)?P(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,13})S)?)?$/;

/**
 * Seconds of an ISO 8601 duration; `null` when it is none. Years and months have no fixed length
 * and are refused; a day has 24 hours.
 */
export function readIsoDuration(text: string): number | null {
  const found = text.length > 80 ? null : iso.exec(text);
  if (found === null || /[PT]$/.test(text)) return null;
  const [, sign, weeks, days, hours, minutes, seconds] = found;
  const size =
    (Number(weeks ?? 0) * 7 + Number(days ?? 0)) * 24 * hour +
    Number(hours ?? 0) * hour +
    Number(minutes ?? 0) * minute +
    Number(seconds ?? 0);
  return within(sign === undefined ? size : -size);
}

/** No negative zero, nothing beyond the largest duration. */
const within = (seconds: number): number | null =>
  Math.abs(seconds) > maximumSeconds ? null : seconds === 0 ? 0 : seconds;

const unitSeconds: readonly (readonly [names: string, seconds: number])[] = [
  ["w wk wks week weeks 周 星期", 7 * 24 * hour],
  ["d day days 天 日", 24 * hour],
  ["h hr hrs hour hours 小时 个小时 时", hour],
  ["m min mins minute minutes 分 分钟", minute],
  ["s sec secs second seconds 秒 秒钟", 1],
];

const secondsOfUnit: ReadonlyMap<string, number> = new Map(
  unitSeconds.flatMap(([names, seconds]) => names.split(" ").map((name) => [name, seconds])),
);

const clock = /^([0-9]{1,9}):([0-5][0-9])(?::([0-5][0-9]))?$/;
const part = /([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*([a-z]+|[\u4e00-\u9fff]+)\.?[\s,]*/y;

/**
 * Seconds of a duration as people write it: `1:30` and `1:30:00` (hours first), `90 min`,
 * `1h30m`, `1.5 小时`, `PT1H30M`. `null` when it is none, has no unit, or is no whole number of seconds.
 */
export function readWrittenDuration(written: string): number | null {
  const text = written.length > 80 ? "" : written.normalize("NFKC").trim();
  const fromIso = readIsoDuration(text.toUpperCase());
  if (fromIso !== null) return fromIso;
  const negative = /^[-\u2212]/.test(text);
  const size = readSize((negative ? text.slice(1) : text).trim().toLowerCase());
  return size === null ? null : within(negative ? -size : size);
}

function readSize(text: string): number | null {
  const found = clock.exec(text);
  if (found !== null) {
    const [, hours, minutes, seconds] = found;
    return Number(hours) * hour + Number(minutes) * minute + Number(seconds ?? 0);
  }
  let total = new Big(0);
  let smallest = Number.POSITIVE_INFINITY;
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    const unit = secondsOfUnit.get(match?.[2] ?? "");
    // Each unit once, the larger ones first: anything else is a slip.
    if (match === null || unit === undefined || unit >= smallest) return null;
    total = total.plus(new Big(match[1] ?? 0).times(unit));
    smallest = unit;
  }
  if (smallest === Number.POSITIVE_INFINITY || !total.eq(total.round())) return null;
  return total.gt(maximumSeconds) ? null : total.toNumber();
}

/** `1:30:00`, for files: spreadsheets read it as a duration. */
export function clockDuration(total: number): string {
  const { sign, hours, minutes, seconds } = partsOf(total);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${sign}${hours}:${pad(minutes)}:${pad(seconds)}`;
}

const words: Readonly<Record<Locale, readonly [string, string, string]>> = {
  en: ["h", "min", "s"],
  "zh-CN": ["小时", "分钟", "秒"],
};

/** `1 h 30 min`, `1小时30分钟`. */
export function spokenDuration(total: number, locale: Locale): string {
  const { sign, hours, minutes, seconds } = partsOf(total);
  const zh = locale === "zh-CN";
  const said = [hours, minutes, seconds].flatMap((value, index) =>
    value === 0 && !(total === 0 && index === 1)
      ? []
      : [`${value}${zh ? "" : " "}${words[locale][index]}`],
  );
  return `${sign}${said.join(zh ? "" : " ")}`;
}
