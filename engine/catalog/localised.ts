/** Published documents with titles in one language; folded once per catalog and language. */
import {
  localiseApp,
  localiseObject,
  localiseOptionSet,
  localiseScreen,
} from "../../metadata/documents/localise.ts";
import {
  type OptionSets,
  optionSetsOf,
  withOptionSets,
} from "../../metadata/documents/option-sets.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { IndexedObject } from "../../metadata/indexed-object.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import {
  type FormModel,
  inPosition,
  resolveForm,
  resolveView,
  type ViewModel,
} from "../../metadata/model/screen-models.ts";
import type { Locale } from "../../metadata/text.ts";
import type { NavigationGroup, PublishedMetadata } from "../../metadata/wire.ts";
import { type Catalog, modelledDocuments } from "./catalog.ts";

export interface LocalisedCatalog {
  readonly index: readonly Omit<IndexedObject, "may" | "actions" | "approvals">[];
  readonly apps: PublishedMetadata["apps"];
  readonly views: readonly ViewModel[];
  readonly forms: readonly FormModel[];
  /** An object document in this language; undefined when there is no such object. */
  object(name: string): JsonSchema | undefined;
}

const key: Readonly<Record<Locale, symbol>> = { en: Symbol("en"), "zh-CN": Symbol("zh-CN") };

export const localised = (catalog: Catalog, locale: Locale): LocalisedCatalog =>
  catalog.derived(key[locale], () => fold(catalog, locale));

function fold(catalog: Catalog, locale: Locale): LocalisedCatalog {
  const translation = catalog.document("translation", locale)?.content ?? {};
  const sets: OptionSets = new Map(
    [...optionSetsOf(catalog.documents)].map(([name, content]) => [
      name,
      localiseOptionSet(content, translation),
    ]),
  );
  const contents = new Map(
    modelledDocuments(catalog.documents, locale)
      .filter(({ kind }) => kind === "object")
      .map(({ name, content }) => [name, content]),
  );
  const objects = new Map<string, JsonSchema>();
  const object = (name: string): JsonSchema | undefined => {
    const known = objects.get(name);
    if (known !== undefined) return known;
    const written = contents.get(name);
    if (written === undefined) return undefined;
    const content = localiseObject(withOptionSets(written, sets), translation);
    objects.set(name, content);
    return content;
  };
  const entries = isJsonObject(translation.objects) ? translation.objects : {};
  const titleOf = (name: string): string => {
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    const title = isJsonObject(entry) ? entry.title : undefined;
    return typeof title === "string" && title !== ""
      ? title
      : textOr(contents.get(name)?.title, "") || (catalog.objects.get(name)?.title ?? name);
  };
  return {
    object,
    index: [...catalog.objects.values()].map(({ name, recordTitle }) => ({
      name,
      title: titleOf(name),
      record_title: recordTitle,
    })),
    apps: apps(catalog, translation, titleOf),
    views: screens(catalog, "view").map((content) =>
      resolveView(localiseScreen("views", content, translation)),
    ),
    forms: screens(catalog, "form").map((content) =>
      resolveForm(localiseScreen("forms", content, translation)),
    ),
  };
}

const screens = (catalog: Catalog, kind: "view" | "form"): readonly JsonSchema[] =>
  inPosition(
    catalog.documents
      .filter((document) => document.kind === kind)
      .map((document) => document.content),
  );

function apps(
  catalog: Catalog,
  translation: JsonSchema,
  titleOf: (name: string) => string,
): PublishedMetadata["apps"] {
  const shown = new Set<string>();
  const declared = catalog.documents
    .filter(({ kind }) => kind === "app")
    .map(({ name, content }) => {
      const localisedApp = localiseApp(content, translation);
      const navigation = groups(localisedApp.navigation, catalog, titleOf);
      for (const { items } of navigation) for (const { object } of items) shown.add(object);
      return { name, title: textOr(localisedApp.title, name), navigation };
    });
  // Objects that no navigation names are still within reach.
  const rest = [...catalog.objects.values()]
    .filter(({ name, builtIn }) => !builtIn && !shown.has(name))
    .map(({ name }) => name);
  if (rest.length === 0) return declared;
  const group: NavigationGroup = {
    title: "",
    items: rest.map((object) => ({ object, title: titleOf(object) })),
  };
  const [first, ...others] = declared;
  return first === undefined
    ? [{ name: catalog.workspace, title: catalog.workspace, navigation: [group] }]
    : [{ ...first, navigation: [...first.navigation, group] }, ...others];
}

function groups(
  navigation: unknown,
  catalog: Catalog,
  titleOf: (name: string) => string,
): readonly NavigationGroup[] {
  if (!Array.isArray(navigation)) return [];
  return navigation.filter(isJsonObject).map((group) => ({
    title: textOr(group.title, ""),
    items: (Array.isArray(group.items) ? group.items : [])
      .map(String)
      .filter((object) => catalog.objects.has(object))
      .map((object) => ({ object, title: titleOf(object) })),
  }));
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;
