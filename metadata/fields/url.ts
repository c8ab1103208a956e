import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { formatOption } from "./date.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { text } from "./text.ts";

/** Schemes that a screen may turn into a link; `javascript:` and the like are shown as text. */
const linked = /^(?:https?|mailto|tel):/i;

export const isLink = (address: string): boolean => linked.test(address);

/** A web address. With the format `iri` its letters may be of any script. */
export const url = defineFieldType({
  name: "url",
  title: { en: "URL", "zh-CN": "网址" },
  description: { en: "A web address.", "zh-CN": "网页地址。" },
  group: "text",
  storage: "column",
  recognises: isOfKind("url"),
  template: { type: "string", format: "uri" },
  options: { properties: { format: formatOption, ...textAssertionOptions } },
  column: text.column,
  wire: "string",
  valueSchema(schema) {
    const base =
      schema.format === "iri"
        ? { type: "string", pattern: "^[A-Za-z][A-Za-z0-9+.-]*:[^ \\t\\r\\n]+$" }
        : { type: "string", format: "uri" };
    return withAssertions(base, schema, textAssertionOptions);
  },
  expressionType: () => textType,
  mismatch: "not_a_url",
  normalise: (value) => value,
  /** `www.example.com` is completed; spaces around the address fall away. */
  parse(written) {
    const address = written.trim();
    if (address === "") return success(null);
    return success(/^www\.[^\s/]+/i.test(address) ? `https://${address}` : address);
  },
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "long_text"],
  ...(text.check === undefined ? {} : { check: text.check }),
});
