import { isJsonObject } from "../json-object.ts";
import { failure, problem } from "../problem.ts";
import { defineFieldType, type JsonSchema } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { readJsonText, writeJsonText } from "./values/json-text.ts";

/** Size of the surface that is signed on; strokes are whole points of it. */
export const signatureSurface = { width: 400, height: 140 } as const;

/** More strokes, or points of one, are no signature. */
export const mostStrokes = 200;
export const mostCoordinates = 4000;

const signatureSchema: JsonSchema = {
  type: "object",
  properties: {
    strokes: {
      type: "array",
      minItems: 1,
      maxItems: mostStrokes,
      items: {
        type: "array",
        minItems: 2,
        maxItems: mostCoordinates,
        items: { type: "integer", minimum: 0, maximum: signatureSurface.width },
      },
    },
    typed: { type: "string", minLength: 1, maxLength: 100 },
  },
  minProperties: 1,
  additionalProperties: false,
};

/**
 * A signature as the strokes that were drawn, `[x, y, x, y …]` each, or as the name that was typed
 * by those who cannot draw. Kept as vectors: sharp in every size, and no file to look after.
 */
export const signature = defineFieldType({
  name: "signature",
  title: { en: "Signature", "zh-CN": "签名" },
  description: {
    en: "A signature, drawn on the screen or typed.",
    "zh-CN": "在屏幕上手写或键入的签名。",
  },
  group: "other",
  storage: "column",
  recognises: refersTo("signature"),
  template: { $ref: "tenon:signature" },
  options: { properties: {} },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  wire: "json",
  valueSchema: () => signatureSchema,
  expressionType: () => ({ kind: "composite", name: "tenon:signature" }),
  mismatch: "not_a_signature",
  normalise: (value) => (isJsonObject(value) && Object.keys(value).length === 0 ? null : value),
  parse(written) {
    const read = readJsonText(written, "not_a_signature");
    if (!read.ok || read.value === null || isJsonObject(read.value)) return read;
    return failure(problem("not_a_signature"));
  },
  format(value, _schema, { locale }) {
    if (!isJsonObject(value)) return "";
    if (typeof value.typed === "string" && value.typed !== "") return value.typed;
    return locale === "zh-CN" ? "已签名" : "Signed";
  },
  lossyText: true,
  exportText: writeJsonText,
  operators: ["is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: [],
});
