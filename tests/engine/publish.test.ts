import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const documents = [
  objectDocument("customer", {
    name: { type: "string" },
    phone: { type: "string", unique: true },
    level: { enum: ["a", "b", "c"] },
    credit: { $ref: "tenon:money" },
    boss: { $ref: "tenon:lookup", target: "customer" },
    tags: { type: "array", items: { $ref: "tenon:lookup", target: "tag" } },
    contacts: {
      type: "array",
      items: {
        type: "object",
        properties: { name: { type: "string" }, mobile: { type: "string" } },
      },
    },
  }),
  objectDocument("tag", { name: { type: "string" } }),
];

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents });
});
afterEach(() => server.stop());

const body = (answer: Answer): Record<string, unknown> => answer.body as Record<string, unknown>;
const data = (answer: Answer) => body(answer).data as Record<string, unknown>[];

async function published(name: string, kind = "object"): Promise<JsonSchema> {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const found = all.documents.find((document) => document.kind === kind && document.name === name);
  if (!found?.published) throw new Error(`No document ${name}`);
  return found.published;
}

type Properties = Record<string, Record<string, unknown>>;

async function draft(
  name: string,
  change: (content: Record<string, unknown> & { properties: Properties }) => void,
  newName = name,
) {
  const content = structuredClone(await published(name)) as Record<string, unknown> & {
    properties: Properties;
  };
  change(content);
  const saved = await server.request("PUT", `/metadata/drafts/object/${newName}`, content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return saved;
}

const plan = async () => (await server.request("GET", "/metadata/plan")).body as PublishPlan;
const publish = (answers: unknown = {}) =>
  server.request("POST", "/metadata/publish", { message: "m", answers });

async function publishOk(answers: unknown = {}): Promise<void> {
  const answer = await publish(answers);
  expect(answer.status, JSON.stringify(answer.body, null, 1)).toBe(200);
}

const create = (object: string, record: unknown) =>
  server.request("POST", `/records/${object}`, record);
const list = async (object: string, query = "sort=name") =>
  data(await server.request("GET", `/records/${object}?${query}`));

test("a new field is planned in words, published, and answered without a restart", async () => {
  await create("customer", { name: "one" });
  await draft("customer", ({ properties }) => {
    properties.budget = { $ref: "tenon:money", title: "Budget", currency: "CNY" };
  });
  const planned = await plan();
  expect(planned).toMatchObject({
    ready: true,
    problems: [],
    changes: [{ kind: "field_added", object: "customer", field: "budget", risk: "none" }],
  });
  expect(planned.changes[0]?.statements.join()).toContain('add column "budget" numeric(20,2)');
  const chinese = (await server.request("GET", "/metadata/plan?locale=zh-CN")).body as PublishPlan;
  expect(chinese.changes[0]?.sentence).toContain("新增字段");
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ name: "one", budget: null });
  const refused = await create("customer", { name: "two", budget: "1.234" });
  expect(refused.status).toBe(422);
  expect(body(await create("customer", { name: "two", budget: "12" })).budget).toBe("12.00");
  expect((await plan()).changes).toEqual([]);
});

test("a renamed field keeps its values, and two fields can swap names", async () => {
  await create("customer", { name: "n", phone: "p" });
  await draft("customer", (content) => {
    const { name, phone, ...rest } = content.properties;
    content.properties = {
      phone: name as Record<string, unknown>,
      name: phone as Record<string, unknown>,
      ...rest,
    };
  });
  expect((await plan()).changes.map(({ kind }) => kind)).toContain("field_renamed");
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ name: "p", phone: "n" });
});

test("a renamed object keeps its records, child rows and links, and answers at its new address alone", async () => {
  const tag = String(body(await create("tag", { name: "t" })).id);
  await create("customer", { name: "n", tags: [tag], contacts: [{ name: "c" }] });
  await draft(
    "customer",
    (content) => {
      content.name = "client";
      (content.properties.boss as Record<string, unknown>).target = "client";
    },
    "client",
  );
  await publishOk();
  expect((await server.request("GET", "/records/customer")).status).toBe(404);
  const [client] = await list("client", "fields=*,tags,contacts");
  expect(client).toMatchObject({ name: "n", tags: [tag], contacts: [{ name: "c" }] });
  await create("client", {
    name: "second",
    boss: client?.id,
    tags: [tag],
    contacts: [{ name: "d" }],
  });
  expect(await list("client")).toHaveLength(2);
});

