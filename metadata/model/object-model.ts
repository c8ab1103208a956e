/**
 * An object document, resolved: what the engine and the screens work with.
 * Immutable; made by `resolveObject`, shared between catalogs as long as its document is the same.
 */
import type { FieldType, JsonSchema, PropertySchema } from "../fields/field-type.ts";
import type { AssignmentRule } from "./assignment.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { FieldConditions, Rule } from "./rule.ts";

export interface FieldModel {
  /** Stable across renames. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: FieldType;
  /** The property schema as written; with its `target` where the type decides that (`targetIn`). */
  readonly schema: PropertySchema;
  readonly required: boolean;
  readonly unique: boolean;
  readonly indexed: boolean;
  /** Never written by a caller: computed, auto-number, state of a lifecycle, `readOnly`, system. */
  readonly readOnly: boolean;
  readonly default: { readonly value: unknown } | { readonly expression: string } | null;
  readonly formula: string | null;
  /** Where the value is copied from when a lookup is set: `customer.address`. */
  readonly copyFrom: string | null;
  /** When it is shown, required, read-only; null when nothing of it depends. */
  readonly conditions: FieldConditions | null;
  /** The field beside it that holds the currency or the unit of its amounts. */
  readonly measure: FieldModel | null;
  /** Target object of a lookup or many-to-many. */
  readonly target: string | null;
  /**
   * Of a dynamic lookup: a lookup for each of its targets (see `dynamic-lookups.ts`); none for any
   * other field. Its own column shows what they hold and is never written.
   */
  readonly arms: readonly FieldModel[];
  /** Name of the dynamic lookup whose arm this is; null for fields of documents. */
  readonly armOf: string | null;
  readonly onDelete: "restrict" | "clear" | "cascade";
  /** The lifecycle whose state it holds; null for every other field. */
  readonly stateOf: Lifecycle | null;
  /** The model of the child rows, for child rows. */
  readonly children: ObjectModel | null;
  readonly system: boolean;
}

export interface ObjectModel {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Table in the workspace's schema: `sales_order`, `sales_order$lines`. */
  readonly table: string;
  /** Set for child rows: the object, or the rows, that have them. */
  readonly parent: { readonly object: string; readonly field: string } | null;
  /** In the order of the document, without system fields. */
  readonly fields: readonly FieldModel[];
  /** `id`, `created_at` … (for child rows only `id`). */
  readonly systemFields: readonly FieldModel[];
  /**
   * Declared and system fields by name, and the arms of dynamic lookups by theirs. A Map, so that
   * `constructor` is just a name.
   */
  readonly byName: ReadonlyMap<string, FieldModel>;
  /** Name of the field that stands for the record in lookups; never null: falls back to `id`. */
  readonly recordTitle: string;
  readonly unique: readonly (readonly string[])[];
  /** There is exactly one record, which is made with the object and stays. */
  readonly singleton: boolean;
  /** What every record must keep; child rows have none of their own. */
  readonly rules: readonly Rule[];
  /** Who is to own new records, in the order in which the rules are asked; child rows have none. */
  readonly assignment: readonly AssignmentRule[];
  /** Null for child rows and for objects without states. */
  readonly lifecycle: Lifecycle | null;
  /** Days for which it is kept who changed what; null: for ever. */
  readonly historyDays: number | null;
  /** Every workspace has it, whatever its documents say. */
  readonly builtIn: boolean;
  /** Its records come with accounts: callers change them, and neither add nor delete any. */
  readonly comesWithAccounts: boolean;
  readonly document: JsonSchema;
}

/** The field by which records of this object form a tree. */
export const treeParentOf = (model: ObjectModel): FieldModel | undefined =>
  model.fields.find((field) => field.type.name === "tree_parent");

/** Stable ids of the objects that every workspace has, by their names. */
export const builtInIds: ReadonlyMap<string, string> = new Map([
  ["user", "tenonusers"],
  ["department", "tenondepts"],
  ["team", "tenonteams"],
  ["position", "tenonposts"],
]);
