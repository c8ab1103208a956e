/** `GET /records/{object}/aggregate`: groups and measures, written as expressions. */
import {
  compileExpressionList,
  compileMeasures,
  type Expression,
  type ExpressionType,
  joinSql,
  type Measure,
  measureSql,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import { makeAliases, type RowSource, rowSource } from "./joins.ts";
import { prepareSql } from "./plan-cache.ts";
import { encoders } from "./projection.ts";
import { callerSlots, filterCondition } from "./read-plans.ts";
import type { Reader } from "./read-records.ts";
import { readableScope } from "./readable-scope.ts";

export interface AggregateRequest {
  readonly group: string;
  readonly measures: string;
  readonly filter: string | null;
}

export const partsMaximum = 16;
/** More groups than this are cut off; a report of that size is an export. */
export const groupsMaximum = 10_000;
/** In the text: a limit PostgreSQL does not know makes it read the table in the groups' order. */
const groupsLimit: Sql = { pieces: [String(groupsMaximum)] };

interface Column {
  /** The text that was asked for, which is the key in the answer. */
  readonly key: string;
  readonly value: Sql;
  readonly encode: (value: string) => string;
}

/** `{"data":[{"status":"open","count()":12,"sum(total)":"99.50"}]}`, in the order of the groups. */
export async function readAggregate(
  reader: Reader,
  model: ObjectModel,
  request: AggregateRequest,
): Promise<Result<string>> {
  const compiled = compile(reader, model, request);
  if (!compiled.ok) return compiled;
  const { columns, query } = compiled.value;
  const { rows } = await reader.executor.run(prepareSql(query).bind(callerSlots(reader)));
  const data = rows.map((row) => {
    const members = columns.map(({ key, encode }, index) => {
      const value = row[index];
      return `${JSON.stringify(key)}:${value === null || value === undefined ? "null" : encode(value)}`;
    });
    return `{${members.join(",")}}`;
  });
  return success(`{"data":[${data.join(",")}]}`);
}

interface Compiled {
  readonly columns: readonly Column[];
  readonly query: Sql;
}

function compile(
  { catalog, rights }: Reader,
  model: ObjectModel,
  request: AggregateRequest,
): Result<Compiled> {
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights });
  const scope = readableScope(model, catalog, rights);
  const groups = at("/group", compileExpressionList(request.group, scope));
  const measures = at("/measures", compileMeasures(request.measures, scope));
  const filter =
    request.filter === null
      ? success(null)
      : filterCondition(request.filter, source, catalog, rights);
  if (!groups.ok || !measures.ok || !filter.ok) {
    return failure(
      ...[groups, measures, filter].flatMap((result) => (result.ok ? [] : result.problems)),
    );
  }
  const problems = mistakes(groups.value, measures.value);
  if (problems.length > 0) return failure(...problems);
  const columns = [
    ...groups.value.map((group) => groupColumn(group, source)),
    ...measures.value.map((measure) => measureColumn(measure, source)),
  ];
  const values = joinSql(
    columns.map(({ value }) => value),
    sql`, `,
  );
  const where = filter.value === null ? sql`` : sql` where ${filter.value}`;
  return success({
    columns,
    query: sql`select ${values} from ${source.from()}${where}${grouping(groups.value.length)} limit ${groupsLimit}`,
  });
}

const at = <Value>(path: string, result: Result<Value>): Result<Value> =>
  result.ok ? result : failure(...result.problems.map((item) => ({ ...item, path })));

/** What each expression may be, but not here or not so often. */
function mistakes(groups: readonly Expression[], measures: readonly Measure[]): readonly Problem[] {
  const wrong = (name: string, expected: string | Text): Problem =>
    problem("invalid_parameter", `/${name}`, { name, expected });
  const isRepeated = (list: readonly { readonly text: string }[]): boolean =>
    new Set(list.map(({ text }) => text)).size < list.length;
  const once = { en: "each named once", "zh-CN": "各不相同" };
  return [
    ...groups
      .filter(({ type }) => ["rows", "list", "composite", "null"].includes(type.kind))
      .map(({ text }) =>
        wrong("group", { en: `a single value, not ${text}`, "zh-CN": `单个值，而不是 ${text}` }),
      ),
    ...(measures.length === 0 ? [wrong("measures", "count(), sum(…)")] : []),
    ...(groups.length + measures.length > partsMaximum
      ? [wrong("measures", `≤ ${partsMaximum}`)]
      : []),
    ...(isRepeated(groups) ? [wrong("group", once)] : []),
    ...(isRepeated(measures) ? [wrong("measures", once)] : []),
  ];
}

/** Groups by the places of the first columns. */
function grouping(count: number): Sql {
  if (count === 0) return sql``;
  const places: Sql = {
    pieces: [Array.from({ length: count }, (_, index) => index + 1).join(", ")],
  };
  return sql` group by ${places} order by ${places}`;
}

const groupColumn = (group: Expression, source: RowSource): Column => ({
  key: group.text,
  value: toSql(group, source),
  encode: encoderOf(group.type),
});

const counts: ReadonlySet<string> = new Set(["count", "count_distinct"]);

/** Counts are whole numbers far below 2^53, so they travel as numbers. */
const measureColumn = (measure: Measure, source: RowSource): Column => ({
  key: measure.text,
  value: measureSql(measure, source),
  encode: counts.has(measure.name) ? encoders.number : encoderOf(measure.type),
});

function encoderOf(type: ExpressionType): (value: string) => string {
  switch (type.kind) {
    case "number":
      return encoders.decimal;
    case "boolean":
      return encoders.boolean;
    case "datetime":
      return encoders.timestamp;
    default:
      return encoders.string;
  }
}
