import { isJsonObject, textsOf } from "../json-object.ts";
import { failure, problem, success } from "../problem.ts";
import { compositeOperators } from "./composite.ts";
import { defineFieldType, type OptionMistake, type PropertySchema } from "./field-type.ts";
import {
  canonicalId,
  isRecordId,
  onDeleteOption,
  recordIdSchema,
  targetsOption,
} from "./lookup-options.ts";
import { refersTo } from "./schema-kind.ts";

/** Objects whose records a value may name. */
const targetsIn = (schema: PropertySchema): readonly string[] => textsOf(schema.targets);

/**
 * A reference to one record of one of several objects. On the wire it names both; the table has a
 * column with a foreign key for each object, and at most one of them holds an id.
 */
export const dynamicLookup = defineFieldType({
  name: "dynamic_lookup",
  title: { en: "Dynamic lookup", "zh-CN": "动态关联" },
  description: {
    en: "A record of one of several objects: the customer or the lead that was called.",
    "zh-CN": "引用多个对象之一的一条记录，例如通话对应的客户或线索。",
  },
  group: "relation",
  storage: "column",
  recognises: refersTo("dynamic_lookup"),
  template: { $ref: "tenon:dynamic_lookup" },
  options: {
    properties: { targets: targetsOption, on_delete: onDeleteOption },
    required: ["targets"],
  },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  targetsIn,
  wire: "json",
  valueSchema: (schema) => ({
    type: "object",
    properties: { object: { enum: targetsIn(schema) }, id: recordIdSchema },
    required: ["object", "id"],
    additionalProperties: false,
  }),
  expressionType: () => ({ kind: "composite", name: "tenon:dynamic_lookup" }),
  mismatch: "not_a_reference",
  /** In the order in which PostgreSQL writes the keys, so that equal values are equal texts. */
  normalise(value) {
    if (!isJsonObject(value)) return value;
    const { id, object, ...others } = value;
    return id === undefined || object === undefined
      ? value
      : { id: canonicalId(id), object, ...others };
  },
  parse(written, schema) {
    const text = written.trim();
    if (text === "") return success(null);
    const [, object = "", id = ""] = /^([a-z][a-z0-9_]*)\s*[:：]\s*(\S+)$/.exec(text) ?? [];
    return targetsIn(schema).includes(object) && isRecordId(id)
      ? success({ id: id.toLowerCase(), object })
      : failure(problem("not_a_reference", "", { objects: targetsIn(schema) }));
  },
  format: referenceText,
  exportText: referenceText,
  operators: compositeOperators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: [],
  check: (schema) => ["formula", "copy_from", "index"].flatMap((key) => refused(schema, key)),
});

/** `customer:0190…`, which reads back as the same value. */
function referenceText(value: unknown): string {
  return isJsonObject(value) && typeof value.object === "string" && typeof value.id === "string"
    ? `${value.object}:${value.id}`
    : "";
}

function refused(schema: PropertySchema, keyword: string): readonly OptionMistake[] {
  if (schema[keyword] === undefined || schema[keyword] === false) return [];
  const message =
    keyword === "index"
      ? {
          en: "Every object of a dynamic lookup has an index already. Remove this.",
          "zh-CN": "动态关联的每个对象都已有索引，请删除此项。",
        }
      : {
          en: "A dynamic lookup is chosen by people or set by a default. Remove this, or use a lookup.",
          "zh-CN": "动态关联由人选择或由默认值填入，请删除此项，或改用关联。",
        };
  return [{ at: `/${keyword}`, message }];
}
