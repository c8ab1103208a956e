/**
 * The promise of the expression language: the engine, the browser and PostgreSQL give the same value
 * for every expression and every record. `TESTS=long` tries ten times as many, from a new seed.
 */
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Clock,
  clockSlots,
  compileExpression,
  compileSql,
  type Expression,
  joinSql,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type ExpressionPage, openExpressionPage } from "./expression-browser.ts";
import { expressionOf, type GeneratedType } from "./expression-generator.ts";
import { evaluateInJavaScript } from "./expression-javascript.ts";
import {
  calendarEnds,
  columnTypes,
  otherIndex,
  recordContext,
  recordId,
  recordScope,
  type StoredRecord,
  type StoredRow,
  storedRecord,
} from "./expression-records.ts";

const long = process.env.TESTS === "long";
const seed = long ? Date.now() % 2 ** 31 : 20_260_701;
const batches = long ? 100 : 10;
const expressionsPerBatch = 200;
const recordsPerBatch = 6;

const clockIn = (timeZone: string, today: string): Clock => ({
  now: "2026-07-01T11:30:00.250Z",
  today,
  timeZone,
});

/** Zones of both ends of the world, and one with summer time. */
const clocks: readonly [Clock, ...Clock[]] = [
  clockIn("Asia/Shanghai", "2026-07-01"),
  clockIn("Pacific/Kiritimati", "2026-07-02"),
  clockIn("Etc/GMT+12", "2026-06-30"),
  clockIn("America/New_York", "2026-07-01"),
];

/** What becomes of the day of a moment. */
const daysOfMoments = [
  "date(m)",
  "day(m)",
  "year(m)",
  "hour(m)",
  "quarter(m)",
  "month(m)",
  "month_of_year(m)",
  "day_of_month(m)",
  "weekday(m)",
  "start_of_month(m)",
  "end_of_month(m)",
  "add_days(m, 0)",
  "add_days(m, 1)",
  "add_days(m, -1)",
  "add_months(m, 0)",
  "add_months(m, 1)",
  "add_months(m, -1)",
  "days_between(m, today())",
  "months_between(m, today())",
  "months_between(today(), m)",
  "m > today()",
  "m >= today()",
  "m < today()",
  'm == "9999-12-31"',
  'm <= "9999-12-31"',
  'm == "0001-01-01"',
  'm >= "0001-01-01"',
  'date(m) > add_days(m, -1) ? "after" : "not after"',
  "max(date(m), today())",
  "text(date(m))",
] as const;

const types: readonly GeneratedType[] = [
  "number",
  "text",
  "boolean",
  "date",
  "datetime",
  "time",
  "record",
];

let database: TestDatabase;
let client: pg.Client;
let browser: ExpressionPage;

beforeAll(async () => {
  browser = await openExpressionPage();
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const columns = Object.entries(columnTypes)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", ");
  await client.query(`create table record (id uuid primary key, other uuid, ${columns})`);
  await client.query(`create table line (id bigserial, parent uuid, ${columns})`);
});

afterAll(async () => {
  await browser.close();
  await client.end();
  await database.drop();
});

test(`the engine, the browser and PostgreSQL agree (seed ${seed})`, {
  timeout: long ? 600_000 : 60_000,
}, async () => {
  const differences: string[] = [];
  let compared = 0;
  for (let batch = 0; batch < batches && differences.length < 5; batch++) {
    const options = { seed: seed + batch };
    const records = fc.sample(storedRecord, { ...options, numRuns: recordsPerBatch });
    const texts = types.flatMap((type, index) => {
      const numRuns = Math.ceil(expressionsPerBatch / types.length);
      return fc.sample(expressionOf(type, (batch % 4) + 1), {
        seed: seed + batch * 7 + index,
        numRuns,
      });
    });
    await store(records);
    const expressions = texts.map(compiled);
    const clock = clocks[(batch + Math.floor(batch / 4)) % clocks.length] ?? clocks[0];
    const rows = await evaluateInPostgres(expressions, clock);
    const shown = await browser.evaluate(texts, records, clock);
    const found = compare(expressions, records, { rows, shown }, clock);
    differences.push(...found.differences);
    compared += found.compared;
  }
  expect(differences.slice(0, 5)).toEqual([]);
  expect(compared).toBeGreaterThan(batches * expressionsPerBatch * recordsPerBatch * 0.99);
});

test.each(clocks)(
  "the days of moments at both ends of the calendar stay within it in $timeZone",
  async (clock) => {
    const [sample] = fc.sample(storedRecord, { seed: 1, numRuns: 1 });
    const moments = [...calendarEnds, null];
    const records = moments.map((m) => ({ lines: [], values: { ...sample?.values, m } }));
    await store(records);
    const expressions = daysOfMoments.map(compiled);
    const rows = await evaluateInPostgres(expressions, clock);
    const shown = await browser.evaluate(daysOfMoments, records, clock);
    expect(compare(expressions, records, { rows, shown }, clock).differences).toEqual([]);
    const days = rows.map(([day]) => day);
    expect(days.at(-1)).toBeNull();
    for (const day of days.slice(0, 2)) expect(day).toMatch(/^0001-01-0[12]$/);
    for (const day of days.slice(2, -1)) expect(day).toMatch(/^9999-12-3[01]$/);
  },
);

