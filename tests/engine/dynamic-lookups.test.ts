/** A reference to a record of one of several objects, through everything that a lookup goes through. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorRights } from "../../engine/access/rights.ts";
import { clockAt } from "../../engine/clock.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { documents } from "./dynamic-lookup-documents.ts";

let server: TestServer;
let customer: Reference;
let lead: Reference;
beforeAll(async () => {
  server = await startTestServer({ documents });
  customer = { id: await create("customer", { name: "Acme", city: "Bonn" }), object: "customer" };
  lead = { id: await create("lead", { title: "Fair", code: "F1" }), object: "lead" };
});
afterAll(() => server.stop());

type Json = Readonly<Record<string, unknown>>;
interface Reference {
  readonly id: string;
  readonly object: string;
}

const body = (answer: Answer) => answer.body as Json;
const anyone = { headers: { "if-match": "*" } };

async function create(object: string, record: unknown): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(body(answer).id);
}

async function read(path: string): Promise<Json> {
  const answer = await server.request("GET", path);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return body(answer);
}

async function list(object: string, query: Readonly<Record<string, string>>) {
  const page = await read(`/records/${object}?${new URLSearchParams(query)}`);
  return page.data as readonly Json[];
}

const numbers = async (object: string, query: Readonly<Record<string, string>>) =>
  (await list(object, { sort: "number", ...query })).map(({ number }) => number);

const codes = ({ body: found }: Answer) =>
  (found as { errors: { code: string; path: string }[] }).errors.map(
    ({ code, path }) => `${code} ${path}`,
  );

test("values are kept and read as they were written, one by one, in bulk and in rows", async () => {
  const one = await create("visit", { number: 1, related: customer });
  expect(await read(`/records/visit/${one}`)).toMatchObject({ related: customer });
  const changed = await server.request(
    "PATCH",
    `/records/visit/${one}`,
    { related: { object: "lead", id: lead.id.toUpperCase() } },
    { headers: { "if-match": '"1"' } },
  );
  expect(body(changed)).toMatchObject({ related: lead, revision: 2 });
  expect(
    body(await server.request("PATCH", `/records/visit/${one}`, { related: null }, anyone)),
  ).toMatchObject({ related: null });
  const many = await server.request("POST", "/records/visit", [
    { number: 2, related: lead },
    { number: 3, related: customer },
    { number: 4 },
  ]);
  expect((body(many).data as Json[]).map((record) => record.related)).toEqual([
    lead,
    customer,
    null,
  ]);
  const call = await create("call", { notes: [{ about: customer }, { about: lead }, {}] });
  const notes = (await read(`/records/call/${call}`)).notes as Json[];
  expect(notes.map(({ about }) => about)).toEqual([customer, lead, null]);
  const { body: after } = await server.request(
    "PATCH",
    `/records/call/${call}`,
    { notes: [{ id: notes[1]?.id }, { id: notes[0]?.id, about: lead }, { about: customer }] },
    anyone,
  );
  expect((after as { notes: Json[] }).notes.map(({ about }) => about)).toEqual([
    lead,
    lead,
    customer,
  ]);
});

test("what names no record of a target is refused at its place", async () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [customer.id, "not_a_reference /related"],
    [{ object: "customer" }, "required /related/id"],
    [{ object: "call", id: customer.id }, "not_a_reference /related/object"],
    [{ object: "customer", id: "x" }, "not_a_reference /related/id"],
    [{ ...customer, name: "Acme" }, "not_a_reference /related/name"],
    [{ object: "lead", id: customer.id }, "unknown_record /related"],
  ];
  for (const [value, problem] of wrong) {
    const answer = await server.request("POST", "/records/visit", { related: value });
    expect([answer.status, codes(answer)], JSON.stringify(value)).toEqual([422, [problem]]);
  }
  const arm = Object.keys((await read("/records/visit?limit=1")).data as object);
  expect(arm.join()).not.toContain("$");
});

test("filters, sorting, selection and groups go through each target by its name", async () => {
  await create("customer", { name: "Zeta", city: "Aachen" });
  const [zeta] = await list("customer", { filter: 'name == "Zeta"' });
  for (const [number, value] of [
    [11, customer],
    [12, lead],
    [13, null],
    [14, { object: "customer", id: zeta?.id }],
  ] as const)
    await create("visit", { number, related: value });
  const among = (filter: string) => numbers("visit", { filter: `number > 10 && (${filter})` });
  expect(await among("related == null")).toEqual([13]);
  expect(await among("!is_empty(related)")).toEqual([11, 12, 14]);
  expect(await among('related.customer.city == "Bonn"')).toEqual([11]);
  expect(await among(`related.lead == "${lead.id}"`)).toEqual([12]);
  expect(await among(`related.id == "${lead.id}"`)).toEqual([12]);
  expect(await among("related.customer != null")).toEqual([11, 14]);
  expect(await among('related.object in ["lead"]')).toEqual([12]);
  const filter = "number > 10";
  expect(await numbers("visit", { filter, sort: "-related.customer.name,number" })).toEqual([
    12, 13, 14, 11,
  ]);
  const shown = await list("visit", {
    filter,
    sort: "number",
    fields: "related.customer.name,related.lead.code",
  });
  expect(shown.map((record) => record.related)).toEqual([
    { ...customer, name: "Acme" },
    { ...lead, code: "F1" },
    null,
    { object: "customer", id: zeta?.id, name: "Zeta" },
  ]);
  expect(
    (await list("visit", { filter, sort: "number", fields: "related.customer.name" }))[1]?.related,
  ).toEqual(lead);
  const groups = await read(
    `/records/visit/aggregate?${new URLSearchParams({ filter, group: "related.object", measures: "count()" })}`,
  );
  expect(JSON.stringify(groups.data)).toContain("customer");
  for (const query of [
    { filter: `related == "${lead.id}"` },
    { filter: "related.call.number == 1" },
    { sort: "related" },
    { fields: "related.call.number" },
    { fields: "related$customer" },
  ])
    expect(
      (await server.request("GET", `/records/visit?${new URLSearchParams(query)}`)).status,
    ).toBe(400);
});

test("formulas and rules read through it, and follow what changes behind it", async () => {
  const mine = await create("customer", { name: "Rhine", city: "Köln", credit: "5" });
  const call = await create("call", { number: 1, related: { object: "customer", id: mine } });
  const place = async () => (await read(`/records/call/${call}`)).place;
  expect(await place()).toBe("Köln");
  await server.request("PATCH", `/records/customer/${mine}`, { city: "Trier" }, anyone);
  expect(await place()).toBe("Trier");
  await server.request("PATCH", `/records/call/${call}`, { related: lead }, anyone);
  expect(await place()).toBe("lead");
  await server.request("PATCH", `/records/call/${call}`, { related: null }, anyone);
  expect(await place()).toBe("-");
  await server.request("PATCH", `/records/customer/${mine}`, { credit: "0" }, anyone);
  const refused = await server.request("POST", "/records/call", {
    related: { object: "customer", id: mine },
  });
  expect(codes(refused)).toEqual(["rule_broken /related"]);
});

test("a delete is refused, lets go or takes along; the bin and history know both ways", async () => {
  const target = await create("customer", { name: "Gone" });
  const value = { id: target, object: "customer" };
  const visit = await create("visit", { related: value });
  const remove = () => server.request("DELETE", `/records/customer/${target}`, undefined, anyone);
  const refused = await remove();
  expect([refused.status, codes(refused)]).toEqual([409, ["record_in_use "]]);
  await server.request("DELETE", `/records/visit/${visit}`, undefined, anyone);
  const call = await create("call", { related: value, notes: [{ about: value }] });
  const bill = await create("bill", { related: value });
  expect((await remove()).status).toBe(204);
  expect(await read(`/records/call/${call}`)).toMatchObject({
    related: null,
    revision: 2,
    notes: [{ about: null }],
  });
  expect((await server.request("GET", `/records/bill/${bill}`)).status).toBe(404);
  const { data } = await read(`/records/call/${call}/history`);
  expect(data).toMatchObject([
    { changes: { related: { before: value, after: null } } },
    { kind: "created" },
  ]);
  const early = await server.request("POST", `/records/visit/${visit}/restore`);
  expect(codes(early)).toEqual(["unknown_record /related"]);
  expect((await server.request("POST", `/records/bill/${bill}/restore`)).status).toBe(200);
  expect(body(await server.request("POST", `/records/visit/${visit}/restore`))).toMatchObject({
    related: value,
  });
  expect(await read(`/records/bill/${bill}`)).toMatchObject({ related: value });
  const back = await server.request("POST", `/records/call/${call}/history/1/restore`, undefined, {
    headers: { "if-match": '"2"' },
  });
  expect(body(back)).toMatchObject({ related: value });
});

test("who asks from elsewhere whether there is any sees it let go", async () => {
  const id = await create("customer", { name: "Passing" });
  const call = await create("call", { related: { id, object: "customer" } });
  const echo = await create("echo", { call });
  expect(await read(`/records/echo/${echo}`)).toMatchObject({ about: "somebody" });
  const gone = await server.request("DELETE", `/records/customer/${id}`, undefined, anyone);
  expect(gone.status, JSON.stringify(gone.body)).toBe(204);
  expect(await read(`/records/echo/${echo}`)).toMatchObject({ about: "nobody" });
});

test("two who change it at once are told what each has, others are not disturbed", async () => {
  const visit = await create("visit", { number: 7, related: customer });
  const path = `/records/visit/${visit}`;
  const patch = (changes: Json) =>
    server.request("PATCH", path, changes, { headers: { "if-match": '"1"' } });
  expect((await patch({ related: lead })).status).toBe(200);
  expect(body(await patch({ number: 8 }))).toMatchObject({ number: 8, related: lead });
  const conflict = await patch({ related: null });
  expect([conflict.status, body(conflict).conflict]).toMatchObject([
    412,
    { base: { related: customer }, theirs: { related: lead }, yours: { related: null } },
  ]);
});

test("an exported file comes back the same, and keys of each target are understood", async () => {
  const exported = await server.request(
    "GET",
    `/records/visit/export?${new URLSearchParams({ format: "csv", fields: "number,related", filter: "number == 2 || number == 3", sort: "number" })}`,
  );
  expect(String(exported.body).trim().split("\r\n").slice(1)).toEqual([
    `2,lead:${lead.id}`,
    `3,customer:${customer.id}`,
  ]);
  const through = await server.request(
    "GET",
    `/records/visit/export?${new URLSearchParams({ fields: "related.customer.name,related", filter: "number == 2 || number == 3", sort: "number" })}`,
  );
  expect(String(through.body).trim().split("\r\n")).toEqual([
    "related.customer.name,related",
    `,lead:${lead.id}`,
    `Acme,customer:${customer.id}`,
  ]);
  const { rowsToRecords, columnsOf } = await import("../../engine/import/rows-to-records.ts");
  const catalog = await server.services.catalogs.current("demo");
  const model = catalog?.objects.get("visit");
  if (!catalog || !model) throw new Error("no catalog");
  const header = ["related", "related.lead.code"];
  const asker = {
    executor: server.services.database,
    catalog,
    rights: administratorRights,
    clock: clockAt(new Date(), "UTC"),
  };
  const { columns, problems } = columnsOf(header, model, asker);
  expect(problems).toEqual([]);
  const cells = [
    [`lead:${lead.id}`, ""],
    ["customer:Acme", ""],
    ["", "F1"],
    ["lead:F1", ""],
  ];
  const rows = await rowsToRecords(asker, { header, rows: cells }, columns, {
    locale: "en",
    timeZone: "UTC",
  });
  expect(rows.map(({ record }) => record.related)).toEqual([lead, customer, lead, undefined]);
  expect(rows[3]?.problems).toMatchObject([{ code: "not_a_reference" }]);
  expect(columnsOf(["related.customer", "related.call.number"], model, asker).problems.length).toBe(
    2,
  );
});

test("what is served of it is one shape everywhere", async () => {
  const schema = JSON.stringify(await read("/metadata/objects/visit/schema"));
  expect(schema).toContain('"enum":["customer","lead"]');
  const client = await server.request("GET", "/client.ts");
  if (client.status === 200) expect(String(client.body)).toContain('object: "customer"');
});

type Content = Record<string, unknown> & { properties: Record<string, Record<string, unknown>> };

async function edit(change: (content: Content) => void): Promise<PublishPlan> {
  const all = await server.request("GET", "/metadata/documents");
  const { published } =
    (all.body as DesignerDocuments).documents.find(({ name }) => name === "visit") ?? {};
  const content = structuredClone(published) as Content;
  change(content);
  const saved = await server.request("PUT", "/metadata/drafts/object/visit", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return (await server.request("GET", "/metadata/plan")).body as PublishPlan;
}

async function publish(): Promise<void> {
  const answer = await server.request("POST", "/metadata/publish", { message: "test" });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await expectNoDrift();
}

async function expectNoDrift() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  expect(await findDrift(server.services.database, catalog)).toEqual([]);
}

test("targets come and go by publish; rows that stand against it are counted", async () => {
  const count = (await list("visit", { filter: "related.lead != null", limit: "1000" })).length;
  expect(count).toBeGreaterThan(1);
  const set = (targets: readonly string[]) => (content: Content) => {
    content.properties.related = { ...content.properties.related, targets };
  };
  expect(await edit(set(["customer"]))).toMatchObject({
    ready: false,
    changes: [{ kind: "field_targets_changed", obstacles: { count, blocking: true } }],
  });
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(409);
  for (const { id } of await list("visit", { filter: "related.lead != null", limit: "1000" }))
    await server.request("PATCH", `/records/visit/${id}`, { related: null }, anyone);
  await edit(set(["bill", "customer"]));
  await publish();
  const bill = { id: await create("bill", {}), object: "bill" };
  await create("visit", { number: 77, related: bill });
  expect(await numbers("visit", { filter: "related.bill != null" })).toEqual([77]);
  const gone = await server.request("POST", "/records/visit", { related: lead });
  expect(codes(gone)).toEqual(["not_a_reference /related/object"]);
});

test("a target is renamed, the field too; it is removed and comes back", async () => {
  await edit((content) => {
    content.rules = [
      { name: "known", require: 'related.customer.name != "?"', message: "Who?", at: "related" },
    ];
  });
  await publish();
  const kept = await create("visit", { number: 90 });
  for (const value of [customer, null])
    await server.request("PATCH", `/records/visit/${kept}`, { related: value }, anyone);
  const rename = (change: Json) => server.request("POST", "/metadata/rename", change);
  expect((await rename({ object: "customer", to: "client" })).status).toBe(200);
  expect((await rename({ object: "visit", field: "related", to: "party" })).status).toBe(200);
  await publish();
  const acme = { id: customer.id, object: "client" };
  const visits = await list("visit", { filter: 'party.client.name == "Acme"' });
  expect(visits.map(({ party }) => party)).toContainEqual(acme);
  const { data } = await read(`/records/visit/${kept}/history`);
  expect(data).toMatchObject([
    { changes: { party: { before: acme, after: null } } },
    { changes: { party: { before: null, after: acme } } },
    { kind: "created" },
  ]);
  const before = JSON.stringify(await list("visit", { sort: "id" }));
  const bill = await create("bill", {});
  const lost = await create("visit", { party: { id: bill, object: "bill" } });
  await edit((content) => {
    delete content.properties.party;
    delete content.rules;
  });
  const version = Number((await read("/metadata/version")).version);
  await publish();
  const freed = await server.request("DELETE", `/records/bill/${bill}`, undefined, anyone);
  expect(freed.status).toBe(204);
  const again = await server.request("POST", `/metadata/versions/${version}/publish`, {});
  expect(again.status, JSON.stringify(again.body)).toBe(200);
  await expectNoDrift();
  expect(await read(`/records/visit/${lost}`)).toMatchObject({ party: null });
  await server.request("DELETE", `/records/visit/${lost}`, undefined, anyone);
  expect(JSON.stringify(await list("visit", { sort: "id" }))).toBe(before);
  expect((await server.request("POST", "/records/visit", { party: acme })).status).toBe(201);
  const held = await server.request("DELETE", `/records/client/${acme.id}`, undefined, anyone);
  expect(held.status).toBe(409);
});

test("no column of another target can be filled beside one, not even by hand", async () => {
  const { database } = server.services;
  const columns = await database.run({
    text: "select attname from pg_attribute where attrelid = 'w_demo.bill'::regclass and attname like 'related$%' order by attnum",
    values: [],
  });
  expect(columns.rows).toHaveLength(2);
  const [one, other] = columns.rows.map(([name]) => `"${name}"`);
  const fill = database.run({
    text: `insert into "w_demo"."bill" ("id", "created_at", "updated_at", "revision", ${one}, ${other}) values (gen_random_uuid(), now(), now(), 1, $1, $2)`,
    values: [customer.id, lead.id],
  });
  await expect(fill).rejects.toThrow(/"ck_/);
});

test("documents name targets that exist, at least one, each once", async () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [["client", "nobody"], "/properties/party/targets/1"],
    [[], "/properties/party/targets"],
    [["client", "client"], "/properties/party/targets"],
    [undefined, "/properties/party/targets"],
  ];
  for (const [targets, place] of wrong) {
    const { problems } = await edit((content) => {
      delete content.rules;
      content.properties.party = { ...content.properties.party, targets };
    });
    expect(
      problems.map(({ path }) => path),
      JSON.stringify(targets),
    ).toEqual([place]);
  }
  for (const keyword of ["unique", "index", "formula", "copy_from"]) {
    const { problems } = await edit((content) => {
      content.properties.party = {
        ...content.properties.party,
        [keyword]: keyword.length > 6 ? "a.b" : true,
      };
    });
    expect(problems.length, keyword).toBeGreaterThan(0);
  }
});
