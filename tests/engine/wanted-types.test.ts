/** Formulas, defaults and conditions give the type that is wanted of them, wherever they run. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const day = { type: "string", format: "date" };
const nothing = {
  exact: { $ref: "tenon:decimal", precision: 10, scale: 2, formula: "null" },
  price: { $ref: "tenon:money", formula: "coalesce(null, null)" },
  whole: { type: "integer", formula: "true ? null : null" },
};

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeAll(async () => {
  server = await startTestServer({
    settings: { TENON_TIME_ZONE: "Asia/Shanghai" },
    documents: [
      objectDocument(
        "parcel",
        {
          note: { type: "string" },
          status: { enum: ["packed", "sent"] },
          shipped_at: { type: "string", format: "date-time" },
          shipped_on: { ...day, formula: "shipped_at" },
          due: { ...day, default: { expression: "shipped_at" } },
          ...nothing,
        },
        {
          lifecycle: {
            field: "status",
            transitions: [{ name: "send", from: ["packed"], to: "sent", when: "null" }],
          },
        },
      ),
    ],
  });
});
afterAll(() => server.stop());

async function publishWith(properties: Readonly<Record<string, unknown>>, required: string[]) {
  const { documents } = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = documents.find(({ name }) => name === "parcel")?.published as {
    readonly properties: Readonly<Record<string, unknown>>;
  };
  const next = { ...published, required, properties: { ...published.properties, ...properties } };
  const saved = await call("PUT", "/metadata/drafts/object/parcel", next);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const answer = await call("POST", "/metadata/publish", { answers: {} });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const evening = "2026-07-01T20:00:00.000Z";
const read = async (id: string) => (await get(`/records/parcel/${id}`)).body;

test("a moment is its day in the zone of the workspace, in a new record and in one that changes", async () => {
  const id = await make("parcel", { shipped_at: evening });
  expect(await read(id)).toMatchObject({ shipped_on: "2026-07-02", due: "2026-07-02" });
  const changed = await call("PATCH", `/records/parcel/${id}`, {
    shipped_at: "2026-07-02T20:00:00.000Z",
  });
  expect(changed.body).toMatchObject({ shipped_on: "2026-07-03", due: "2026-07-02" });
});

test("what is always empty is so in fields of every type, and a step that it allows is none", async () => {
  const id = await make("parcel", {});
  const changed = await call("PATCH", `/records/parcel/${id}`, { note: "x" });
  expect([changed.status, changed.body]).toMatchObject([
    200,
    { note: "x", exact: null, price: null, whole: null },
  ]);
  const step = await call("POST", `/records/parcel/${id}/transitions/send`);
  expect(step.status).toBe(422);
});

test("what a publish gives records that are there is the same", async () => {
  const id = await make("parcel", { shipped_at: evening });
  const other = await make("parcel", { shipped_at: evening });
  const filled = { ...day, default: { expression: "shipped_at" } };
  await publishWith({ counted_on: { ...day, formula: "shipped_at" }, later: nothing.exact }, []);
  expect(await read(other)).toMatchObject({ counted_on: "2026-07-02", later: null });
  const without = (await get("/records/parcel?filter=shipped_at%20%3D%3D%20null")).body;
  for (const { id: empty } of (without as { data: { id: string }[] }).data)
    await call("PATCH", `/records/parcel/${empty}`, { shipped_at: evening });
  await publishWith({ arrived: filled }, ["arrived"]);
  expect(await read(id)).toMatchObject({ arrived: "2026-07-02" });
});
