import { success } from "../problem.ts";
import {
  normaliseParts,
  partText,
  readPartsAsJson,
  textPart,
  textParts,
  writeReversibly,
} from "./composite.ts";
import { defineFieldType } from "./field-type.ts";

export const personNameParts = [
  textPart("family", "Family name", "姓"),
  textPart("given", "Given name", "名"),
  textPart("middle", "Middle name", "中间名"),
  textPart("prefix", "Title", "称谓"),
] as const;

/**
 * The name of a person. A name in Chinese characters is shown family name first without a space,
 * in every language; any other with the given name first.
 */
export const personName = defineFieldType({
  ...textParts("person_name", personNameParts),
  title: { en: "Person name", "zh-CN": "姓名" },
  description: {
    en: "A person's name with family and given name apart, shown in the order its script asks for.",
    "zh-CN": "姓与名分开保存的姓名，按其文字习惯的顺序显示。",
  },
  mismatch: "not_a_person_name",
  parse: (written) => success(normaliseParts(readPersonName(written))),
  format: (value) => personNameText(value),
  exportText: (value) =>
    writeReversibly(value, personNameParts, [personNameText(value), listed(value)], readPersonName),
});

const part = partText;

function personNameText(value: unknown): string {
  const [family, given] = [part(value, "family"), part(value, "given")];
  const [middle, prefix] = [part(value, "middle"), part(value, "prefix")];
  if (isChinese(family + given) && middle === "") {
    return `${family}${given}${prefix}`;
  }
  return [prefix, given, middle, family].filter((word) => word !== "").join(" ");
}

/** `Smith, John, Robert, Dr`: family, given, middle, prefix. */
function listed(value: unknown): string {
  const words = personNameParts.map(({ name }) => part(value, name));
  while (words.at(-1) === "") words.pop();
  return words.length === 1 ? `${words[0]},` : words.join(", ");
}

const isChinese = (text: string): boolean => /^[\p{Script=Han}·]+$/u.test(text);

/** Family names of two characters; any other is one. */
const longFamilyNames: ReadonlySet<string> = new Set(
  "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 长孙 宇文 端木 南宫 西门 独孤 百里 东郭 呼延 轩辕 闻人 澹台 公羊 赫连 太史 申屠 拓跋 歐陽 司馬 諸葛".split(
    " ",
  ),
);

/** Reads `王小明`, `John Robert Smith`, `Smith, John` or the JSON of the parts. */
function readPersonName(written: string): unknown {
  const json = readPartsAsJson(written);
  if (json !== null) return json;
  const text = written.trim();
  if (text === "") return null;
  if (/[,，]/.test(text)) return commaForm(text);
  if (isChinese(text)) {
    const length = longFamilyNames.has(text.slice(0, 2)) && text.length > 2 ? 2 : 1;
    return { family: text.slice(0, length), given: text.slice(length) };
  }
  const words = text.split(/\s+/);
  const family = words.at(-1) ?? "";
  if (words.length === 1) return { family };
  return { given: words[0] ?? "", middle: words.slice(1, -1).join(" "), family };
}

function commaForm(text: string): unknown {
  const words = text.split(/[,，]/).map((word) => word.trim());
  const rest = words.slice(personNameParts.length).filter((word) => word !== "");
  const parts = personNameParts.map(({ name }, index) => [name, words[index] ?? ""] as const);
  const named = Object.fromEntries(parts);
  return rest.length === 0 ? named : { ...named, prefix: [named.prefix, ...rest].join(", ") };
}
