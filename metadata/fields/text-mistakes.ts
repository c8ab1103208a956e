import type { OptionMistake, PatternCheck, PropertySchema } from "./field-type.ts";
import { countOption, textOption } from "./option-values.ts";

/** Mistakes in the options of texts: lengths that exclude each other, a pattern that is none. */
export function textMistakes(
  schema: PropertySchema,
  isPattern: PatternCheck,
): readonly OptionMistake[] {
  return [...lengthMistakes(schema), ...patternMistakes(schema, isPattern)];
}

function lengthMistakes(schema: PropertySchema): readonly OptionMistake[] {
  const minimum = countOption(schema, "minLength");
  const maximum = countOption(schema, "maxLength");
  if (minimum === null || maximum === null || minimum <= maximum) return [];
  return [
    {
      at: "/minLength",
      message: {
        en: `The minimum length ${minimum} is above the maximum length ${maximum}. Lower it.`,
        "zh-CN": `最小长度 ${minimum} 大于最大长度 ${maximum}，请调小。`,
      },
    },
  ];
}

function patternMistakes(
  schema: PropertySchema,
  isPattern: PatternCheck,
): readonly OptionMistake[] {
  const pattern = textOption(schema, "pattern");
  if (pattern === null || isPattern(pattern)) return [];
  return [
    {
      at: "/pattern",
      message: {
        en: "This is not a regular expression in RE2 syntax; lookahead and back references are not part of it.",
        "zh-CN": "这不是有效的 RE2 正则表达式；RE2 不支持前后查找和反向引用。",
      },
    },
  ];
}
