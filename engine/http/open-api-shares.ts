/** The calls that share a record, in the words of OpenAPI. */
import { shareAccesses } from "../../metadata/access/role.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { answer, listOf, refused } from "./open-api-parts.ts";

const uuid: JsonSchema = { type: "string", format: "uuid" };
const moment: JsonSchema = { type: ["string", "null"], format: "date-time" };
const person: JsonSchema = {
  type: "object",
  properties: { id: uuid, name: { type: ["string", "null"] } },
};

const share: JsonSchema = {
  type: "object",
  required: ["id", "receiver", "access", "until", "by", "at"],
  properties: {
    id: uuid,
    receiver: {
      type: "object",
      properties: {
        kind: { enum: ["person", "team"] },
        id: uuid,
        name: { type: ["string", "null"] },
      },
    },
    access: { enum: [...shareAccesses] },
    until: moment,
    by: person,
    at: { type: "string", format: "date-time" },
  },
};

const wanted: JsonSchema = {
  type: "object",
  description: "A person or a team, one of them",
  additionalProperties: false,
  properties: { person: uuid, team: uuid, access: { enum: [...shareAccesses] }, until: moment },
};

export function sharePaths({ name, title }: ObjectModel): JsonSchema {
  const inPath = (parameter: string): JsonSchema => ({
    name: parameter,
    in: "path",
    required: true,
    schema: uuid,
  });
  const path = `/records/${name}/{id}/shares`;
  return {
    [path]: {
      get: {
        operationId: `list_shares_of_${name}`,
        tags: [name],
        summary: `Whom a record is shared with: ${title}`,
        parameters: [inPath("id")],
        responses: {
          200: answer("Oldest first", listOf(share)),
          default: refused,
        },
      },
      post: {
        operationId: `share_${name}`,
        tags: [name],
        summary: `Shares a record with a person or a team: ${title}`,
        parameters: [inPath("id")],
        requestBody: { required: true, content: { "application/json": { schema: wanted } } },
        responses: { 201: answer("The share", share), default: refused },
      },
    },
    [`${path}/{share}`]: {
      delete: {
        operationId: `end_share_of_${name}`,
        tags: [name],
        summary: `Takes a share back: ${title}`,
        parameters: [inPath("id"), inPath("share")],
        responses: { 204: { description: "Ended" }, default: refused },
      },
    },
  };
}
