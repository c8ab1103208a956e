/** Conversion of one column while a plan is carried out. */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { columnOf } from "../records/columns.ts";
import { Refused } from "../records/writer.ts";
import { type Conversion, convertColumn } from "./conversion.ts";

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
  /** Column with the values that the field had when it was of the new type before. */
  readonly former: string | null;
  /** Column that remembers from which value each was converted beforehand; null: none was. */
  readonly base: string | null;
}

/** Where it stands for a moment what a former value was converted to. */
const comparison = "$comparison";

export const describeConversion = ({ table, from, to }: ConversionStep): readonly string[] => [
  `update ${quoted(table)} set ${quoted(to)} = ${quoted(from)} converted`,
];

export async function runConversion(executor: Executor, step: ConversionStep): Promise<void> {
  const { conversion, from, to, former } = step;
  const table = identifier(step.schema, step.table);
  const all = { table, from: identifier("t", from), to: identifier(to) };
  const place =
    step.base === null
      ? all
      : { ...all, where: sql`${all.from} is distinct from ${identifier("t", step.base)}` };
  // What was written meanwhile is converted again.
  if (place !== all)
    await executor.run(
      prepareSql(
        sql`update ${table} as t set ${all.to} = null where ${all.from} is distinct from ${identifier("t", step.base ?? "")}`,
      ).bind({}),
    );
  const unconverted = await convertColumn(executor, conversion, place);
  if (step.base !== null)
    await executor.run({
      text: `alter table ${quoted(step.schema)}.${quoted(step.table)} drop column ${quoted(step.base)}`,
      values: [],
    });
  if (former !== null) await restoreFormer(executor, step, former);
  else if (unconverted > 0 && step.expected === 0)
    throw new Refused([problem("data_in_the_way", "", { object: conversion.object.title })]);
}

/** Values that are still what the former ones became are the former ones again. */
async function restoreFormer(
  executor: Executor,
  step: ConversionStep,
  former: string,
): Promise<void> {
  const { conversion, from, to } = step;
  const table = identifier(step.schema, step.table);
  const run = (query: ReturnType<typeof sql>) => executor.run(prepareSql(query).bind({}));
  const alter = (what: string) =>
    executor.run({
      text: `alter table ${quoted(step.schema)}.${quoted(step.table)} ${what}`,
      values: [],
    });
  await alter(`add column ${quoted(comparison)} ${columnOf(conversion.before).sql}`);
  // Whether the values were rounded then nobody knows any more; what either way made of them is theirs.
  for (const round of isNumber(conversion.before) ? [false, true] : [false]) {
    if (round) await run(sql`update ${table} as t set ${identifier(comparison)} = null`);
    await convertColumn(
      executor,
      { ...conversion, before: conversion.after, after: conversion.before, round },
      { table, from: identifier("t", former), to: identifier(comparison) },
    );
    await run(
      sql`update ${table} as t set ${identifier(to)} = ${identifier("t", former)} where ${identifier("t", former)} is not null and ${identifier("t", from)} is not distinct from ${identifier("t", comparison)}`,
    );
  }
  await alter(`drop column ${quoted(comparison)}`);
  await alter(`drop column ${quoted(former)}`);
}

const isNumber = (field: FieldModel): boolean => columnOf(field).parameter === "numeric";
