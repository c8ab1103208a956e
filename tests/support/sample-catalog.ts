/** A catalog made of documents alone: for what is decided before a database is asked. */
import { randomBytes } from "node:crypto";
import type { Rights } from "../../engine/access/rights.ts";
import { rightsOfRoles, roleId } from "../../engine/access/roles.ts";
import { type Catalog, makeCatalog } from "../../engine/catalog/catalog.ts";
import { assignIds } from "../../metadata/documents/assign-ids.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

const newId = (): string => randomBytes(5).toString("hex");

export const catalogOf = (documents: readonly MetadataDocument[]): Catalog =>
  makeCatalog(
    { id: "00000000-0000-7000-8000-000000000000", name: "demo", schema: "w_demo" },
    1,
    documents.map((document) => ({ ...assignIds(document, null, newId), digest: "" })),
  );

/** What roles of these names may do together. */
export const rightsIn = (catalog: Catalog, ...roles: readonly string[]): Rights =>
  rightsOfRoles(
    catalog,
    roles.map((name) => roleId(catalog, name) ?? "gone"),
  );

export function modelIn(catalog: Catalog, name: string): ObjectModel {
  const model = catalog.rows.get(name) ?? catalog.objects.get(name);
  if (model === undefined) throw new Error(`There is no object ${name}`);
  return model;
}

export function fieldIn(model: ObjectModel, name: string): FieldModel {
  const field = model.byName.get(name);
  if (field === undefined) throw new Error(`${model.name} has no field ${name}`);
  return field;
}
