/**
 * What of a plan is done beside a large table before the version switches, so that nobody waits for
 * it: values of new columns in bounded batches, indexes without blocking writers. Each names the
 * statements of the plan whose place it takes. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { Sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { baseName, comparisonName, nextName, quoted, tableOf } from "../db/names.ts";
import { type ComputedBeside, computedBeside, defaultBeside } from "./computed-beside.ts";
import type { Conversion } from "./conversion.ts";
import type { ConversionStep, FormerColumn } from "./conversion-step.ts";
import { constantFill, fieldToFill } from "./fills.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { alter } from "./staged-statement.ts";
import { columnDefinition, needsIndex } from "./table-statements.ts";
import type { TypeChange } from "./type-changes.ts";

/**
 * Rows from which on a table is large. Below, all that a publish can do to a table takes well under
 * three seconds, and one transaction is simpler than any other way.
 */
export const largeTableRows = 50_000;

export interface LargeColumn {
  readonly kind: "column";
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
  readonly computed: ComputedBeside | null;
  readonly fill: Sql | null;
}

/** Each of the former values is compared by what it had become. */
export interface FormerValues {
  readonly former: FormerColumn;
  /** Holds what they had become, in the type that the field has now. */
  readonly comparison: string;
  readonly type: string;
}

/** Empty values of a column that stays, filled with one value. */
export interface LargeFill {
  readonly kind: "fill";
  readonly table: string;
  readonly column: string;
  readonly fill: Sql;
}

export interface LargeIndex {
  readonly kind: "index";
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
  readonly table: string;
  readonly replaces: string;
  readonly by: readonly string[];
}

export type LargeWork = LargeColumn | LargeFill | LargeIndex | LargeForeignKey;

export const isLarge = (planning: Planning, object: ObjectModel): boolean => {
  const table = planning.before.table(object.id);
  return table !== undefined && planning.rows(table) >= largeTableRows;
};

/** The column work of one change; null when it needs none or cannot be done beforehand. */
export function largeColumn(
  planning: Planning,
  change: Change,
  step: ConversionStep | null,
): LargeColumn | LargeFill | null {
  if (!("object" in change) || !isLarge(planning, change.object)) return null;
  const filling = fieldToFill(change);
  const { next, answers } = planning;
  const fill = filling === null ? null : constantFill(next, filling.object, filling.field, answers);
  switch (change.kind) {
    case "field_required": {
      const table = planning.before.table(change.object.id);
      const column = planning.before.column(change.field.id);
      return table === undefined || column === undefined || fill === null
        ? null
        : { kind: "fill", table, column: column.name, fill };
    }
    case "field_added": {
      const { object, field } = change;
      if (field.type.storage !== "column" || field.arms.length > 0) return null;
      const computed =
        computedBeside(planning, object, field) ??
        (filling === null ? null : defaultBeside(planning, object, field));
      if (fill === null && computed === null)
        return needsIndex(field) || field.unique ? columnOf(planning, object, field, null) : null;
      const values = { source: null, conversion: null, former: null, computed, fill };
      return columnOf(planning, object, field, values);
    }
    case "field_formula_changed": {
      const computed = computedBeside(planning, change.object, change.after);
      return computed === null
        ? null
        : columnOf(planning, change.object, change.after, { ...onlyComputed, computed });
    }
    case "field_type_changed":
      return retypedColumn(planning, change, step, fill);
    default:
      return null;
  }
}

const onlyComputed = { source: null, conversion: null, former: null, fill: null };

function retypedColumn(
  planning: Planning,
  change: TypeChange,
  step: ConversionStep | null,
  fill: Sql | null,
): LargeColumn | null {
  const { object, before, after } = change;
  if (step === null) {
    const computed = computedBeside(planning, object, after);
    return computed === null
      ? null
      : columnOf(planning, object, after, { ...onlyComputed, computed });
  }
  const column = planning.before.column(before.id);
  const type = before.type.column(before.schema)?.sql;
  if (column === undefined || type === undefined) return null;
  // Tables are called as they are now.
  const conversion = {
    ...plannedConversion(planning, change).now,
    round: step.conversion.round,
  };
  const { former } = step;
  return columnOf(planning, object, after, {
    source: { column: column.name, base: baseName(after.id), type },
    conversion,
    former: former === null ? null : { former, comparison: comparisonName(after.id), type },
    computed: null,
    fill,
  });
}

function columnOf(
  { before, names }: Planning,
  object: ObjectModel,
  field: FieldModel,
  values: LargeValues | null,
): LargeColumn {
  const hidden = nextName(field.id);
  const definition = (columnDefinition(field) ?? "").slice(quoted(field.name).length + 1);
  const rename = `rename column ${quoted(hidden)} to ${quoted(field.name)}`;
  return {
    kind: "column",
    table: before.table(object.id) ?? tableOf(object),
    next: hidden,
    definition,
    values,
    replaces: alter(names, tableOf(object), `add column ${columnDefinition(field)}`),
    by: [alter(names, tableOf(object), rename)],
  };
}

const createsIndex = /^create (unique )?index "([^"]+)" on "[^"]+"\."[^"]+" \((.*)\)$/;

/** An index of the plan, made beforehand on the columns as they are called now. */
export function largeIndex(
  planning: Planning,
  object: ObjectModel,
  statement: string,
  columns: ReadonlyMap<string, string>,
): LargeIndex | null {
  const table = planning.before.table(object.id);
  const found = createsIndex.exec(statement);
  if (found === null || table === undefined || !isLarge(planning, object)) return null;
  const [, unique = "", name = "", list = ""] = found;
  const now = list.split(", ").map((column) => {
    const field = object.byName.get(column.replaceAll('"', ""));
    if (field === undefined || field.system) return column;
    const physical = columns.get(field.id) ?? planning.before.column(field.id)?.name;
    return physical === undefined ? null : quoted(physical);
  });
  if (now.includes(null)) return null;
  const schema = quoted(planning.names.schema);
  const hidden = nextName(name);
  return {
    kind: "index",
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
    ? { kind: "foreign_key", table, replaces: statement, by: [`${statement} not valid`] }
    : null;
}
