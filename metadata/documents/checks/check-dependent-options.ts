/** `depends_on` and `when`: the field that decides is a select beside, and its values are options. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import type { FieldType, JsonSchema } from "../../fields/field-type.ts";
import { fitsBeside } from "../../fields/sibling-fields.ts";
import { choicesOf } from "../../fields/values/choices.ts";
import { isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { hintAmong } from "./check-keywords.ts";
import type { Report } from "./report.ts";

export function checkDependentOptions(
  properties: JsonSchema,
  types: ReadonlyMap<string, FieldType | null>,
  path: string,
  report: Report,
): void {
  for (const [field, schema] of Object.entries(properties)) {
    if (!isJsonObject(schema) || types.get(field)?.name !== "select") continue;
    const deciding = schema.depends_on;
    const at = pointer(path, field);
    if (deciding === undefined) {
      const lonely = choicesOf(schema)?.some(({ when }) => when !== null);
      // A shared set may be used by fields of both kinds.
      if (lonely && schema["x-options"] === undefined) {
        report("when_without_field", pointer(at, "oneOf"));
      }
      continue;
    }
    if (typeof deciding !== "string") continue;
    const selects = [...types]
      .filter(([name, type]) => fitsBeside("depends_on", type?.name) && name !== field)
      .map(([name]) => name);
    if (!selects.includes(deciding)) {
      const hint = didYouMean(deciding, selects);
      report("depends_on_unknown", pointer(at, "depends_on"), { name: deciding, hint });
      continue;
    }
    checkWhen(schema, deciding, objectOrEmpty(properties[deciding]), at, report);
  }
}

function checkWhen(
  schema: JsonSchema,
  name: string,
  deciding: JsonSchema,
  path: string,
  report: Report,
): void {
  const values = (choicesOf(deciding) ?? []).map(({ value }) => value);
  const options: readonly unknown[] = Array.isArray(schema.oneOf) ? schema.oneOf : [];
  options.forEach((option, index) => {
    const when = objectOrEmpty(option).when;
    if (!Array.isArray(when)) return;
    when.forEach((value: unknown, place) => {
      if (typeof value !== "string" || values.includes(value)) return;
      const hint = hintAmong(value, values);
      report("when_unknown", pointer(path, "oneOf", index, "when", place), { value, name, hint });
    });
  });
}