test("a field cannot become required while records lack it; a default or an answer fills them", async () => {
  await create("customer", { name: "has", credit: "1" });
  const lacking = body(await create("customer", { name: "lacks" }));
  await draft("customer", (content) => {
    content.required = ["credit"];
  });
  const planned = await plan();
  expect(planned.ready).toBe(false);
  expect(planned.changes[0]).toMatchObject({
    kind: "field_required",
    obstacles: { count: 1, samples: [{ id: lacking.id }] },
  });
  expect(planned.questions[0]).toMatchObject({ id: "fill.customer.credit", answer: null });
  const refused = await publish();
  expect([refused.status, body(refused).code]).toEqual([409, "rows_in_the_way"]);
  await publishOk({ "fill.customer.credit": "9.5" });
  expect((await list("customer")).map(({ credit }) => credit)).toEqual(["1.00", "9.50"]);
  expect((await create("customer", { name: "x" })).status).toBe(422);
});

test("a required field with a default is added to a table with records", async () => {
  await create("customer", { name: "old" });
  await draft("customer", (content) => {
    content.properties.rank = { type: "integer", default: 3 };
    content.required = ["rank"];
  });
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ rank: 3 });
});

test("a field cannot become unique while values repeat; empty values never repeat", async () => {
  await create("customer", [{ name: "x" }, { name: "x" }, {}, {}]);
  await draft("customer", ({ properties }) => {
    (properties.name as Record<string, unknown>).unique = true;
  });
  expect((await plan()).changes[0]).toMatchObject({
    kind: "field_unique",
    obstacles: { count: 2 },
  });
  const [first] = await list("customer", "filter=name==%22x%22");
  await server.request(
    "PATCH",
    `/records/customer/${first?.id}`,
    { name: "y" },
    { headers: { "if-match": "*" } },
  );
  await publishOk();
  expect((await create("customer", { name: "x" })).status).toBe(409);
});

test("an option that records use cannot go", async () => {
  await create("customer", [
    { name: "1", level: "c" },
    { name: "2", level: "a" },
  ]);
  await draft("customer", ({ properties }) => {
    (properties.level as Record<string, unknown>).enum = ["a", "b"];
  });
  expect((await plan()).changes[0]).toMatchObject({
    kind: "options_removed",
    obstacles: { count: 1 },
  });
});

test("a removed field is hidden with its values; the earlier version brings both back", async () => {
  await create("customer", { name: "keep", phone: "123", contacts: [{ name: "c", mobile: "m" }] });
  await draft("customer", ({ properties }) => {
    delete properties.phone;
    delete properties.contacts;
  });
  const planned = await plan();
  expect(planned.changes.map(({ kind, risk }) => `${kind} ${risk}`)).toEqual([
    "field_removed data_loss",
    "field_removed data_loss",
  ]);
  await publishOk();
  expect((await list("customer"))[0]).not.toHaveProperty("phone");
  expect((await create("customer", { phone: "1" })).status).toBe(422);
  expect((await server.request("GET", "/records/customer?filter=phone==%221%22")).status).toBe(400);
  const back = await server.request("POST", "/metadata/versions/1/publish", { message: "back" });
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect((await list("customer", "fields=*,contacts"))[0]).toMatchObject({
    phone: "123",
    contacts: [{ name: "c", mobile: "m" }],
  });
  expect((await create("customer", [{ phone: "1" }, { phone: "1" }])).status).toBe(409);
});

test("a field of the same name made anew starts empty, and the removed one is not lost", async () => {
  await create("customer", { name: "keep", phone: "old" });
  await draft("customer", ({ properties }) => {
    properties.phone = { type: "integer", id: "anewphone1" };
  });
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ phone: null });
  await server.request("POST", "/metadata/versions/1/publish", {});
  expect((await list("customer"))[0]).toMatchObject({ phone: "old" });
});

test("a removed object comes back with its records when the earlier version is published", async () => {
  const tag = String(body(await create("tag", { name: "t" })).id);
  await create("customer", { name: "n", tags: [tag] });
  await draft("customer", ({ properties }) => {
    delete properties.tags;
  });
  await server.request("DELETE", "/metadata/drafts/object/tag");
  expect((await plan()).problems).toEqual([]);
  await publishOk();
  expect((await server.request("GET", "/records/tag")).status).toBe(404);
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  expect((await list("customer", "fields=name,tags"))[0]).toMatchObject({ tags: [tag] });
  expect(await list("tag")).toHaveLength(1);
});

