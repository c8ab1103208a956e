/**
 * Names in PostgreSQL. Tables and columns carry API names; everything else is made from stable
 * ids, so that a rename never has to touch it. Every name is quoted wherever it is used.
 */
import { createHash } from "node:crypto";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

const safe = /^[a-z_$][a-z0-9_$]{0,62}$/;

/** Double-quotes a name that the engine generated. Anything else is a programming error. */
export function quoted(name: string): string {
  if (!safe.test(name)) throw new Error(`Not a generated name: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

const physicalNameMaximum = 50;

/** `sales_order`, `sales_order$lines`; shortened with the id where it would grow too long. */
function bounded(name: string, id: string): string {
  return name.length <= physicalNameMaximum ? name : `${name.slice(0, 38)}$$${id}`;
}

export const tableOf = (object: ObjectModel): string => bounded(object.table, object.id);

/** The table of a many-to-many field; one that waits hidden is called as its field is then. */
export const linkTableOf = (object: ObjectModel, field: FieldModel): string =>
  field.name.startsWith("$") ? field.name : bounded(`${object.table}$${field.name}`, field.id);

export const primaryKeyName = (id: string): string => `pk_${id}`;
export const uniqueName = (field: FieldModel): string => `uq_${field.id}`;
export const indexName = (field: FieldModel): string => `ix_${field.id}`;
export const foreignKeyName = (field: FieldModel): string => `fk_${field.id}`;
/** At most one arm of a dynamic lookup holds an id. */
export const onlyOneName = (field: FieldModel): string => `ck_${field.id}`;
export const parentKeyName = (id: string): string => `fp_${id}`;

/** Of the index of a key, which is known by its fields in their order. */
export function uniqueKeyName(object: ObjectModel, fields: readonly FieldModel[]): string {
  const ids = fields.map(({ id }) => id).join("+");
  return `${keyNamesOf(object)}${createHash("sha256").update(ids).digest("hex").slice(0, 16)}`;
}

/** What the names of all its keys begin with. */
export const keyNamesOf = ({ id }: ObjectModel): string => `key_${id}_`;

/** Where a removed table or column waits: hidden from the catalog, with its data. */
export const removedName = (id: string): string => `$removed_${id}`;

/** Where a column of a former type waits: which field's, and the version that changed the type. */
export const formerName = (fieldId: string, version: number): string =>
  `$former_${fieldId}_${version}`;

/** What each value of such a column became, where it could become something else another time. */
export const becameName = (fieldId: string, version: number): string =>
  `$became_${fieldId}_${version}`;

/** Where the values wait that a publish replaced by others: which field's, and the version it made. */
export const replacedName = (fieldId: string, version: number): string =>
  `$replaced_${fieldId}_${version}`;

/** What the name of a column with earlier values says; null for names of others. */
export function earlierValues(name: string): {
  readonly kind: "former" | "became" | "replaced";
  readonly fieldId: string;
  readonly version: number;
} | null {
  const found = /^\$(former|became|replaced)_(.+)_(\d+)$/.exec(name);
  if (found === null) return null;
  const [, kind, fieldId = "", version] = found;
  const known = kind === "became" || kind === "replaced" ? kind : "former";
  return { kind: known, fieldId, version: Number(version) };
}

/** Where the values of a column, or an index, are made ready beside a large table. */
export const nextName = (name: string): string => `$next_${name}`;

/** The value from which a value made ready was made. */
export const baseName = (fieldId: string): string => `$base_${fieldId}`;

/** Whether somebody wrote a row while several columns were made ready beside its table. */
export const touchedName = "$base__touched";

/** Ids of an object's rows that were written while the work beside its table went on. */
export const touchedIdsName = (objectId: string): string => `$touched_${objectId}`;

/** Where it stands meanwhile what a value of a former type was converted to. */
export const comparisonName = (fieldId: string): string => `$base_${fieldId}_former`;

/** The schema that holds a workspace's tables. */
export const workspaceSchema = (workspace: string): string => `w_${workspace}`;

/** What a PostgreSQL constraint or index name refers to; null for names of others. */
export function constraintSubject(name: string): {
  readonly kind: "unique" | "foreign_key" | "parent" | "primary_key" | "index";
  readonly id: string;
} | null {
  const found = /^(uq|fk|fp|pk|ix)_([a-z0-9_]+?)(?:_\d+)?$/.exec(name);
  if (found === null) return null;
  const kinds = {
    uq: "unique",
    fk: "foreign_key",
    fp: "parent",
    pk: "primary_key",
    ix: "index",
  } as const;
  const prefix = found[1] as keyof typeof kinds;
  return { kind: kinds[prefix], id: found[2] ?? "" };
}
