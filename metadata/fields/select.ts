import { textType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { formatOption } from "./date.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { choiceMistakes, choiceOptions } from "./select-options.ts";
import { option } from "./shared-options.ts";
import { textMistakes } from "./text-mistakes.ts";
import { choiceFor, choicesOf, choiceTitle } from "./values/choices.ts";

/** One of a list of options. */
export const select = defineFieldType({
  name: "select",
  title: { en: "Select", "zh-CN": "单选" },
  description: { en: "One of a list of options.", "zh-CN": "从若干选项中选择一个。" },
  group: "choice",
  storage: "column",
  recognises: isOfKind("select"),
  template: { oneOf: [{ const: "option_1", title: "Option 1" }] },
  options: {
    properties: {
      format: formatOption,
      ...textAssertionOptions,
      ...choiceOptions,
      depends_on: option({ type: "string", pattern: "^[a-z][a-z0-9_]{0,47}$" }, [
        "Depends on",
        "依赖字段",
        "The select field beside this one whose value decides which options are offered; see when.",
        "同级的单选字段，其取值决定提供哪些选项；参见选项的 when。",
      ]),
    },
  },
  column: () => ({ sql: "text", parameter: "text", collate: "C" }),
  wire: "string",
  valueSchema(schema) {
    const values = (choicesOf(schema) ?? []).map((choice) => choice.value);
    const base = values.length === 0 ? { not: {} } : { type: "string", enum: values };
    return withAssertions(
      base,
      schema,
      textAssertionOptions,
      Array.isArray(schema.enum) ? [] : ["oneOf"],
    );
  },
  expressionType: () => textType,
  mismatch: "unknown_option",
  normalise: (value) => value,
  parse(written, schema) {
    if (written === "") return success(null);
    const choices = choicesOf(schema) ?? [];
    const value = choiceFor(written, choices);
    if (value !== null) return success(value);
    if (written.trim() === "") return success(null);
    return failure(
      problem("unknown_option", "", { options: choices.map((choice) => choice.title) }),
    );
  },
  format: (value, schema) =>
    typeof value === "string" ? choiceTitle(value, choicesOf(schema) ?? []) : "",
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: ["equals", "not_equals", "one_of", "is_empty", "is_not_empty"],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "boolean", "integer", "color", "barcode"],
  check: (schema, isPattern) => [...choiceMistakes(schema, ""), ...textMistakes(schema, isPattern)],
});
