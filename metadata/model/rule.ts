/** What an object demands of its records beyond their schema, as its document says it. */
import { type JsonSchema, objectOrEmpty, textOrEmpty, textsOf } from "../json-object.ts";

/** A demand on every record of an object. It has `require` or `overlap`, never both. */
export interface Rule {
  readonly name: string;
  /** What a person is told; in the document's own language. */
  readonly message: string;
  /** The field at which it is told; null: at the record. */
  readonly at: string | null;
  /** The rule speaks of records for which this holds; null: of all. */
  readonly when: string | null;
  /** Broken when false. Null, as when a value is missing, breaks nothing. */
  readonly require: string | null;
  readonly overlap: Overlap | null;
}

/**
 * No two records with the same key share a moment. A period begins with `from` and ends before
 * `to`; without `to` it never ends. Records without `from` or without a value of the key have none.
 */
export interface Overlap {
  readonly key: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** Conditions of a field, each an expression; null where none is written. */
export interface FieldConditions {
  readonly visible: string | null;
  readonly required: string | null;
  readonly readOnly: string | null;
}

export function rulesIn(document: JsonSchema): readonly Rule[] {
  const { rules } = document;
  return Array.isArray(rules) ? rules.map((rule: unknown) => ruleOf(objectOrEmpty(rule))) : [];
}

function ruleOf(rule: JsonSchema): Rule {
  return {
    name: textOrEmpty(rule.name),
    message: textOrEmpty(rule.message),
    at: textOrEmpty(rule.at) || null,
    when: textOrEmpty(rule.when) || null,
    require: textOrEmpty(rule.require) || null,
    overlap: rule.no_overlap === undefined ? null : overlapOf(objectOrEmpty(rule.no_overlap)),
  };
}

const overlapOf = (periods: JsonSchema): Overlap => ({
  key: textsOf(periods.key),
  from: textOrEmpty(periods.from),
  to: textOrEmpty(periods.to),
});

/**
 * The conditions of a field; null when it has none. A required field that may be hidden is
 * required while it is shown, since nobody can fill in what is not there.
 */
export function conditionsIn(schema: JsonSchema, required: boolean): FieldConditions | null {
  const visible = textOrEmpty(schema.visible_when) || null;
  const written = textOrEmpty(schema.required_when) || null;
  const readOnly = textOrEmpty(schema.read_only_when) || null;
  if (visible === null && written === null && readOnly === null) return null;
  return { visible, required: required && visible !== null ? "true" : written, readOnly };
}
