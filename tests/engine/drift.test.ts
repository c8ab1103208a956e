import { afterEach, expect, test } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const text = { type: "string", maxLength: 80 };

let server: TestServer;
afterEach(() => server.stop());

async function drift() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return findDrift(server.services.database, catalog);
}

test("the tables of the examples are as their models imply", async () => {
  server = await startTestServer({ example: "trading" });
  expect(await drift()).toEqual([]);
});

test("whatever a hand has changed is named", async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", {
        name: { type: "string", unique: true },
        boss: { $ref: "tenon:lookup", target: "customer" },
        credit: { $ref: "tenon:money" },
      }),
    ],
  });
  expect(await drift()).toEqual([]);
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  const table = '"w_demo"."customer"';
  const constraints = await run(
    "select conname from pg_constraint where contype = 'f' and conrelid = 'w_demo.customer'::regclass",
  );
  await run(`alter table ${table} drop constraint "${constraints.rows[0]?.[0]}"`);
  await run(`alter table ${table} alter column "credit" type numeric(30,4)`);
  await run(`alter table ${table} add column "foreign" text`);
  await run(`alter table ${table} alter column "name" set not null`);
  await run(`alter table ${table} add column "$removed_x" text`);
  await run(`create index "by_hand" on ${table} ("name")`);
  await run('create table "w_demo"."stranger" (id uuid)');
  expect((await drift()).map(({ part, name }) => `${part} ${name}`)).toEqual([
    "column credit",
    "column foreign",
    "column name",
    "index by_hand",
    expect.stringMatching(/^constraint fk_/),
    "table stranger",
  ]);
});

/** What may be said of a field, each with and without every other. */
const sayings = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => ({
  index: (number & 1) !== 0,
  unique: (number & 2) !== 0,
  required: (number & 4) !== 0,
}));

test("whatever is said of fields after something else: the tables are as if it had always been", async () => {
  server = await startTestServer({ documents: [objectDocument("maker", { name: text })] });
  const save = async ({ required, index, unique }: (typeof sayings)[number]) => {
    const { content } = objectDocument("part", {
      code: { ...text, index, unique },
      maker: { $ref: "tenon:lookup", target: "maker", index, unique },
      lines: {
        type: "array",
        items: { type: "object", properties: { code: { ...text, index } } },
      },
    });
    const named = { ...content, required: required ? ["code", "maker"] : [] };
    expect((await server.request("PUT", "/metadata/drafts/object/part", named)).status).toBe(200);
    const published = await server.request("POST", "/metadata/publish", { answers: {} });
    expect(published.status, JSON.stringify(published.body)).toBe(200);
    expect(await drift(), JSON.stringify({ index, unique, required })).toEqual([]);
  };
  let now: (typeof sayings)[number] | undefined;
  for (const before of sayings)
    for (const after of sayings.filter((other) => other !== before)) {
      if (before !== now) await save(before);
      await save(after);
      now = after;
    }
});
