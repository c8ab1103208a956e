/** What a field type accepts survives its column: written and read back, a value is the same. */
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownColumn } from "../../engine/export/columns.ts";
import { csvHeader, csvLines } from "../../engine/export/csv.ts";
import { xlsxBytes } from "../../engine/export/xlsx.ts";
import { parseCsv } from "../../engine/import/read-csv.ts";
import { readXlsx } from "../../engine/import/read-xlsx.ts";
import { columnAsText, encoders } from "../../engine/query/projection.ts";
import { compileSql } from "../../metadata/expressions/index.ts";
import type { FieldType, PropertySchema } from "../../metadata/fields/field-type.ts";
import { fieldTypeByName, fieldTypeNames } from "../../metadata/fields/index.ts";
import { storabilityProblem } from "../../metadata/validate/prepare-record.ts";
import { fieldSamples } from "../metadata/fields/field-samples.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { model, rows } from "./drawn-records.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("set timezone to 'UTC'");
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The values that the column of this schema gives back for `values`, as the API writes them. */
async function throughColumn(
  type: FieldType,
  schema: PropertySchema,
  values: readonly unknown[],
): Promise<readonly unknown[]> {
  const column = type.column(schema);
  if (column === null) throw new Error(`${type.name} has no column`);
  const collation = column.collate === undefined ? "" : ` collate "${column.collate}"`;
  const read = compileSql(columnAsText(type.wire, { pieces: ["value"] })).text;
  await client.query(
    `create temporary table stored (place serial, value ${column.sql}${collation})`,
  );
  try {
    for (const value of values) {
      const stored = type.stored === undefined ? value : type.stored.fromWire(value);
      const parameter = column.parameter === "jsonb" ? JSON.stringify(stored) : stored;
      await client.query(`insert into stored (value) values ($1::${column.parameter})`, [
        parameter,
      ]);
    }
    const { rows } = await client.query<{ text: string }>(
      `select (${read})::text as text from stored order by place`,
    );
    return rows.map(({ text }) => JSON.parse(encoders[type.wire](asWire(type, text))));
  } finally {
    await client.query("drop table stored");
  }
}

/** A cast spells booleans out; the protocol's own text form is one letter. */
const asWire = (type: FieldType, text: string): string =>
  type.wire === "boolean" ? text.slice(0, 1) : text;

const cases = fieldTypeNames.flatMap((name) => {
  const type = fieldTypeByName(name);
  if (type === null) throw new Error(`No field type ${name}`);
  return type.storage === "column"
    ? fieldSamples[name].map((sample) => [JSON.stringify(sample.schema), type, sample] as const)
    : [];
});

describe.each(cases)("%s", (_, type, { schema, values }) => {
  test("values come back from PostgreSQL as they were", async () => {
    const storable = values.filter((value) => storabilityProblem(value, "") === null);
    const sample = fc.sample(storable, { numRuns: 50, seed: 20_261_122 });
    expect(await throughColumn(type, schema, sample)).toEqual(sample);
  });
});

/** Zones whose clocks are turned back show some moments twice. */
const timeZone = "Europe/Berlin";

function expectSame(table: readonly (readonly string[])[]): void {
  for (const [place, field] of model.fields.entries()) {
    for (const [row, record] of rows.entries()) {
      const sent = record[field.name];
      const isNothing = sent === null || (Array.isArray(sent) && sent.length === 0);
      const text = table[row]?.[place] ?? "";
      const read = field.type.parse(text, field.schema, { locale: "en", timeZone });
      if (text === "") expect(isNothing, field.name).toBe(true);
      else
        expect(read, `${field.name}: ${JSON.stringify(text)}`).toEqual({ ok: true, value: sent });
    }
  }
}

const columns = model.fields.map(ownColumn);

describe("every field type", () => {
  test("is exported to CSV and read back as it was", () => {
    const read = parseCsv(csvHeader(columns) + csvLines(rows, columns));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expectSame(read.value.rows);
  });

  test("is exported to a spreadsheet and read back as it was", async () => {
    const each = async function* () {
      yield* rows;
    };
    const stream = await xlsxBytes(columns, each(), "Sheet: 1/2", timeZone);
    const read = await readXlsx(new Uint8Array(await new Response(stream).arrayBuffer()), null);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.value.table.header).toEqual(model.fields.map(({ name }) => name));
    expectSame(read.value.table.rows);
  });
});
