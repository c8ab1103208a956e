import { numberType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { decimal, decimalDigits, shownDigits } from "./decimal.ts";
import {
  boundOptions,
  decimalFormat,
  decimalMistakes,
  decimalValueSchema,
  digitOptions,
  strictDecimalSchema,
} from "./decimal-options.ts";
import { defineFieldType, type OptionMistake, type PropertySchema } from "./field-type.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { canonicalDecimal } from "./values/decimal-text.ts";
import { formatNumber } from "./values/number-format.ts";
import { readWrittenNumber } from "./values/number-text.ts";

/** The unit of all amounts of the field; `null` when each record names its own, or none does. */
export const fixedUnit = (schema: PropertySchema): string | null => {
  const unit = textOption(schema, "unit")?.trim() ?? "";
  return unit === "" ? null : unit;
};

/** One spelling for comparison: `m²` is `m2`, `KG` is `kg`. */
const canonicalUnit = (unit: string): string => unit.normalize("NFKC").trim().toLowerCase();

/** The number without the unit behind it, when it is the field's own. */
function withoutUnit(written: string, unit: string | null): string {
  const text = written.normalize("NFKC").trim();
  if (unit === null) return text;
  const own = canonicalUnit(unit);
  const end = text.slice(-own.length);
  return text.length > own.length && end.toLowerCase() === own ? text.slice(0, -own.length) : text;
}

/** An exact amount of something that is measured, with its unit. */
export const quantity = defineFieldType({
  name: "quantity",
  title: { en: "Quantity with unit", "zh-CN": "带单位的数量" },
  description: {
    en: "An exact amount with its unit: 12.5 kg. Formulas see the number.",
    "zh-CN": "精确的数量及其单位，例如 12.5 kg；公式中只取数值。",
  },
  group: "number",
  storage: "column",
  recognises: refersTo("quantity"),
  template: { $ref: "tenon:quantity", unit: "kg" },
  options: {
    properties: {
      unit: option({ type: "string", minLength: 1, maxLength: 20 }, [
        "Unit",
        "单位",
        "The unit of all amounts: kg, m², pcs.",
        "所有数量的单位，如 kg、m²、件。",
      ]),
      unit_field: option({ type: "string", pattern: "^[a-z][a-z0-9_]{0,47}$" }, [
        "Unit field",
        "单位字段",
        "The select or text field of the same record that holds the unit.",
        "同一记录中存放单位的单选或文本字段。",
      ]),
      ...digitOptions,
      ...boundOptions,
    },
  },
  column: decimal.column,
  wire: "decimal",
  valueSchema: (schema) => decimalValueSchema(schema, decimalDigits(schema)),
  strictSchema: (schema) => strictDecimalSchema(schema, decimalDigits(schema)),
  expressionType: () => numberType,
  mismatch: "not_a_number",
  normalise: decimal.normalise,
  parse(written, schema) {
    if (written.trim() === "") return success(null);
    const unit = fixedUnit(schema);
    const number = readWrittenNumber(withoutUnit(written, unit));
    if (number === null) return failure(problem("not_a_number"));
    if (number.mark !== "") {
      return failure(
        unit === null
          ? problem("not_a_number")
          : problem("not_this_unit", "", { given: number.mark.toLowerCase(), unit }),
      );
    }
    return success(canonicalDecimal(number.digits, decimalDigits(schema).scale));
  },
  format(value, schema, { locale }) {
    if (typeof value !== "string" || value === "") return "";
    const unit = fixedUnit(schema);
    const number = formatNumber(value, shownDigits(schema), locale);
    return unit === null ? number : `${number} ${unit}`;
  },
  measureField: (schema) => textOption(schema, "unit_field"),
  inMeasure: (schema, _, unit) => ({ ...schema, unit }),
  exportText: decimal.exportText,
  sheetFormat: (schema) => decimalFormat(decimalDigits(schema).scale),
  operators: decimal.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["decimal", "integer", "text", "long_text", "select"],
  check: (schema) => [...decimalMistakes(schema, decimalDigits(schema)), ...unitMistakes(schema)],
});

function unitMistakes(schema: PropertySchema): readonly OptionMistake[] {
  if (schema.unit === undefined || schema.unit_field === undefined) return [];
  return [
    {
      at: "/unit_field",
      message: {
        en: "Name either one unit or the field that holds it, not both.",
        "zh-CN": "单位与单位字段只能指定其一。",
      },
    },
  ];
}
