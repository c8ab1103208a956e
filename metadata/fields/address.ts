import { success } from "../problem.ts";
import type { Locale } from "../text.ts";
import {
  normaliseParts,
  partText,
  readPartsAsJson,
  textPart,
  textParts,
  writeReversibly,
} from "./composite.ts";
import { defineFieldType } from "./field-type.ts";

export const addressParts = [
  textPart("country", "Country", "国家"),
  textPart("province", "Province or state", "省"),
  textPart("city", "City", "市"),
  textPart("district", "District", "区县"),
  textPart("street", "Street", "详细地址"),
  textPart("postal_code", "Postal code", "邮政编码"),
] as const;

/**
 * A postal address in parts. The country is a code (`CN`) or any text; the other parts are texts.
 * An address in Chinese is shown from the large to the small, any other from the street upwards.
 */
export const address = defineFieldType({
  ...textParts("address", addressParts),
  title: { en: "Address", "zh-CN": "地址" },
  description: {
    en: "A postal address in parts; provinces, cities and districts of China are offered while one types.",
    "zh-CN": "分项保存的地址；中国的省、市、区县可在输入时选择。",
  },
  mismatch: "not_an_address",
  parse: (written) => success(normaliseParts(readAddress(written))),
  format: (value, _schema, { locale }) => addressText(value, locale),
  exportText: (value) =>
    writeReversibly(value, addressParts, [partText(value, "street"), listed(value)], readAddress),
});

/** Written in Chinese, wherever it lies. */
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Levels of the official lists that only say "what lies directly below the province". */
const nameless: ReadonlySet<string> = new Set([
  "市辖区",
  "县",
  "省直辖县级行政区划",
  "自治区直辖县级行政区划",
]);

function addressText(value: unknown, locale: Locale): string {
  const [country, province, city, district, street, code] = addressParts.map(({ name }) =>
    partText(value, name),
  ) as [string, string, string, string, string, string];
  const land = countryTitle(country, locale);
  if (isChinese(`${province}${city}${district}${street}`)) {
    const middle = nameless.has(city) && province !== "" ? "" : city;
    const home = country === "CN" ? "" : land;
    const whole = `${home}${province}${middle === province ? "" : middle}${district}${street}`;
    return [whole, code].filter((text) => text !== "").join(" ");
  }
  const region = [province, code].filter((text) => text !== "").join(" ");
  return [street, district, city, region, land].filter((text) => text !== "").join(", ");
}

/** `CN` → `China`, `中国`; anything else as it is written. */
export function countryTitle(country: string, locale: Locale): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(country) ?? country;
}

/** `CN; 上海市; 市辖区; 浦东新区; 世纪大道100号; 200120`: empty parts keep their place. */
function listed(value: unknown): string {
  const words = addressParts.map(({ name }) => partText(value, name));
  while (words.at(-1) === "") words.pop();
  const text = words.join("; ");
  return text.includes(";") ? text : `${text};`;
}

/** Text without `;` is a street: addresses kept as one text come in whole. */
function readAddress(written: string): unknown {
  const json = readPartsAsJson(written);
  if (json !== null) return json;
  const words = written.split(/[;；]/).map((word) => word.trim());
  if (words.length === 1) return { street: words[0] };
  if (words.slice(addressParts.length).some((word) => word !== "")) return { street: written };
  return Object.fromEntries(addressParts.map(({ name }, index) => [name, words[index] ?? ""]));
}
