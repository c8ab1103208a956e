/** Notes to oneself about a record: told when their time has come, listed, removed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { reminderJob, remindersMaximum } from "../../engine/reminders/reminder-rows.ts";
import { role } from "../permissions/role-document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Json = Record<string, unknown>;

let server: TestServer;
let anna: Person;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("deal", { name: { type: "string" } }),
      role("whole", { deal: { read: true } }),
      role("own", { deal: { create: true, read: "own" } }),
      role("nothing", {}),
    ],
  });
  anna = await person(server, "anna", "whole");
});
afterAll(() => server.stop());

const as = ({ token }: Person, method: string, path: string, body?: unknown) =>
  server.request(method, path, body, { token });
const made = async (name: string): Promise<string> =>
  String(((await server.request("POST", "/records/deal", { name })).body as Json).id);
const data = async (who: Person, path: string) =>
  ((await as(who, "GET", path)).body as { data: Json[] }).data;
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const wanted = (record: string, more: Json = {}) => ({
  object: "deal",
  record,
  at: tomorrow(),
  note: "Call back",
  ...more,
});
const jobs = async () =>
  (
    await server.services.database.run({
      text: "select run_at from core.job where kind = $1",
      values: [reminderJob],
    })
  ).rows.length;

test("a note waits for its time, is a notice then, and is gone", async () => {
  const record = await made("Pump");
  const other = await made("Pipe");
  const at = "2100-01-01T09:00:00+08:00";
  const added = await as(anna, "POST", "/reminders", wanted(record, { at }));
  expect([added.status, added.body]).toEqual([
    201,
    {
      id: expect.any(String),
      object: "deal",
      record,
      record_title: "Pump",
      at: "2100-01-01T01:00:00.000Z",
      note: "Call back",
    },
  ]);
  await as(anna, "POST", "/reminders", wanted(other, { note: "Sooner" }));
  expect((await data(anna, "/reminders")).map(({ note }) => note)).toEqual(["Sooner", "Call back"]);
  expect(await data(anna, `/reminders?record=${record}`)).toEqual([added.body]);
  const { database, jobs: workers } = server.services;
  const { id } = added.body as Json;
  const text = "update core.job set run_at = now() where key = $1";
  await database.run({ text, values: [id] });
  workers.wake();
  await expect.poll(() => data(anna, "/notifications")).toHaveLength(1);
  expect(await data(anna, "/notifications")).toMatchObject([
    { subject: "Reminder: Call back", text: null, object: "deal", record, read_at: null },
  ]);
  expect((await data(anna, "/reminders")).map(({ note }) => note)).toEqual(["Sooner"]);
});

test("one removes what is one's own, and nothing is told of it", async () => {
  const bert = await person(server, "bert", "whole");
  const [own] = await data(anna, "/reminders");
  expect((await as(bert, "DELETE", `/reminders/${own?.id}`)).status).toBe(404);
  expect(await data(bert, "/reminders")).toEqual([]);
  expect(await jobs()).toBe(1);
  expect((await as(anna, "DELETE", `/reminders/${own?.id}`)).status).toBe(204);
  expect([await jobs(), await data(anna, "/reminders")]).toEqual([0, []]);
  expect((await as(anna, "DELETE", `/reminders/${own?.id}`)).status).toBe(404);
});

test("what may not be read is nothing to be reminded of, and is not named any more", async () => {
  const record = await made("Secret");
  const told = async (who: Person) => {
    const answer = await as(who, "POST", "/reminders", wanted(record));
    return [answer.status, (answer.body as Json).code];
  };
  const carl = await person(server, "carl", "nothing");
  expect(await told(carl)).toEqual([404, "unknown_object"]);
  await person(server, "carl", "own");
  expect(await told(carl)).toEqual([404, "record_not_found"]);
  await person(server, "carl", "whole");
  expect((await told(carl))[0]).toBe(201);
  const [seen] = await data(carl, "/reminders");
  expect(seen).toMatchObject({ object: "deal", record_title: "Secret" });
  for (const name of ["own", "nothing"])
    expect(await data(await person(server, "carl", name), "/reminders")).toEqual([
      { ...seen, object: null, record_title: null },
    ]);
});

test("a reminder has a time that is to come, a note, and a record", async () => {
  const record = await made("Valve");
  const problems = async (body: Json) =>
    ((await as(anna, "POST", "/reminders", body)).body as { errors: Json[] }).errors.map(
      ({ path, code }) => `${path} ${code}`,
    );
  expect(await problems(wanted(record, { at: "2020-01-01T00:00:00Z" }))).toEqual([
    "/at reminder_in_the_past",
  ]);
  expect(await problems({ object: "deal" })).toEqual([
    "/record required",
    "/note required",
    "/at required",
  ]);
  expect(await problems(wanted(record, { at: "tomorrow" }))).toEqual(["/at not_a_date_time"]);
  for (let count = 0; count < remindersMaximum; count += 50)
    await Promise.all(
      Array.from({ length: 50 }, () => as(anna, "POST", "/reminders", wanted(record))),
    );
  expect(await problems(wanted(record))).toEqual([" too_many_reminders"]);
});
