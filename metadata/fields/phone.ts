import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { text } from "./text.ts";

/** Digits with the marks that countries put between them, perhaps an extension. */
const pattern = "^[+(0-9][0-9 ()./+-]*[0-9)]( ?([xX]|[eE]xt\\.?|#|-|转|分机) ?[0-9]{1,8})?$";

/** A telephone number, kept as it was written. */
export const phone = defineFieldType({
  name: "phone",
  title: { en: "Phone", "zh-CN": "电话" },
  description: {
    en: "A telephone number, in any country's way of writing.",
    "zh-CN": "电话号码，各国写法均可。",
  },
  group: "text",
  storage: "column",
  recognises: refersTo("phone"),
  template: { $ref: "tenon:phone" },
  options: { properties: textAssertionOptions },
  column: text.column,
  wire: "string",
  valueSchema: (schema) =>
    withAssertions(
      { type: "string", minLength: 3, maxLength: 40, pattern },
      schema,
      textAssertionOptions,
    ),
  expressionType: () => textType,
  mismatch: "not_a_phone_number",
  normalise: (value) => value,
  parse(written) {
    const number = written.normalize("NFKC").trim();
    return success(number === "" ? null : number);
  },
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "integer"],
  ...(text.check === undefined ? {} : { check: text.check }),
});
