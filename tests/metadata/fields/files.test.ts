import { describe, expect, test } from "vitest";
import { typeOfBytes } from "../../../engine/files/type-of-bytes.ts";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../../metadata/fields/index.ts";
import { typesAccepted } from "../../../metadata/fields/values/file-types.ts";
import { cleanFileName, sizeText } from "../../../metadata/fields/values/file-value.ts";
import { convertValue } from "../../../metadata/validate/convert-value.ts";
import { isPattern } from "../../../metadata/validate/regular-expression.ts";
import { valueProblems } from "../../../metadata/validate/validate-value.ts";

const typed = (schema: PropertySchema) => {
  const type = fieldTypeOf(schema);
  if (type === null) throw new Error("no field type");
  return { schema, type };
};

const one = typed({ $ref: "tenon:attachment" });
const picture = typed({ $ref: "tenon:image" });
const several = typed({ type: "array", items: { $ref: "tenon:attachment" } });

const file = {
  id: "0192f0c4-7a10-7c3e-9b1e-3f6c2a5d8e01",
  name: "a.png",
  type: "image/png",
  size: 1,
};
const paper = { ...file, id: "0192f0c4-7a10-7c3e-9b1e-3f6c2a5d8e02", type: "application/pdf" };
const context = { locale: "en", timeZone: "UTC" } as const;

describe("conversions keep the file that is meant", () => {
  test.each([
    [one, several, file, [file]],
    [picture, several, file, [file]],
    [several, one, [file], file],
    [one, picture, file, file],
    [picture, one, file, file],
  ])("%#", (from, to, before, after) => {
    expect(convertValue(from, to, before, context)).toEqual({ ok: true, value: after });
  });

  test("several are not one, and a paper is no picture", () => {
    expect(convertValue(several, one, [file, paper], context).ok).toBe(false);
    expect(convertValue(one, picture, paper, context).ok).toBe(false);
  });
});

test("what is accepted is written as types or as ends of names", () => {
  expect(typesAccepted(".PDF, image/gif，.jpg")).toEqual([
    "application/pdf",
    "image/gif",
    "image/jpeg",
  ]);
  const schema = { $ref: "tenon:attachment", accept: "image/*", maximum_size: 1 };
  const { type } = one;
  expect(valueProblems(schema, type, { ...paper, size: 2 }).map(({ code }) => code)).toEqual([
    "file_type_not_accepted",
  ]);
  expect(valueProblems(schema, type, { ...file, size: 2 })).toEqual([
    expect.objectContaining({ code: "file_too_large", path: "", params: { limit: "1 B" } }),
  ]);
});

test.each([
  [{ $ref: "tenon:attachment", accept: "image/svg" }, "/accept"],
  [{ $ref: "tenon:image", accept: ".pdf" }, "/accept"],
  [{ type: "array", items: { $ref: "tenon:attachment", accept: ".nothing" } }, "/items/accept"],
  [{ $ref: "tenon:attachment", default: file }, "/default"],
  [{ $ref: "tenon:attachment", formula: "other" }, "/formula"],
  [{ $ref: "tenon:image", copy_from: "product.photo" }, "/copy_from"],
])("%j has a mistake at %s", (schema, at) => {
  const mistakes = typed(schema).type.check?.(schema, isPattern) ?? [];
  expect(mistakes.map((mistake) => mistake.at)).toEqual([at]);
});

test.each([
  ["89504e470d0a1a0a00", "image/png"],
  ["ffd8ffe000104a46", "image/jpeg"],
  ["474946383961", "image/gif"],
  ["524946461200000057454250", "image/webp"],
  ["255044462d312e37", "application/pdf"],
  ["504b0304", "application/zip"],
  ["0000002066747970617669660000", "image/avif"],
  ["000000206674797069736f6d0000", "video/mp4"],
  ["e58699", "text/plain"],
  ["4d5a9000030000", "application/octet-stream"],
  ["3c68746d6c3e", "application/octet-stream"],
  ["efbbbf0a203c737667", "application/octet-stream"],
  ["", "application/octet-stream"],
])("the bytes %s are %s", (digits, type) => {
  expect(typeOfBytes(Buffer.from(digits, "hex"))).toBe(type);
});

test("an archive with a folder of a document is that document", () => {
  const part = (name: string) =>
    Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.alloc(26), Buffer.from(name)]);
  const bytes = Buffer.concat([part("[Content_Types].xml"), part("word/document.xml")]);
  expect(typeOfBytes(bytes)).toMatch(/wordprocessingml\.document$/);
});

test("names keep their end, sizes are short", () => {
  expect([...cleanFileName(`${"x".repeat(300)}.tar.gz`)]).toHaveLength(200);
  expect(cleanFileName(`${"x".repeat(300)}.pdf`)).toMatch(/x\.pdf$/);
  expect([0, 1023, 1536, 26_214_400].map(sizeText)).toEqual(["0 B", "1023 B", "1.5 KB", "25 MB"]);
});
