/**
 * The field-type contract: all there is to know about a type of field except its pixels.
 * A field type is one file that exports one value of `FieldType`; `index.ts` lists them.
 */
import type { ExpressionType } from "../expressions/types.ts";
import type { JsonSchema } from "../json-object.ts";
import type { ProblemCode, Result } from "../problem.ts";
import type { Locale, Text } from "../text.ts";

export type { JsonSchema } from "../json-object.ts";

/** What stands in an object document under a property name. */
export type PropertySchema = JsonSchema;

/** Storage of one value in its table. `sql` is from a closed list, never text of a document. */
export interface ColumnDefinition {
  /** PostgreSQL type with its modifiers: `numeric(18,2)`. */
  readonly sql: string;
  /** The base type of parameters and casts: `numeric`. */
  readonly parameter:
    | "text"
    | "bigint"
    | "numeric"
    | "boolean"
    | "date"
    | "timestamptz"
    | "time"
    | "uuid"
    | "jsonb"
    | "text[]";
  /** Text comparisons are by code point. */
  readonly collate?: "C";
  /** The largest whole number, on either side of zero, where that is less than the column takes. */
  readonly largest?: number;
}

/** How a value travels from the database's text form to JSON. */
export type WireForm =
  | "string"
  | "number"
  | "boolean"
  | "decimal"
  | "timestamp"
  | "json"
  | "text_list"
  | "duration";

/** For types whose column and formulas hold another form than the wire: seconds for `PT1H30M`. */
export interface StoredForm {
  /** From a canonical wire value to what the column takes. */
  fromWire(value: unknown): unknown;
  /** From a number that a formula gave to the canonical wire value; `null` when there is none. */
  toWire(value: unknown): unknown;
}

export type FilterOperator =
  | "equals"
  | "not_equals"
  | "less"
  | "less_or_equal"
  | "greater"
  | "greater_or_equal"
  | "contains"
  | "starts_with"
  | "one_of"
  | "has"
  /** The record itself or anything below it in its tree. */
  | "within"
  | "is_empty"
  | "is_not_empty";

/** Where the values of a field live. */
export type FieldStorage = "column" | "link_table" | "child_table";

export interface FormatContext {
  readonly locale: Locale;
  /** IANA zone for dates with a time. */
  readonly timeZone: string;
}

/** One of the named values inside a composite: the city of an address. */
export interface FieldPart {
  readonly name: string;
  readonly title: Text;
  /** Its type in expressions; parts are stored as texts, numbers as their exact digits. */
  readonly type: ExpressionType;
}

export interface FieldType {
  readonly name: string;
  readonly title: Text;
  /** One sentence for the designer and the reference page. */
  readonly description: Text;
  readonly group: "text" | "number" | "choice" | "time" | "relation" | "other";
  readonly storage: FieldStorage;
  /** True when a property schema of a document is of this type. Exactly one type recognises each. */
  recognises(schema: PropertySchema): boolean;
  /** The smallest property schema of this type; what the designer inserts. */
  readonly template: PropertySchema;
  /**
   * JSON Schema of the keywords this type understands beside the common ones, as the
   * `properties` of an object schema with titles and descriptions in both languages under
   * `x-text`. The meta-schema of object documents and the inspector are generated from it.
   */
  readonly options: {
    readonly properties: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  /** Column in the object's own table; `null` for link tables and child tables. */
  column(schema: PropertySchema): ColumnDefinition | null;
  /**
   * The object whose records a value names, for types whose documents do not say it: given the
   * object that has the field. The resolved field's schema has it as `target`.
   */
  targetIn?(object: string): string;
  /**
   * The objects of which a value names one together with a record, for references to one of
   * several. The resolved field has an arm for each: a lookup with a column of its own.
   */
  targetsIn?(schema: PropertySchema): readonly string[];
  readonly wire: WireForm;
  readonly stored?: StoredForm;
  /** 2020-12 schema of one value on the wire, self-contained, for any validator. */
  valueSchema(schema: PropertySchema): JsonSchema;
  /** Keywords that only the engine's validator knows, added to `valueSchema` (exact decimals). */
  strictSchema?(schema: PropertySchema): JsonSchema;
  /** The parts of a composite, in their order; expressions name them: `address.city`. */
  readonly parts?: readonly FieldPart[];
  /** Type of the value in expressions; `null` when expressions cannot name it. */
  expressionType(schema: PropertySchema): ExpressionType | null;
  /** The problem of a value that is not of this type at all: wrong JSON type, format or digits. */
  readonly mismatch: ProblemCode;
  /** Canonical form of a value received in JSON; what it does not understand it returns unchanged. */
  normalise(value: unknown, schema: PropertySchema): unknown;
  /** Reads the text of a CSV cell, a paste or an input. Empty text is `null`. */
  parse(text: string, schema: PropertySchema, context: FormatContext): Result<unknown>;
  /** The field of the same record that holds what amounts are counted in: a currency, a unit. */
  measureField?(schema: PropertySchema): string | null;
  /** The options of a record's amounts, given the value of that field and how it is shown. */
  inMeasure?(schema: PropertySchema, value: unknown, shown: string): PropertySchema;
  /** Text for cells, export and print; `parse(format(v))` is `v` unless `lossyText`. */
  format(value: unknown, schema: PropertySchema, context: FormatContext): string;
  readonly lossyText?: boolean;
  /** Text for CSV and the clipboard, the same in every locale: `parse(exportText(v))` is `v`. */
  exportText(value: unknown, schema: PropertySchema): string;
  /** What is exported is for people to read and cannot be read back: the names of files. */
  readonly lossyExport?: boolean;
  /**
   * For numbers, percents, dates and moments: the number format of a spreadsheet's cells. Without
   * it a spreadsheet gets the text of `exportText`; booleans are booleans.
   */
  sheetFormat?(schema: PropertySchema): string;
  /** Values name uploaded files, which the engine looks after. */
  readonly holdsFiles?: true;
  /**
   * Values are kept encrypted and answered as a mark that there is one: columns hold what only the
   * engine opens, and neither answers nor expressions ever see more than the mark.
   */
  readonly sealed?: true;
  readonly operators: readonly FilterOperator[];
  readonly sortable: boolean;
  /** May carry `unique: true`. */
  readonly uniqueAllowed: boolean;
  /** Names of the types whose values convert into this one (some values may not fit). */
  readonly convertibleFrom: readonly string[];
  /** Mistakes in the options that JSON Schema cannot say (minimum above maximum …). */
  check?(schema: PropertySchema, isPattern: PatternCheck): readonly OptionMistake[];
}

/**
 * Whether a text is a regular expression in RE2 syntax. Handed in, because the engine behind it is
 * large and screens that only show records never need it.
 */
export type PatternCheck = (pattern: string) => boolean;

export interface OptionMistake {
  /** Keyword at fault, as a JSON Pointer inside the property schema: `/scale`. */
  readonly at: string;
  readonly message: Text;
}

/** Gives a field type its name as a literal type, so that the index can list all names. */
export function defineFieldType<const Name extends string>(
  definition: Omit<FieldType, "name"> & { readonly name: Name },
): Omit<FieldType, "name"> & { readonly name: Name } {
  return definition;
}
