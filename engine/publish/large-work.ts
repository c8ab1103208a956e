/**
 * What of a plan is done beside a large table before the version switches, so that nobody waits for
 * it: values of new columns in bounded batches, indexes without blocking writers. Each names the
 * statements of the plan whose place it takes. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { Sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { baseName, comparisonName, nextName, quoted, tableOf } from "../db/names.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import { type ComputedBeside, computedBeside, defaultBeside } from "./computed-beside.ts";
import type { Conversion } from "./conversion.ts";
import type { ConversionStep } from "./conversion-step.ts";
import { constantFill, fieldToFill } from "./fills.ts";
import type { FormerColumn } from "./former-column.ts";
import { type Numbering, numberingStep } from "./numbering-step.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { reachedFields } from "./recomputed.ts";
import { returning } from "./returned-values.ts";
import type { RewrittenValues } from "./rewritten-values.ts";
import { alter } from "./staged-statement.ts";
import { columnDefinition, needsIndex } from "./table-statements.ts";
import { addColumn } from "./type-change-statements.ts";
import type { TypeChange } from "./type-changes.ts";

/**
 * Rows from which on a table is large. Below, all that a publish can do to a table takes well under
 * a second, and one transaction is simpler than any other way.
 */
const largeTableRows = 20_000;

export interface LargeColumn {
  readonly kind: "column";
  readonly object: ObjectModel;
  readonly field: FieldModel;
  /** Name of the table as it is now. */
  readonly table: string;
  /** The column that is filled, with its type: `"$next_a1b2" bigint`. */
  readonly next: string;
  readonly definition: string;
  /** What its values are made from; null where it only has to be there, for an index. */
  readonly values: LargeValues | null;
  readonly replaces: string;
  readonly by: readonly string[];
}

export interface LargeValues {
  /** The column whose values are converted, and where each is remembered; null for a new field. */
  readonly source: { readonly column: string; readonly base: string; readonly type: string } | null;
  readonly conversion: Conversion | null;
  /** Values that the field had when it was of this type before. */
  readonly former: FormerValues | null;
  /** Column that remembers what the values became; null: none does. */
  readonly became: BecameColumn | null;
  /** Lists of records of which the lookup is the only one; they are kept in another column. */
  readonly listed: ListedColumn | null;
  readonly computed: ComputedBeside | null;
  /** Values of the field itself, or those that were made ready of them, some of them replaced. */
  readonly rewritten: RewrittenColumn | null;
  /** Numbers, for those that have none. */
  readonly numbering: Numbering | null;
  readonly fill: Sql | null;
}

/** Which column, and what becomes of its values; `t0` is the table. */
export interface RewrittenColumn {
  readonly column: string;
  readonly values: RewrittenValues;
  readonly slots: SlotValues;
}

/** Each of the former values is compared by what it had become. */
export interface FormerValues {
  readonly former: FormerColumn;
  /** Holds what they had become, in the type that the field has now, where that is compared. */
  readonly comparison: string;
  readonly type: string;
}

export interface ListedColumn {
  /** The table that has them now. */
  readonly links: string;
  /** The column that keeps them. */
  readonly next: string;
  /** Fills both, and what is remembered, for the records whose ids are in a range. */
  fill(range: (id: Sql) => Sql): Sql;
}

export interface BecameColumn {
  readonly column: string;
  readonly next: string;
  readonly type: string;
}

export interface LargeIndex {
  readonly kind: "index";
  readonly object: ObjectModel;
  readonly table: string;
  readonly name: string;
  /** `create index concurrently …` */
  readonly create: string;
  readonly replaces: string;
  readonly by: readonly string[];
}

/** A foreign key that holds at once, and is compared with the rows that are there afterwards. */
export interface LargeForeignKey {
  readonly kind: "foreign_key";
  readonly object: ObjectModel;
  readonly table: string;
  readonly replaces: string;
  readonly by: readonly string[];
}

/** A table of links that is filled beforehand. */
export interface LargeLinks {
  readonly kind: "links";
  readonly object: ObjectModel;
  /** Name of the table of the records as it is now. */
  readonly table: string;
  /** What the table of the links is called meanwhile. */
  readonly next: string;
  readonly create: readonly string[];
  /** Links of the records whose ids are in a range. */
  fill(range: (id: Sql) => Sql): readonly Sql[];
  /** Foreign keys, when all links are there: from then on a record takes its links along. */
  readonly bind: readonly string[];
  /** Takes away the links of, and to, records that went before. */
  readonly sweep: readonly string[];
  readonly replaces: string;
  readonly by: readonly string[];
}

