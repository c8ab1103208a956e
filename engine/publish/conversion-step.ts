/** Conversion of one column while a plan is carried out. */
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import type { Executor } from "../db/database.ts";
import { comparisonName, quoted } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { columnOf } from "../records/columns.ts";
import { Refused } from "../records/writer.ts";
import {
  type Conversion,
  type ConversionPlace,
  convertColumn,
  emptyLostLookups,
  findUnconverted,
} from "./conversion.ts";
import {
  type ComparedColumn,
  type FirstConversion,
  type FormerColumn,
  mayComeBack,
} from "./former-column.ts";
import type { RewrittenValues } from "./rewritten-values.ts";
import { sameType } from "./type-changes.ts";

export interface ConversionStep {
  readonly conversion: Conversion;
  readonly schema: string;
  readonly table: string;
  /** Name of the column that holds the old values by now. */
  readonly from: string;
  readonly to: string;
  /** Values that do not convert are expected, and kept. */
  readonly keepsUnconverted: boolean;
  /** How many the plan counted. */
  readonly expected: number;
  readonly former: FormerColumn | null;
  /** Column that remembers what each value becomes; null: none does. */
  readonly became: string | null;
  /** Column that remembers from which value each was converted beforehand; null: none was. */
  readonly base: string | null;
}

export const describeConversion = ({ table, from, to }: ConversionStep): readonly string[] => [
  `update ${quoted(table)} set ${quoted(to)} = ${quoted(from)} converted`,
];

/** @param isTouched true for rows `t` of a table that somebody wrote since values were converted beside it */
export async function runConversion(
  executor: Executor,
  step: ConversionStep,
  isTouched: IsTouched,
): Promise<void> {
  const { conversion, from, to, former } = step;
  const table = identifier(step.schema, step.table);
  const all = { table, from: identifier("t", from), to: identifier(to) };
  const where = step.base === null ? null : await writtenMeanwhile(executor, step, all, isTouched);
  const place = where === null ? all : { ...all, where };
  // What was written meanwhile is converted again.
  if (where !== null)
    await executor.run(
      prepareSql(sql`update ${table} as t set ${all.to} = null where ${where}`).bind({}),
    );
  const unconverted = await convertColumn(executor, conversion, place);
  const alter = (what: string) =>
    executor.run({
      text: `alter table ${quoted(step.schema)}.${quoted(step.table)} ${what}`,
      values: [],
    });
  if (former !== null) {
    const comparison = comparisonName(conversion.after.id);
    const { compared } = former;
    if (compared !== null && step.base === null)
      await alter(`add column ${quoted(comparison)} ${columnOf(conversion.before).sql}`);
    await restoreFormer(executor, conversion, { ...place, former, comparison });
    const spent = [former.column, former.became].filter((column) => column !== null);
    const drops = [
      ...(compared === null ? [] : [comparison]),
      ...(former.as === null ? spent : []),
    ].map((column) => `drop column ${quoted(column)}`);
    if (drops.length > 0) await alter(drops.join(", "));
  } else if (unconverted > 0 && step.expected === 0)
    throw new Refused([problem("data_in_the_way", "", { object: conversion.object.title })]);
  if (step.base !== null && conversion.after.target !== null)
    await emptyLostLookups(executor, conversion, all);
  if (step.base !== null) await alter(`drop column ${quoted(step.base)}`);
}

/** Rows that are named one by one: found once, then known by their key. */
const namedMaximum = 20_000;

type IsTouched = (object: ObjectModel) => Sql;

/**
 * Rows whose value is another than the one that was converted, or becomes another by now. Nobody
 * writes them any more.
 */
async function writtenMeanwhile(
  executor: Executor,
  { base, former, conversion }: ConversionStep,
  { table, from, to }: ConversionPlace,
  isTouched: IsTouched,
): Promise<Sql> {
  const reasons = [
    sql`${from} is distinct from ${identifier("t", base ?? "")}`,
    // A record that was restored has none of either.
    ...(former === null
      ? []
      : [
          sql`${identifier("t", former.column)} is not null and t.${to} is null and ${isTouched(conversion.object)}`,
        ]),
    ...calledOtherwise(conversion, { from, to }, isTouched),
  ];
  const changed = sql`(${joinSql(reasons, sql` or `)})`;
  const limit = parameter(namedMaximum + 1, "bigint");
  const { rows } = await executor.run(
    prepareSql(sql`select t."id" from ${table} as t where ${changed} limit ${limit}`).bind({}),
  );
  if (rows.length > namedMaximum) return changed;
  const ids = rows.map(([id]) => String(id));
  return sql`t."id" = any(${parameter(ids, "uuid[]")})`;
}

