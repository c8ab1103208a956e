/** The call that answers the clear text of a secret, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";

/** Names of secrets, `lines.password` for those of child rows. */
const secretsOf = (model: ObjectModel): readonly string[] =>
  model.fields.flatMap(({ name, type, children }) => {
    if (type.sealed) return [name];
    return children === null ? [] : secretsOf(children).map((inner) => `${name}.${inner}`);
  });

/** Only objects that have secrets have the call. */
export function secretPaths(model: ObjectModel): JsonSchema {
  const names = secretsOf(model);
  if (names.length === 0) return {};
  const inPath = (name: string, schema: JsonSchema): JsonSchema => ({
    name,
    in: "path",
    required: true,
    schema,
  });
  return {
    [`/records/${model.name}/{id}/secrets/{field}`]: {
      post: {
        operationId: `reveal_${model.name}`,
        tags: [model.name],
        summary: `Clear text of a secret, for administrators: ${model.title}`,
        parameters: [
          inPath("id", { type: "string", format: "uuid" }),
          inPath("field", { enum: names }),
          {
            name: "row",
            in: "query",
            description: "Id of the row, for secrets of child rows",
            schema: { type: "string", format: "uuid" },
          },
        ],
        responses: {
          200: {
            description: "The clear text; null where there is none",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["value"],
                  properties: { value: { type: ["string", "null"] } },
                },
              },
            },
          },
          default: { $ref: "#/components/responses/problem" },
        },
      },
    },
  };
}
