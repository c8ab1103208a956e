import { listType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { listLengthOptions } from "./child-rows.ts";
import { defineFieldType, type PropertySchema } from "./field-type.ts";
import { listLengthMistakes } from "./list-mistakes.ts";
import { countOption } from "./option-values.ts";
import { isOfKind, isSchema } from "./schema-kind.ts";
import { choiceMistakes, choiceOptions } from "./select-options.ts";
import { hiddenOption } from "./shared-options.ts";
import { type Choice, choiceFor, choicesOf, choiceTitle } from "./values/choices.ts";
import { isTextList, readListText, writeListText } from "./values/list-text.ts";

/** The options of a multi-select stand in its `items`. */
export function itemChoices(schema: PropertySchema): readonly Choice[] {
  return (isSchema(schema.items) ? choicesOf(schema.items) : null) ?? [];
}

/** Any number of a list of options, each at most once, in the order of choosing. */
export const multiSelect = defineFieldType({
  name: "multi_select",
  title: { en: "Multi-select", "zh-CN": "多选" },
  description: { en: "Several of a list of options.", "zh-CN": "从若干选项中选择多个。" },
  group: "choice",
  storage: "column",
  recognises: isOfKind("multi_select"),
  template: {
    type: "array",
    items: { oneOf: [{ const: "option_1", title: "Option 1" }] },
    uniqueItems: true,
  },
  options: {
    properties: {
      items: {
        ...hiddenOption({ type: "object" }, [
          "Options",
          "选项",
          "The values to choose from.",
          "可选的值。",
        ]),
        properties: { ...choiceOptions, type: {}, title: {}, description: {} },
      },
      uniqueItems: hiddenOption({ const: true }, [
        "Each once",
        "不可重复",
        "Each option may be chosen once.",
        "每个选项只能选一次。",
      ]),
      ...listLengthOptions,
    },
    required: ["items"],
  },
  column: () => ({ sql: "text[]", parameter: "text[]", collate: "C" }),
  wire: "text_list",
  valueSchema(schema) {
    const { minItems, maxItems } = schema;
    return {
      type: "array",
      items: { type: "string", enum: itemChoices(schema).map((choice) => choice.value) },
      uniqueItems: true,
      ...(minItems === undefined ? {} : { minItems }),
      ...(maxItems === undefined ? {} : { maxItems }),
    };
  },
  expressionType: () => listType,
  mismatch: "not_a_list",
  /** Nothing chosen is empty, in one form only. A list that may not be empty stays to be refused. */
  normalise(value, schema) {
    const nothing = Array.isArray(value) && value.length === 0;
    return nothing && countOption(schema, "minItems", 0) === 0 ? null : value;
  },
  parse(written, schema) {
    const choices = itemChoices(schema);
    const values: string[] = [];
    const single = choiceFor(written, choices);
    for (const entry of single === null ? readListText(written) : [single]) {
      const value = choiceFor(entry, choices);
      if (value === null) {
        const options = choices.map((choice) => choice.title);
        return failure(problem("unknown_option", "", { options }));
      }
      if (!values.includes(value)) values.push(value);
    }
    return success(values.length === 0 ? null : values);
  },
  format(value, schema, { locale }) {
    if (!isTextList(value)) return "";
    const choices = itemChoices(schema);
    return value.map((entry) => choiceTitle(entry, choices)).join(locale === "zh-CN" ? "、" : ", ");
  },
  /** A title may hold the sign between titles. */
  lossyText: true,
  exportText: (value) => (isTextList(value) ? writeListText(value) : ""),
  operators: ["has", "is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["select", "tags", "text"],
  check: (schema) => [
    ...choiceMistakes(isSchema(schema.items) ? schema.items : {}, "/items"),
    ...listLengthMistakes(schema),
  ],
});
