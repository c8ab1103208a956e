/** What is followed tells nobody what he may not see: when it is written, and when it is shown. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { calls, documents } from "./follow-world.ts";

let server: TestServer;
let number = 0;
const { as, made, changed, follows, notices, looked } = calls(() => server);

beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const somebody = (...roles: readonly string[]): Promise<Person> =>
  person(server, `person${++number}`, ...roles);
const becomes = (who: number, ...roles: readonly string[]) =>
  person(server, `person${who}`, ...roles);
const told = async (who: Person) =>
  (await notices(who)).map(({ subject, text }) => `${subject} | ${text ?? ""}`);

const unseen = "What this notice told of is not visible to you any more | ";

test("a change of hidden fields alone is not told, and who made it is not named", async () => {
  const id = await made({ name: "Pump", amount: 1, lines: [{ product: "a", cost: 1 }] });
  const other = await somebody("whole");
  const masked = await somebody("masked");
  await follows(masked, { record: id });
  await follows(masked, { title: "All" });
  const record = (await as(null, "GET", `/records/deal/${id}`)).body as {
    lines: { id: string; product: string }[];
  };
  await changed(id, { margin: 5 }, other);
  await changed(id, { lines: record.lines.map((line) => ({ ...line, cost: 7 })) }, other);
  await as(other, "POST", `/records/deal/${id}/transitions/win`);
  await looked();
  expect(await told(masked)).toEqual([]);
  await changed(id, { amount: 2, margin: 6 });
  await looked();
  expect((await told(masked)).toSorted()).toEqual([
    "All: a new or changed record | Pump: Amount (admin)",
    "Deal Pump has changed | admin: Amount",
  ]);
});

test("fields that are hidden later are left out, and so are the people who changed them", async () => {
  const id = await made({ name: "Pipe" });
  const mine = await somebody("whole");
  const place = number;
  const other = await somebody("whole");
  await follows(mine, { record: id });
  await changed(id, { margin: 1 }, other);
  await changed(id, { amount: 3 });
  await looked();
  expect(await told(mine)).toEqual([
    `Deal Pipe has changed | person${number}: Margin\nadmin: Amount`,
  ]);
  expect(await told(await becomes(place, "masked"))).toEqual([
    "Deal Pipe has changed | admin: Amount",
  ]);
  // The title is a field, too.
  expect(await told(await becomes(place, "untitled"))).toEqual([
    `Deal has changed | person${number}: Margin\nadmin: Amount`,
  ]);
  expect(await told(await becomes(place, "nothing"))).toEqual([unseen]);
});

test("records out of reach are not told, whatever one followed when one saw them", async () => {
  const owner = await somebody("own");
  const id = await made({ name: "Mine" }, owner);
  await follows(owner, { record: id });
  await follows(owner, { title: "All of mine" });
  const foreign = await made({ name: "Foreign" });
  await changed(foreign, { amount: 1 });
  await looked();
  expect(await told(owner)).toEqual([]);
  await changed(id, { amount: 1 });
  await looked();
  expect((await told(owner)).toSorted()).toEqual([
    "All of mine: a new or changed record | Mine: Amount (admin)",
    "Deal Mine has changed | admin: Amount",
  ]);
  await server.services.database.run({
    text: `update "w_demo"."deal" set "owner" = null where "id" = $1`,
    values: [id],
  });
  expect(await told(owner)).toEqual([unseen, unseen]);
  expect((await notices(owner)).map(({ object, record }) => [object, record])).toEqual([
    [null, null],
    [null, null],
  ]);
  await as(owner, "POST", "/notifications/read", {});
  await changed(id, { amount: 2 });
  await as(null, "DELETE", `/records/deal/${id}`);
  await looked();
  expect(await told(owner)).toEqual([unseen, unseen]);
});

test("what may not be read is not followed, and is not named to who followed it before", async () => {
  const foreign = await made({ name: "Foreign" });
  const owner = await somebody("own");
  const refused = async (who: Person, body: object) =>
    (await as(who, "POST", "/subscriptions", { object: "deal", ...body })).status;
  expect(await refused(owner, { record: foreign })).toBe(404);
  expect(await refused(await somebody("nothing"), {})).toBe(404);
  const masked = await somebody("masked");
  expect(await refused(masked, { filter: "margin > 1" })).toBe(400);
  const mine = await somebody("whole");
  const place = number;
  await follows(mine, { record: foreign });
  await follows(mine, { filter: "margin > 1", title: "Good" });
  const listed = async (who: Person) =>
    ((await as(who, "GET", "/subscriptions")).body as { data: Record<string, unknown>[] }).data.map(
      ({ object, object_title, record_title, active }) => [
        object,
        object_title,
        record_title,
        active,
      ],
    );
  expect(await listed(mine)).toEqual([
    ["deal", "Deal", null, true],
    ["deal", "Deal", "Foreign", true],
  ]);
  expect(await listed(await becomes(place, "own"))).toEqual([
    ["deal", "Deal", null, true],
    ["deal", "Deal", null, false],
  ]);
  expect(await listed(await becomes(place, "nothing"))).toEqual([
    [null, null, null, false],
    [null, null, null, false],
  ]);
  await as(null, "DELETE", `/records/deal/${foreign}`);
  await looked();
  expect(await told(await becomes(place, "nothing"))).toEqual([]);
  // A filter over a field that is hidden by now finds nothing.
  const hidden = await becomes(place, "masked");
  await made({ name: "Rich", margin: 100 });
  await looked();
  expect(await told(hidden)).toEqual([]);
});

test("who may not come in any more is told nothing", async () => {
  const gone = await somebody("whole");
  await follows(gone, { title: "All" });
  const { database, credentials } = server.services;
  const set = async (disabled: boolean) => {
    const text = "update core.membership set disabled = $2 where account = $1";
    await database.run({ text, values: [gone.id, disabled] });
    credentials.forgetAll();
  };
  await set(true);
  await made({ name: "Secret" });
  await looked();
  await set(false);
  expect(await told(gone)).toEqual([]);
});