/** A statement for all rows, of which those are left that somebody wrote meanwhile. */
export interface LargeRest {
  readonly kind: "rest";
  readonly object: ObjectModel;
  readonly table: string;
  readonly replaces: string;
  readonly by: readonly string[];
  /** `isWritten` is true of the ids of rows that somebody wrote. */
  settle(isWritten: (id: Sql) => Sql): readonly Sql[];
}

/** Something that was made beforehand, and only gets its name. */
interface LargeName {
  readonly kind: "name";
  readonly object: ObjectModel;
  readonly table: string;
  readonly replaces: string;
  readonly by: readonly string[];
}

export type LargeWork =
  | LargeColumn
  | LargeIndex
  | LargeForeignKey
  | LargeLinks
  | LargeRest
  | LargeName;

export type FilledColumn = LargeColumn & { readonly values: LargeValues };

/** True when there is a value to write into each row. */
export const isWritten = (work: LargeWork): work is FilledColumn =>
  work.kind === "column" && work.values !== null;

/** Tables that it has to do with, as they are called now. */
export const tablesOf = (work: LargeWork): readonly string[] => {
  if (work.kind === "links") return [work.table, work.next];
  const listed = work.kind === "column" ? (work.values?.listed ?? null) : null;
  return listed === null ? [work.table] : [work.table, listed.links];
};

/** What goes through the rows of its table. */
export const isFilled = (work: LargeWork): work is FilledColumn | LargeLinks =>
  work.kind === "links" || isWritten(work);

export const isLarge = (planning: Planning, object: ObjectModel): boolean => {
  const table = planning.before.table(object.id);
  return table !== undefined && planning.rows(table) >= largeTableRows;
};

/** Its values are made beside its table if that is large, or one whose formulas read them. */
export const isMadeBeside = (
  planning: Planning,
  change: Extract<Change, { object: ObjectModel }>,
): boolean =>
  isLarge(planning, change.object) ||
  reachedFields([{ change, fills: true }], planning.next).some(({ model }) =>
    isLarge(planning, model),
  );

/** The column work of one change; null when it needs none or cannot be done beforehand. */
export function largeColumn(
  planning: Planning,
  change: Change,
  step: ConversionStep | null,
): LargeColumn | null {
  if (!("object" in change) || !isMadeBeside(planning, change)) return null;
  const filling = fieldToFill(change);
  const { next, answers } = planning;
  const fill = filling === null ? null : constantFill(next, filling.object, filling.field, answers);
  switch (change.kind) {
    case "field_added": {
      const { object, field } = change;
      if (field.type.storage !== "column" || field.arms.length > 0) return null;
      const computed =
        computedBeside(planning, object, field) ??
        (filling === null ? null : defaultBeside(planning, object, field));
      const numbering = numberingStep(planning, change);
      if (fill === null && computed === null && numbering === null)
        return needsIndex(field) || field.unique ? columnOf(planning, object, field, null) : null;
      return columnOf(planning, object, field, { ...nothing, computed, numbering, fill });
    }
    case "field_formula_changed": {
      const column = planning.columns.get(change);
      if (column !== undefined && step !== null) return retypedColumn(planning, column, step, fill);
      return column === undefined && planning.retyped.has(change.after.id)
        ? null
        : computedColumn(planning, change.object, change.after);
    }
    case "field_type_changed":
      return retypedColumn(planning, change, step, fill);
    default:
      return null;
  }
}

export const nothing: LargeValues = {
  source: null,
  listed: null,
  conversion: null,
  former: null,
  became: null,
  computed: null,
  rewritten: null,
  numbering: null,
  fill: null,
};

/** A column for what a formula will give; null where that cannot be known before. */
export function computedColumn(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
): LargeColumn | null {
  const computed = computedBeside(planning, object, field);
  return computed === null ? null : columnOf(planning, object, field, { ...nothing, computed });
}

