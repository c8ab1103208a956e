/** Moments whose day, where the server is, would lie beyond the calendar: "never ends", "always was". */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineRights } from "../../engine/access/rights.ts";
import { databaseProblem } from "../../engine/records/database-problems.ts";
import { createTestDatabase } from "../support/database.ts";
import { catalogOf, modelIn } from "../support/sample-catalog.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const moment = { type: "string", format: "date-time" };
const day = (formula: string) => ({ type: "string", format: "date", formula });

const documents = [
  objectDocument("contract", {
    valid_until: moment,
    last_day: day("date(valid_until)"),
    month_end: day("end_of_month(valid_until)"),
    same_day: day("add_months(valid_until, 0)"),
    year: { type: "integer", formula: "year(valid_until)" },
    is_valid: { type: "boolean", formula: "valid_until > date('2026-07-01')" },
    visits: {
      type: "array",
      items: { type: "object", properties: { at: moment } },
    },
    last_visit: day("date(max(visits.at))"),
  }),
];

const zones = [
  ["Asia/Shanghai", "9999-12-31T23:59:59.000Z", "9999-12-31", true],
  ["America/New_York", "0001-01-01T00:00:00.000Z", "0001-01-01", false],
] as const;

describe.each(zones)("in %s, the day of %s", (zone, written, last, isValid) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ documents, settings: { TENON_TIME_ZONE: zone } });
  });
  afterAll(() => server.stop());

  test("stays within the calendar, in what is stored and in what is asked", async () => {
    const made = await server.request("POST", "/records/contract", {
      valid_until: written,
      visits: [{ at: written }],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      last_day: last,
      month_end: isValid ? last : "0001-01-31",
      same_day: last,
      year: Number(last.slice(0, 4)),
      is_valid: isValid,
      last_visit: last,
    });
    const found = async (filter: string) => {
      const address = `/records/contract?filter=${encodeURIComponent(filter)}`;
      const { body } = await server.request("GET", address);
      return (body as { readonly data: readonly unknown[] }).data.length === 1;
    };
    expect(await found("valid_until > today()")).toBe(isValid);
    expect(await found("valid_until < today()")).toBe(!isValid);
    expect(await found(`valid_until == "${last}"`)).toBe(true);
    expect(await found(`year(valid_until) == ${Number(last.slice(0, 4))}`)).toBe(true);
    expect(await found(`date(valid_until) == last_day`)).toBe(true);
  });
});

test("a day that PostgreSQL cannot hold is out of range, and no failure of the server", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const refusal: unknown = await client
    .query("select date '9999-12-31' + 2147483647")
    .catch((error: unknown) => error);
  await client.end();
  await database.drop();
  expect(refusal).toMatchObject({ code: "22008" });
  const catalog = catalogOf(documents);
  const model = modelIn(catalog, "contract");
  expect(databaseProblem(refusal, { catalog, rights: engineRights }, model)).toMatchObject({
    code: "value_out_of_range",
  });
});
