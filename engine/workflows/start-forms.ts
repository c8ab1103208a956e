/** The forms of a catalog that start workflows, in one language; made on first use. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import { localiseOptionSet } from "../../metadata/documents/localise.ts";
import { optionSetsOf, withOptionSets } from "../../metadata/documents/option-sets.ts";
import { type JsonSchema, objectOrEmpty, textOrEmpty } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Locale } from "../../metadata/text.ts";
import { formOf } from "../../metadata/workflows/form-fields.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type PinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import { localisedWorkflow } from "./workflow-titles.ts";

export interface StartForm {
  readonly pinned: PinnedWorkflow;
  readonly title: string;
  readonly description: string;
  /** What is said when it has been sent; empty: the usual words. */
  readonly done: string;
  /** Whether anybody may open it. */
  readonly isPublic: boolean;
  /** Its fields. */
  readonly model: ObjectModel;
  /** The document of the fields: screens make their form from it. */
  readonly input: JsonSchema;
}

const inLanguage: Readonly<Record<Locale, symbol>> = {
  en: Symbol("forms in English"),
  "zh-CN": Symbol("forms in Chinese"),
};

/** Those of active workflows, by name. */
export const startForms = (catalog: Catalog, locale: Locale): ReadonlyMap<string, StartForm> =>
  catalog.derived(inLanguage[locale], () => {
    const translation = catalog.document("translation", locale)?.content ?? {};
    const sets = new Map(
      [...optionSetsOf(catalog.documents)].map(([name, content]) => [
        name,
        localiseOptionSet(content, translation),
      ]),
    );
    const forms = [...publishedWorkflows(catalog).values()].flatMap((pinned): StartForm[] => {
      const { active, name, trigger } = pinned.workflow;
      const content = localisedWorkflow(catalog, locale, pinned.content);
      const input = withOptionSets(formOf(content), sets);
      const model = inputModel(name, "input", input);
      if (!active || trigger.form === null || model === null) return [];
      return [
        {
          pinned,
          title: resolveWorkflow(content).title,
          description: textOrEmpty(content.description),
          done: textOrEmpty(objectOrEmpty(content.on).done),
          isPublic: trigger.form.isPublic,
          model,
          input,
        },
      ];
    });
    return new Map(forms.map((form) => [form.pinned.workflow.name, form]));
  });