/** A column for the values that a field has, some of them replaced. */
export function rewrittenColumn(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
  values: RewrittenValues,
): LargeColumn | null {
  const column = planning.before.column(field.id);
  return column === undefined
    ? null
    : columnOf(planning, object, field, {
        ...nothing,
        rewritten: { column: column.name, values, slots: planning.clock },
      });
}

function retypedColumn(
  planning: Planning,
  change: TypeChange,
  step: ConversionStep | null,
  fill: Sql | null,
): LargeColumn | null {
  const { object, before, after } = change;
  if (step === null) return computedColumn(planning, object, after);
  const column = planning.before.column(before.id);
  const type = before.type.column(before.schema)?.sql;
  if (column === undefined || type === undefined) return null;
  // Tables are called as they are now.
  const conversion = {
    ...plannedConversion(planning, change).now,
    round: step.conversion.round,
  };
  const { former } = step;
  const back = returning(planning, after)?.values("t0") ?? null;
  return columnOf(planning, object, after, {
    ...nothing,
    source: { column: column.name, base: baseName(after.id), type },
    conversion,
    former: former === null ? null : { former, comparison: comparisonName(after.id), type },
    became: becameColumn(step, change),
    rewritten: back && { column: nextName(after.id), values: back, slots: planning.clock },
    fill,
  });
}

function becameColumn({ became }: ConversionStep, { after }: TypeChange): BecameColumn | null {
  const type = after.type.column(after.schema)?.sql;
  return became === null || type === undefined
    ? null
    : { column: became, next: nextName(`became_${after.id}`), type };
}

export function columnOf(
  { before, names }: Planning,
  object: ObjectModel,
  field: FieldModel,
  values: LargeValues | null,
): LargeColumn {
  const hidden = nextName(field.id);
  const definition = (columnDefinition(field) ?? "").slice(quoted(field.name).length + 1);
  const became = values?.became ?? null;
  const rename = (from: string, to: string) =>
    alter(names, tableOf(object), `rename column ${quoted(from)} to ${quoted(to)}`);
  return {
    kind: "column",
    object,
    field,
    table: before.table(object.id) ?? tableOf(object),
    next: hidden,
    definition,
    values,
    replaces: addColumn(names, object, field, became?.column ?? null),
    by: [
      rename(hidden, field.name),
      ...(became === null ? [] : [rename(became.next, became.column)]),
    ],
  };
}

const createsIndex = /^create (unique )?index "([^"]+)" on "[^"]+"\."[^"]+" \((.*)\)$/;

/** An index of the plan, made beforehand on the columns as they are called now. */
export function largeIndex(
  planning: Planning,
  object: ObjectModel,
  statement: string,
): LargeIndex | null {
  const table = planning.before.table(object.id);
  const found = createsIndex.exec(statement);
  if (found === null || table === undefined || !isLarge(planning, object)) return null;
  const [, unique = "", name = "", list = ""] = found;
  const now = list.split(", ").map((column) => {
    const field = object.byName.get(column.replaceAll('"', ""));
    if (field === undefined || field.system) return column;
    // A column that is made in the last transaction has nothing to be indexed before.
    if (planning.retyped.has(field.id) && !planning.prepared.has(field.id)) return null;
    const physical = planning.prepared.get(field.id) ?? planning.before.column(field.id)?.name;
    return physical === undefined ? null : quoted(physical);
  });
  if (now.includes(null)) return null;
  const schema = quoted(planning.names.schema);
  const hidden = nextName(name);
  return {
    kind: "index",
    object,
    table,
    name: hidden,
    create: `create ${unique}index concurrently ${quoted(hidden)} on ${schema}.${quoted(table)} (${now.join(", ")})`,
    replaces: statement,
    by: [`alter index ${schema}.${quoted(hidden)} rename to ${quoted(name)}`],
  };
}

/** A foreign key of the plan whose own table is large: nobody waits for its rows to be compared. */
export function largeForeignKey(
  planning: Planning,
  object: ObjectModel,
  statement: string,
): LargeForeignKey | null {
  const table = planning.before.table(object.id);
  const own = `alter table ${quoted(planning.names.schema)}.${quoted(tableOf(object))} add constraint `;
  if (table === undefined || !isLarge(planning, object)) return null;
  return statement.startsWith(own) && statement.includes(" foreign key (")
    ? { kind: "foreign_key", object, table, replaces: statement, by: [`${statement} not valid`] }
    : null;
}
