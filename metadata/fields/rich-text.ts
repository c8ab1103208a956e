import { textType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { textConditions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { countOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { text } from "./text.ts";
import { paragraphsOf, plainText, readRichText, writeRichText } from "./values/rich-text.ts";

/** Canonical, or `null` for a text that says nothing; `undefined` for what is not of the subset. */
function canonical(value: string): string | null | undefined {
  const reading = readRichText(value);
  if (!reading.ok) return undefined;
  return plainText(reading.nodes) === "" ? null : writeRichText(reading.nodes);
}

/**
 * Text with headings, lists, links and emphasis: a strict subset of HTML. Anything outside of it
 * is refused by name. Formulas and filters see the text with its marks.
 */
export const richText = defineFieldType({
  name: "rich_text",
  title: { en: "Rich text", "zh-CN": "富文本" },
  description: {
    en: "Text with headings, lists, links and emphasis.",
    "zh-CN": "带有标题、列表、链接和强调的文字。",
  },
  group: "text",
  storage: "column",
  recognises: refersTo("rich_text"),
  template: { $ref: "tenon:rich_text" },
  options: { properties: { maxLength: textConditions.maxLength } },
  column: text.column,
  wire: "string",
  /** What the text is made of and how long it is without its marks, only the engine checks. */
  valueSchema: () => ({ type: "string", minLength: 1 }),
  strictSchema: (schema) => ({
    "tenon:rich_text": { maxLength: countOption(schema, "maxLength") },
  }),
  expressionType: () => textType,
  mismatch: "not_text",
  normalise(value) {
    if (typeof value !== "string") return value;
    const written = canonical(value);
    return written === undefined ? value : written;
  },
  /** A text that begins with a mark is of the subset; any other is plain. */
  parse(written) {
    if (!written.trimStart().startsWith("<")) {
      const nodes = paragraphsOf(written);
      return success(nodes.length === 0 ? null : writeRichText(nodes));
    }
    const reading = readRichText(written.trim());
    if (!reading.ok) {
      return failure(problem(reading.fault.code, "", { found: reading.fault.found }));
    }
    return success(plainText(reading.nodes) === "" ? null : writeRichText(reading.nodes));
  },
  format(value) {
    if (typeof value !== "string") return "";
    const reading = readRichText(value);
    return reading.ok ? plainText(reading.nodes) : value;
  },
  lossyText: true,
  exportText: text.exportText,
  operators: ["contains", "is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["text", "long_text"],
});
