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
  ["rank", { enum: [1, 2] }, 48],
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

const wider: readonly (readonly [string, Record<string, unknown>, number])[] = [
  ["rank", { type: "string", maxLength: 1 }, 40],
  ["rank", { type: "string", pattern: "^[0-4]+$" }, 25],
  ["rate", { $ref: "tenon:decimal", precision: 20, scale: 4, maximum: "9.25" }, 40],
  ["rate", { $ref: "tenon:decimal", precision: 20, scale: 4 }, 0],
];

test.each(wider)("%s becomes %j in place: warned of all the same", async (field, schema, count) => {
  const plan = await planned((properties) => {
    properties[field] = { ...schema, id: properties[field]?.id };
  });
  const obstacles = count === 0 ? null : { count, blocking: false };
  expect(plan).toMatchObject({ ready: true, changes: [{ kind: "field_type_changed", obstacles }] });
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
});

test("records with fewer or more rows than a field allows are warned of", async () => {
  const rows = {
    type: "array",
    items: { type: "object", properties: { note: { type: "string" } } },
  };
  const list = { type: "array", items: { $ref: "tenon:lookup", target: "thing" } };
  await planned((properties) => Object.assign(properties, { rows, list }));
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  const ids = (await server.request("GET", "/records/thing?limit=2")).body as {
    data: readonly { id: string }[];
  };
  const more = { rows: [{ note: "a" }, { note: "b" }], list: ids.data.map(({ id }) => id) };
  expect((await server.request("POST", "/records/thing", more)).status).toBe(201);
  const plan = await planned((properties) => {
    properties.rows = { ...properties.rows, minItems: 1 };
    properties.list = { ...properties.list, maxItems: 1 };
  });
  expect(plan).toMatchObject({
    ready: true,
    changes: [
      { id: "field_changed.thing.rows", obstacles: { count: 50, blocking: false } },
      { id: "field_changed.thing.list", obstacles: { count: 1, blocking: false } },
    ],
  });
});

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

const ruled = (rules: readonly Record<string, unknown>[]) =>
  planned((_, content) => {
    content.rules = rules;
  });

test("records that break a new rule are counted; the rule binds them when they are next written", async () => {
  const rule = {
    name: "rank_of_lower",
    message: "Lower case ranks below ten.",
    when: 'code == "abc"',
    require: "rank < 10",
  };
  const plan = await ruled([rule]);
  expect(plan).toMatchObject({
    ready: true,
    changes: [{ kind: "rule_added", obstacles: { count: 20, blocking: false } }],
  });
  const [change] = plan.changes;
  const rows = await server.request("GET", `/metadata/plan/rows?change=${change?.id}`);
  expect(String(rows.body).trim().split("\r\n")).toHaveLength(21);
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  const id = change?.obstacles?.samples[0]?.id;
  const touched = await server.request(
    "PATCH",
    `/records/thing/${id}`,
    { name: "x" },
    { headers: { "if-match": "*" } },
  );
  expect(touched.status).toBe(422);
  const again = await ruled([{ ...rule, require: "rank < 20" }]);
  expect(again.changes).toMatchObject([{ kind: "rule_changed", obstacles: { count: 15 } }]);
  const gone = await ruled([]);
  expect(gone.changes).toMatchObject([{ kind: "rule_removed", obstacles: null }]);
});

test("a rule that reads what only this publish makes is not judged before", async () => {
  const plan = await planned((properties, content) => {
    properties.level = { type: "integer", default: 1 };
    content.rules = [{ name: "levels", message: "Levels rise.", require: "level > 2" }];
  });
  const rule = plan.changes.find(({ kind }) => kind === "rule_added");
  expect(rule).toMatchObject({ obstacles: null });
});

test("records whose periods overlap are counted", async () => {
  const plan = await planned((properties) => {
    properties.since = { type: "string", format: "date" };
    properties.until = { type: "string", format: "date" };
  });
  expect(plan.ready).toBe(true);
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  const periods = [
    { name: "p1", since: "2026-01-01", until: "2026-02-01" },
    { name: "p1", since: "2026-01-15", until: "2026-03-01" },
    { name: "p1", since: "2026-03-01" },
    { name: "p2", since: "2026-01-15" },
  ];
  expect((await server.request("POST", "/records/thing", periods)).status).toBe(201);
  const next = await ruled([
    {
      name: "no_overlap",
      message: "Periods of a name do not overlap.",
      no_overlap: { key: ["name"], from: "since", to: "until" },
    },
  ]);
  expect(next.changes).toMatchObject([{ kind: "rule_added", obstacles: { count: 2 } }]);
});
