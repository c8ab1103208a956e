/** The calls that give records to another owner, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { transferMaximum } from "../records/transfer.ts";

const uuid: JsonSchema = { type: "string", format: "uuid" };
const json = (schema: JsonSchema): JsonSchema => ({ "application/json": { schema } });
const refused: JsonSchema = { $ref: "#/components/responses/problem" };
const ids: JsonSchema = { type: "array", items: uuid, minItems: 1, maxItems: transferMaximum };

const owned = (required: readonly string[], properties: JsonSchema): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  required: [...required, "owner"],
  properties: { ...properties, owner: { ...uuid, description: "An active member" } },
});

const byRules: JsonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["assign"],
  properties: { assign: { const: true, description: "Whom the rules of assignment say now" } },
};

const moved: JsonSchema = {
  type: "object",
  required: ["data", "more"],
  properties: {
    data: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "revision"],
        properties: { id: uuid, revision: { type: "integer" } },
      },
    },
    more: { type: "boolean", description: "With from: there are others, for another request" },
  },
};

const idempotencyKey: JsonSchema = {
  name: "Idempotency-Key",
  in: "header",
  schema: { type: "string", maxLength: 255 },
};

/** Nobody owns how people are organised. */
export function ownerPaths(model: ObjectModel): JsonSchema {
  if (model.builtIn) return {};
  const { name, title } = model;
  const inPath: JsonSchema = { name: "id", in: "path", required: true, schema: uuid };
  const ifMatch: JsonSchema = {
    name: "If-Match",
    in: "header",
    required: true,
    description: "The revision the caller saw, or *",
    schema: { type: "string" },
  };
  const record = json({ $ref: `#/components/schemas/${name}` });
  return {
    [`/records/${name}/{id}/owner`]: {
      post: {
        operationId: `transfer_${name}`,
        tags: [name],
        summary: `Gives a record to another owner: ${title}`,
        parameters: [inPath, ifMatch, idempotencyKey],
        requestBody: {
          required: true,
          content: json({ oneOf: [owned([], {}), byRules] }),
        },
        responses: {
          200: {
            description: "The record; its id and revision alone when it is out of reach now",
            content: record,
          },
          default: refused,
        },
      },
    },
    [`/records/${name}/owner`]: {
      post: {
        operationId: `transfer_many_${name}`,
        tags: [name],
        summary: `Gives records to another owner, all or none: ${title}`,
        parameters: [idempotencyKey],
        requestBody: {
          required: true,
          content: json({
            oneOf: [owned(["ids"], { ids }), owned(["from"], { from: uuid })],
            description: "Records by id, or what belongs to somebody, a thousand at a time",
          }),
        },
        responses: {
          200: { description: "Each with its revision now", content: json(moved) },
          default: refused,
        },
      },
    },
  };
}
