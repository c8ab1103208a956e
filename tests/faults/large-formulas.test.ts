/**
 * Formulas and lookups of a large table: made beside it while somebody writes, right to the last row,
 * and compared once more where something came between.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 24_000;
const targets = 1000;

type Content = { properties: Record<string, Record<string, unknown>>; [keyword: string]: unknown };

let server: TestServer;
const { call, get } = callsOf(() => server);
const run = (text: string) => server.services.database.run({ text, values: [] });

beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("country", {
        name: { type: "string" },
        rate: { $ref: "tenon:decimal", precision: 10, scale: 2 },
      }),
      objectDocument("thing", {
        note: { type: "string" },
        place: { type: "integer" },
        called: { type: "string" },
        country: { $ref: "tenon:lookup", target: "country" },
      }),
    ],
  });
  const system = `"id", "created_at", "updated_at", "revision"`;
  const made = "gen_random_uuid(), now(), now(), 1";
  await run(`insert into "w_demo"."country" (${system}, "name", "rate")
    select ${made}, 'country ' || n, n from generate_series(1, ${targets}) as n`);
  await run(`insert into "w_demo"."thing" (${system}, "place", "called", "country")
    select ${made}, n, c."name", c."id" from generate_series(1, ${rows}) as n
      join "w_demo"."country" as c on c."name" = 'country ' || (1 + n % ${targets})`);
  await run('analyze "w_demo"."thing"');
});
afterEach(() => server.stop());

const count = async (condition: string) =>
  Number((await run(`select count(*) from "w_demo"."thing" where ${condition}`)).rows[0]?.[0]);

async function draft(change: (content: Content) => void): Promise<PublishPlan["changes"]> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as Content;
  change(content);
  const saved = await call("PUT", "/metadata/drafts/object/thing", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return ((await get("/metadata/plan")).body as PublishPlan).changes;
}

const publish = (answers: Readonly<Record<string, unknown>> = {}) =>
  call("POST", "/metadata/publish", { answers });

/** New records and changed ones, until it is stopped. */
async function startWriter() {
  const found = (await run(`select "id" from "w_demo"."thing" order by "id" limit 100`)).rows;
  const answers = new Set<number>();
  let running = true;
  let place = 0;
  const work = (async () => {
    for (let turn = 0; running; turn++) {
      place--;
      answers.add((await call("POST", "/records/thing", { place })).status);
      answers.add(
        (await call("PATCH", `/records/thing/${found[turn % 100]?.[0]}`, { place })).status,
      );
    }
  })();
  return {
    stop: async () => {
      running = false;
      await work;
      expect([...answers].sort()).toEqual([200, 201]);
      return -place;
    },
  };
}

const decimal = (formula: string) => ({ $ref: "tenon:decimal", precision: 20, scale: 2, formula });

test.each<[string, (content: Content) => void, string]>([
  [
    "a new formula",
    ({ properties }) => {
      properties.twice = { type: "integer", formula: "place * 2" };
    },
    '"twice" is distinct from "place" * 2',
  ],
  [
    "a new formula over a lookup",
    ({ properties }) => {
      properties.due = decimal("place * country.rate");
    },
    `"due" is distinct from "place" * (select c."rate" from "w_demo"."country" as c where c."id" = "country")`,
  ],
  [
    "a new required field whose default each row decides",
    (content) => {
      content.properties.next = { type: "integer", default: { expression: "place + 1" } };
      content.required = ["next"];
    },
    // A place that is changed later leaves it as it is.
    '"next" is null or "place" > 0 and "next" <> "place" + 1',
  ],
  [
    "a text that becomes a formula of another type",
    ({ properties }) => {
      properties.called = { id: properties.called?.id, type: "integer", formula: "place * 2" };
    },
    '"called" is distinct from "place" * 2',
  ],
  [
    "a text that becomes a lookup",
    ({ properties }) => {
      properties.called = {
        id: properties.called?.id,
        $ref: "tenon:lookup",
        target: "country",
        on_delete: "restrict",
      };
    },
    '"called" is distinct from "country"',
  ],
  [
    "a new lookup",
    ({ properties }) => {
      properties.other = { $ref: "tenon:lookup", target: "country", on_delete: "restrict" };
    },
    '"other" is not null',
  ],
])("%s is made beside the table while somebody writes", async (_, change, wrong) => {
  const [planned] = await draft(change);
  expect(planned?.cost.beside_seconds).toBeGreaterThan(0);
  const writer = await startWriter();
  const published = await publish();
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect(await writer.stop()).toBeGreaterThan(0);
  expect(await count(wrong)).toBe(0);
  await expectWhole(server);
});

