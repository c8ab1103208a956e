/** A rule of an object, as editors complete it. */
import type { JsonSchema } from "../fields/field-type.ts";
import { additions, name, names } from "./schema-parts.ts";

export const ruleSchema: JsonSchema = {
  title: "Rule",
  type: "object",
  required: ["name", "message"],
  properties: {
    name,
    require: {
      type: "string",
      description: "Broken when false; an expression that lacks a value breaks nothing.",
    },
    no_overlap: {
      type: "object",
      description:
        "No two records with the same key share a moment. Periods end before `to`; without it, never.",
      required: ["key", "from", "to"],
      properties: {
        key: names("Names of the fields that tell whose period it is."),
        from: { type: "string", description: "Name of the field with the first day or moment." },
        to: { type: "string", description: "Name of the field with the first day after it." },
      },
      ...additions,
    },
    message: { type: "string", description: "What a person is told, and what to do." },
    at: { type: "string", description: "Name of the field at which it is told." },
    when: { type: "string", description: "The rule speaks of records for which this holds." },
  },
  ...additions,
};
