/** `GET /records/{object}/aggregate`: groups and measures, written as expressions. */
import {
  compileExpression,
  type Expression,
  joinSql,
  parameter,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { numberType } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import { makeAliases, type RowSource, rowSource } from "./joins.ts";
import { prepareSql } from "./plan-cache.ts";
import { encoders } from "./projection.ts";
import { clockValues, filterCondition } from "./read-plans.ts";
import type { Reader } from "./read-records.ts";
import { splitTopLevel } from "./split-list.ts";

export interface AggregateRequest {
  readonly group: string;
  readonly measures: string;
  readonly filter: string | null;
}

const partsMaximum = 16;
/** More groups than this are cut off; a report of that size is an export. */
export const groupsMaximum = 10_000;

interface Column {
  /** The text that was asked for, which is the key in the answer. */
  readonly key: string;
  readonly value: Sql;
  readonly encode: (value: string) => string;
}

/** `{"data":[{"status":"open","count()":12,"sum(total)":"99.50"}]}` */
export async function readAggregate(
  reader: Reader,
  model: ObjectModel,
  request: AggregateRequest,
): Promise<Result<string>> {
  const source = rowSource(model, { catalog: reader.catalog, aliases: makeAliases() });
  const problems: Problem[] = [];
  const take = <Value>(result: Result<Value>): readonly Value[] => {
    if (result.ok) return [result.value];
    problems.push(...result.problems);
    return [];
  };
  const parts = (text: string) =>
    splitTopLevel(text)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  const groups = parts(request.group).flatMap((text) => take(groupColumn(text, source, reader)));
  const measures = parts(request.measures).flatMap((text) =>
    take(measureColumn(text, source, reader)),
  );
  const filter =
    request.filter === null ? [] : take(filterCondition(request.filter, source, reader.catalog));
  if (groups.length + measures.length > partsMaximum) {
    problems.push(
      problem("invalid_parameter", "", { name: "measures", expected: `≤ ${partsMaximum}` }),
    );
  }
  if (problems.length === 0 && measures.length === 0) {
    problems.push(
      problem("invalid_parameter", "", { name: "measures", expected: "count(), sum(…)" }),
    );
  }
  if (problems.length > 0) return failure(...problems);
  const columns = [...groups, ...measures];
  const where = filter[0] === undefined ? sql`` : sql` where ${filter[0]}`;
  const numbers = joinSql(
    groups.map((_, index): Sql => ({ pieces: [String(index + 1)] })),
    sql`, `,
  );
  const grouping = groups.length === 0 ? sql`` : sql` group by ${numbers} order by ${numbers}`;
  const statement = sql`select ${joinSql(
    columns.map(({ value }) => value),
    sql`, `,
  )} from ${source.from()}${where}${grouping} limit ${parameter(groupsMaximum, "bigint")}`;
  const { rows } = await reader.executor.run(prepareSql(statement).bind(clockValues(reader.clock)));
  const data = rows.map((row) => {
    const members = columns.map(({ key, encode }, index) => {
      const value = row[index];
      return `${JSON.stringify(key)}:${value === null || value === undefined ? "null" : encode(value)}`;
    });
    return `{${members.join(",")}}`;
  });
  return success(`{"data":[${data.join(",")}]}`);
}

function compile(
  text: string,
  source: RowSource,
  reader: Reader,
  parameterName: string,
): Result<Expression> {
  const result = compileExpression(text, objectScope(source.model, reader.catalog.objects));
  return result.ok
    ? result
    : {
        ok: false,
        problems: result.problems.map((item) => ({ ...item, path: `/${parameterName}` })),
      };
}

function groupColumn(text: string, source: RowSource, reader: Reader): Result<Column> {
  const expression = compile(text, source, reader, "group");
  if (!expression.ok) return expression;
  if (["rows", "list", "null"].includes(expression.value.type.kind)) {
    return failure(
      problem("invalid_parameter", "/group", {
        name: "group",
        expected: `a single value, not ${text}`,
      }),
    );
  }
  return success({
    key: text,
    value: toSql(expression.value, source),
    encode: encoderOf(expression.value),
  });
}

const measurePattern = /^(count|sum|avg|min|max)\(([\s\S]*)\)$/;

function measureColumn(text: string, source: RowSource, reader: Reader): Result<Column> {
  const [, name, inside = ""] = measurePattern.exec(text) ?? [];
  if (name === undefined) {
    return failure(
      problem("invalid_parameter", "/measures", {
        name: "measures",
        expected: "count(), sum(x), avg(x), min(x), max(x)",
      }),
    );
  }
  if (inside.trim() === "") {
    return name === "count"
      ? success({ key: text, value: sql`count(*)`, encode: encoders.number })
      : failure(
          problem("invalid_parameter", "/measures", {
            name: "measures",
            expected: `${name}(field)`,
          }),
        );
  }
  const expression = compile(inside, source, reader, "measures");
  if (!expression.ok) return expression;
  const { kind } = expression.value.type;
  const needsNumber = name === "sum" || name === "avg";
  if (
    (needsNumber && kind !== numberType.kind) ||
    ["rows", "list", "null", "boolean"].includes(kind)
  ) {
    return failure(
      problem("invalid_parameter", "/measures", {
        name: "measures",
        expected: `${name}(${needsNumber ? "number" : "value"})`,
      }),
    );
  }
  return success(measure(name, text, toSql(expression.value, source), expression.value));
}

/** Averages keep ten places, like division does. */
function measure(name: string, key: string, value: Sql, expression: Expression): Column {
  if (name === "count") return { key, value: sql`count(${value})`, encode: encoders.number };
  if (name === "sum") return { key, value: sql`sum(${value})`, encode: encoders.decimal };
  if (name === "avg")
    return { key, value: sql`round(avg(${value}), 10)`, encode: encoders.decimal };
  const encode = encoderOf(expression);
  return { key, value: name === "min" ? sql`min(${value})` : sql`max(${value})`, encode };
}

function encoderOf(expression: Expression): (value: string) => string {
  switch (expression.type.kind) {
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
