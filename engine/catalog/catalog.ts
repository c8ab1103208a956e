/**
 * The published metadata of one workspace at one version, resolved. Immutable and swapped whole;
 * what is compiled from it (plans, validators, localised documents) lives and dies with it.
 */
import { withBuiltInObjects } from "../../metadata/documents/built-in-objects.ts";
import type { DocumentKind, MetadataDocument } from "../../metadata/documents/document.ts";
import {
  type OptionSets,
  optionSetsOf,
  withOptionSets,
} from "../../metadata/documents/option-sets.ts";
import { withTargetIds } from "../../metadata/model/dynamic-lookups.ts";
import { modelOfContent } from "../../metadata/model/model-of-content.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import type { Locale } from "../../metadata/text.ts";

/** A document with the digest of its canonical text. */
export interface StoredDocument extends MetadataDocument {
  readonly digest: string;
}

export interface Catalog {
  readonly workspaceId: string;
  readonly workspace: string;
  /** PostgreSQL schema of the workspace's tables. */
  readonly schema: string;
  readonly version: number;
  /** As they are published: built-in objects have one only where something extends them. */
  readonly documents: readonly StoredDocument[];
  /** App whose folder a document came from, by `object/customer`. */
  readonly origins: Readonly<Record<string, string>>;
  /** Objects by API name. */
  readonly objects: ReadonlyMap<string, ObjectModel>;
  /** Objects and rows of every level by their name: `sales_order`, `sales_order$lines`. */
  readonly rows: ReadonlyMap<string, ObjectModel>;
  document(kind: DocumentKind, name: string): StoredDocument | undefined;
  /** Kept for the life of this catalog; made on first use. */
  derived<Value>(key: symbol, make: (catalog: Catalog) => Value): Value;
}

/** Documents with the built-in objects among them, whole: what models are made of. */
export const modelledDocuments = (
  documents: readonly StoredDocument[],
  locale?: Locale,
): readonly StoredDocument[] => withBuiltInObjects(documents, unextended, locale);

const unextended = (document: MetadataDocument): StoredDocument => ({
  ...document,
  digest: `built-in: ${Object.keys(document.content.properties ?? {}).join()}`,
});

/** What models are made of beside their own document; made from `modelledDocuments`. */
export interface ModelSurroundings {
  readonly sets: OptionSets;
  /** Stable id of an object by its name. */
  idOf(object: string): string;
}

export function surroundingsOf(documents: readonly StoredDocument[]): ModelSurroundings {
  const ids = new Map(
    documents.flatMap(({ kind, name, content }) =>
      kind === "object" && typeof content.id === "string" ? [[name, content.id]] : [],
    ),
  );
  return { sets: optionSetsOf(documents), idOf: (name) => ids.get(name) ?? name };
}

/**
 * The model of an object document; shared by all catalogs that hold the same document with the
 * same surroundings.
 */
export function modelOf(document: StoredDocument, { sets, idOf }: ModelSurroundings): ObjectModel {
  const model = modelOfContent(withOptionSets(document.content, sets));
  const linked = withTargetIds(model, idOf);
  if (linked === model) return model;
  const known = linkedModels.get(model);
  if (known !== undefined && armIds(known) === armIds(linked)) return known;
  linkedModels.set(model, linked);
  return linked;
}

const linkedModels = new WeakMap<ObjectModel, ObjectModel>();

const armIds = (model: ObjectModel): string =>
  model.fields
    .map(({ arms, children }) =>
      children === null ? arms.map(({ id }) => id).join() : armIds(children),
    )
    .join(";");

export function makeCatalog(
  workspace: { readonly id: string; readonly name: string; readonly schema: string },
  version: number,
  documents: readonly StoredDocument[],
  origins: Readonly<Record<string, string>> = {},
): Catalog {
  const byKey = new Map(
    documents.map((document) => [`${document.kind}/${document.name}`, document]),
  );
  const modelled = modelledDocuments(documents);
  const surroundings = surroundingsOf(modelled);
  const objects = new Map<string, ObjectModel>();
  const rows = new Map<string, ObjectModel>();
  for (const document of modelled) {
    if (document.kind !== "object") continue;
    const model = modelOf(document, surroundings);
    objects.set(model.name, model);
    for (const each of withRowModels(model)) rows.set(each.name, each);
  }
  const values = new Map<symbol, unknown>();
  const catalog: Catalog = {
    workspaceId: workspace.id,
    workspace: workspace.name,
    schema: workspace.schema,
    version,
    documents,
    origins,
    objects,
    rows,
    document: (kind, name) => byKey.get(`${kind}/${name}`),
    derived: <Value>(key: symbol, make: (catalog: Catalog) => Value): Value => {
      if (!values.has(key)) values.set(key, make(catalog));
      return values.get(key) as Value;
    },
  };
  return catalog;
}
