/** What field types that hold files share. */
import type { FilterOperator, JsonSchema, OptionMistake, PropertySchema } from "./field-type.ts";
import { countOption, textOption } from "./option-values.ts";
import { isSchema, referenceName } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { acceptedWords, isAcceptedWord, pictureTypes, typesAccepted } from "./values/file-types.ts";
import { fileParts, fileSchema } from "./values/file-value.ts";

export const acceptOption = option({ type: "string", minLength: 1 }, [
  "Accepts",
  "接受的类型",
  "Types or ends of names, with commas between them: image/*, .pdf, .docx. The bytes decide, not the name.",
  "允许的类型或扩展名，用逗号分隔，例如 image/*, .pdf, .docx。以文件内容为准，不看文件名。",
]);

export const maximumSizeOption = option({ type: "integer", minimum: 1 }, [
  "Largest size",
  "最大字节数",
  "Bytes of one file: 5242880 is 5 MB.",
  "单个文件的最大字节数，例如 5242880 即 5 MB。",
]);

export const fileOperators: readonly FilterOperator[] = ["is_empty", "is_not_empty"];

const itemOf = (schema: PropertySchema): PropertySchema =>
  isSchema(schema.items) ? schema.items : schema;

const onlyPictures = (schema: PropertySchema): boolean => referenceName(schema) === "image";

/** What a field accepts, as people read it; empty for everything. */
export function acceptedIn(schema: PropertySchema): string {
  const accept = textOption(itemOf(schema), "accept");
  return accept ?? (onlyPictures(schema) ? "PNG, JPEG, GIF, WebP" : "");
}

/** Types that a field accepts; null for every type. */
function acceptedTypesIn(schema: PropertySchema): readonly string[] | null {
  const accept = textOption(schema, "accept");
  const types = accept === null ? null : typesAccepted(accept);
  if (!onlyPictures(schema)) return types;
  return pictureTypes.filter((type) => types === null || types.includes(type));
}

/** One file that the field may hold. Callers who say its id alone leave the rest to the engine. */
export function fileSchemaOf(schema: PropertySchema): JsonSchema {
  const types = acceptedTypesIn(schema);
  const maximum = countOption(schema, "maximum_size");
  const { type, size, ...others } = fileParts;
  return {
    ...fileSchema,
    properties: {
      ...others,
      type: types === null ? type : { ...type, enum: types },
      size: maximum === null ? size : { ...size, maximum },
    },
  };
}

/** Words of `accept` that no file could be; and values that nobody has uploaded. */
export function fileMistakes(schema: PropertySchema, at = ""): readonly OptionMistake[] {
  if (
    acceptedTypesIn(schema)?.length === 0 &&
    acceptedWords(acceptedIn(schema)).every(isAcceptedWord)
  )
    return [
      {
        at: `${at}/accept`,
        message: {
          en: "No picture is of these types. Write image/*, .png, .jpg, .gif or .webp.",
          "zh-CN": "没有属于这些类型的图片，请写 image/*、.png、.jpg、.gif 或 .webp。",
        },
      },
    ];
  const unknown = acceptedWords(textOption(schema, "accept") ?? "").find(
    (word) => !isAcceptedWord(word),
  );
  return unknown === undefined
    ? []
    : [
        {
          at: `${at}/accept`,
          message: {
            en: `No file is known by "${unknown}". Write a type such as application/pdf or image/*, or an end of a name such as .docx.`,
            "zh-CN": `无法按“${unknown}”识别文件，请写类型（如 application/pdf、image/*）或扩展名（如 .docx）。`,
          },
        },
      ];
}

/** Keywords by which a value would come without anybody who uploads it. */
export function valueMistakes(schema: PropertySchema): readonly OptionMistake[] {
  return ["default", "formula", "copy_from"].flatMap((keyword) =>
    schema[keyword] === undefined
      ? []
      : [
          {
            at: `/${keyword}`,
            message: {
              en: "Files are uploaded by people; a field that holds them is not filled in by itself. Remove this.",
              "zh-CN": "文件由人上传，此类字段不会自动填写，请删除此项。",
            },
          },
        ],
  );
}
