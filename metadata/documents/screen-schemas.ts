/** The schemas of the documents that say how records are shown: views and forms. */
import type { JsonSchema } from "../fields/field-type.ts";
import { additions, description, dialect, name, names, title } from "./schema-parts.ts";

const object = { type: "string", description: "Name of the object it shows." } as const;
const position = {
  type: "integer",
  description: "Its place among those of the same object; by name without it.",
} as const;

export const viewSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "ViewDocument",
  description: "A list of an object's records, with columns, a filter and an order of its own.",
  type: "object",
  required: ["name", "object"],
  properties: {
    $schema: { type: "string" },
    name,
    title,
    description,
    object,
    position,
    columns: names("Names of fields, in order; the usual ones without it."),
    filter: { type: "string", description: "Which records: an expression that is true or false." },
    sort: names("Names of fields; with a minus before the name, the greatest first."),
  },
  ...additions,
});

export const formSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "FormDocument",
  description: "Which fields a form shows, in which sections.",
  type: "object",
  required: ["name", "object", "sections"],
  properties: {
    $schema: { type: "string" },
    name,
    title,
    description,
    object,
    position,
    sections: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["fields"],
        properties: { title, description, fields: names("Names of fields, in order.") },
        ...additions,
      },
    },
  },
  ...additions,
});
