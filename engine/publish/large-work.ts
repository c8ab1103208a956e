/**
 * What of a plan is done beside a large table before the version switches, so that nobody waits for
 * it: values of new columns in bounded batches, indexes without blocking writers. Each names the
 * statements of the plan whose place it takes. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { Sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { baseName, comparisonName, nextName, quoted, tableOf } from "../db/names.ts";
import type { Conversion } from "./conversion.ts";
import type { FormerColumn } from "./conversion-step.ts";
import { constantFill, fieldToFill } from "./fills.ts";
import type { Planning } from "./planning.ts";
import { alter } from "./staged-statement.ts";
import { columnDefinition } from "./table-statements.ts";

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
  /** The column whose values are converted, and where each is remembered; null for a new field. */
  readonly source: { readonly column: string; readonly base: string; readonly type: string } | null;
  readonly conversion: Conversion | null;
  /** Values that the field had when it was of this type before. */
  readonly former: FormerValues | null;
  readonly fill: Sql | null;
  readonly replaces: string;
  readonly by: readonly string[];
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

export type LargeWork = LargeColumn | LargeFill | LargeIndex;

/** The column work of one change; null when it needs none or cannot be done beforehand. */
export function largeColumn(
  planning: Planning,
  change: Change,
  conversion: Conversion | null,
  former: FormerColumn | null,
): LargeColumn | LargeFill | null {
  const { before, next, answers, names } = planning;
  if (!("object" in change)) return null;
  const table = before.table(change.object.id);
  if (table === undefined || planning.rows(table) < largeTableRows) return null;
  const filling = fieldToFill(change);
  const fill = filling === null ? null : constantFill(next, filling.object, filling.field, answers);
  if (change.kind === "field_required") {
    const column = before.column(change.field.id);
    return column === undefined || fill === null
      ? null
      : { kind: "fill", table, column: column.name, fill };
  }
  if (change.kind === "field_added") {
    if (fill === null || change.field.type.storage !== "column") return null;
    const shared = columnWork(planning, change.object, change.field, table);
    return { ...shared, source: null, conversion: null, former: null, fill };
  }
  if (change.kind !== "field_type_changed" || conversion === null) return null;
  // Lookups are found by title in one statement.
  const column = before.column(change.before.id);
  const type = change.before.type.column(change.before.schema)?.sql;
  if (column === undefined || type === undefined || change.after.target !== null) return null;
  const source = { column: column.name, base: baseName(change.after.id), type };
  const shared = columnWork(planning, change.object, change.after, table);
  const values =
    former === null ? null : { former, comparison: comparisonName(change.after.id), type };
  return { ...shared, source, conversion, former: values, fill };

  function columnWork(
    _: Planning,
    object: ObjectModel,
    field: FieldModel,
    tableNow: string,
  ): Pick<LargeColumn, "kind" | "table" | "next" | "definition" | "replaces" | "by"> {
    const hidden = nextName(field.id);
    const definition = (columnDefinition(field) ?? "").slice(quoted(field.name).length + 1);
    return {
      kind: "column",
      table: tableNow,
      next: hidden,
      definition,
      replaces: alter(names, tableOf(object), `add column ${columnDefinition(field)}`),
      by: [
        alter(names, tableOf(object), `rename column ${quoted(hidden)} to ${quoted(field.name)}`),
      ],
    };
  }
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
  if (found === null || table === undefined || planning.rows(table) < largeTableRows) return null;
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
