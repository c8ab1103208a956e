/** Who writes while formulas are published: what he wrote is computed, by whichever version. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

type Content = { properties: Record<string, Record<string, unknown>>; [keyword: string]: unknown };

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("rate", { name: { type: "string" }, factor: { type: "integer" } }),
      objectDocument("flat", { place: { type: "integer" }, note: { type: "string" } }),
      objectDocument("bill", {
        rate: { $ref: "tenon:lookup", target: "rate" },
        lines: {
          type: "array",
          items: { type: "object", properties: { amount: { type: "integer" } } },
        },
      }),
    ],
  });
});
afterAll(() => server.stop());

async function draft(object: string, change: (content: Content) => void): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const document = all.documents.find(({ name }) => name === object);
  const content = structuredClone(document?.published) as Content;
  change(content);
  expect((await call("PUT", `/metadata/drafts/object/${object}`, content)).status).toBe(200);
}

const integer = (formula: string) => ({ type: "integer", formula });

/** One statement, and several in a transaction: new records and changed ones. */
function startWriters() {
  let running = true;
  let writes = 0;
  const written = (answer: { readonly status: number; readonly body: unknown }) => {
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    writes++;
  };
  const one = async (number: number) => {
    const flat = await make("flat", { place: number });
    const rate = await make("rate", { factor: number });
    const bill = await make("bill", { rate, lines: [{ amount: number }] });
    for (let turn = number; running; turn += 7) {
      await Promise.all([
        call("POST", "/records/flat", { place: turn }).then(written),
        call("PATCH", `/records/flat/${flat}`, { place: turn }).then(written),
        call("POST", "/records/bill", { rate, lines: [{ amount: turn }] }).then(written),
        call("PATCH", `/records/bill/${bill}`, { lines: [{ amount: turn }] }).then(written),
        call("PATCH", `/records/rate/${rate}`, { factor: turn }).then(written),
      ]);
    }
  };
  const all = Promise.all([1, 2, 3].map(one));
  return {
    reach: (count: number) => expect.poll(() => writes).toBeGreaterThan(count),
    count: () => writes,
    stop: async () => {
      running = false;
      await all;
    },
  };
}

test("writers under way leave no formula behind that a publish brings or changes", async () => {
  const writers = startWriters();
  for (let turn = 1; turn <= 8; turn++) {
    await writers.reach(writers.count() + 20);
    await draft("flat", ({ properties }) => {
      properties[`times_${turn}`] = integer(`place * ${turn}`);
      properties.last = { ...properties.last, ...integer(`place + ${turn}`) };
    });
    await draft("bill", ({ properties }) => {
      properties[`total_${turn}`] = integer(`sum(lines.amount) * ${turn}`);
      properties.rated = { ...properties.rated, ...integer(`rate.factor * ${turn}`) };
    });
    const published = await call("POST", "/metadata/publish", {});
    expect(published.status, JSON.stringify(published.body)).toBe(200);
  }
  await writers.stop();
  await expectWhole(server);
});
