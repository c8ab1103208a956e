import { describe, expect, test } from "vitest";
import {
  compileExpression,
  compileMeasures,
  compileSql,
  identifier,
  joinSql,
  measureSql,
  parameter,
  slot,
  sql,
  toSql,
  typeName,
} from "../../../metadata/expressions/index.ts";
import { orderScope, sqlContext } from "./sales-order.ts";

function compiled(text: string) {
  const expression = compileExpression(text, orderScope);
  if (!expression.ok) throw new Error(`${text}: ${JSON.stringify(expression.problems)}`);
  return compileSql(toSql(expression.value, sqlContext));
}

describe("fragments", () => {
  test("nest, and number their parameters in the order of the text", () => {
    const condition = sql`${identifier("t", "a")} = ${parameter("5", "bigint")}`;
    const list = joinSql([condition, sql`true`], sql` and `);
    const { text, parameters } = compileSql(sql`where ${list} limit ${slot("limit", "bigint")}`);
    expect(text).toBe('where "t"."a" = $1::bigint and true limit $2::bigint');
    expect(parameters).toEqual([
      { kind: "constant", value: "5", cast: "bigint" },
      { kind: "slot", name: "limit", cast: "bigint" },
    ]);
  });

  test("use one parameter for a slot that occurs again", () => {
    const now = slot("now", "timestamptz");
    const { text, parameters } = compileSql(sql`${now}, ${slot("now", "text")}, ${now}`);
    expect(text).toBe("$1::timestamptz, $2::text, $1::timestamptz");
    expect(parameters).toHaveLength(2);
  });

  test.each(['a"b', "", "a\0", "a'", "x".repeat(64), "a;b"])("refuse the identifier %j", (name) => {
    expect(() => identifier(name)).toThrow();
  });

  test.each(["text; drop", "text'", "", "Text", "numeric(a)"])("refuse the type %j", (name) => {
    expect(() => typeName(name)).toThrow();
    expect(() => parameter(1, name)).toThrow();
  });
});

describe("SQL of expressions", () => {
  test("holds no literal: statements that differ in values alone share their text", () => {
    const one = compiled('total > 10 && status in ["draft"] && order_date < "2026-01-01"');
    const two = compiled(
      'total > 99.5 && status in ["open", "closed"] && order_date < "2027-01-01"',
    );
    expect(one.text).toBe(two.text);
    expect(one.parameters).not.toEqual(two.parameters);
    expect(one.text).not.toMatch(/draft|2026/);
  });

  test("a text of any content stays a parameter", () => {
    const { text, parameters } = compiled(`number == "'; drop table x; --"`);
    expect(text).toBe('("number" = $1::text)');
    expect(parameters).toMatchObject([{ value: "'; drop table x; --" }]);
  });

  test.each([
    ["pieces == 5", '("pieces" = $1::bigint)'],
    ["pieces in [1, 2]", '("pieces" = any($1::bigint[]))'],
    ["pieces > 0.5", '(("pieces")::numeric > $1::numeric)'],
    ["pieces != null", '("pieces" is not null)'],
    ["order_date >= '2026-01-01'", '("order_date" >= $1::date)'],
    ["starts_with(number, 'SO')", 'starts_with("number", $1::text)'],
    ["'urgent' in tags", '("tags" @> array[$1::text])'],
    ["customer.level == 'a'", '("customer"."level" = $1::text)'],
  ])("%s can use an index: %s", (text, expected) => {
    expect(compiled(text).text).toBe(expected);
  });

  test("a day that a moment is compared with bounds the moment itself", () => {
    const { text } = compiled('created_at >= "2026-01-01"');
    expect(text).toContain(`"created_at" >= (($3::date)::timestamp - interval '1 day') at time`);
    expect(compiled("date(created_at) == today()").text).toContain(
      'and "created_at" < (($2::date)',
    );
    expect(compiled('created_at != "2026-01-01"').text).not.toContain("interval");
  });

  test("texts are ordered by code point", () => {
    expect(compiled('number < "b"').text).toBe('(("number" collate "C") < $1::text)');
    expect(compiled('max(number, "b")').text).toContain('collate "C"');
    expect(compiled("max(lines.note)").text).toContain('max(("note" collate "C"))');
  });

  test("the clock comes in slots", () => {
    expect(compiled("order_date < today()").parameters).toEqual([
      { kind: "slot", name: "today", cast: "date" },
    ]);
    expect(compiled("now() > created_at && date(created_at) == order_date").parameters).toEqual([
      { kind: "slot", name: "now", cast: "timestamptz" },
      { kind: "slot", name: "time_zone", cast: "text" },
    ]);
  });

  test("nested calls do not multiply their arguments", () => {
    const nested = (depth: number): string =>
      depth === 0 ? "order_date" : `add_months(add_days(${nested(depth - 1)}, total / 3), 1)`;
    const deep = compiled(nested(20)).text.length;
    expect(deep).toBeLessThan(3 * compiled(nested(10)).text.length);
  });
});

describe("measures", () => {
  const scopeMeasures = (text: string) => compileMeasures(text, orderScope);

  test("aggregate the records of a list", () => {
    const measures = scopeMeasures('count(), sum(total), max(number, status == "open")');
    if (!measures.ok) throw new Error(JSON.stringify(measures.problems));
    expect(measures.value.map(({ text, type }) => [text, type.kind])).toEqual([
      ["count()", "number"],
      ["sum(total)", "number"],
      ['max(number, status == "open")', "text"],
    ]);
    const columns = measures.value.map((measure) => measureSql(measure, sqlContext));
    expect(compileSql(joinSql(columns, sql`, `)).text).toBe(
      '(count(*))::numeric, coalesce(sum("total"), 0), max(("number" collate "C")) filter (where ("status" = $1::text))',
    );
  });

  test.each([
    ["total", "expression_rows_needed"],
    ["round(total)", "expression_rows_needed"],
    ["sum()", "expression_wrong_argument_count"],
    ["sum(total, paid, paid)", "expression_wrong_argument_count"],
    ["sum(number)", "expression_type"],
    ["sum(total), avg(nope)", "expression_unknown_name"],
    ["sum(total", "expression_incomplete"],
  ])("%s is a problem", (text, code) => {
    const measures = scopeMeasures(text);
    expect(measures.ok ? [] : measures.problems.map((problem) => problem.code)).toEqual([code]);
  });
});
