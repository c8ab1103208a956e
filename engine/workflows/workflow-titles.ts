/** What a workflow and its steps are called in a language, whichever version of it a run follows. */
import { localiseWorkflow } from "../../metadata/documents/localise.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import { type Locale, locales, type Text } from "../../metadata/text.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { PinnedWorkflow } from "./pinned-workflow.ts";

const inLanguage: Readonly<Record<Locale, symbol>> = {
  en: Symbol("workflows in English"),
  "zh-CN": Symbol("workflows in Chinese"),
};

/** The document with the texts of the published translation. */
export function localisedWorkflow(
  catalog: Catalog,
  locale: Locale,
  content: JsonSchema,
): JsonSchema {
  const known = catalog.derived(inLanguage[locale], () => new WeakMap<JsonSchema, JsonSchema>());
  const found = known.get(content);
  if (found !== undefined) return found;
  const translation = catalog.document("translation", locale)?.content ?? {};
  const made = localiseWorkflow(content, translation);
  known.set(content, made);
  return made;
}

export interface WorkflowTitles {
  readonly workflow: string;
  readonly step: (id: string) => string;
}

/** @param name by which it is called when its document is gone */
export function titlesIn(
  catalog: Catalog,
  locale: Locale,
  pinned: PinnedWorkflow | null,
  name = "",
): WorkflowTitles {
  if (pinned === null) return { workflow: name, step: (id) => id };
  const { title, steps } = resolveWorkflow(localisedWorkflow(catalog, locale, pinned.content));
  return { workflow: title, step: (id) => steps.get(id)?.title ?? id };
}

/** A step's title in every language, for who is told of it. */
export const stepTitles = (catalog: Catalog, pinned: PinnedWorkflow, step: string): Text => {
  const inEach = locales.map((locale) => [locale, titlesIn(catalog, locale, pinned).step(step)]);
  return { en: step, "zh-CN": step, ...Object.fromEntries(inEach) };
};