const extremes: readonly (readonly [string, string])[] = [
  ["500 terms", Array(500).fill("a").join(" + ")],
  ["500 factors", Array(500).fill("a").join(" * ")],
  ["500 divisions", Array(500).fill("a").join(" / ")],
  ["500 conditions", Array(400).fill("p").join(" && ")],
  ["500 texts", Array(500).fill("s").join(" + ")],
  ["100 parentheses", `${"(".repeat(100)}a${")".repeat(100)}`],
  ["100 conditionals", `${"p ? a : ".repeat(100)}b`],
  ["100 calls", `${"coalesce(".repeat(99)}a${", b)".repeat(99)}`],
  ["nested days", `${"add_days(".repeat(90)}d${", n)".repeat(90)}`],
  ["nested months", `${"add_months(".repeat(90)}d${", n)".repeat(90)}`],
  ["nested dates", `${"date(text(".repeat(45)}d${"))".repeat(45)}`],
  ["long digits", `a * ${"9".repeat(60)} / 0.${"0".repeat(57)}7 % 7`],
  ["a long list", `s in [${Array(900).fill('"a"').join(",")}]`],
  ["nested powers", `${"power(".repeat(80)}a${", 30)".repeat(80)}`],
  [
    "nested replacements",
    `${"replace(".repeat(60)}concat(s, "a")${`, "a", "aaaaaaaa")`.repeat(60)}`,
  ],
  ["far characters", `mid(s, -${"9".repeat(60)}, ${"9".repeat(60)})`],
  ["far days", `add_days(d, ${"9".repeat(60)})`],
  ["far months", `add_months(d, -${"9".repeat(60)})`],
  ["products of sums", "sum(lines, sum(parent.lines, a * b) * avg(parent.lines, a))"],
];

test("the largest expressions are within the limits of both", async () => {
  const records = fc.sample(storedRecord, { seed: 1, numRuns: recordsPerBatch });
  await store(records);
  const expressions = extremes.map(([, text]) => compiled(text));
  const rows = await evaluateInPostgres(expressions, clocks[0]);
  const texts = extremes.map(([, text]) => text);
  const shown = await browser.evaluate(texts, records, clocks[0]);
  const { differences, compared } = compare(expressions, records, { rows, shown }, clocks[0]);
  expect(differences).toEqual([]);
  expect(compared).toBe(extremes.length * recordsPerBatch);
});

/** By record, then by expression. */
type Texts = readonly (readonly (string | null)[])[];

function compare(
  expressions: readonly Expression[],
  records: readonly StoredRecord[],
  { rows, shown }: { readonly rows: Texts; readonly shown: Texts },
  clock: Clock,
) {
  const differences: string[] = [];
  let compared = 0;
  for (const [at, expression] of expressions.entries()) {
    for (let index = 0; index < records.length; index++) {
      const inJavaScript = evaluateInJavaScript(expression, records, index, clock);
      const inPostgres = rows[index]?.[at];
      const inBrowser = shown[index]?.[at];
      compared++;
      if (inJavaScript !== inPostgres || inJavaScript !== inBrowser) {
        const given = JSON.stringify(records[index]);
        const values = `engine ${inJavaScript}, PostgreSQL ${inPostgres}, browser ${inBrowser}`;
        differences.push(`${expression.text}\n  ${values} for ${given}`);
      }
    }
  }
  return { differences, compared };
}

function compiled(text: string): Expression {
  const expression = compileExpression(text, recordScope);
  if (!expression.ok) throw new Error(`${text}\n${JSON.stringify(expression.problems)}`);
  return expression.value;
}

async function store(records: readonly StoredRecord[]): Promise<void> {
  await client.query("truncate record, line");
  for (const [index, record] of records.entries()) {
    const other = otherIndex(index);
    await insert("record", record, {
      id: recordId(index),
      other: other === null ? null : recordId(other),
    });
    for (const line of record.lines) await insert("line", line, { parent: recordId(index) });
  }
}

async function insert(table: string, row: StoredRow, more: Record<string, string | null>) {
  const entries = Object.entries({ ...row.values, ...more });
  const names = entries.map(([name]) => `"${name}"`).join(", ");
  const numbers = entries.map((_, index) => `$${index + 1}`).join(", ");
  const parameters = entries.map(([, value]) => value);
  await client.query(`insert into ${table} (${names}) values (${numbers})`, parameters);
}

/** Rows in the order of the records, one text per expression. */
async function evaluateInPostgres(
  expressions: readonly Expression[],
  clock: Clock,
): Promise<readonly (string | null)[][]> {
  const context = recordContext("record");
  const columns = expressions.map((expression) => asText(toSql(expression, context), expression));
  try {
    return await run(sql`select ${joinSql(columns, sql`, `)} from record order by id`, clock);
  } catch (error) {
    if (expressions.length === 1) throw new Error(`${expressions[0]?.text}: ${String(error)}`);
    const middle = Math.floor(expressions.length / 2);
    const left = await evaluateInPostgres(expressions.slice(0, middle), clock);
    const right = await evaluateInPostgres(expressions.slice(middle), clock);
    return left.map((row, index) => [...row, ...(right[index] ?? [])]);
  }
}

function asText(value: Sql, expression: Expression): Sql {
  switch (expression.type.kind) {
    case "number":
      return sql`trim_scale(${value})::text`;
    case "datetime":
      return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    default:
      return sql`(${value})::text`;
  }
}

async function run(statement: Sql, clock: Clock): Promise<(string | null)[][]> {
  const { text, parameters } = compileSql(statement);
  const slots = new Map<string, string>([
    [clockSlots.now, clock.now],
    [clockSlots.today, clock.today],
    [clockSlots.timeZone, clock.timeZone],
  ]);
  const values = parameters.map((parameter) =>
    parameter.kind === "slot" ? slots.get(parameter.name) : parameter.value,
  );
  const result = await client.query<(string | null)[]>({ text, values, rowMode: "array" });
  return result.rows;
}