/** Rows whose value stands for a record, or did not for any, when records were written meanwhile. */
function calledOtherwise(
  { before, after, targets }: Conversion,
  { from, to }: Pick<ConversionPlace, "from" | "to">,
  isTouched: IsTouched,
): readonly Sql[] {
  const records =
    before.target === null && after.target === null
      ? null
      : targets(after.target === null ? before : after);
  if (records === null) return [];
  const touched = sql`select t."id" from ${records.table} as t where ${isTouched(records.object)}`;
  return before.target !== null
    ? [sql`${from} in (${touched})`]
    : [
        sql`t.${to} in (${touched})`,
        sql`t.${to} is null and ${from} is not null and exists (${touched})`,
      ];
}

/** Beside the place of a conversion: the column of former values, and an empty one to compare them in. */
export interface FormerPlace extends ConversionPlace {
  readonly former: FormerColumn;
  /** There only where something is compared. */
  readonly comparison: string;
}

/**
 * Values that are still what the former ones became are the former ones again; nobody has written
 * what was computed since. One that is none of the new type stays where it is kept, and what it
 * became is converted like any other.
 */
export async function restoreFormer(
  executor: Executor,
  conversion: Conversion,
  place: FormerPlace,
): Promise<void> {
  const { table, from, to } = place;
  const run = (query: Sql) => executor.run(prepareSql(query).bind({}));
  const former = identifier("t", place.former.column);
  const comparison = identifier(place.comparison);
  const within = place.where ?? sql`true`;
  const { as, compared } = place.former;
  const may = mayComeBack(conversion, place.former, from);
  const takeBack = async (unchanged: Sql) => {
    const where = sql`${within} and ${may} and ${unchanged}`;
    if (as === null) await run(sql`update ${table} as t set ${to} = ${former} where ${where}`);
    else
      await convertColumn(
        executor,
        { ...conversion, before: as, round: false },
        { table, from: former, to, where },
      );
  };
  if (compared === null || conversion.before.formula !== null) {
    await takeBack(sql`true`);
    return;
  }
  const kept = { table, from: identifier("t", compared.column), where: within };
  const became = identifier("t", place.comparison);
  for (const [index, { forth, replaced }] of waysForth(conversion, compared).entries()) {
    if (index > 0) await run(sql`update ${table} as t set ${comparison} = null where ${within}`);
    await convertColumn(executor, forth, { ...kept, to: comparison });
    for (const { are, become } of replaced)
      await run(
        sql`update ${table} as t set ${comparison} = ${become(became)} where ${within} and ${are(became)}`,
      );
    await takeBack(sql`${from} is not distinct from ${became}`);
  }
  const lost = await lostAtFirst(executor, conversion, kept, compared);
  if (lost !== null) await takeBack(sql`${from} is null and (${lost})`);
}

/** How former values may have become what stands there now. */
export interface WayForth {
  readonly forth: Conversion;
  readonly replaced: readonly RewrittenValues[];
}

/**
 * Whether the values were rounded then nobody knows any more; what either way made of them is theirs.
 * Options that were replaced since were there when the values were converted.
 */
export function waysForth(
  conversion: Conversion,
  { as, became, replaced }: ComparedColumn,
): readonly WayForth[] {
  const { before } = conversion;
  const forth = (after: FieldModel, round: boolean): Conversion => ({
    ...conversion,
    before: as ?? conversion.after,
    after,
    round,
  });
  const rounds = columnOf(before).parameter === "numeric" ? [false, true] : [false];
  const plain = rounds.map((round) => ({ forth: forth(before, round), replaced: [] }));
  if (replaced.length === 0) return plain;
  const isOfType = became !== null && sameType(before, became.type, became.schema);
  return [...plain, { forth: forth(isOfType ? became : before, false), replaced }];
}

/**
 * Former values that had not even converted to what they turned into at first, where nobody wrote
 * another since: nothing has become of them. Null where there are none.
 */
export async function lostAtFirst(
  executor: Executor,
  conversion: Conversion,
  place: Omit<ConversionPlace, "to">,
  { as, became, remembered, since }: FirstConversion,
): Promise<Sql | null> {
  const unwritten = since.map((column) => sql`${identifier("t", column)} is null`);
  if (remembered !== null) {
    const came = sql`${place.from} is not null and ${identifier("t", remembered)} is null`;
    return joinSql([came, ...unwritten], sql` and `);
  }
  if (became === null || became.formula !== null || became.type.storage !== "column") return null;
  const forth = { ...conversion, before: as ?? conversion.after, after: became, round: false };
  const { failing } = await findUnconverted(executor, forth, place);
  if (failing === null) return null;
  return joinSql([sql`(${failing})`, ...unwritten], sql` and `);
}
