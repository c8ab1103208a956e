import { failure, problem, success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import {
  canonicalId,
  isRecordId,
  onDeleteOption,
  recordIdSchema,
  targetOption,
} from "./lookup-options.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";

/** A reference to one record of another object, or of the same. */
export const lookup = defineFieldType({
  name: "lookup",
  title: { en: "Lookup", "zh-CN": "关联" },
  description: {
    en: "A record of another object: the customer of an order.",
    "zh-CN": "引用另一个对象的一条记录，例如订单的客户。",
  },
  group: "relation",
  storage: "column",
  recognises: refersTo("lookup"),
  template: { $ref: "tenon:lookup" },
  options: {
    properties: { target: targetOption, on_delete: onDeleteOption },
    required: ["target"],
  },
  column: () => ({ sql: "uuid", parameter: "uuid" }),
  wire: "string",
  valueSchema: () => recordIdSchema,
  expressionType: (schema) => ({ kind: "record", object: textOption(schema, "target") ?? "" }),
  mismatch: "not_a_record_id",
  normalise: canonicalId,
  parse(written) {
    const id = written.trim();
    if (id === "") return success(null);
    return isRecordId(id) ? success(id.toLowerCase()) : failure(problem("not_a_record_id"));
  },
  format: (value) => (typeof value === "string" ? value : ""),
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: ["equals", "not_equals", "one_of", "is_empty", "is_not_empty"],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "long_text", "select", "auto_number", "email", "phone", "many_to_many"],
});
