/** The scope and one record of a sales order, for tests of the expression language. */
import {
  type Binding,
  type Clock,
  decimal,
  type Environment,
  type ExpressionType,
  identifier,
  type RecordValues,
  type Scope,
  type SqlColumn,
  type SqlContext,
  sql,
  type Value,
} from "../../../metadata/expressions/index.ts";

const of = (kind: Exclude<ExpressionType["kind"], "record" | "rows" | "composite">): Binding => ({
  type: { kind },
});

function scopeOf(bindings: Readonly<Record<string, Binding>>): Scope {
  const known = new Map(Object.entries(bindings));
  return { lookup: (name) => known.get(name), names: () => [...known.keys()] };
}

export const customerScope = scopeOf({
  id: { type: { kind: "record", object: "customer" } },
  name: of("text"),
  level: { ...of("text"), options: ["a", "b", "c"] },
  credit_limit: of("number"),
  parent_customer: { type: { kind: "record", object: "customer" }, scope: () => customerScope },
  orders: { type: { kind: "rows", object: "sales_order" }, scope: () => orderScope },
});

const lineScope = scopeOf({
  id: { type: { kind: "record", object: "sales_order$lines" } },
  quantity: of("number"),
  price: of("number"),
  note: of("text"),
  parent: { type: { kind: "record", object: "sales_order" }, scope: () => orderScope },
});

export const orderScope: Scope = scopeOf({
  number: of("text"),
  status: { ...of("text"), options: ["draft", "open", "closed"] },
  total: of("number"),
  pieces: of("number"),
  paid: of("boolean"),
  order_date: of("date"),
  due_date: of("date"),
  created_at: of("datetime"),
  opens: of("time"),
  tags: of("list"),
  customer: { type: { kind: "record", object: "customer" }, scope: () => customerScope },
  carrier: { type: { kind: "record", object: "carrier" } },
  lines: { type: { kind: "rows", object: "sales_order$lines" }, scope: () => lineScope },
});

const nobody: RecordValues = { value: () => null, related: () => null, rows: () => [] };

function recordOf(
  values: Readonly<Record<string, Value>>,
  related: Readonly<Record<string, RecordValues>> = {},
  rows: Readonly<Record<string, readonly RecordValues[]>> = {},
): RecordValues {
  return {
    ...nobody,
    value: (name) => values[name] ?? null,
    related: (name) => related[name] ?? null,
    rows: (name) => rows[name] ?? [],
  };
}

export const customerId = "0198c0de-0000-7000-8000-00000000000a";

export const clock: Clock = {
  now: "2026-07-01T20:00:00.000Z",
  today: "2026-07-02",
  timeZone: "Asia/Shanghai",
};

const line = (quantity: string | null, price: string, note: string | null) =>
  recordOf({ quantity: quantity === null ? null : decimal(quantity), price: decimal(price), note });

/** Total 60.30 in three lines, one of them without a quantity; nothing is known of its due date. */
export const order: Environment = {
  clock,
  record: recordOf(
    {
      number: "SO-0001",
      status: "open",
      total: decimal("60.30"),
      pieces: decimal(7),
      paid: false,
      order_date: "2026-06-30",
      created_at: "2026-06-30T17:00:00.000Z",
      opens: "08:30:00",
      tags: ["urgent", "export"],
      customer: customerId,
    },
    { customer: recordOf({ name: "Timber Ltd", level: "a", credit_limit: decimal("100") }) },
    { lines: [line("2", "10.05", "oak"), line("5", "8.04", null), line(null, "3", "")] },
  ),
};

const columnTypes: Readonly<Record<string, SqlColumn["type"]>> = {
  total: "numeric",
  quantity: "numeric",
  price: "numeric",
  credit_limit: "numeric",
  pieces: "bigint",
  paid: "boolean",
  order_date: "date",
  due_date: "date",
  created_at: "timestamptz",
  opens: "time",
  tags: "text[]",
  customer: "uuid",
  carrier: "uuid",
};

/** Names columns by their path, which is enough to read the SQL. */
export const sqlContext: SqlContext = {
  column(path) {
    const [first = "", ...rest] = path;
    return { sql: identifier(first, ...rest), type: columnTypes[path.at(-1) ?? ""] ?? "text" };
  },
  rows(path, selection) {
    const [first = "", ...rest] = path;
    const { select, where } = selection(sqlContext);
    const condition = where ? sql` where ${where}` : sql``;
    return sql`(select ${select} from ${identifier(first, ...rest)}${condition})`;
  },
};
