/**
 * Values of a column whose type changes: read, counted where they do not convert, and written to
 * the new column. What a value becomes says `convertValue`; plain values become it in SQL.
 */
import {
  identifier,
  joinSql,
  parameter,
  type Sql,
  sql,
  typeName,
} from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { convertValue } from "../../metadata/validate/convert-value.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { jsonValue } from "../query/projection.ts";
import { columnOf, noValue } from "../records/columns.ts";
import { plainConversion } from "./conversion-sql.ts";
import { withHashedJoins } from "./hashed-joins.ts";
import type { TargetRecords } from "./target-records.ts";
import { saysTitles } from "./type-changes.ts";

export interface Conversion {
  readonly object: ObjectModel;
  readonly before: FieldModel;
  readonly after: FieldModel;
  /** Digits that do not fit are rounded. */
  readonly round: boolean;
  readonly timeZone: string;
  /** What the values of a lookup are looked for among; null when there is nothing of the kind. */
  targets(lookup: FieldModel): TargetRecords | null;
}

/** Where the values are and where they go. */
export interface ConversionPlace {
  readonly table: Sql;
  readonly from: Sql;
  readonly to: Sql;
  /** Rows that are looked at; all when absent. `t` is the table. */
  readonly where?: Sql;
}

/** Texts of stored values that are not plain, with how often they occur. */
export type UnplainValues = readonly (readonly [text: string, occurrences: number])[];

export interface Unconverted {
  /** Condition of the rows that do not convert; null when all do. */
  readonly failing: Sql | null;
  /** How many they are. */
  readonly count: number;
  /** What was read for that. */
  readonly values: UnplainValues;
  /** False when every value of the table already stands for itself in the new type. */
  readonly changes: boolean;
}

const run = (executor: Executor, query: Sql) => executor.run(prepareSql(query).bind({}));

const within = (place: Pick<ConversionPlace, "where">): Sql => place.where ?? sql`true`;

/** The text by which a stored value is known in statements and read in JavaScript. */
function wireText(field: FieldModel, column: Sql): Sql {
  switch (field.type.wire) {
    case "timestamp":
      return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    case "text_list":
    case "json":
      return sql`to_jsonb(${column})::text`;
    case "duration":
      return jsonValue("duration", column);
    default:
      return sql`${column}::text`;
  }
}

/** The same as a part of an answer: of one kind, whatever the column of that name is next time. */
const answered = (field: FieldModel, column: Sql): Sql =>
  sql`(${wireText(field, column)}) collate "C"`;

function wireValue(field: FieldModel, text: string): unknown {
  switch (field.type.wire) {
    case "number":
      return Number(text);
    case "boolean":
      return text === "true";
    case "text_list":
    case "json":
      return JSON.parse(text);
    default:
      return text;
  }
}

/** A converted value as the text that `typedText` reads. */
function targetText(field: FieldModel, value: unknown): string {
  const { stored } = field.type;
  if (stored !== undefined) return String(stored.fromWire(value));
  return typeof value === "string" && field.type.wire !== "json" ? value : JSON.stringify(value);
}

function typedText(field: FieldModel, text: Sql): Sql {
  return field.type.wire === "text_list"
    ? sql`case when ${text} is not null then array(select jsonb_array_elements_text(${text}::jsonb)) end`
    : sql`${text}::${typeName(columnOf(field).sql)}`;
}

async function readUnplain(executor: Executor, conversion: Conversion, place: ConversionPlace) {
  const { before, after, round } = conversion;
  const plain = plainConversion(before, after, place.from, round);
  const rest = plain === null ? sql`true` : sql`coalesce(${plain.condition}, false) = false`;
  const present = sql`${place.from} is not null and ${within(place)}`;
  const condition = sql`${present} and ${rest}`;
  // What is hopeless is cheaper to tell than what is plain, and never both.
  const hopeless = plain?.total ? rest : (plain?.hopeless ?? sql`false`);
  const lost = sql`${present} and ${hopeless}`;
  if (plain?.total) return { plain, condition, lost, values: [] };
  const { rows } = await run(
    executor,
    sql`select ${answered(before, place.from)}, count(*) from ${place.table} as t where ${present} and not ${hopeless} and ${rest} group by 1`,
  );
  return {
    plain,
    condition,
    lost,
    values: rows.map(([text, count]) => [text ?? "", Number(count)] as const),
  };
}

const converted = (conversion: Conversion, text: string) =>
  convertValue(
    conversion.before,
    conversion.after,
    wireValue(conversion.before, text),
    { locale: "en", timeZone: conversion.timeZone },
    conversion.round,
  );

