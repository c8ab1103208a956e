import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { formatOption } from "./date.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { text } from "./text.ts";

/** An e-mail address. With the format `idn-email` its letters may be of any script. */
export const email = defineFieldType({
  name: "email",
  title: { en: "E-mail", "zh-CN": "邮箱" },
  description: { en: "An e-mail address.", "zh-CN": "电子邮箱地址。" },
  group: "text",
  storage: "column",
  recognises: isOfKind("email"),
  template: { type: "string", format: "email" },
  options: { properties: { format: formatOption, ...textAssertionOptions } },
  column: text.column,
  wire: "string",
  valueSchema(schema) {
    const base =
      schema.format === "idn-email"
        ? { type: "string", pattern: "^[^ \\t\\r\\n@]+@[^ \\t\\r\\n@]+\\.[^ \\t\\r\\n@]+$" }
        : { type: "string", format: "email" };
    return withAssertions(base, schema, textAssertionOptions);
  },
  expressionType: () => textType,
  mismatch: "not_an_email",
  normalise: (value) => value,
  parse(written) {
    const address = written.normalize("NFKC").trim();
    return success(address === "" ? null : address);
  },
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "long_text"],
  ...(text.check === undefined ? {} : { check: text.check }),
});
