/** Rows in question are counted exactly, sampled, and given out as a whole. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const fields = {
  name: { type: "string" },
  code: { type: "string" },
  rank: { type: "integer" },
  rate: { $ref: "tenon:decimal", precision: 18, scale: 4 },
};

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents: [objectDocument("thing", fields)] });
  const records = Array.from({ length: 50 }, (_, index) => ({
    name: index === 0 ? '=1+1,"x"' : `n${index}`,
    code: index % 2 === 0 ? "ABCDEFGH" : "abc",
    rank: index,
    rate: `${index}.25`,
  }));
  const made = await server.request("POST", "/records/thing", records);
  expect(made.status).toBe(201);
});
afterEach(() => server.stop());

type Properties = Record<string, Record<string, unknown>>;

async function planned(edit: (properties: Properties, content: Record<string, unknown>) => void) {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as JsonSchema as { properties: Properties };
  edit(content.properties, content);
  const saved = await server.request("PUT", "/metadata/drafts/object/thing", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const plan = (await server.request("GET", "/metadata/plan")).body as PublishPlan;
  expect(plan.problems).toEqual([]);
  return plan;
}

const assertions: readonly (readonly [string, Record<string, unknown>, number])[] = [
  ["code", { maxLength: 5 }, 25],
  ["code", { minLength: 4 }, 25],
  ["code", { pattern: "^[a-z]+$" }, 25],
  ["code", { format: "ipv4" }, 50],
  ["rank", { minimum: 10 }, 10],
  ["rank", { maximum: 9 }, 40],
  ["rank", { exclusiveMinimum: 10 }, 11],
  ["rank", { multipleOf: 7 }, 42],
  ["rate", { maximum: "9.25" }, 40],
  ["rate", { exclusiveMaximum: "9.25", minimum: "1" }, 42],
];

test.each(assertions)(
  "%s with %j: warned of, and published all the same",
  async (field, more, count) => {
    const plan = await planned((properties) => {
      properties[field] = { ...properties[field], ...more };
    });
    expect(plan).toMatchObject({
      ready: true,
      changes: [{ kind: "field_changed", obstacles: { count, blocking: false } }],
    });
    expect(plan.changes[0]?.obstacles?.samples.length).toBe(Math.min(20, count));
    expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  },
);

test("samples lead to their records, and all rows come as CSV", async () => {
  const plan = await planned((_, content) => {
    content.unique = [["code"]];
  });
  const [change] = plan.changes;
  expect(change?.obstacles).toMatchObject({ count: 50, blocking: true });
  const [sample] = change?.obstacles?.samples ?? [];
  expect(sample).toMatchObject({
    title: '=1+1,"x"',
    link: `/demo/records/thing/${sample?.id}`,
  });
  const rows = await server.request("GET", `/metadata/plan/rows?change=${change?.id}`);
  const lines = String(rows.body).trim().split("\r\n");
  expect(lines).toHaveLength(51);
  expect(lines[1]).toBe(`${sample?.id},"'=1+1,""x"""`);
  expect((await server.request("GET", "/metadata/plan/rows?change=x")).status).toBe(404);
  const member = { token: server.memberToken };
  expect(
    (await server.request("GET", `/metadata/plan/rows?change=${change?.id}`, undefined, member))
      .status,
  ).toBe(403);
});