/** Finds what does not convert; writes nothing. */
export async function findUnconverted(
  executor: Executor,
  conversion: Conversion,
  place: Omit<ConversionPlace, "to">,
): Promise<Unconverted> {
  if (isOfRecords(conversion)) {
    const failing = unresolved(conversion, place);
    const count = await withHashedJoins(executor, (hashed) => countWhere(hashed, place, failing));
    return { failing: count === 0 ? null : failing, count, values: [], changes: true };
  }
  const { plain, condition, lost, values } = await readUnplain(executor, conversion, {
    ...place,
    to: place.from,
  });
  const lostCount = await countWhere(executor, place, lost);
  const isLost = lostCount > 0;
  const unless = { failing: isLost ? lost : null, count: lostCount, values };
  if (plain?.total) return { ...unless, changes: true };
  let changes = false;
  let count = lostCount;
  const failing: string[] = [];
  const passing: string[] = [];
  for (const [text, occurrences] of values) {
    const result = converted(conversion, text);
    (result.ok ? passing : failing).push(text);
    if (!result.ok) count += occurrences;
    else if (result.value !== text) changes = true;
  }
  if (failing.length === 0) return { ...unless, changes: changes || isLost };
  const isFailing = sql`${condition} and ${among(wireText(conversion.before, place.from), failing, passing)}`;
  const failingAll = isLost ? sql`((${lost}) or (${isFailing}))` : isFailing;
  return { failing: failingAll, count, values, changes: true };
}

/** True for texts of the first list, told by the shorter of the two that together are all. */
function among(text: Sql, these: readonly string[], others: readonly string[]): Sql {
  const list = (texts: readonly string[]) => parameter([...texts].sort(), "text[]");
  return these.length <= others.length
    ? sql`${text} = any(${list(these)})`
    : sql`${text} <> all(${list(others)})`;
}

/**
 * What of a former column is not converted, with the values; `lost` are rows of which that is known
 * already.
 */
export async function readUnconverted(
  executor: Executor,
  conversion: Conversion,
  place: Omit<ConversionPlace, "to">,
  limit: number,
  lost: Sql | null,
) {
  const found = await findUnconverted(executor, conversion, place);
  const conditions = [found.failing, lost].flatMap((one) => (one === null ? [] : [sql`(${one})`]));
  if (conditions.length === 0) return { count: 0, values: [] };
  const failing = sql`(${joinSql(conditions, sql` or `)}) and ${within(place)}`;
  return readKept(executor, conversion.before, { ...place, where: failing }, limit);
}

/** Values of some rows, by record, and how many they are. */
export async function readKept(
  executor: Executor,
  before: FieldModel,
  place: Omit<ConversionPlace, "to">,
  limit: number,
) {
  const { rows } = await run(
    executor,
    sql`with failing as materialized (select t."id", ${answered(before, place.from)} as "value" from ${place.table} as t where ${within(place)})
      select "id", "value", (select count(*) from failing) from failing order by "id" limit ${parameter(limit, "bigint")}`,
  );
  const values = rows.map(([id, value]) => ({
    record: String(id),
    value: wireValue(before, value ?? ""),
  }));
  return { count: Number(rows[0]?.[2] ?? 0), values };
}

/** What the value of a row `t` becomes, and what is joined to the row for it. */
export interface ConvertedValue {
  readonly value: Sql;
  readonly joins: readonly Sql[];
  /** A part of the row that is the same wherever the values are; null where nothing is known to be. */
  readonly sameness: Sql | null;
}

/**
 * The value is empty for what does not convert. Reads the values that JavaScript alone converts, if
 * they are not `known`, and writes nothing. `alias` is the name of the table that may be joined.
 */
export async function convertedValue(
  executor: Executor,
  conversion: Conversion,
  place: Omit<ConversionPlace, "to"> & { readonly alias: string },
  known?: UnplainValues,
): Promise<ConvertedValue> {
  const joined = identifier(place.alias);
  if (isOfRecords(conversion)) {
    const join = sql`left join (${resolution(conversion, place)}) as ${joined} on ${joined}."key" = ${keyOf(place)}`;
    // A record is found by one text, its id or its title; a title may be that of several records.
    const sameness = conversion.after.target === null ? null : keyOf(place);
    return { value: identifier(place.alias, "value"), joins: [join], sameness };
  }
  const { before, after, round } = conversion;
  const plain = plainConversion(before, after, place.from, round);
  const values =
    known ?? (await readUnplain(executor, conversion, { ...place, to: place.from })).values;
  const { pairs } = convertTexts(conversion, values);
  const other =
    pairs.length === 0 ? noValue(after) : typedText(after, identifier(place.alias, "to"));
  const pairsTable = sql`left join unnest(${texts(pairs, 0)}, ${texts(pairs, 1)}) as ${joined} ("from", "to") on ${joined}."from" = ${wireText(before, place.from)}`;
  return {
    value:
      plain === null
        ? other
        : sql`case when ${plain.condition} then ${plain.value} else ${other} end`,
    joins: pairs.length === 0 ? [] : [pairsTable],
    sameness: null,
  };
}

type Pair = readonly [from: string, to: string];

const texts = (pairs: readonly Pair[], side: 0 | 1): Sql =>
  parameter(
    pairs.map((pair) => pair[side]),
    "text[]",
  );

