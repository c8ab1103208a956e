/**
 * Where a page lies in the order of its list. Each range is a piece of an index that can be read
 * from its first row on: one condition that also spoke of empty values (`a > $1 or a is null`)
 * would make PostgreSQL read the list from its beginning, however far the cursor is.
 */
import { joinSql, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import { cursorSlot, parameterType } from "./cursor.ts";
import type { RowSource } from "./joins.ts";
import { type SortKey, sortColumn } from "./sorting.ts";

interface KeyAt {
  readonly column: Sql;
  /** The cursor's value. */
  readonly value: Sql;
  readonly valueIsEmpty: boolean;
  readonly mayBeEmpty: boolean;
  readonly descending: boolean;
}

/**
 * Conditions that together hold the rows behind a cursor, in the order of the list: what one range
 * leaves of a page, the next one fills. Rows without a value in the first key are a range of their
 * own. `empty[i]` says that the cursor's i-th value is null.
 */
export function rangesBehind(
  keys: readonly SortKey[],
  source: RowSource,
  empty: readonly boolean[],
): readonly Sql[] {
  const [first, ...others] = keys.map(
    (key, index): KeyAt => ({
      column: sortColumn(key, source),
      value: slot(cursorSlot(index), parameterType(key.field)),
      valueIsEmpty: empty[index] === true,
      mayBeEmpty: key.mayBeEmpty,
      descending: key.descending,
    }),
  );
  if (first === undefined) throw new Error("An order without a key");
  if (!first.mayBeEmpty) return [behind(first, others)];
  const without = sql`${first.column} is null`;
  if (first.valueIsEmpty) {
    const [second, ...rest] = others;
    if (second === undefined) throw new Error("An order that does not end with the id");
    const among = sql`${without} and ${behind(second, rest)}`;
    return first.descending ? [among, sql`${first.column} is not null`] : [among];
  }
  const among = behind({ ...first, mayBeEmpty: false }, others);
  return first.descending ? [among] : [among, without];
}

/** Rows behind the cursor, by these keys alone. */
function behind(first: KeyAt, others: readonly KeyAt[]): Sql {
  const keys = [first, ...others];
  const comparable = keys.every(
    (key) => !key.mayBeEmpty && !key.valueIsEmpty && key.descending === first.descending,
  );
  if (comparable) {
    const columns = joinSql(
      keys.map(({ column }) => column),
      sql`, `,
    );
    const values = joinSql(
      keys.map(({ value }) => value),
      sql`, `,
    );
    return first.descending ? sql`(${columns}) < (${values})` : sql`(${columns}) > (${values})`;
  }
  const alternatives = keys.flatMap((key, index) => {
    const past = pastValue(key);
    return past === null
      ? []
      : [sql`(${joinSql([...keys.slice(0, index).map(sameValue), past], sql` and `)})`];
  });
  const any = sql`(${joinSql(alternatives, sql` or `)})`;
  return first.mayBeEmpty ? any : sql`${startingAt(first)} and ${any}`;
}

/** A range on the first key that an index can start from. */
const startingAt = ({ column, value, descending }: KeyAt): Sql =>
  descending ? sql`${column} <= ${value}` : sql`${column} >= ${value}`;

const sameValue = ({ column, value, valueIsEmpty }: KeyAt): Sql =>
  valueIsEmpty ? sql`${column} is null` : sql`${column} = ${value}`;

/** Values that come after the cursor's in one key; null when none can. */
function pastValue({ column, value, valueIsEmpty, mayBeEmpty, descending }: KeyAt): Sql | null {
  if (descending) return valueIsEmpty ? sql`${column} is not null` : sql`${column} < ${value}`;
  if (valueIsEmpty) return null;
  return mayBeEmpty ? sql`(${column} > ${value} or ${column} is null)` : sql`${column} > ${value}`;
}
