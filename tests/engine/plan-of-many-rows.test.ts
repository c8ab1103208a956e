/** What stands against a change is counted exactly, however it was found, and twenty are named in order. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Properties = Record<string, Record<string, unknown>>;

let server: TestServer;
const { call, get } = callsOf(() => server);
const run = (text: string, values: unknown[] = []) =>
  server.services.database.run({ text, values });
const rows = 6000;
const emptyEvery = 50;

/** Texts by their number: a third each of what is plain, what is nearly right, and what is hopeless. */
const texts: Readonly<Record<string, (n: number) => string>> = {
  amount: (n) => [`${n}`, ` ${n} `, `x${n}`][n % 3] ?? "",
  mail: (n) => [`n${n}@example.com`, `n${n}@@example.com`, `n${n}`][n % 3] ?? "",
  day: (n) => [`2026-01-${10 + (n % 20)}`, `2026-02-3${n}`, "never"][n % 3] ?? "",
  code: (n) => [`c${n}`, `d${n}`, "e"][n % 3] ?? "",
  rate: (n) => [`${n}.5`, `${n}.25`, `${n}.125`][n % 3] ?? "",
};
const numbers = Array.from({ length: rows }, (_, n) => n).filter((n) => n % emptyEvery > 0);
const wrong = (isWrong: (n: number) => boolean) => numbers.filter(isWrong);

beforeAll(async () => {
  const text = { type: "string" };
  const rate = { $ref: "tenon:decimal", precision: 18, scale: 4 };
  server = await startTestServer({
    documents: [
      objectDocument("thing", {
        name: text,
        amount: text,
        mail: text,
        day: text,
        code: text,
        rate,
      }),
    ],
  });
  const names = Object.keys(texts);
  const all = Array.from({ length: rows }, (_, n) => n);
  const columns = names.map((name) =>
    all.map((n) => (n % emptyEvery > 0 ? texts[name]?.(n) : null)),
  );
  await run(
    `insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "name", ${names.map((name) => `"${name}"`).join(", ")})
      select md5(n::text)::uuid, now(), now(), 1, 'n' || n, amount, mail, day, code, rate::numeric
      from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as u (n, amount, mail, day, code, rate)`,
    [all, ...columns],
  );
});
afterAll(() => server.stop());

async function planOf(field: string, schema: Record<string, unknown>) {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as { properties: Properties };
  content.properties[field] = { ...schema, id: content.properties[field]?.id };
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
  return (await get("/metadata/plan")).body as PublishPlan;
}

test.each<[string, Record<string, unknown>, readonly number[]]>([
  ["amount", { type: "integer" }, wrong((n) => n % 3 === 2)],
  ["mail", { type: "string", format: "email" }, wrong((n) => n % 3 > 0)],
  ["day", { type: "string", format: "date" }, wrong((n) => n % 3 > 0)],
  ["code", { type: "string", pattern: "^c" }, wrong((n) => n % 3 > 0)],
  ["rate", { $ref: "tenon:decimal", precision: 18, scale: 2 }, wrong((n) => n % 3 === 2)],
  ["rate", { $ref: "tenon:decimal", precision: 18, scale: 1 }, wrong((n) => n % 3 > 0)],
])("%s as %j", async (field, schema, offending) => {
  const { changes } = await planOf(field, schema);
  const found = changes.find(({ obstacles }) => obstacles !== null)?.obstacles;
  expect(found?.count).toBe(offending.length);
  const { rows: first } = await run(
    `select "id", "name" from "w_demo"."thing" where "name" = any($1) order by "id" limit 20`,
    [offending.map((n) => `n${n}`)],
  );
  expect(found?.samples).toEqual(
    first.map(([id, title]) => expect.objectContaining({ id, title })),
  );
});
