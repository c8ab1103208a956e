/** Keywords and checks that select and multi-select share. */

import type { JsonSchema, OptionMistake, PropertySchema } from "./field-type.ts";
import { hiddenOption, option } from "./shared-options.ts";
import { choicesOf } from "./values/choices.ts";

export const choiceOptions: Readonly<Record<string, JsonSchema>> = {
  enum: option({ type: "array", items: { type: ["string", "null"] } }, [
    "Options",
    "选项",
    "The values to choose from, shown as they are.",
    "可选的值，按原样显示。",
  ]),
  oneOf: option(
    {
      type: "array",
      items: {
        type: "object",
        required: ["const"],
        properties: {
          const: option({ type: ["string", "null"] }, [
            "Value",
            "值",
            "What is stored and what formulas compare with.",
            "实际保存的值，公式也以它比较。",
          ]),
          title: option({ type: "string" }, [
            "Title",
            "标题",
            "What people read.",
            "显示给用户的文字。",
          ]),
          description: option({ type: "string" }, [
            "Help text",
            "帮助说明",
            "When to choose this option.",
            "何时选择此项。",
          ]),
          when: hiddenOption({ type: "array", minItems: 1, items: { type: "string" } }, [
            "Offered for",
            "适用于",
            "The values of the field named in depends_on for which this option is offered.",
            "当 depends_on 所指字段取这些值时，才提供此选项。",
          ]),
          deprecated: option({ type: "boolean" }, [
            "Deprecated",
            "已弃用",
            "Kept for old records; no longer offered.",
            "为旧记录保留，不再提供选择。",
          ]),
        },
      },
    },
    [
      "Options with titles",
      "带标题的选项",
      "The values to choose from, each with the title people read.",
      "可选的值，每个值带有显示标题。",
    ],
  ),
};

/** Mistakes in a list of options; `at` is where the list stands in the property schema. */
export function choiceMistakes(schema: PropertySchema, at: string): readonly OptionMistake[] {
  const place = `${at}/${Array.isArray(schema.enum) ? "enum" : "oneOf"}`;
  const choices = choicesOf(schema);
  if (choices === null || choices.length === 0) {
    return [
      {
        at: place,
        message: {
          en: "There is nothing to choose from. Add an option.",
          "zh-CN": "没有任何选项，请添加。",
        },
      },
    ];
  }
  const mistakes: OptionMistake[] = [];
  const values = new Set<string>();
  const titles = new Map<string, string>();
  for (const choice of choices) {
    if (choice.value === "") mistakes.push(mistake(place, emptyOption));
    else if (values.has(choice.value)) mistakes.push(mistake(place, repeatedValue(choice.value)));
    else if (titles.has(choice.title)) mistakes.push(mistake(place, repeatedTitle(choice.title)));
    values.add(choice.value);
    titles.set(choice.title, choice.value);
  }
  return mistakes;
}

const mistake = (at: string, message: OptionMistake["message"]): OptionMistake => ({ at, message });

const emptyOption = {
  en: "An option is the empty text, which means no choice. Give it a value or remove it.",
  "zh-CN": "有一个选项是空文本，而空文本表示未选择，请填写或删除。",
};

const repeatedValue = (value: string) => ({
  en: `The option "${value}" stands here twice. Remove one.`,
  "zh-CN": `选项“${value}”重复，请删除一个。`,
});

const repeatedTitle = (title: string) => ({
  en: `Two options are called "${title}". Give them different titles.`,
  "zh-CN": `有两个选项的标题都是“${title}”，请改用不同的标题。`,
});
