import { numberType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { logicOptions, withAssertions } from "./assertions.ts";
import { boundMistakes } from "./decimal-options.ts";
import { defineFieldType, type JsonSchema } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption, option } from "./shared-options.ts";
import { formatNumber } from "./values/number-format.ts";
import { readWrittenNumber } from "./values/number-text.ts";

const limit: JsonSchema = { type: "number" };

const assertions: Readonly<Record<string, JsonSchema>> = {
  minimum: option(limit, ["Minimum", "最小值", "Smallest value.", "允许的最小值。"]),
  maximum: option(limit, ["Maximum", "最大值", "Largest value.", "允许的最大值。"]),
  exclusiveMinimum: option(limit, [
    "More than",
    "大于",
    "Values must be larger than this.",
    "值必须大于此数。",
  ]),
  exclusiveMaximum: option(limit, [
    "Less than",
    "小于",
    "Values must be smaller than this.",
    "值必须小于此数。",
  ]),
  multipleOf: option({ type: "number", exclusiveMinimum: 0 }, [
    "Step",
    "步长",
    "Values must be a multiple of this.",
    "值必须是此数的整数倍。",
  ]),
  enum: hiddenOption({ type: "array", minItems: 1 }, [
    "Allowed values",
    "允许的值",
    "Values must be one of these.",
    "值必须是其中之一。",
  ]),
  ...logicOptions,
};

/** Annotations of other tools that say nothing more than `integer`. */
const widths = hiddenOption({ type: "string" }, [
  "Width",
  "位宽",
  "int32, int64: a note for other tools.",
  "int32、int64 等，仅供其他工具参考。",
]);

/** A whole number within what every JSON reader holds exactly: ±(2^53 − 1). */
export const integer = defineFieldType({
  name: "integer",
  title: { en: "Whole number", "zh-CN": "整数" },
  description: {
    en: "A number without decimal places: a count, a rank.",
    "zh-CN": "没有小数的数字：个数、名次等。",
  },
  group: "number",
  storage: "column",
  recognises: isOfKind("integer"),
  template: { type: "integer" },
  options: { properties: { ...assertions, format: widths } },
  column: () => ({ sql: "bigint", parameter: "bigint", largest: Number.MAX_SAFE_INTEGER }),
  wire: "number",
  valueSchema(schema) {
    const within = (value: unknown, fallback: number) =>
      typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : fallback;
    const base = {
      type: "integer",
      minimum: within(schema.minimum, Number.MIN_SAFE_INTEGER),
      maximum: within(schema.maximum, Number.MAX_SAFE_INTEGER),
    };
    return withAssertions(base, schema, assertions, ["minimum", "maximum"]);
  },
  expressionType: () => numberType,
  mismatch: "not_an_integer",
  normalise: (value) => (Object.is(value, -0) ? 0 : value),
  parse(written) {
    if (written.trim() === "") return success(null);
    const number = readWrittenNumber(written);
    if (number === null || number.mark !== "" || !/^-?[0-9]+(?:\.0*)?$/.test(number.digits)) {
      return failure(problem("not_an_integer"));
    }
    const value = Number(number.digits);
    if (!Number.isSafeInteger(value)) {
      return failure(
        value < 0
          ? problem("too_small", "", { limit: Number.MIN_SAFE_INTEGER })
          : problem("too_large", "", { limit: Number.MAX_SAFE_INTEGER }),
      );
    }
    return success(value === 0 ? 0 : value);
  },
  format: (value, _, { locale }) =>
    typeof value === "number" ? formatNumber(String(value), 0, locale) : "",
  exportText: (value) => (typeof value === "number" ? String(value) : ""),
  sheetFormat: () => "0",
  operators: [
    "equals",
    "not_equals",
    "less",
    "less_or_equal",
    "greater",
    "greater_or_equal",
    "one_of",
    "is_empty",
    "is_not_empty",
  ],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: [
    "decimal",
    "money",
    "percent",
    "quantity",
    "rating",

    "text",
    "long_text",
    "select",
    "boolean",
  ],
  check: boundMistakes,
});
