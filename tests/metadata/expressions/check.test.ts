import { describe, expect, test } from "vitest";
import { compileExpression, type ExpressionType } from "../../../metadata/expressions/index.ts";
import { dateType, numberType, textType } from "../../../metadata/expressions/types.ts";
import { messagesOf, problemsOf } from "./expect-problem.ts";
import { customerId, orderScope } from "./sales-order.ts";

function typeOf(text: string, expected?: ExpressionType): string {
  const compiled = compileExpression(text, orderScope, expected);
  return compiled.ok ? compiled.value.type.kind : compiled.problems.map(({ code }) => code).join();
}

describe("types", () => {
  test.each([
    ["total * 2", "number"],
    ['number + "x"', "text"],
    ["paid && total > 1", "boolean"],
    ["paid ? total : null", "number"],
    ["paid ? null : null", "null"],
    ["coalesce(null, order_date)", "date"],
    ["customer", "record"],
    ["customer.parent_customer.level", "text"],
    ["sum(lines.quantity)", "number"],
    ["max(lines.note)", "text"],
    ["max(lines.note, quantity > 1 && parent.paid)", "text"],
    ["sum(lines, quantity * price, note != null)", "number"],
    ["count(customer.orders, total > 5)", "number"],
    ["min(order_date, due_date)", "date"],
    ['"urgent" in tags', "boolean"],
    ["day(created_at)", "date"],
    ["now()", "datetime"],
  ])("%s is a %s", (text, kind) => {
    expect(typeOf(text)).toBe(kind);
  });
});

describe("text literals become what they meet", () => {
  test.each([
    'order_date == "2026-02-28"',
    'due_date in ["2026-02-28", "2026-03-01"]',
    'created_at < "2026-02-28T08:00:00+08:00"',
    'created_at < "2026-02-28"',
    'opens >= "08:30"',
    `customer == "${customerId}"`,
    'coalesce(due_date, "2026-02-28") > order_date',
    'days_between(order_date, "2026-02-28") > 3',
  ])("%s", (text) => {
    expect(typeOf(text)).toBe("boolean");
  });

  test.each([
    ['order_date == "2026-02-29"', '"2026-02-29"'],
    ['order_date == "28.02.2026"', '"28.02.2026"'],
    ['created_at < "2026-02-28 08:00"', '"2026-02-28 08:00"'],
    ['opens >= "24:00"', '"24:00"'],
    ['customer == "Timber"', '"Timber"'],
    ['date("2026-13-01")', '"2026-13-01"'],
  ])("unless they spell none: %s", (text, at) => {
    expect(problemsOf(text)).toEqual([`expression_wrong_format ${JSON.stringify(at)}`]);
  });
});

