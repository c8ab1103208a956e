import { failure, problem, success } from "../problem.ts";
import { defineFieldType, type JsonSchema } from "./field-type.ts";
import { listLengthMistakes } from "./list-mistakes.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption, option } from "./shared-options.ts";
import { readJsonText, writeJsonText } from "./values/json-text.ts";

export const listLengthOptions: Readonly<Record<string, JsonSchema>> = {
  minItems: option({ type: "integer", minimum: 0 }, [
    "At least",
    "最少",
    "Fewest entries.",
    "最少的项数。",
  ]),
  maxItems: option({ type: "integer", minimum: 0 }, [
    "At most",
    "最多",
    "Most entries.",
    "最多的项数。",
  ]),
};

/**
 * Lines that belong to the record: saved, checked, ordered and deleted with it. A line may have lines
 * of its own.
 */
export const childRows = defineFieldType({
  name: "child_rows",
  title: { en: "Child rows", "zh-CN": "明细行" },
  description: {
    en: "Lines that belong to the record and are saved with it: the lines of an order.",
    "zh-CN": "属于本记录、随其一起保存的明细行，例如订单明细。",
  },
  group: "relation",
  storage: "child_table",
  recognises: isOfKind("child_rows"),
  template: { type: "array", items: { type: "object", properties: {} } },
  options: {
    properties: {
      items: hiddenOption({ type: "object" }, [
        "Row",
        "行",
        "The object schema of one row, with its fields.",
        "单行的对象定义及其字段。",
      ]),
      ...listLengthOptions,
      uniqueItems: hiddenOption({ type: "boolean" }, [
        "No equal rows",
        "不允许重复行",
        "Rows have ids, so they always differ.",
        "每行都有编号，因此总是不同的。",
      ]),
    },
    required: ["items"],
  },
  column: () => null,
  wire: "json",
  /** Rows are checked against the model of the child object; here only that they are rows. */
  valueSchema(schema) {
    const { minItems, maxItems } = schema;
    return {
      type: "array",
      items: { type: "object" },
      ...(minItems === undefined ? {} : { minItems }),
      ...(maxItems === undefined ? {} : { maxItems }),
    };
  },
  /** The name of the child object is known to the model of the parent only. */
  expressionType: () => ({ kind: "rows", object: "" }),
  mismatch: "not_rows",
  normalise: (value) => value,
  parse(written) {
    const parsed = readJsonText(written, "not_rows");
    if (!parsed.ok || parsed.value === null) return parsed;
    return Array.isArray(parsed.value) ? success(parsed.value) : failure(problem("not_rows"));
  },
  format(value, _, { locale }) {
    if (!Array.isArray(value) || value.length === 0) return "";
    if (locale === "zh-CN") return `${value.length} 行`;
    return value.length === 1 ? "1 row" : `${value.length} rows`;
  },
  lossyText: true,
  exportText: writeJsonText,
  operators: ["is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: [],
  check: listLengthMistakes,
});
