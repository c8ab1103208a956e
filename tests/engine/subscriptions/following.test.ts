/** Who follows a record or a list is told what others changed, once, and nothing of what he did himself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { writesPerPage } from "../../../engine/changes/read-writes.ts";
import { lookJob } from "../../../engine/subscriptions/look.ts";
import { toldRecordsMaximum } from "../../../engine/subscriptions/told.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { calls, documents } from "./follow-world.ts";

let server: TestServer;
let anna: Person;
let bert: Person;
const { as, made, changed, follows, notices, looked } = calls(() => server);

beforeAll(async () => {
  server = await startTestServer({ documents });
  anna = await person(server, "anna", "whole");
  bert = await person(server, "bert", "whole");
});
afterAll(() => server.stop());

const read = (who: Person) => as(who, "POST", "/notifications/read", {});
const words = async (who: Person, language?: string) =>
  (await notices(who, language)).map(({ subject, text }) => [subject, text]);

test("a record tells which fields others changed, who they are, and that it is gone", async () => {
  const id = await made({ name: "Pump", amount: 1 });
  await changed(id, { amount: 2 });
  const { id: subscription } = await follows(anna, { record: id });
  await changed(id, { amount: 3 });
  await changed(id, { name: "Pump 2", lines: [{ product: "a" }] }, bert);
  await changed(id, { amount: 4 }, anna);
  await looked();
  expect(await words(anna)).toEqual([
    ["Deal Pump 2 has changed", "admin: Amount\nbert: Name, Lines"],
  ]);
  expect(await words(anna, "zh-CN")).toEqual([
    ["Deal Pump 2 有变更", "admin：Amount\nbert：Name、Lines"],
  ]);
  expect(await notices(anna)).toMatchObject([{ object: "deal", record: id, read_at: null }]);
  expect(await notices(bert)).toEqual([]);
  // What comes before it is read is added; what comes after it is another notice.
  await as(bert, "POST", `/records/deal/${id}/transitions/win`);
  await looked();
  expect(await words(anna)).toEqual([
    ["Deal Pump 2 has changed", "admin: Amount\nbert: Name, Stage, Lines"],
  ]);
  await read(anna);
  await as(null, "DELETE", `/records/deal/${id}`);
  await looked();
  expect((await words(anna))[0]).toEqual(["Deal Pump 2 has been deleted", "admin: deleted"]);
  await as(null, "POST", `/records/deal/${id}/restore`);
  await looked();
  expect((await words(anna))[0]).toEqual(["Deal Pump 2 is there again", "admin: restored"]);
  expect((await as(anna, "DELETE", `/subscriptions/${subscription}`)).status).toBe(204);
  await changed(id, { amount: 7 });
  await looked();
  expect(await notices(anna)).toHaveLength(2);
  await read(anna);
});

test("a list tells of new and changed records that fit its filter", async () => {
  // Looks go on for somebody else, and come upon what was before.
  await follows(bert, { record: await made({ name: "Quiet" }) });
  const before = await made({ name: "Before", amount: 900 });
  const view = "where=amount~greater~500";
  await follows(anna, { filter: "amount > 500", title: "Large deals", view });
  const [small] = [await made({ name: "Small", amount: 5 })];
  await made({ name: "Large", amount: 501 }, bert);
  await changed(small, { amount: 5000 });
  await made({ name: "Own", amount: 5000 }, anna);
  await looked();
  expect(await notices(anna)).toMatchObject([
    {
      subject: "Large deals: 2 new or changed records",
      text: "Small: new (admin)\nLarge: new (bert)",
      object: "deal",
      record: null,
      view,
    },
    {},
    {},
  ]);
  await changed(before, { name: "Before all", amount: 901 });
  await changed(before, { amount: 1 });
  await looked();
  // The one that fits no more is not told of.
  expect((await notices(anna))[0]?.subject).toBe("Large deals: 2 new or changed records");
  await read(anna);
});

test("thousands of records at once are one notice, in pages that each commit", async () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `N${index}`, amount: 600 }));
  expect(many.length).toBeGreaterThan(writesPerPage);
  await follows(bert, { title: "All" });
  for (let part = 0; part < 2; part++)
    expect((await as(null, "POST", "/records/deal", many)).status).toBe(201);
  await looked();
  expect(await words(bert)).toEqual([
    [
      `All: more than ${toldRecordsMaximum} new or changed records`,
      expect.stringMatching(/^(?:N\d+: new \(admin\)\n){5}and more than 95 others$/),
    ],
  ]);
  expect((await notices(anna)).filter(({ read_at }) => read_at === null)).toHaveLength(1);
  await read(bert);
});

test("one follows a record once, sees what one follows, and ends it", async () => {
  const id = await made({ name: "Twice" });
  const first = await follows(bert, { record: id });
  expect((await follows(bert, { record: id })).id).toBe(first.id);
  const listed = await as(bert, "GET", `/subscriptions?object=deal&record=${id}`);
  expect(listed.body).toEqual({ data: [first] });
  expect(first).toMatchObject({ object_title: "Deal", record_title: "Twice", active: true });
  const wrong = (body: object) => as(bert, "POST", "/subscriptions", { object: "deal", ...body });
  expect((await wrong({ filter: "colour == 1" })).body).toMatchObject({
    errors: [{ path: "/filter", code: "expression_unknown_name" }],
  });
  expect((await wrong({ filter: "true", record: id })).body).toMatchObject({
    errors: [{ code: "record_or_filter" }],
  });
  expect((await wrong({ object: "nothing" })).status).toBe(404);
  // Another's is not one's own to end.
  expect((await as(anna, "DELETE", `/subscriptions/${first.id}`)).status).toBe(404);
  const { data } = (await as(bert, "GET", "/subscriptions")).body as { data: { id: string }[] };
  for (const each of data) await as(bert, "DELETE", `/subscriptions/${each.id}`);
  expect((await as(bert, "GET", "/subscriptions")).body).toEqual({ data: [] });
});

test("where nobody follows anything nobody looks, and looking begins with who follows", async () => {
  const { database, jobs } = server.services;
  const looks = async () => {
    await database.run({ text: "update core.job set run_at = '2000-01-01'", values: [] });
    jobs.wake();
    const text = "select count(*) from core.job where kind = $1";
    return Number((await database.run({ text, values: [lookJob] })).rows[0]?.[0]);
  };
  for (const who of [anna, bert])
    for (const { id } of (
      (await as(who, "GET", "/subscriptions")).body as { data: { id: string }[] }
    ).data)
      await as(who, "DELETE", `/subscriptions/${id}`);
  await expect.poll(looks, { interval: 20 }).toBe(0);
  await made({ name: "Unseen" });
  await Promise.all([anna, bert].map((who) => follows(who, { title: "Again" })));
  await made({ name: "Seen" });
  await looked();
  expect(await looks()).toBe(1);
  expect((await words(anna))[0]).toEqual(["Again: a new or changed record", "Seen: new (admin)"]);
});
