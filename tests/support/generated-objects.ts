/** Object documents by the hundred, for what must hold at the size of a whole company. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";

/** Name of generated object `number`, from 1. */
export const generatedName = (number: number): string =>
  `object_${String(number).padStart(4, "0")}`;

/** `count` objects of every common type of field; two lookups tie each to earlier ones. */
export function generatedObjects(count: number, fields = 30): readonly JsonSchema[] {
  return Array.from({ length: count }, (_, index) => generatedObject(index + 1, fields));
}

function generatedObject(number: number, fields: number): JsonSchema {
  const earlier = (distance: number) => generatedName(Math.max(1, number - distance));
  const properties: Record<string, JsonSchema> = {
    name: { type: "string", title: "Name", maxLength: 120 },
    code: { type: "string", title: "Code", maxLength: 40, pattern: "^[A-Z0-9-]*$", unique: true },
    parent_record: { $ref: "tenon:lookup", target: earlier(1), title: "Parent" },
    related_record: { $ref: "tenon:lookup", target: earlier(10), title: "Related" },
    status: {
      oneOf: ["draft", "open", "closed"].map((value) => ({ const: value, title: value })),
      title: "Status",
      default: "draft",
    },
    amount: { $ref: "tenon:money", title: "Amount", formula: "quantity_1 * price_1" },
  };
  for (let index = 1; Object.keys(properties).length < fields; index++) {
    for (const [group, schema] of repeatedFields) {
      if (Object.keys(properties).length === fields) break;
      properties[`${group}_${index}`] = { ...schema, title: `${schema.title} ${index}` };
    }
  }
  return {
    $schema: "tenon:object",
    name: generatedName(number),
    title: `Object ${number}`,
    type: "object",
    required: ["name"],
    properties,
    record_title: "name",
  };
}

const repeatedFields: readonly (readonly [string, JsonSchema])[] = [
  ["text", { type: "string", title: "Text", maxLength: 200 }],
  ["quantity", { $ref: "tenon:decimal", precision: 14, scale: 3, title: "Quantity" }],
  ["price", { $ref: "tenon:money", title: "Price", minimum: "0" }],
  ["count", { type: "integer", title: "Count", minimum: 0 }],
  ["day", { type: "string", format: "date", title: "Day" }],
  ["moment", { type: "string", format: "date-time", title: "Moment" }],
  ["flag", { type: "boolean", title: "Flag" }],
  ["kind", { enum: ["a", "b", "c", "d"], title: "Kind" }],
];