/** Stored texts that JavaScript converts, each with what it becomes, and how many values it cannot. */
function convertTexts(
  conversion: Conversion,
  values: UnplainValues,
): { readonly pairs: readonly Pair[]; readonly failing: number } {
  const pairs: Pair[] = [];
  let failing = 0;
  for (const [text, occurrences] of values) {
    const result = converted(conversion, text);
    if (!result.ok) failing += occurrences;
    else if (result.value !== null) pairs.push([text, targetText(conversion.after, result.value)]);
  }
  return { pairs, failing };
}

/** Writes the converted values; what does not convert stays empty. Returns how many did not. */
export async function convertColumn(
  executor: Executor,
  conversion: Conversion,
  place: ConversionPlace,
): Promise<number> {
  if (isOfRecords(conversion)) return convertByRecords(executor, conversion, place);
  const { before, after } = conversion;
  const { plain, condition, lost, values } = await readUnplain(executor, conversion, place);
  if (plain !== null)
    await run(
      executor,
      sql`update ${place.table} as t set ${place.to} = ${plain.value} where ${place.from} is not null and ${within(place)} and ${plain.condition}`,
    );
  const { pairs, failing } = convertTexts(conversion, values);
  for (let start = 0; start < pairs.length; start += pairsAtOnce) {
    const some = pairs.slice(start, start + pairsAtOnce);
    await run(
      executor,
      sql`update ${place.table} as t set ${place.to} = ${typedText(after, sql`m.target`)}
        from unnest(${texts(some, 0)}, ${texts(some, 1)}) as m (source, target)
        where ${condition} and ${wireText(before, place.from)} = m.source`,
    );
  }
  return failing + (await countWhere(executor, place, lost));
}

async function countWhere(
  executor: Executor,
  { table }: Pick<ConversionPlace, "table">,
  condition: Sql,
): Promise<number> {
  const { rows } = await run(executor, sql`select count(*) from ${table} as t where ${condition}`);
  return Number(rows[0]?.[0]);
}

/** Pairs of an old and a new value in one statement. */
const pairsAtOnce = 5000;

/** A lookup that comes or goes: its records are looked at, not its values alone. */
const isOfRecords = ({ before, after }: Conversion): boolean =>
  before.target !== null || after.target !== null;

/**
 * What values become by way of records, as rows of `key` and `value`: an id stays where it names a
 * record of the new target, or becomes its title; a text stands for the one record that is called
 * so, and for none where there are several (no HAVING: PostgreSQL would expect hardly any rows). Of
 * some rows only their keys.
 */
function resolution(conversion: Conversion, place: Omit<ConversionPlace, "to">): Sql {
  const { before, after, targets } = conversion;
  const found = targets(after.target === null ? before : after);
  if (found === null || (after.target === null && !saysTitles(after)))
    return sql`select null::text as "key", null::${typeName(columnOf(after).sql)} as "value" where false`;
  const { table, title } = found;
  const among = (column: Sql, key: Sql) =>
    place.where === undefined
      ? sql`true`
      : sql`${column} in (select ${key} from ${place.table} as t where ${place.where} and ${place.from} is not null)`;
  const called = title === null ? sql`null::text` : sql`${identifier("r", title)}::text`;
  if (before.target !== null) {
    const value = after.target === null ? called : sql`r."id"`;
    return sql`select r."id"::text as "key", ${value} as "value" from ${table} as r where ${among(sql`r."id"`, place.from)}`;
  }
  return sql`select ${called} as "key", case when count(*) = 1 then any_value(r."id") end as "value" from ${table} as r where ${among(called, keyOf(place))} group by 1`;
}

const keyOf = (place: Omit<ConversionPlace, "to">): Sql => sql`trim(${place.from}::text)`;

function unresolved(conversion: Conversion, place: Omit<ConversionPlace, "to">): Sql {
  return sql`${place.from} is not null and ${within(place)}
    and not exists (select 1 from (${resolution(conversion, place)}) as m where m."key" = ${keyOf(place)} and m."value" is not null)`;
}

async function convertByRecords(
  executor: Executor,
  conversion: Conversion,
  place: ConversionPlace,
): Promise<number> {
  const update = sql`update ${place.table} as t set ${place.to} = m."value" from (${resolution(conversion, place)}) as m
      where m."key" = ${keyOf(place)} and m."value" is not null and ${within(place)}`;
  const { rowCount } = await withHashedJoins(executor, (hashed) => run(hashed, update));
  const present = sql`${place.from} is not null and ${within(place)}`;
  return (await countWhere(executor, place, present)) - rowCount;
}

/** Empties lookups to records that were deleted while a large table was converted. */
export async function emptyLostLookups(
  executor: Executor,
  { targets, after }: Conversion,
  { table, to }: Pick<ConversionPlace, "table" | "to">,
): Promise<void> {
  const target = targets(after);
  if (target === null) return;
  const column = sql`t.${to}`;
  const update = sql`update ${table} as t set ${to} = null where ${column} is not null and not exists (select 1 from ${target.table} as r where r."id" = ${column})`;
  await withHashedJoins(executor, (hashed) => run(hashed, update));
}
