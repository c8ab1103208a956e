/** What people call the states and transitions of an object, in every language that ships. */
import { compileExpression, describe } from "../../metadata/expressions/index.ts";
import { choicesOf, choiceTitle } from "../../metadata/fields/values/choices.ts";
import { type Transition, transitionsFrom } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { localised } from "../catalog/localised.ts";
import type { Reader } from "../query/read-records.ts";
import { readableScope } from "../query/readable-scope.ts";

/** Who is told. */
export type Asker = Pick<Reader, "catalog" | "rights">;

/** Whether the caller may know in which state records stand. */
export function mayKnowState(rights: Rights, model: ObjectModel): boolean {
  const field = model.byName.get(model.lifecycle?.field ?? "");
  return field !== undefined && rights.mayRead(model, field);
}

/** Of a condition, or a missing value, that the caller is told nothing of. */
export const unsaidCondition: Text = {
  en: "What the step takes is not there.",
  "zh-CN": "该步骤的条件未满足。",
};

const both = (say: (locale: Locale) => string): Text => ({ en: say("en"), "zh-CN": say("zh-CN") });

/** An object in the words of a language. */
export function modelIn(catalog: Catalog, name: string, locale: Locale): ObjectModel | undefined {
  const document = localised(catalog, locale).object(name);
  return document === undefined ? undefined : resolveObject(document, locale);
}

/** The title of a state; a record without a state stands at the beginning. */
export function stateTitle(catalog: Catalog, model: ObjectModel, state: string | null): Text {
  const shown = state ?? model.lifecycle?.initial ?? "";
  return both((locale) => {
    const field = modelIn(catalog, model.name, locale)?.byName.get(model.lifecycle?.field ?? "");
    return choiceTitle(shown, (field && choicesOf(field.schema)) ?? []);
  });
}

export const transitionTitle = (catalog: Catalog, model: ObjectModel, name: string): Text =>
  both((locale) => translated(catalog, model, name, locale)?.title ?? name);

const translated = (catalog: Catalog, model: ObjectModel, name: string, locale: Locale) =>
  modelIn(catalog, model.name, locale)?.lifecycle?.transitions.find(
    (transition) => transition.name === name,
  );

/** Titles of the steps that the caller may take from a state: “Confirm, Cancel”, or “none”. */
export function possibleTitles(
  { catalog, rights }: Asker,
  model: ObjectModel,
  state: string | null,
): Text {
  const { lifecycle } = model;
  const leading = lifecycle === null ? [] : transitionsFrom(lifecycle, state);
  const possible = leading.filter(({ name }) => rights.mayStep(model, name));
  if (possible.length === 0) return { en: "none", "zh-CN": "无" };
  return both((locale) =>
    possible
      .map(({ name }) => transitionTitle(catalog, model, name)[locale])
      .join(locale === "zh-CN" ? "、" : ", "),
  );
}

/**
 * What must hold before a step: its own message, or its condition as a sentence. Of a condition
 * that asks for what the caller may not read, that it is not met.
 */
export function conditionSentence(
  { catalog, rights }: Asker,
  model: ObjectModel,
  transition: Transition,
): Text {
  return both((locale) => {
    const message = translated(catalog, model, transition.name, locale)?.message ?? "";
    if (message !== "" || transition.when === null) return message;
    const expression = compileExpression(transition.when, readableScope(model, catalog, rights));
    if (!expression.ok) return unsaidCondition[locale];
    const sentence = describe(expression.value, locale, labelsIn(catalog, model, locale));
    return locale === "zh-CN" ? `需满足：${sentence}。` : `It takes: ${sentence}.`;
  });
}

function labelsIn(catalog: Catalog, model: ObjectModel, locale: Locale) {
  const walk = (path: readonly string[]) => {
    let holder = modelIn(catalog, model.name, locale);
    return path.map((name) => {
      const field = holder?.byName.get(name);
      holder = field?.children ?? modelIn(catalog, field?.target ?? "", locale);
      return field;
    });
  };
  return {
    field: (path: readonly string[]) =>
      walk(path)
        .map((field, index) => field?.title ?? path[index])
        .join(" › "),
    option: (path: readonly string[], value: string) => {
      const choices = choicesOf(walk(path).at(-1)?.schema ?? {});
      return choices === null ? null : choiceTitle(value, choices);
    },
  };
}
