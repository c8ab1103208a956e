import { numberType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { defineFieldType, type PropertySchema } from "./field-type.ts";
import { integer } from "./integer.ts";
import { countOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { readWrittenNumber } from "./values/number-text.ts";

/** The most stars that can be given. */
export const ratingMaximum = (schema: PropertySchema): number => countOption(schema, "maximum", 5);

/** `★★★☆☆`: what is given, and what could be. */
const stars = /^(★+)☆*$/;
/** `4/5`, `4 星`, `4 stars`. */
const beside = /\s*(?:\/\s*[0-9]{1,2}|星|stars?)$/i;

/** A judgement in stars, from one to a maximum; none given is empty. */
export const rating = defineFieldType({
  name: "rating",
  title: { en: "Rating", "zh-CN": "评分" },
  description: {
    en: "A judgement in stars, from one to a maximum.",
    "zh-CN": "以星级表示的评价，从一星到最高星级。",
  },
  group: "number",
  storage: "column",
  recognises: refersTo("rating"),
  template: { $ref: "tenon:rating", maximum: 5 },
  options: {
    properties: {
      maximum: option({ type: "integer", minimum: 2, maximum: 10 }, [
        "Stars",
        "星数",
        "The most stars that can be given, 2 to 10.",
        "最高星级，2 到 10。",
      ]),
    },
  },
  column: integer.column,
  wire: "number",
  valueSchema: (schema) => ({ type: "integer", minimum: 1, maximum: ratingMaximum(schema) }),
  expressionType: () => numberType,
  mismatch: "not_an_integer",
  normalise: integer.normalise,
  parse(written) {
    const text = written.normalize("NFKC").trim();
    if (text === "") return success(null);
    const given = stars.exec(text)?.[1];
    if (given !== undefined) return success(given.length);
    const number = text.length > 40 ? null : readWrittenNumber(text.replace(beside, ""));
    if (number === null || number.mark !== "" || !/^[0-9]{1,9}(?:\.0*)?$/.test(number.digits)) {
      return failure(problem("not_an_integer"));
    }
    return success(Number(number.digits));
  },
  format(value, schema) {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) return "";
    const maximum = ratingMaximum(schema);
    if (value < 1 || value > Math.max(maximum, 10)) return String(value);
    return "★".repeat(value) + "☆".repeat(Math.max(0, maximum - value));
  },
  exportText: integer.exportText,
  sheetFormat: () => "0",
  operators: integer.operators,
  sortable: true,
  uniqueAllowed: false,
  convertibleFrom: ["integer", "decimal", "text", "select"],
});
