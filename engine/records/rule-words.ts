/** Messages of rules in both languages: as the translations say, else as the document does. */
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { seenPath } from "./seen-path.ts";
import type { Writer } from "./writer.ts";

/**
 * Broken rules as the caller is told of them. What stands at a field which the caller may not read
 * stands at the record.
 */
export function inBothLanguages(
  { catalog, rights }: Writer,
  model: ObjectModel,
  problems: readonly Problem[],
): readonly Problem[] {
  return problems.map((told) => {
    const item = { ...told, path: seenPath(rights, model, told.path) };
    if (item.code !== "rule_broken") return item;
    const rule = model.rules.find(({ name }) => name === item.params.rule);
    if (rule === undefined) return item;
    const message = (locale: Locale) =>
      translated(catalog, model.name, rule.name, locale) ?? rule.message;
    const text: Text = { en: message("en"), "zh-CN": message("zh-CN") };
    return { ...item, params: { ...item.params, message: text } };
  });
}

function translated(catalog: Catalog, object: string, rule: string, locale: Locale): string | null {
  const objects = objectOrEmpty(catalog.document("translation", locale)?.content.objects);
  const entry = Object.hasOwn(objects, object) ? objectOrEmpty(objects[object]) : {};
  const rules = objectOrEmpty(entry.rules);
  const found = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  const message = isJsonObject(found) ? found.message : undefined;
  return typeof message === "string" && message !== "" ? message : null;
}