test("types change where values can convert, and are refused by name where none could", async () => {
  await create("customer", { name: "n", credit: "12.50" });
  await draft("customer", ({ properties }) => {
    const { id } = properties.credit as { id: string };
    properties.credit = { $ref: "tenon:decimal", precision: 30, scale: 4, id };
  });
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ credit: "12.5000" });
  await draft("customer", ({ properties }) => {
    const { id } = properties.name as { id: string };
    properties.name = { type: "array", items: { $ref: "tenon:lookup", target: "tag" }, id };
  });
  const refused = await publish();
  expect([refused.status, body(refused).code]).toEqual([422, "type_change_loses_values"]);
});

test("a new formula is computed for the records that are there", async () => {
  await create("customer", {
    name: "n",
    credit: "12.50",
    contacts: [{ name: "a" }, { name: "b" }],
  });
  await draft("customer", ({ properties }) => {
    properties.doubled = { $ref: "tenon:money", formula: "credit * 2" };
    properties.people = { type: "integer", formula: "count(contacts)" };
  });
  await publishOk();
  expect((await list("customer"))[0]).toMatchObject({ doubled: "25.00", people: 2 });
});

test("of two publishes of one draft one wins; a draft is never overwritten unseen", async () => {
  await draft("customer", ({ properties }) => {
    properties.a = { type: "string" };
  });
  const both = await Promise.all([publish(), publish()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const customer = all.documents.find(({ name }) => name === "customer");
  const first = await server.request(
    "PUT",
    "/metadata/drafts/object/customer",
    customer?.published,
    { headers: { "if-match": `"${customer?.etag}"` } },
  );
  expect(first.status).toBe(200);
  const second = await server.request(
    "PUT",
    "/metadata/drafts/object/customer",
    customer?.published,
    { headers: { "if-match": `"${customer?.etag}"` } },
  );
  expect([second.status, body(second).code]).toEqual([412, "draft_changed"]);
});

test("a draft with mistakes is kept, its mistakes are named, and it is not published", async () => {
  const saved = await draft("customer", ({ properties }) => {
    properties.broken = { $ref: "tenon:lookup", target: "nowhere" };
  });
  expect(body(saved).problems).toMatchObject([
    { file: "objects/customer.json", path: "/properties/broken/target" },
  ]);
  const refused = await publish();
  expect(refused.status).toBe(422);
  expect(await list("customer")).toEqual([]);
  expect(
    (await server.request("DELETE", "/metadata/drafts/object/customer?discard=true")).status,
  ).toBe(204);
  expect((await plan()).changes).toEqual([]);
});

test("versions are listed newest first with author, message and changes in words", async () => {
  await draft("customer", ({ properties }) => {
    properties.a = { type: "string", title: "Alpha" };
  });
  await publishOk();
  const versions = data(await server.request("GET", "/metadata/versions"));
  expect(versions).toMatchObject([
    {
      version: 2,
      author: "admin@example.com",
      message: "m",
      current: true,
      changes: [expect.stringContaining("Alpha")],
    },
    { version: 1, current: false },
  ]);
});

test("another server on the same database follows a publish, and an old catalog never answers wrongly", async () => {
  const other = await server.second();
  try {
    await other.request("GET", "/records/customer");
    await draft("customer", (content) => {
      const { phone, ...rest } = content.properties;
      content.properties = { ...rest, telephone: phone as Record<string, unknown> };
    });
    await publishOk();
    // At once, before any notification can be relied on: the answer is of the new version.
    const direct = await other.request("POST", "/records/customer", { telephone: "1" });
    const listed = await other.request("GET", "/records/customer");
    expect([201, 422]).toContain(direct.status);
    expect(listed.status).toBe(200);
    await expect
      .poll(async () => (await other.request("GET", "/metadata/version")).body, { interval: 20 })
      .toEqual({ version: 2 });
    expect((await other.request("POST", "/records/customer", { telephone: "2" })).status).toBe(201);
  } finally {
    await other.stop();
  }
});

test("members may neither see drafts nor publish", async () => {
  for (const [method, path] of [
    ["GET", "/metadata/documents"],
    ["PUT", "/metadata/drafts/object/x"],
    ["GET", "/metadata/plan"],
    ["POST", "/metadata/publish"],
    ["GET", "/metadata/versions"],
    ["POST", "/metadata/versions/1/publish"],
  ] as const) {
    expect(
      (
        await server.request(method, path, method === "GET" ? undefined : {}, {
          token: server.memberToken,
        })
      ).status,
      path,
    ).toBe(403);
  }
});
