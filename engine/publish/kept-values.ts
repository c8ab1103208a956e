/** Which rows get a kept former value back when their field is again of the type that it was. */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import { formerName } from "../db/names.ts";
import { type ConvertedValue, convertedValue } from "./conversion.ts";
import { lostAtFirst, waysForth } from "./conversion-step.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { replacedSince } from "./returned-values.ts";
import { rewrittenInTurn } from "./rewritten-values.ts";
import { formerOf, keptSince, type TypeChange } from "./type-changes.ts";

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
  const column = identifier("t", formerName(after.id, kept.thing.version));
  const former = { table, from: column, alias: `${alias}_former` };
  const as = kept.as ?? after;
  const replaced = replacedSince(removed, before, kept.thing.version);
  const ways =
    before.formula === null ? waysForth(conversion, { became: kept.thing.became, replaced }) : [];
  const became: ConvertedValue[] = [];
  for (const way of ways) {
    const forth = { ...conversion, before: as, after: way.after, round: way.round };
    const at = { ...former, alias: `${alias}_${became.length}` };
    const made = await convertedValue(executor, forth, at);
    became.push({ ...made, value: rewrittenInTurn(way.replaced, made.value) });
  }
  const lost =
    before.formula === null
      ? await lostAtFirst(executor, conversion, former, {
          as: kept.as,
          became: kept.thing.became,
          since: keptSince(removed, kept.thing),
        })
      : sql`true`;
  const unchanged = joinSql(
    [
      ...became.map((was) => sql`${from} is not distinct from ${was.value}`),
      ...(lost === null
        ? []
        : [before.formula === null ? sql`(${from} is null and (${lost}))` : lost]),
    ],
    sql` or `,
  );
  const again = { ...conversion, before: as, round: false };
  const back =
    kept.as === null ? { value: column, joins: [] } : await convertedValue(executor, again, former);
  const is = sql`${column} is not null and (${unchanged})`;
  const joins = [...became, back].flatMap((made) => made.joins);
  return {
    value: back.value,
    joins,
    is,
    among: sql`t."id" in (select t."id" from ${table} as t ${joinSql(joins, sql` `)} where ${is} and ${back.value} is not null)`,
  };
}
