/** The scripts of a catalog, by what starts them; made on first use and kept with the catalog. */
import { type Automation, automationOf } from "../../metadata/automation/automation.ts";
import { resolveScript, type ScriptModel } from "../../metadata/automation/script.ts";
import { localiseScript } from "../../metadata/documents/localise.ts";
import { optionSetsOf, scriptWithOptionSets } from "../../metadata/documents/option-sets.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import type { Locale } from "../../metadata/text.ts";
import type { Catalog } from "./catalog.ts";

const own = Symbol("automation");

/** With the titles of the documents: what the write path and the runner look up. */
export const automationIn = (catalog: Catalog): Automation =>
  catalog.derived(own, () => make(catalog, (content) => content));

const inLanguage: Readonly<Record<Locale, symbol>> = {
  en: Symbol("automation in English"),
  "zh-CN": Symbol("automation in Chinese"),
};

/** With the titles of one language: what screens show of actions. */
export const localisedAutomation = (catalog: Catalog, locale: Locale): Automation =>
  catalog.derived(inLanguage[locale], () => {
    const translation = catalog.document("translation", locale)?.content ?? {};
    return make(catalog, (content) => localiseScript(content, translation));
  });

function make(catalog: Catalog, translated: (content: JsonSchema) => JsonSchema): Automation {
  const sets = optionSetsOf(catalog.documents);
  const models = catalog.documents.flatMap(({ kind, name, content }): readonly ScriptModel[] =>
    kind === "script" ? [resolveScript(name, translated(scriptWithOptionSets(content, sets)))] : [],
  );
  return automationOf(models, catalog.objects);
}
