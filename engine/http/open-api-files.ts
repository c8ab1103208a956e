/** Uploads and the bytes of files, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { fileSchema } from "../../metadata/fields/values/file-value.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";

const problems: JsonSchema = { default: { $ref: "#/components/responses/problem" } };
const bytes: JsonSchema = { "*/*": { schema: {} } };

const inPath = (name: string, schema: JsonSchema): JsonSchema => ({
  name,
  in: "path",
  required: true,
  schema,
});

export const uploadPath: JsonSchema = {
  "/files": {
    post: {
      operationId: "upload_file",
      summary: "Send the bytes of a file; a record, or an opinion, may then hold its id",
      parameters: [
        {
          name: "Tenon-File-Name",
          in: "header",
          required: true,
          description: "The name in UTF-8, percent-encoded",
          schema: { type: "string" },
        },
      ],
      requestBody: { required: true, content: bytes },
      responses: {
        201: {
          description: "The file, with the type that its bytes show",
          content: {
            "application/json": {
              schema: {
                ...fileSchema,
                properties: {
                  ...objectOrEmpty(fileSchema.properties),
                  sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
                },
                required: ["id", "name", "type", "size", "sha256"],
              },
            },
          },
        },
        ...problems,
      },
    },
  },
};

/** Names of the fields of an object that hold files, those of child rows included. */
function fileFields(model: ObjectModel): readonly string[] {
  return model.fields.flatMap(({ name, type, children }) =>
    children === null
      ? type.holdsFiles
        ? [name]
        : []
      : fileFields(children).map((inner) => `${name}.${inner}`),
  );
}

export function downloadPaths(model: ObjectModel): JsonSchema {
  const fields = fileFields(model);
  if (fields.length === 0) return {};
  return {
    [`/records/${model.name}/{id}/files/{field}/{file}`]: {
      get: {
        operationId: `read_file_${model.name}`,
        tags: [model.name],
        summary: `The bytes of a file that a field holds: ${model.title}`,
        parameters: [
          inPath("id", { type: "string", format: "uuid" }),
          inPath("field", { enum: fields }),
          inPath("file", { type: "string", format: "uuid" }),
          { name: "Range", in: "header", schema: { type: "string" } },
          { name: "If-None-Match", in: "header", schema: { type: "string" } },
        ],
        responses: {
          200: { description: "The file", content: bytes },
          206: { description: "A range of it", content: bytes },
          304: { description: "As it was" },
          ...problems,
        },
      },
    },
  };
}
