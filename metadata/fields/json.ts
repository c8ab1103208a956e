import { inlineReferences } from "../local-references.ts";
import { defineFieldType } from "./field-type.ts";
import { jsonAssertionOptions } from "./json-assertions.ts";
import { isOfKind, isSchema, refersTo } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";
import { readJsonText, writeJsonText } from "./values/json-text.ts";

/** Any JSON; the last resort for plain schemas that nothing else can hold. */
export const json = defineFieldType({
  name: "json",
  title: { en: "JSON", "zh-CN": "JSON" },
  description: {
    en: "A structured value, kept as it is and checked by its JSON Schema.",
    "zh-CN": "结构化的值，原样保存，并按其 JSON Schema 校验。",
  },
  group: "other",
  storage: "column",
  recognises: (schema) => isOfKind("json")(schema) || refersTo("json")(schema),
  template: { $ref: "tenon:json" },
  options: {
    properties: {
      schema: hiddenOption({ type: "object" }, [
        "Schema of the value",
        "值的 Schema",
        "JSON Schema that the value must satisfy; its references stay inside it.",
        "值必须满足的 JSON Schema；其中的引用只能指向自身内部。",
      ]),
      ...jsonAssertionOptions,
    },
  },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  wire: "json",
  valueSchema(schema) {
    const kept = Object.entries(schema).filter(([keyword]) =>
      keyword === "type" ? true : Object.hasOwn(jsonAssertionOptions, keyword),
    );
    const beside = Object.fromEntries(kept);
    if (!isSchema(schema.schema)) return beside;
    const { $schema: _dialect, $id: _id, ...given } = schema.schema;
    const { $defs: _used, ...own } = inlineReferences(given);
    return kept.length === 0 ? own : { allOf: [own, beside] };
  },
  expressionType: () => null,
  mismatch: "not_json",
  normalise: (value) => value,
  parse: (written) => readJsonText(written, "not_json"),
  format: writeJsonText,
  exportText: writeJsonText,
  operators: ["is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["text", "long_text", "multi_select", "tags"],
});
