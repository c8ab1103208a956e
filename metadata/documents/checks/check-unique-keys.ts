/** `unique` of an object: lists of fields whose values together occur once. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import type { JsonSchema } from "../../fields/field-type.ts";
import { fieldTypeOf } from "../../fields/index.ts";
import { isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { jsonKinds } from "./check-keywords.ts";
import type { Report } from "./report.ts";

export function checkUniqueKeys(content: JsonSchema, report: Report): void {
  if (!Array.isArray(content.unique)) return;
  const seen = new Set<string>();
  content.unique.forEach((key: unknown, index) => {
    const at = pointer("/unique", index);
    if (!Array.isArray(key)) {
      report("keyword_wrong_type", at, { keyword: "unique", expected: jsonKinds.names });
      return;
    }
    if (key.length === 0) report("unique_key_empty", at);
    const text = JSON.stringify([...key].sort());
    if (seen.has(text)) report("unique_key_repeated", at);
    seen.add(text);
    const names = new Set<unknown>();
    key.forEach((name: unknown, position) => {
      const place = pointer(at, position);
      if (names.has(name)) report("unique_field_repeated", place, { name: String(name) });
      names.add(name);
      checkUniqueField(name, content, place, report);
    });
  });
}

function checkUniqueField(name: unknown, content: JsonSchema, at: string, report: Report): void {
  const properties = objectOrEmpty(content.properties);
  if (typeof name !== "string" || !Object.hasOwn(properties, name)) {
    const shown = typeof name === "string" ? name : JSON.stringify(name);
    const hint = didYouMean(shown, Object.keys(properties));
    report("unique_field_unknown", at, { name: shown, hint });
    return;
  }
  const schema = properties[name];
  const type = isJsonObject(schema) ? fieldTypeOf(schema) : null;
  if (type && !type.uniqueAllowed) report("unique_not_possible", at, { type: type.title });
}
