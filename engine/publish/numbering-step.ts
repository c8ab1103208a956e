/**
 * Numbers of records that are there when a publish brings or changes an auto-number: those without
 * one may get one, in the order in which they were made, and counters go on after what is there.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { counterPlace, numberSeries, readNumber } from "../../metadata/fields/number-template.ts";
import { pad } from "../../metadata/fields/values/calendar.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Executor } from "../db/database.ts";
import { nextName, quoted, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { isNumber, raiseCounter, takeNumbers, templateOf } from "../records/numbering.ts";
import type { Planning } from "./planning.ts";
import { answerTo, type Question } from "./questions.ts";

/** An auto-number whose records are given theirs, in which table and on whose days. */
export interface Numbering {
  readonly schema: string;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly timeZone: string;
}

export interface NumberingStep extends Numbering {
  /** False: counters only go on after the numbers that are there. */
  readonly gives: boolean;
}

const give = {
  value: "give",
  title: {
    en: "Give them numbers in the order in which they were made",
    "zh-CN": "按创建顺序为其编号",
  },
};

const leaveEmpty = {
  value: "leave_empty",
  title: { en: "Leave them without; only new records get one", "zh-CN": "留空，仅为新记录编号" },
};

/** What is asked where an auto-number comes to an object; null for other changes. */
export function numberQuestion(change: Change): Question | null {
  if (change.kind !== "field_added" || !isNumber(change.field)) return null;
  // Who gets a number by a transition is numbered when it is taken.
  if (typeof change.field.schema.assign_on === "string") return null;
  const { object, field } = change;
  const choices = [give, leaveEmpty];
  return { kind: "number", object, field, choices, unanswered: leaveEmpty.value };
}

/** The same where there are records that could be asked about. */
export async function numberQuestions(
  { executor, catalog, before }: Planning,
  change: Change,
): Promise<readonly Question[]> {
  const question = numberQuestion(change);
  const name = question === null ? undefined : before.table(question.object.id);
  if (question === null || name === undefined) return [];
  const any = sql`select 1 from ${identifier(catalog.schema, name)} limit 1`;
  const { rows } = await executor.run(prepareSql(any).bind({}));
  return rows.length === 0 ? [] : [question];
}

/** Null where no number is given or counted. */
export function numberingStep(planning: Planning, change: Change): NumberingStep | null {
  const { next, answers, clock, before } = planning;
  if (!("object" in change) || before.table(change.object.id) === undefined) return null;
  const field = numberedField(change);
  if (field === null) return null;
  const question = numberQuestion(change);
  const gives = question !== null && answerTo(question, answers) === give.value;
  if (question !== null && !gives) return null;
  const timeZone = String(clock.time_zone ?? "UTC");
  return { schema: next.schema, object: change.object, field, timeZone, gives };
}

function numberedField(change: Change): FieldModel | null {
  switch (change.kind) {
    case "field_added":
      return isNumber(change.field) ? change.field : null;
    case "field_type_changed":
      return isNumber(change.after) ? change.after : null;
    case "field_changed":
      return isNumber(change.field) && change.keywords.includes("template") ? change.field : null;
    default:
      return null;
  }
}

export const describeNumbering = ({ object, field }: Numbering): string =>
  `update ${quoted(tableOf(object))} set ${quoted(field.name)} = the next number where ${quoted(field.name)} is null`;

/** In the last transaction, when nobody else writes. */
export async function runNumbering(executor: Executor, step: NumberingStep): Promise<void> {
  const { schema, object, field, gives } = step;
  const table = identifier(schema, tableOf(object));
  if (!gives) {
    await goOnAfter(executor, step, table);
    return;
  }
  await giveNumbers(executor, step, { table, column: identifier(field.name), within: sql`true` });
  const waiting = `${nextName(field.id)}:`;
  const { rows } = await executor.run({
    text: `delete from ${quoted(schema)}."_counter" where starts_with("key", $1) returning "key", "value"`,
    values: [waiting],
  });
  for (const [key = "", value] of rows)
    await raiseCounter(
      executor,
      schema,
      `${field.id}:${String(key).slice(waiting.length)}`,
      Number(value),
    );
}

/** Rows that are numbered with one statement. */
const rowsAtOnce = 5000;

/** `t` is the table. */
export interface NumberedRows {
  readonly table: Sql;
  readonly column: Sql;
  readonly within: Sql;
}

/**
 * Numbers rows that have none, in the order of their ids. Until the publish is through, counters are
 * called like the column that is made ready: one that is given up takes no number.
 */
export async function giveNumbers(
  executor: Executor,
  numbering: Numbering,
  rows: NumberedRows,
): Promise<void> {
  while ((await giveSome(executor, numbering, rows)) === rowsAtOnce);
}

async function giveSome(
  executor: Executor,
  { schema, field, timeZone }: Numbering,
  { table, column, within }: NumberedRows,
): Promise<number> {
  const query = sql`select t."id", to_char(t."created_at" at time zone ${parameter(timeZone, "text")}, 'YYYY-MM-DD')
    from ${table} as t where ${within} and t.${column} is null order by t."id" limit ${parameter(rowsAtOnce, "bigint")}`;
  const { rows } = await executor.run(prepareSql(query).bind({}));
  const seriesOf = ([, day]: (typeof rows)[number]) => numberSeries(templateOf(field), String(day));
  const ids: string[] = [];
  const numbers: string[] = [];
  for (const [key, some] of Map.groupBy(rows, (row) => seriesOf(row).key)) {
    const counter = `${nextName(field.id)}:${key}`;
    const first = await takeNumbers(executor, schema, counter, some.length);
    for (const [index, row] of some.entries()) {
      ids.push(String(row[0]));
      numbers.push(seriesOf(row).render(first + index));
    }
  }
  const given = sql`unnest(${parameter(ids, "uuid[]")}, ${parameter(numbers, "text[]")}) as m ("id", "number")`;
  const update = sql`update ${table} as t set ${column} = m."number" from ${given} where t."id" = m."id"`;
  if (rows.length > 0) await executor.run(prepareSql(update).bind({}));
  return rows.length;
}

/** Counters go on after the highest number of each series that was given, counted or imported. */
async function goOnAfter(
  executor: Executor,
  { schema, field }: Numbering,
  table: Sql,
): Promise<void> {
  const template = templateOf(field);
  const { before, digits, after } = counterPlace(template);
  const size = (count: number) => parameter(count, "integer");
  const column = sql`t.${identifier(field.name)}`;
  const rest = sql`(length(${column}) - ${size(before + after)})`;
  const counter = sql`substr(${column}, ${size(before + 1)}, greatest(${rest}, 0))`;
  const isCounted = sql`${rest} between ${size(digits)} and 15 and translate(${counter}, '0123456789', '') = ''`;
  const highest = sql`select left(${column}, ${size(before)}), right(${column}, ${size(after)}), max(case when ${isCounted} then ${counter}::bigint end)
    from ${table} as t where ${isCounted} group by 1, 2`;
  const { rows } = await executor.run(prepareSql(highest).bind({}));
  for (const [start = "", end = "", count] of rows) {
    const read = readNumber(template, `${start}${pad(Number(count), digits)}${end}`);
    if (read !== null) await raiseCounter(executor, schema, `${field.id}:${read.key}`, read.count);
  }
}
