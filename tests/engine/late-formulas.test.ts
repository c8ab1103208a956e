/** Formulas over numbers and system fields, which a record gets no sooner than it is stored. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { clockAt } from "../../engine/clock.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import { findFormulaDrift } from "../../engine/records/formula-drift.ts";
import { importCalls } from "../support/import-calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { anyRevision, codes, idOf, record } from "./answers.ts";

const text = { type: "string" };
const number = { $ref: "tenon:auto_number", template: "SO-{0000}" };
const named = { name: text, label: { ...text, formula: 'name + " " + number' } };
const counted = { ...named, edits: { type: "integer", formula: "revision - 1" } };

const documents = [
  objectDocument("sales_order", {
    ...counted,
    number,
    shout: { ...text, formula: "upper(label)" },
    year: { type: "integer", formula: "year(created_at)" },
    owned: { type: "boolean", formula: "owner != null" },
    untouched: { type: "boolean", formula: "updated_at == created_at" },
  }),
  objectDocument("voucher", { ...named, number: { ...number, template: "V-{0}", gapless: true } }),
  objectDocument("slip", {
    number,
    name: text,
    key: { ...text, unique: true, formula: "concat(name, number)" },
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          at: { type: "integer" },
          place: { ...text, formula: 'parent.number + "/" + text(at)' },
        },
      },
    },
    numbered: { type: "integer", formula: 'count(lines, parent.number != "")' },
  }),
  objectDocument(
    "ticket",
    { ...named, number },
    {
      rules: [
        {
          name: "short",
          require: "length(label) <= 10",
          message: "Too long",
          at: "name",
        },
      ],
    },
  ),
  objectDocument(
    "claim",
    { ...counted, number, kept: { type: "boolean", formula: "owner == created_by" } },
    {
      assign: [
        { when: 'name == "member"', to: { users: ["member@example.com"] } },
        { to: { users: ["nobody@example.com"] } },
      ],
    },
  ),
  objectDocument(
    "seal",
    { ...counted, number },
    { rules: [{ name: "once", require: "edits == 0", message: "Not again", at: "name" }] },
  ),
  objectDocument("maker", { name: text }),
  objectDocument("device", {
    ...counted,
    number,
    maker: { $ref: "tenon:lookup", target: "maker", on_delete: "clear" },
  }),
  objectDocument("sticker", {
    device: { $ref: "tenon:lookup", target: "device" },
    says: { type: "integer", formula: "device.revision" },
    repeats: { ...text, formula: "device.label" },
    order: { $ref: "tenon:lookup", target: "sales_order" },
    ordered: { type: "integer", formula: "order.revision" },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterEach(async () => {
  const catalog = await server.services.catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no workspace");
  const clock = clockValues(clockAt(new Date(), "UTC"));
  expect(await findFormulaDrift({ executor: server.services.database, catalog, clock })).toEqual(
    [],
  );
});
afterAll(() => server.stop());

const post = (object: string, body: unknown) => server.request("POST", `/records/${object}`, body);
const patch = (object: string, id: string, body: unknown) =>
  server.request("PATCH", `/records/${object}/${id}`, body, anyRevision);
const get = async (object: string, id: string) =>
  record(await server.request("GET", `/records/${object}/${id}`));

test("a new record answers formulas over its number and its system fields", async () => {
  const made = record(await post("sales_order", { name: "a" }));
  const label = `a ${made.number}`;
  expect(made).toMatchObject({ label, shout: label.toUpperCase(), owned: true, untouched: true });
  expect(made).toMatchObject({ edits: 0, year: Number(String(made.created_at).slice(0, 4)) });
});

test("a number without gaps is in them, too", async () => {
  expect(record(await post("voucher", { name: "a" }))).toMatchObject({ label: "a V-1" });
});

test("of many new records each has its own, rows included, and none is taken for another", async () => {
  const lines = [{ at: 1 }, { at: 2 }];
  const answer = await post("slip", [{ name: "a", lines }, { name: "a" }]);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const made = record(answer).data as readonly Record<string, unknown>[];
  const [first, second] = made;
  expect(first).toMatchObject({
    key: `a${first?.number}`,
    numbered: 2,
    lines: [{ place: `${first?.number}/1` }, { place: `${first?.number}/2` }],
  });
  expect(second).toMatchObject({ key: `a${second?.number}`, numbered: 0 });
});

test("an import computes them as well", async () => {
  const calls = importCalls(() => server);
  const begun = await calls.post("name\nx\ny\n", {}, "/import/sales_order");
  expect(await calls.ended(idOf(begun))).toMatchObject({ state: "done", created: 2 });
  const filter = encodeURIComponent('starts_with(label, "y SO-")');
  const found = await server.request("GET", `/records/sales_order?filter=${filter}`);
  expect(record(found).data).toHaveLength(1);
});

test("a rule over such a formula sees its value, when a record is made and when it changes", async () => {
  const refused = await post("ticket", { name: "much too long" });
  expect([refused.status, codes(refused)]).toEqual([422, ["/name rule_broken"]]);
  const made = await post("ticket", { name: "a" });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await patch("ticket", idOf(made), { name: "too long" })).status).toBe(422);
});

test("a change counts itself, here and where others look at it", async () => {
  const device = await post("device", { name: "a" });
  const sticker = await post("sticker", { device: idOf(device) });
  expect(record(sticker)).toMatchObject({ says: 1, repeats: record(device).label });
  const changed = record(await patch("device", idOf(device), { maker: null }));
  expect(changed).toMatchObject({ revision: 2, edits: 1 });
  expect(await get("sticker", idOf(sticker))).toMatchObject({ says: 2 });
  const order = await post("sales_order", { name: "a" });
  const renamed = record(await patch("sales_order", idOf(order), { name: "b" }));
  expect(renamed).toMatchObject({ label: `b ${renamed.number}`, edits: 1, untouched: false });
});

test("letting go of what is deleted counts as a change", async () => {
  const maker = await post("maker", { name: "m" });
  const device = await post("device", { name: "a", maker: idOf(maker) });
  const sticker = await post("sticker", { device: idOf(device) });
  const path = `/records/maker/${idOf(maker)}`;
  expect((await server.request("DELETE", path, undefined, anyRevision)).status).toBe(204);
  expect(await get("device", idOf(device))).toMatchObject({ maker: null, revision: 2, edits: 1 });
  expect(await get("sticker", idOf(sticker))).toMatchObject({ says: 2 });
});

test("another owner counts as a change", async () => {
  const admin = record(await post("maker", { name: "m" })).created_by;
  const asMember = { token: server.memberToken };
  const made = await server.request("POST", "/records/sales_order", { name: "a" }, asMember);
  const sticker = await post("sticker", { order: idOf(made) });
  const path = `/records/sales_order/${idOf(made)}/owner`;
  const given = await server.request("POST", path, { owner: admin }, anyRevision);
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  expect(record(given)).toMatchObject({ owner: admin, revision: 2, edits: 1, untouched: false });
  expect(await get("sticker", idOf(sticker))).toMatchObject({ ordered: 2 });
});

test("a change is held to rules over the revision, a transfer is not", async () => {
  const admin = record(await post("maker", { name: "m" })).created_by;
  const asMember = { token: server.memberToken };
  const made = await server.request("POST", "/records/seal", { name: "a" }, asMember);
  expect((await patch("seal", idOf(made), { name: "b" })).status).toBe(422);
  const path = `/records/seal/${idOf(made)}/owner`;
  const given = await server.request("POST", path, { owner: admin }, anyRevision);
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  expect(await get("seal", idOf(made))).toMatchObject({ revision: 2, edits: 1 });
});

test("an assignment counts, whether it finds somebody or nobody", async () => {
  const assigned = record(await post("claim", { name: "member" }));
  expect(assigned.owner).not.toBe(assigned.created_by);
  expect(assigned).toMatchObject({ revision: 2, edits: 1, kept: false });
  const kept = record(await post("claim", { name: "nobody" }));
  expect(kept).toMatchObject({ owner: kept.created_by, revision: 2, edits: 1, kept: true });
});
