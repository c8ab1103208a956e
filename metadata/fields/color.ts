import { textType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { select } from "./select.ts";
import { text } from "./text.ts";

const written = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** `#rrggbb` in lower case; `null` for what is no colour. The sign and the short form are optional. */
function canonicalColor(value: string): string | null {
  const digits = written.exec(value)?.[1]?.toLowerCase();
  if (digits === undefined) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, (digit) => digit + digit) : digits}`;
}

/** A colour of a screen: `#rrggbb`. */
export const color = defineFieldType({
  name: "color",
  title: { en: "Colour", "zh-CN": "颜色" },
  description: { en: "A colour, as #rrggbb.", "zh-CN": "颜色值，形如 #rrggbb。" },
  group: "other",
  storage: "column",
  recognises: refersTo("color"),
  template: { $ref: "tenon:color" },
  options: { properties: {} },
  column: text.column,
  wire: "string",
  valueSchema: () => ({ type: "string", pattern: "^#[0-9a-f]{6}$" }),
  expressionType: () => textType,
  mismatch: "not_a_color",
  /** Only what has its sign: `123456` received in JSON may be meant otherwise. */
  normalise: (value) =>
    typeof value === "string" && value.startsWith("#") ? (canonicalColor(value) ?? value) : value,
  parse(typed) {
    const text = typed.normalize("NFKC").trim();
    if (text === "") return success(null);
    const value = canonicalColor(text);
    return value === null ? failure(problem("not_a_color")) : success(value);
  },
  format: text.format,
  exportText: text.exportText,
  operators: select.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "select"],
});
