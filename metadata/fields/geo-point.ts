import { numberType } from "../expressions/types.ts";
import { isJsonObject } from "../json-object.ts";
import { failure, problem, success } from "../problem.ts";
import { compositeOperators, partText, readPartsAsJson } from "./composite.ts";
import { defineFieldType, type FieldPart } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { readDecimal } from "./values/decimal-text.ts";

const geoPointParts: readonly FieldPart[] = [
  { name: "latitude", title: { en: "Latitude", "zh-CN": "纬度" }, type: numberType },
  { name: "longitude", title: { en: "Longitude", "zh-CN": "经度" }, type: numberType },
];

/** Nine decimals are a tenth of a millimetre. */
const decimals = "(\\.[0-9]{0,8}[1-9])?";

const partSchema = (whole: string, limit: number) => ({
  type: "string",
  pattern: `^-?(${whole}${decimals}|${limit})$`,
});

const pointSchema = {
  type: "object",
  properties: {
    latitude: partSchema("[1-8]?[0-9]", 90),
    longitude: partSchema("([1-9]?[0-9]|1[0-7][0-9])", 180),
  },
  required: ["latitude", "longitude"],
  additionalProperties: false,
};

/** A place on earth in degrees (WGS 84), exact as it was given. */
export const geoPoint = defineFieldType({
  name: "geo_point",
  title: { en: "Geo point", "zh-CN": "地理坐标" },
  description: {
    en: "Latitude and longitude in degrees, exact to nine decimals.",
    "zh-CN": "以度为单位的纬度和经度，精确到九位小数。",
  },
  group: "other",
  storage: "column",
  recognises: refersTo("geo_point"),
  template: { $ref: "tenon:geo_point" },
  options: { properties: {} },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  wire: "json",
  valueSchema: () => pointSchema,
  parts: geoPointParts,
  expressionType: () => ({ kind: "composite", name: "tenon:geo_point" }),
  mismatch: "not_a_geo_point",
  normalise: normalisePoint,
  parse(written) {
    const text = written.trim();
    if (text === "") return success(null);
    const point = normalisePoint(readPartsAsJson(text) ?? readPoint(text));
    const isPoint =
      isJsonObject(point) &&
      Object.entries(pointSchema.properties).every(([name, { pattern }]) =>
        new RegExp(pattern).test(partText(point, name)),
      );
    return isPoint ? success(point) : failure(problem("not_a_geo_point"));
  },
  format: pointText,
  exportText: pointText,
  operators: compositeOperators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["text", "long_text"],
});

function pointText(value: unknown): string {
  const [latitude, longitude] = [partText(value, "latitude"), partText(value, "longitude")];
  return latitude === "" || longitude === "" ? "" : `${latitude},${longitude}`;
}

/** `31.2304,121.4737`; the comma may be a full-width one or a blank. */
function readPoint(text: string): unknown {
  const words = text.length > 100 ? [] : text.split(/\s*[,，]\s*|\s+/);
  return words.length === 2 ? { latitude: words[0], longitude: words[1] } : null;
}

function normalisePoint(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, degrees(part)] as const);
  const kept = entries.filter(([, part]) => part !== null && part !== "" && part !== undefined);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** Digits without zeros at the end and without a negative zero. */
function degrees(part: unknown): unknown {
  const written = typeof part === "string" ? part.trim().replace(/^\+/, "") : part;
  const number = readDecimal(written);
  if (number === null) return written;
  return number.eq(0) ? "0" : number.toFixed();
}