describe("a mistake is named at its place", () => {
  test.each([
    ["totl", 'expression_unknown_name "totl"'],
    ["constructor", 'expression_unknown_name "constructor"'],
    ["customer.levle", 'expression_unknown_name "levle"'],
    ["totl == null", 'expression_unknown_name "totl"'],
    ["total.amount", 'expression_no_fields_behind "total"'],
    ["carrier.name", 'expression_no_fields_behind "carrier"'],
    ["lines.price", 'expression_rows_alone "lines"'],
    ["lines", 'expression_rows_alone "lines"'],
    ["suum(lines.price)", 'expression_unknown_function "suum"'],
    ["constructor(1)", 'expression_unknown_function "constructor"'],
    ["round()", 'expression_wrong_argument_count "round()"'],
    ["today(1)", 'expression_wrong_argument_count "today(1)"'],
    ["min(total)", 'expression_wrong_argument_count "min(total)"'],
    ["sum(lines)", 'expression_wrong_argument_count "sum(lines)"'],
    ["sum(total)", 'expression_rows_needed "sum(total)"'],
    ["sum(lines.note)", 'expression_type "note"'],
    ["sum(lines.price, 5)", 'expression_type "5"'],
    ["round(total, total)", 'expression_literal_needed "total"'],
    ["round(total, 1.5)", 'expression_literal_needed "1.5"'],
    ["round(total, 31)", 'expression_literal_needed "31"'],
    ["paid + 1", 'expression_type "paid"'],
    ["-number", 'expression_type "number"'],
    ["!total", 'expression_type "total"'],
    ["paid || total", 'expression_type "total"'],
    ["total ? 1 : 2", 'expression_type "total"'],
    ["paid ? 1 : number", 'expression_types_differ "number"'],
    ["number == total", 'expression_types_differ "total"'],
    ['total > "5"', 'expression_types_differ "\\"5\\""'],
    ["order_date + 1", 'expression_types_differ "order_date + 1"'],
    ['opens + "08:00:00"', 'expression_type "opens"'],
    ['customer + "00000000-0000-7000-8000-000000000001"', 'expression_type "customer"'],
    ["order_date < opens", 'expression_types_differ "opens"'],
    ["customer == carrier", 'expression_types_differ "carrier"'],
    ["customer < customer", 'expression_type "customer < customer"'],
    ["tags == tags", 'expression_type "tags == tags"'],
    ["paid < paid", 'expression_type "paid < paid"'],
    ["total in number", 'expression_type "number"'],
    ["total in [1, null]", 'expression_null_in_list "null"'],
    ['status == "opne"', 'expression_unknown_option "\\"opne\\""'],
    ['status in ["open", "x"]', 'expression_unknown_option "\\"x\\""'],
    ['"z" == customer.level', 'expression_unknown_option "\\"z\\""'],
    ["sum(lines.price, quantity > parent.totl)", 'expression_unknown_name "totl"'],
  ])("%s", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test("all of them at once", () => {
    expect(problemsOf("a + b * paid > nope(1)")).toEqual([
      'expression_unknown_name "a"',
      'expression_unknown_name "b"',
      'expression_unknown_function "nope"',
    ]);
  });

  test("with a remedy", () => {
    expect(messagesOf("totl", "en")).toEqual([
      'There is no field "totl" here. Did you mean "total"?',
    ]);
    expect(messagesOf("suum(lines.price)", "zh-CN")).toEqual(["没有函数“suum”。是否想写“sum”？"]);
    expect(messagesOf("if(paid, 1, 2)", "en")).toEqual([
      'There is no function "if". Write condition ? a : b.',
    ]);
    expect(messagesOf("today", "en")).toEqual([
      'There is no field "today" here. The function is written today(…).',
    ]);
    expect(messagesOf('total > "5"', "zh-CN")).toEqual([
      "位置 9 处：数字与文本不能一起使用。请去掉数字两边的引号。",
    ]);
    expect(messagesOf("order_date + 1", "en")[0]).toContain("add_days(…)");
  });
});

describe("the expected result", () => {
  test("may be null, and a text literal is read as it", () => {
    expect(typeOf("null", numberType)).toBe("number");
    expect(typeOf('"2026-07-01"', dateType)).toBe("date");
    expect(typeOf("created_at", dateType)).toBe("date");
  });

  test("must be met", () => {
    expect(problemsOf("total", textType)).toEqual(['expression_result_type "total"']);
    expect(problemsOf("customer", { kind: "record", object: "carrier" })).toEqual([
      'expression_result_type "customer"',
    ]);
  });
});

test("aggregates may stand in aggregates, but no deeper", () => {
  expect(typeOf("sum(lines, count(parent.lines))")).toBe("number");
  expect(typeOf("sum(lines, sum(parent.lines, count(parent.lines)))")).toBe("expression_too_deep");
});

test("an expression says what it needs beyond the record", () => {
  const usesOf = (text: string) => {
    const compiled = compileExpression(text, orderScope);
    return compiled.ok ? compiled.value.uses : null;
  };
  expect(usesOf("total + 1")).toEqual({ related: false, rows: false, clock: false });
  expect(usesOf("customer")).toEqual({ related: false, rows: false, clock: false });
  expect(usesOf("customer.name")).toEqual({ related: true, rows: false, clock: false });
  expect(usesOf("sum(lines.price)")).toEqual({ related: false, rows: true, clock: false });
  expect(usesOf("sum(customer.orders.total)")).toEqual({ related: true, rows: true, clock: false });
  expect(usesOf("order_date < today()")).toEqual({ related: false, rows: false, clock: true });
  expect(usesOf('created_at < "2026-07-01"')).toMatchObject({ clock: true });
  expect(usesOf('created_at < "2026-07-01T00:00:00Z"')).toMatchObject({ clock: false });
  expect(usesOf("month(order_date)")).toMatchObject({ clock: false });
});
