/** The type of `id`, `owner` and the other system fields that hold a uuid. No document writes it. */
import type { FieldType } from "../fields/field-type.ts";
import { problem, success } from "../problem.ts";

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const identifierType: FieldType = {
  name: "identifier",
  title: { en: "Identifier", "zh-CN": "标识" },
  description: {
    en: "Names one record for ever; given by the system.",
    "zh-CN": "由系统分配，永久标识一条记录。",
  },
  group: "other",
  storage: "column",
  recognises: () => false,
  template: { type: "string", format: "uuid", readOnly: true },
  options: { properties: {} },
  column: () => ({ sql: "uuid", parameter: "uuid" }),
  wire: "string",
  valueSchema: () => ({ type: "string", format: "uuid" }),
  expressionType: (schema) => ({ kind: "record", object: String(schema.target ?? "") }),
  mismatch: "not_a_record_id",
  normalise: (value) =>
    typeof value === "string" && uuidPattern.test(value) ? value.toLowerCase() : value,
  parse(text) {
    if (text === "") return success(null);
    if (uuidPattern.test(text)) return success(text.toLowerCase());
    return { ok: false, problems: [problem("not_a_record_id")] };
  },
  format: (value) => (typeof value === "string" ? value : ""),
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: ["equals", "not_equals", "one_of", "is_empty", "is_not_empty"],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: [],
};
