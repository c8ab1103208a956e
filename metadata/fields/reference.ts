/** The reference of all field types, as Markdown, from their definitions. */

import type { FieldType, JsonSchema } from "./field-type.ts";
import { fieldTypes } from "./index.ts";
import { commonOptions, optionText } from "./shared-options.ts";

/** The whole page, in English. `FIELD_TYPES.generated.md` holds it; a test keeps it current. */
export function fieldTypeReference(): string {
  return [
    "# Field types",
    "",
    "Made from the definitions in this folder. Each field is one property of an object document.",
    "",
    "## For every field",
    "",
    ...optionTable(commonOptions),
    "",
    ...fieldTypes.flatMap(chapter),
  ].join("\n");
}

function chapter(type: FieldType): readonly string[] {
  const column = type.column(type.template);
  return [
    `## ${type.title.en} (\`${type.name}\`)`,
    "",
    type.description.en,
    "",
    `- written: \`${JSON.stringify(type.template)}\``,
    `- stored: ${column ? `column \`${column.sql}\`` : placeOf(type)}`,
    `- filters: ${type.operators.map((operator) => operator.replaceAll("_", " ")).join(", ")}`,
    `- sortable: ${yesNo(type.sortable)}; may be unique: ${yesNo(type.uniqueAllowed)}`,
    `- values convert from: ${type.convertibleFrom.join(", ") || "no other type"}`,
    "",
    ...optionTable(type.options.properties, type.options.required),
    ...assertionLine(type.options.properties),
    "",
  ];
}

const placeOf = (type: FieldType): string =>
  type.storage === "child_table" ? "a table of its own for the rows" : "a link table";

const yesNo = (value: boolean): string => (value ? "yes" : "no");

function optionTable(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): readonly string[] {
  const rows = Object.entries(properties)
    .filter(([, schema]) => schema["x-hidden"] !== true)
    .map(([keyword, schema]) => {
      const text = optionText(schema);
      const must = required.includes(keyword) ? " (required)" : "";
      return `| \`${keyword}\`${must} | ${cell(text?.title.en)} | ${cell(text?.description.en)} |`;
    });
  return rows.length === 0 ? [] : ["| option | title | meaning |", "| --- | --- | --- |", ...rows];
}

/** Keywords that are passed on to validators without an input of their own. */
function assertionLine(properties: Readonly<Record<string, JsonSchema>>): readonly string[] {
  const hidden = Object.entries(properties)
    .filter(([, schema]) => schema["x-hidden"] === true)
    .map(([keyword]) => `\`${keyword}\``);
  return hidden.length === 0 ? [] : ["", `Also understood: ${hidden.join(", ")}.`];
}

const cell = (text: string | undefined): string => (text ?? "").replaceAll("|", "\\|");