test("a formula that changes keeps its old values until all new ones are there", async () => {
  await draft(({ properties }) => {
    properties.twice = { type: "integer", formula: "place * 2", unique: false, index: true };
  });
  expect((await publish()).status).toBe(200);
  const [planned] = await draft(({ properties }) => {
    properties.twice = { ...properties.twice, formula: "place * 3" };
  });
  expect(planned?.cost.beside_seconds).toBeGreaterThan(0);
  const writer = await startWriter();
  expect((await publish()).status).toBe(200);
  await writer.stop();
  expect(await count('"twice" is distinct from "place" * 3')).toBe(0);
  await expectWhole(server);
});

test("a lookup to a record that was deleted meanwhile is empty, and on the list", async () => {
  await draft(({ properties }) => {
    properties.called = { id: properties.called?.id, $ref: "tenon:lookup", target: "country" };
    delete properties.country;
  });
  const { database } = server.services;
  const id = (await run(`select "id" from "w_demo"."country" where "name" = 'country 7'`)).rows[0];
  await run('update "w_demo"."thing" set "country" = null');
  // As soon as the whole column has been prepared.
  let deleted = false;
  const { run: plain } = database;
  database.run = async (statement) => {
    if (!deleted && /create index concurrently/.test(statement.text)) {
      deleted = true;
      expect((await call("DELETE", `/records/country/${id?.[0]}`)).status).toBe(204);
    }
    return plain(statement);
  };
  const published = await publish();
  database.run = plain;
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect(deleted).toBe(true);
  expect(await count('"called" is null')).toBe(rows / targets);
  await expectWhole(server);
  const conversions = JSON.stringify((await get("/metadata/conversions")).body);
  expect(conversions).toContain("country 7");
});

test("more rows than are named one by one, written meanwhile, are made right all the same", async () => {
  const { database } = server.services;
  const { run: plain } = database;
  let written = 0;
  // As soon as each column has been prepared.
  database.run = async (statement) => {
    if (/create index concurrently/.test(statement.text)) {
      const answer = await run(
        `update "w_demo"."thing" set "place" = "place" + 7, "called" = 'country ' || (1 + ("place" + 1) % ${targets})`,
      );
      written += answer.rowCount;
    }
    return plain(statement);
  };
  await draft(({ properties }) => {
    properties.twice = { type: "integer", formula: "place * 2", index: true };
    properties.called = { id: properties.called?.id, $ref: "tenon:lookup", target: "country" };
  });
  const published = await publish();
  database.run = plain;
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect(written).toBe(rows * 2);
  expect(await count('"twice" = "place" * 2')).toBe(rows);
  const name = `(select c."name" from "w_demo"."country" as c where c."id" = "called")`;
  expect(await count(`${name} = 'country ' || (1 + ("place" - 6) % ${targets})`)).toBe(rows);
  await expectWhole(server);
});

test("a formula that reads what the same publish renames is right all the same", async () => {
  await draft(({ properties }) => {
    const { place, ...others } = properties;
    return Object.assign(properties, others, {
      spot: place,
      place: undefined,
      twice: { type: "integer", formula: "spot * 2" },
    });
  });
  const published = await publish();
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect(await count('"twice" is distinct from "spot" * 2')).toBe(0);
  await expectWhole(server);
});

test("a formula whose values do not fit is refused, and the old version stands", async () => {
  await draft(({ properties }) => {
    properties.large = { $ref: "tenon:decimal", precision: 4, scale: 0, formula: "place * 1" };
  });
  expect(await publish()).toMatchObject({ status: 409, body: { code: "data_in_the_way" } });
  expect((await get("/metadata/publish/progress")).body).toEqual({ progress: null });
  await expectWhole(server);
  expect((await get("/metadata/version")).body).toEqual({ version: 1 });
});
