/** What a publish intends, as values: matched by stable ids, so that a rename is a rename. */
import type { DocumentKind } from "../documents/document.ts";
import type { JsonSchema } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Rule } from "../model/rule.ts";

interface OfObject {
  /** The object (or child rows) as it will be; for removals as it was. */
  readonly object: ObjectModel;
}

interface OfField extends OfObject {
  readonly field: FieldModel;
}

interface FieldPair extends OfObject {
  readonly before: FieldModel;
  readonly after: FieldModel;
}

/** Ids of the objects that a lookup or a list points to, whatever they are called; null: to none. */
interface OfTargets {
  readonly targetBefore: string | null;
  readonly targetAfter: string | null;
}

export type Change =
  | ({ readonly kind: "object_added" } & OfObject)
  | ({ readonly kind: "object_removed" } & OfObject)
  /** Comes back from where it waited; `former` is how it was when it went. */
  | ({ readonly kind: "object_restored"; readonly former: ObjectModel } & OfObject)
  | { readonly kind: "object_renamed"; readonly before: ObjectModel; readonly object: ObjectModel }
  /** A table that has had so many columns that PostgreSQL gives it no more is made anew. */
  | ({ readonly kind: "table_rebuilt"; readonly columns: number } & OfObject)
  | ({
      readonly kind: "object_changed";
      readonly keywords: readonly string[];
      readonly former: ObjectModel;
    } & OfObject)
  | ({
      /** Kept: it stays while the type of one of its fields changes, and values may become alike. */
      readonly kind: "unique_key_added" | "unique_key_kept" | "unique_key_removed";
      readonly fields: readonly FieldModel[];
    } & OfObject)
  | ({
      readonly kind: "rule_added" | "rule_changed" | "rule_removed";
      readonly rule: Rule;
    } & OfObject)
  | ({ readonly kind: "field_added" } & OfField)
  | ({ readonly kind: "field_removed"; readonly formerObject: ObjectModel } & OfField)
  | ({ readonly kind: "field_restored"; readonly former: FieldModel } & OfField)
  | ({ readonly kind: "field_renamed"; readonly formerObject: ObjectModel } & FieldPair)
  | ({ readonly kind: "field_type_changed" } & FieldPair & OfTargets)
  /** Kept: a required lookup comes back, and a record that it pointed to is gone. */
  | ({
      readonly kind: "field_required" | "field_required_kept" | "field_optional";
    } & OfField)
  | ({ readonly kind: "field_unique" | "field_not_unique" } & OfField)
  | ({ readonly kind: "field_indexed" | "field_not_indexed" } & OfField)
  | ({ readonly kind: "field_on_delete_changed" } & FieldPair & OfTargets)
  /** A dynamic lookup gains or loses targets, or one is called otherwise. */
  | ({ readonly kind: "field_targets_changed" } & FieldPair)
  | ({ readonly kind: "field_formula_changed" } & FieldPair)
  | ({
      readonly kind: "options_removed";
      readonly values: readonly string[];
      readonly former: FieldModel;
    } & OfField)
  /** Values that such options had are kept, and come back with them. */
  | ({ readonly kind: "options_restored"; readonly values: readonly string[] } & OfField)
  | ({
      readonly kind: "field_changed";
      readonly keywords: readonly string[];
      readonly former: FieldModel;
    } & OfField)
  | DocumentChange;

/** A document that is no object. */
export interface DocumentChange {
  readonly kind: "document_added" | "document_removed" | "document_changed";
  readonly document: DocumentKind;
  readonly name: string;
  /** As it will be; for removals as it was. */
  readonly content: JsonSchema;
  /** As it was, where it only changes. */
  readonly former: JsonSchema | null;
}

export type ChangeKind = Change["kind"];

/** True when a lookup or a list points to the same object as before, or neither points anywhere. */
export const keepsTarget = ({ targetBefore, targetAfter }: OfTargets): boolean =>
  targetBefore === targetAfter;
