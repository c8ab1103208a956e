/** Which rows get a kept former value back when their field is again of the type that it was. */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import { type Conversion, type ConvertedValue, convertedValue } from "./conversion.ts";
import { lostAtFirst, waysForth } from "./conversion-step.ts";
import { type ComparedColumn, formerColumn, mayComeBack } from "./former-column.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { rewrittenInTurn } from "./rewritten-values.ts";
import { formerOf, type TypeChange } from "./type-changes.ts";

/** The column as it is now, of the table known as `t`, and what that is called which is joined to it. */
export interface ColumnPlace {
  readonly table: Sql;
  readonly from: Sql;
  readonly alias: string;
}

export interface KeptValue extends Pick<ConvertedValue, "value" | "joins"> {
  /** True for rows whose value is still what the former one became. */
  readonly is: Sql;
  /** The same for `t` without the joins, and only where there is a value. */
  readonly among: Sql;
}

/** As `restoreFormer` does it; null where nothing is kept. */
export async function comesBack(
  planning: Planning,
  change: TypeChange,
  { table, from, alias }: ColumnPlace,
): Promise<KeptValue | null> {
  const { executor, removed } = planning;
  const { before, after } = change;
  const kept = formerOf(after, removed);
  if (kept === undefined) return null;
  const { now: conversion } = plannedConversion(planning, change);
  const former = formerColumn(removed, kept, before);
  const column = identifier("t", former.column);
  const { compared } = former;
  const unchanged =
    compared === null || before.formula !== null
      ? { is: sql`true`, joins: [] }
      : await stillTheSame(planning, conversion, compared, { table, from, alias });
  const again = { ...conversion, before: kept.as ?? after, round: false };
  const back =
    kept.as === null
      ? { value: column, joins: [] }
      : await convertedValue(executor, again, { table, from: column, alias: `${alias}_former` });
  const is = sql`${mayComeBack(conversion, former, from)} and (${unchanged.is})`;
  const joins = [...unchanged.joins, ...back.joins];
  return {
    value: back.value,
    joins,
    is,
    among: sql`t."id" in (select t."id" from ${table} as t ${joinSql(joins, sql` `)} where ${is} and ${back.value} is not null)`,
  };
}

/** Rows whose value is what the compared column's becomes when it is converted again. */
async function stillTheSame(
  { executor }: Planning,
  conversion: Conversion,
  compared: ComparedColumn,
  { table, from, alias }: ColumnPlace,
): Promise<{ readonly is: Sql; readonly joins: readonly Sql[] }> {
  const kept = { table, from: identifier("t", compared.column) };
  const became: ConvertedValue[] = [];
  for (const { forth, replaced } of waysForth(conversion, compared)) {
    const at = { ...kept, alias: `${alias}_${became.length}` };
    const made = await convertedValue(executor, forth, at);
    became.push({ ...made, value: rewrittenInTurn(replaced, made.value) });
  }
  const lost = await lostAtFirst(executor, conversion, kept, compared);
  const same = became.map(({ value }) => sql`${from} is not distinct from ${value}`);
  const nothing = lost === null ? [] : [sql`(${from} is null and (${lost}))`];
  return {
    is: joinSql([...same, ...nothing], sql` or `),
    joins: became.flatMap(({ joins }) => joins),
  };
}
