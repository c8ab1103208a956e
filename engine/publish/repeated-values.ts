/** Rows that share values which are to be unique: as they are now, or as they will have become. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import type { Planning } from "./planning.ts";
import { joined, type ValueToBe, valueToBe } from "./values-to-be.ts";

/** Null when nothing is to be unique after the change, or nothing has values yet. */
export async function rowsThatRepeat(
  planning: Planning,
  change: Change,
): Promise<RowsInQuestion | null> {
  const fields = uniqueFields(change);
  if (fields === null || !("object" in change)) return null;
  const name = planning.before.table(change.object.id);
  if (name === undefined) return null;
  const table = identifier(planning.catalog.schema, name);
  const values: ValueToBe[] = [];
  const { object } = change;
  for (const field of fields) {
    const place = { object, table, alias: `target_${values.length}` };
    const value = await valueToBe(planning, field, place);
    if (value === null) return null;
    values.push(value);
  }
  // A key that is there already holds for what stays as it is.
  if (change.kind === "unique_key_kept" && values.every(({ isColumn }) => isColumn)) return null;
  return values.every(({ isColumn }) => isColumn)
    ? repeatedNow(
        table,
        values.map(({ value }) => value),
      )
    : repeatedLater(table, values, planning.clock);
}

function uniqueFields(change: Change): readonly FieldModel[] | null {
  switch (change.kind) {
    case "unique_key_added":
    case "unique_key_kept":
      return change.fields;
    case "field_unique":
      return [change.field];
    default:
      return null;
  }
}

const allPresent = (columns: readonly Sql[]): Sql =>
  joinSql(
    columns.map((column) => sql`${column} is not null`),
    sql` and `,
  );

/** Lists of values that stand in several rows; empty values are like no other. */
const repeatedIn = (rows: Sql, columns: readonly Sql[]): Sql => {
  const list = joinSql(columns, sql`, `);
  return sql`select ${list} from ${rows} where ${allPresent(columns)} group by ${list} having count(*) > 1`;
};

function repeatedNow(table: Sql, columns: readonly Sql[]): RowsInQuestion {
  const groups = repeatedIn(sql`${table} as t`, columns);
  const where = sql`(${joinSql(columns, sql`, `)}) in (${groups})`;
  // Columns of a name may be of another type next time: their values are no part of the answer.
  return { table, where, glance: sql`select 1 from (${groups} limit 1) as "group"` };
}

/** Each value is made once for each row that may have one like another's. */
function repeatedLater(
  table: Sql,
  values: readonly ValueToBe[],
  slots: SlotValues,
): RowsInQuestion {
  const names = values.map((_, index) => identifier(`value_${index}`));
  const made = joinSql(
    values.map(({ value }, index) => sql`${value} as ${names[index] ?? sql``}`),
    sql`, `,
  );
  const joins = joined(table, values);
  const same = values.flatMap(({ sameness }) => sameness ?? []);
  const alike = same.length === values.length ? repeatedNow(table, same) : null;
  const rows = sql`select t."id", ${made} from ${table} as t ${joins} where ${alike?.where ?? sql`true`}`;
  const repeated = sql`with v as materialized (${rows}) select v."id" from v where (${joinSql(names, sql`, `)}) in (${repeatedIn(sql`v`, names)})`;
  const where = sql`t."id" in (${repeated})`;
  return { table, where, joins: true, slots, ...(alike?.glance && { glance: alike.glance }) };
}
