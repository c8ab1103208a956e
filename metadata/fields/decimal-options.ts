/** What decimal and money share: precision and scale, exact bounds, and the schemas of values. */
import type Big from "big.js";
import type { JsonSchema, OptionMistake, PropertySchema } from "./field-type.ts";
import { countOption } from "./option-values.ts";
import { hiddenOption, option } from "./shared-options.ts";
import { canonicalDecimal, readDecimal, writeDecimal } from "./values/decimal-text.ts";

export interface Digits {
  /** All digits. */
  readonly precision: number;
  /** Digits after the point. */
  readonly scale: number;
}

export const maximumPrecision = 38;

const bound: JsonSchema = {
  anyOf: [{ type: "string", pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$" }, { type: "number" }],
};

export const boundOptions: Readonly<Record<string, JsonSchema>> = {
  minimum: option(bound, ["Minimum", "最小值", "Smallest value.", "允许的最小值。"]),
  maximum: option(bound, ["Maximum", "最大值", "Largest value.", "允许的最大值。"]),
  exclusiveMinimum: option(bound, [
    "More than",
    "大于",
    "Values must be larger than this.",
    "值必须大于此数。",
  ]),
  exclusiveMaximum: option(bound, [
    "Less than",
    "小于",
    "Values must be smaller than this.",
    "值必须小于此数。",
  ]),
  multipleOf: option(bound, [
    "Step",
    "步长",
    "Values must be a multiple of this.",
    "值必须是此数的整数倍。",
  ]),
  enum: hiddenOption({ type: "array", minItems: 1 }, [
    "Allowed values",
    "允许的值",
    "Values must be one of these.",
    "值必须是其中之一。",
  ]),
  const: hiddenOption({}, ["Fixed value", "固定值", "The only value allowed.", "唯一允许的值。"]),
};

const boundNames = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
] as const;

/** The bounds of a schema as exact decimals. */
export function decimalBounds(
  schema: PropertySchema,
): Readonly<Partial<Record<(typeof boundNames)[number], Big>>> {
  const bounds: Partial<Record<(typeof boundNames)[number], Big>> = {};
  for (const name of boundNames) {
    const value = readDecimal(schema[name]);
    if (value !== null) bounds[name] = value;
  }
  return bounds;
}

/**
 * The schema of a decimal on the wire, for any validator: at most so many digits, and the bounds
 * that a pattern can say (the sign). `strictDecimalSchema` says the others.
 */
export function decimalValueSchema(schema: PropertySchema, digits: Digits): JsonSchema {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = decimalBounds(schema);
  const above = exclusiveMinimum?.gte(0) === true || minimum?.gt(0) === true;
  const below = exclusiveMaximum?.lte(0) === true || maximum?.lt(0) === true;
  const sign = above || minimum?.gte(0) === true ? "" : below ? "-" : "-?";
  const size = magnitudePattern(digits);
  const atMostZero = maximum?.eq(0) === true && !below && sign === "-?";
  const value: { [keyword: string]: unknown } = {
    type: "string",
    pattern: atMostZero ? `^(-${size}|0(\\.0+)?)$` : `^${sign}${size}$`,
  };
  if (above || below) value.not = { pattern: "^-?0(\\.0+)?$" };
  return { ...value, ...listedValues(schema, digits.scale) };
}

/** Digits without sign: `(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})?` for 18 digits, 4 after the point. */
function magnitudePattern({ precision, scale }: Digits): string {
  const whole = precision - scale;
  const integer = whole <= 0 ? "0" : `(0|[1-9][0-9]{0,${whole - 1}})`;
  return scale === 0 ? integer : `${integer}(\\.[0-9]{1,${scale}})?`;
}

function listedValues(schema: PropertySchema, scale: number): JsonSchema {
  const listed: { [keyword: string]: unknown } = {};
  if (Array.isArray(schema.enum)) {
    listed.enum = schema.enum.map((value) => canonicalDecimal(value, scale));
  }
  if (Object.hasOwn(schema, "const")) listed.const = canonicalDecimal(schema.const, scale);
  return listed;
}

/** The keyword of our own validator: exact digits and bounds. */
export function strictDecimalSchema(schema: PropertySchema, digits: Digits): JsonSchema {
  const bounds = Object.entries(decimalBounds(schema)).map(([name, value]) => [
    name,
    writeDecimal(value, 0),
  ]);
  return { "tenon:decimal": { ...digits, ...Object.fromEntries(bounds) } };
}

/** Mistakes that decimal and money have in common. */
export function decimalMistakes(schema: PropertySchema, digits: Digits): readonly OptionMistake[] {
  const mistakes: OptionMistake[] = [];
  if (digits.scale > digits.precision) {
    mistakes.push({
      at: "/scale",
      message: {
        en: `The scale ${digits.scale} is above the precision ${digits.precision}. Lower it.`,
        "zh-CN": `小数位数 ${digits.scale} 大于总位数 ${digits.precision}，请调小。`,
      },
    });
  }
  return [...mistakes, ...boundMistakes(schema)];
}

/** Bounds that leave no value, or a step that is not above zero. */
export function boundMistakes(schema: PropertySchema): readonly OptionMistake[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } =
    decimalBounds(schema);
  const empty =
    (minimum && maximum && minimum.gt(maximum)) ||
    (minimum && exclusiveMaximum?.lte(minimum)) ||
    (exclusiveMinimum && maximum?.lte(exclusiveMinimum)) ||
    (exclusiveMinimum && exclusiveMaximum?.lte(exclusiveMinimum));
  const mistakes: OptionMistake[] = [];
  if (empty) {
    mistakes.push({
      at: minimum ? "/minimum" : "/exclusiveMinimum",
      message: {
        en: "No value can satisfy both limits: the lower one is above the upper one.",
        "zh-CN": "上下限互相矛盾：下限高于上限，没有可用的值。",
      },
    });
  }
  if (multipleOf?.lte(0)) {
    mistakes.push({
      at: "/multipleOf",
      message: { en: "The step must be above zero.", "zh-CN": "步长必须大于零。" },
    });
  }
  return mistakes;
}

/** Total digits and digits after the point as written, with the defaults of the type. */
export function digitsOf(schema: PropertySchema, fallback: Digits): Digits {
  const precision = countOption(schema, "precision", fallback.precision);
  return { precision, scale: countOption(schema, "scale", Math.min(fallback.scale, precision)) };
}

/** The JSON Schema of `precision` and `scale`. */
export const digitOptions = {
  precision: option({ type: "integer", minimum: 1, maximum: maximumPrecision }, [
    "Digits",
    "总位数",
    "All digits, before and after the point.",
    "小数点前后的数字总数。",
  ]),
  scale: option({ type: "integer", minimum: 0, maximum: maximumPrecision }, [
    "Decimal places",
    "小数位数",
    "Digits after the point.",
    "小数点后的位数。",
  ]),
};

/** How a spreadsheet shows a number with so many digits behind the point. */
export const decimalFormat = (scale: number, grouped = false): string =>
  `${grouped ? "#,##" : ""}0${scale === 0 ? "" : `.${"0".repeat(Math.min(scale, 15))}`}`;
