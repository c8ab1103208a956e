/** What calls have in common in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";

export const refused: JsonSchema = { $ref: "#/components/responses/problem" };

export const answer = (description: string, schema: JsonSchema): JsonSchema => ({
  description,
  content: { "application/json": { schema } },
});

export const queryParameter = (
  name: string,
  description: string,
  schema: JsonSchema = { type: "string" },
): JsonSchema => ({ name, in: "query", description, schema });

export const listOf = (schema: JsonSchema): JsonSchema => ({
  type: "object",
  required: ["data"],
  properties: { data: { type: "array", items: schema } },
});

/** A page, and where the next one goes on. */
export const pageOf = (schema: JsonSchema): JsonSchema => ({
  type: "object",
  required: ["data", "next"],
  properties: {
    data: { type: "array", items: schema },
    next: { type: ["string", "null"] },
    count: { type: "integer" },
  },
});
