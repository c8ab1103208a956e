/** What texts of a standard format share: the format itself, and one for letters of any script. */
import { textType } from "../expressions/types.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { formatOption } from "./date.ts";
import type { FieldType } from "./field-type.ts";
import { text } from "./text.ts";

type OwnWords = "name" | "title" | "description" | "recognises" | "mismatch" | "parse";

/** @param anyScript the format for letters of any script, with the pattern of its values */
export const formattedText = (
  format: string,
  anyScript: { readonly format: string; readonly pattern: string },
): Omit<FieldType, OwnWords> => ({
  group: "text",
  storage: "column",
  template: { type: "string", format },
  options: { properties: { format: formatOption, ...textAssertionOptions } },
  column: text.column,
  wire: "string",
  valueSchema(schema) {
    const { pattern } = anyScript;
    const isAny = schema.format === anyScript.format;
    const base = isAny ? { type: "string", pattern } : { type: "string", format };
    return withAssertions(base, schema, textAssertionOptions);
  },
  expressionType: () => textType,
  normalise: (value) => value,
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "long_text"],
  ...(text.check === undefined ? {} : { check: text.check }),
});
