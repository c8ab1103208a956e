/** What a publish does to values reaches every formula that reads them, however far away. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf, dataOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

type Content = { properties: Record<string, Record<string, unknown>>; [keyword: string]: unknown };

const decimal = (scale: number, more: Record<string, unknown> = {}) => ({
  $ref: "tenon:decimal",
  precision: 20,
  scale,
  ...more,
});

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("country", { name: { type: "string" }, rate: decimal(4) }),
      objectDocument("thing", {
        name: { type: "string" },
        country: { $ref: "tenon:lookup", target: "country", on_delete: "clear" },
        level: { enum: ["a", "b", "c"] },
        weight: decimal(4),
        double: decimal(4, { formula: "weight * 2" }),
        tax: decimal(4, { formula: "weight * country.rate" }),
        kind: { type: "string", formula: "level" },
      }),
      objectDocument("load", {
        base: decimal(4),
        rate: decimal(4, { formula: "base * 2" }),
        lines: {
          type: "array",
          items: { type: "object", properties: { count: { type: "integer" } } },
        },
        total: decimal(4, { formula: "sum(lines, count * parent.rate)" }),
      }),
      objectDocument("box", {
        thing: { $ref: "tenon:lookup", target: "thing" },
        twice: decimal(4, { formula: "thing.double * 2" }),
      }),
    ],
  });
});
afterEach(() => server.stop());

async function edit(object: string, change: (content: Content) => void): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === object)?.published;
  const content = structuredClone(published) as Content;
  change(content);
  const saved = await call("PUT", `/metadata/drafts/object/${object}`, content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

async function publish(answers: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const version = async () => ((await get("/metadata/version")).body as { version: number }).version;

async function publishAgain(number: number): Promise<void> {
  const answer = await call("POST", `/metadata/versions/${number}/publish`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const replaced = (content: Content, field: string, schema: Record<string, unknown>) => {
  content.properties[field] = { ...schema, id: content.properties[field]?.id };
};

test("rounded values are what formulas read, here and elsewhere", async () => {
  const thing = await make("thing", { weight: "1.2345" });
  await make("box", { thing });
  await edit("thing", (content) => replaced(content, "weight", decimal(1)));
  await publish({ "convert.thing.weight": "round" });
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ weight: "1.2", double: "2.4000" }]);
  expect(dataOf(await get("/records/box"))).toMatchObject([{ twice: "4.8000" }]);
  await expectWhole(server);
});

test("replaced options and values given to all are read, too", async () => {
  await make("thing", { level: "c" });
  await edit("thing", (content) => {
    replaced(content, "level", { enum: ["a", "b"] });
    content.required = ["weight"];
  });
  await publish({ "options.thing.level": "replace:a", "fill.thing.weight": "3" });
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ kind: "a", double: "6.0000" }]);
  await expectWhole(server);
});

test("a sum over rows follows a field of its own record that it names by way of them", async () => {
  await make("load", { base: "1", lines: [{ count: 2 }, { count: 3 }] });
  await edit("load", ({ properties }) => {
    properties.rate = { ...properties.rate, formula: "base * 3" };
  });
  await publish();
  const [load] = dataOf(await get("/records/load"));
  expect(load).toMatchObject({ rate: "3.0000", total: "15.0000" });
  await expectWhole(server);
});

test("a formula that comes back is computed from what was written meanwhile", async () => {
  const country = await make("country", { rate: "2" });
  const thing = await make("thing", { weight: "1", country });
  const before = await version();
  await edit("thing", (content) => {
    delete content.properties.tax;
  });
  await publish();
  await call("PATCH", `/records/thing/${thing}`, { weight: "5" });
  await make("thing", { weight: "7", country });
  await publishAgain(before);
  const found = dataOf(await get("/records/thing?sort=weight"));
  expect(found.map(({ tax }) => tax)).toEqual(["10.0000", "14.0000"]);
  await expectWhole(server);
});

test("an object that comes back computes from what others were changed to", async () => {
  const country = await make("country", { rate: "2" });
  const gone = await make("country", { rate: "3" });
  await make("thing", { weight: "1", country });
  await make("thing", { weight: "2", country: gone });
  const before = await version();
  for (const name of ["box", "thing"]) {
    expect((await call("DELETE", `/metadata/drafts/object/${name}`)).status).toBe(204);
  }
  await publish();
  await call("PATCH", `/records/country/${country}`, { rate: "4" });
  await call("DELETE", `/records/country/${gone}`);
  await publishAgain(before);
  const found = dataOf(await get("/records/thing?sort=weight"));
  expect(found.map(({ tax }) => tax)).toEqual(["4.0000", null]);
  await expectWhole(server);
});

test("a field that takes the name of another is read in its place, here and elsewhere", async () => {
  const country = await make("country", { rate: "2" });
  const thing = await make("thing", { weight: "5", country });
  await make("box", { thing });
  await edit("country", ({ properties }) => {
    properties.other = decimal(4);
  });
  await publish();
  await call("PATCH", `/records/country/${country}`, { other: "3" });
  await edit("country", (content) => {
    const { rate, other, ...rest } = content.properties;
    content.properties = { ...rest, rate: other ?? {}, other: rate ?? {} };
  });
  await publish();
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ weight: "5.0000", tax: "15.0000" }]);
  await edit("thing", ({ properties }) => {
    properties.weight = decimal(4, { id: "freshfield" });
  });
  await publish();
  const empty = { weight: null, double: null, tax: null };
  expect(dataOf(await get("/records/thing"))).toMatchObject([empty]);
  expect(dataOf(await get("/records/box"))).toMatchObject([{ twice: null }]);
  await expectWhole(server);
});
