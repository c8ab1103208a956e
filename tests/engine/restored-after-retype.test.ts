/** Records and values come back into fields that have other types by now. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf, problemsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Properties = Record<string, Record<string, unknown>>;

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("thing", {
        name: { type: "string" },
        count: { type: "string" },
        rate: { $ref: "tenon:decimal", precision: 18, scale: 4 },
        code: { type: "integer" },
        level: { enum: ["a", "b", "c"] },
        lines: {
          type: "array",
          items: { type: "object", properties: { amount: { type: "string" } } },
        },
      }),
    ],
  });
});
afterAll(() => server.stop());

const decimal = (scale: number) => ({ $ref: "tenon:decimal", precision: 18, scale });

async function retype(): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as { properties: Properties };
  const { properties } = content;
  const become = (of: Properties, field: string, schema: Record<string, unknown>) => {
    of[field] = { ...schema, id: of[field]?.id };
  };
  become(properties, "count", { type: "integer" });
  become(properties, "rate", decimal(1));
  become(properties, "code", { type: "string" });
  become(properties, "level", { enum: ["a", "b"] });
  const { items } = properties.lines as unknown as { items: { properties: Properties } };
  become(items.properties, "amount", decimal(2));
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
  const answers = { "options.thing.level": "keep", "convert.thing.rate": "keep_unconverted" };
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

test("what converts exactly is converted; the rest is named, and may be answered", async () => {
  const values = { name: "n", count: "12", rate: "1.5000", code: 7, lines: [{ amount: "5" }] };
  const deleted = await make("thing", values);
  const hard = await make("thing", { ...values, count: "many", rate: "1.2345", level: "c" });
  const changed = await make("thing", { ...values, count: "11" });
  for (const id of [deleted, hard])
    expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);
  await call("PATCH", `/records/thing/${changed}`, { count: "13", code: 8, lines: [] });
  await retype();

  const today = { count: 12, rate: "1.5", code: "7", lines: [{ amount: "5.00" }] };
  expect((await call("POST", `/records/thing/${deleted}/restore`)).body).toMatchObject(today);
  const former = await call("POST", `/records/thing/${changed}/history/1/restore`);
  expect(former.body).toMatchObject({ ...today, count: 11 });

  const refused = await call("POST", `/records/thing/${hard}/restore`);
  expect([...problemsOf(refused)].sort()).toEqual([
    "not_an_integer /count",
    "too_many_digits /rate",
    "unknown_option /level",
  ]);
  const given = { count: 3, rate: "1.2", level: "b" };
  expect((await call("POST", `/records/thing/${hard}/restore`, given)).body).toMatchObject({
    ...given,
    code: "7",
  });
});
