/** Mails about what is followed: when, of what, with whose rights, and the way out of them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestJob } from "../../../engine/subscriptions/digest-rows.ts";
import { digestGapMinutes } from "../../../engine/subscriptions/send-digest.ts";
import { databaseContents } from "../../support/database-contents.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { calls, documents, type Json } from "./follow-world.ts";

let mails: MailServer;
let server: TestServer;
let number = 0;
const { as, made, changed, follows, looked } = calls(() => server);

beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({
    documents,
    settings: {
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "tenon@example.com",
      TENON_PUBLIC_URL: "https://tenon.example.com",
    },
  });
});
afterAll(async () => {
  await server?.stop();
  await mails?.stop();
});

const run = (text: string, ...values: readonly unknown[]) =>
  server.services.database.run({ text, values });
const somebody = (role = "whole") => person(server, `reader${++number}`, role);
const choose = async (who: Person, times: Json) => {
  const answer = await as(who, "PUT", "/account/digest", times);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
/** When mails are due to somebody, and how many of his digests wait. */
const waiting = async ({ id }: Person) =>
  (
    await run(`select "mail_due" from w_demo._notification where account = $1 and mail is null`, id)
  ).rows.map(([due]) => due);

/** The time has come for all that waits, and what there was to do for it has been done. */
async function timePasses(who: Person): Promise<void> {
  const past = new Date(0);
  await run(
    "update w_demo._notification set mail_due = $2 where account = $1 and mail is null and mail_due is not null",
    who.id,
    past,
  );
  const left = async () => {
    await run(
      "update core.job set run_at = $2 where kind = $3 and key = $1",
      who.id,
      past,
      digestJob,
    );
    server.services.jobs.wake();
    const text =
      "select (select count(*) from core.job where kind = $2 and key = $1) + (select count(*) from core.mail where kind like 'digest/%' and due_at is not null)";
    return Number((await run(text, who.id, digestJob)).rows[0]?.[0]);
  };
  await expect.poll(left, { interval: 20 }).toBe(0);
}

test("who wants to hear at once gets one mail of all that has happened, in his language", async () => {
  const reader = await somebody();
  await run("update core.account set language = 'zh-CN' where id = $1", reader.id);
  expect(await choose(reader, { pace: "at_once" })).toMatchObject({ pace: "at_once", mails: true });
  const id = await made({ name: "<b>泵</b>\nBcc: x@evil.example", amount: 1 });
  await follows(reader, { record: id });
  await follows(reader, { title: "全部" });
  await changed(id, { amount: 2 });
  await made({ name: "Pipe" });
  await looked();
  const mail = await mails.mail(0);
  expect(mail.to).toEqual([`reader${number}@example.com`]);
  expect(mail.subject).toBe("demo 的新动态");
  const text = mail.text.replaceAll("\r", "");
  expect(text).toContain("Deal\n");
  expect(text).toContain("- Deal <b>泵</b> Bcc: x@evil.example 有变更\n    admin：Amount");
  expect(text).toContain("- 全部：2 条记录新增或变更");
  expect(mail.html).toContain("&lt;b&gt;泵&lt;/b&gt;");
  expect(mail.html).not.toContain("<b>");
  const [head = ""] = mail.raw.split("\r\n\r\n");
  expect(head).not.toMatch(/^Bcc/im);
  expect(head).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  // The next one waits, however much happens.
  const before = Date.now();
  await as(reader, "POST", "/notifications/read", {});
  await changed(id, { amount: 3 });
  await looked();
  const next = async () => {
    const text = "select min(run_at) from core.job where kind = $1 and key = $2 and run_at > $3";
    const { rows } = await run(text, digestJob, reader.id, new Date(before + 60_000));
    return rows[0]?.[0] ?? null;
  };
  await expect.poll(next, { interval: 20 }).not.toBeNull();
  const minutes = (new Date(String(await next())).getTime() - before) / 60_000;
  expect(minutes).toBeGreaterThan(digestGapMinutes - 2);
  expect(minutes).toBeLessThanOrEqual(digestGapMinutes);
  expect(mails.received).toHaveLength(1);
});

test("a digest of the day waits for its hour, and tells what is unread and may still be seen", async () => {
  const reader = await somebody();
  const place = number;
  await choose(reader, { pace: "daily", hour: 8, time_zone: "Asia/Shanghai" });
  const id = await made({ name: "Valve", amount: 1 });
  await follows(reader, { record: id });
  const quiet = await follows(reader, { title: "Quiet" });
  await as(reader, "PATCH", `/subscriptions/${quiet.id}`, { pace: "in_app" });
  await changed(id, { amount: 2 });
  await changed(id, { margin: 2 });
  await looked();
  const due = (await waiting(reader)).toSorted();
  expect(due).toEqual([expect.stringContaining("00:00:00"), null]);
  await person(server, `reader${place}`, "masked");
  const count = mails.received.length;
  await timePasses(reader);
  const mail = await mails.mail(count);
  const text = mail.text.replaceAll("\r", "");
  expect(text).toContain("- Deal Valve has changed\n    admin: Amount\n");
  expect(text).not.toContain("Margin");
  expect(text).not.toContain("Quiet");
  expect(mails.received).toHaveLength(count + 1);
});

test("nothing is sent of what was read, cannot be seen any more, or did not happen", async () => {
  const [reads, loses, idle] = [await somebody(), await somebody(), await somebody()];
  const lost = number - 1;
  const id = await made({ name: "Bolt", amount: 1 });
  for (const who of [reads, loses, idle]) await choose(who, { pace: "weekly" });
  for (const who of [reads, loses]) await follows(who, { record: id });
  await changed(id, { amount: 2 });
  await looked();
  const count = mails.received.length;
  await as(reads, "POST", "/notifications/read", {});
  await person(server, `reader${lost}`, "nothing");
  for (const who of [reads, loses, idle]) await timePasses(who);
  expect(mails.received).toHaveLength(count);
});

test("another choice holds for what waits already", async () => {
  const reader = await somebody();
  await choose(reader, { pace: "weekly" });
  const subscription = await follows(reader, { title: "All" });
  await made({ name: "Nut" });
  await looked();
  await choose(reader, { pace: "in_app" });
  expect(await waiting(reader)).toEqual([null]);
  await as(reader, "PATCH", `/subscriptions/${subscription.id}`, { pace: "daily" });
  expect(await waiting(reader)).toEqual([expect.stringContaining("08:00:00")]);
  const wrong = await as(reader, "PUT", "/account/digest", {
    pace: "hourly",
    hour: 24,
    weekday: 0,
    time_zone: "Mars/Phobos",
  });
  expect((wrong.body as { errors: Json[] }).errors.map(({ path, code }) => [path, code])).toEqual([
    ["/pace", "unknown_option"],
    ["/hour", "too_large"],
    ["/weekday", "too_small"],
    ["/time_zone", "time_zone_unknown"],
  ]);
  expect((await as(reader, "PATCH", `/subscriptions/${subscription.id}`, {})).status).toBe(422);
  const other = await somebody();
  const foreign = await as(other, "PATCH", `/subscriptions/${subscription.id}`, { pace: null });
  expect(foreign.status).toBe(404);
});

test("the link of a mail asks before it ends them, and programs end them by one call", async () => {
  const reader = await somebody();
  await choose(reader, { pace: "daily" });
  const { id } = await follows(reader, { title: "All" });
  await as(reader, "PATCH", `/subscriptions/${id}`, { pace: "weekly" });
  await made({ name: "Screw" });
  await looked();
  const count = mails.received.length;
  await timePasses(reader);
  const { raw } = await mails.mail(count);
  const unfolded = raw.replaceAll(/\r\n[ \t]+/g, " ");
  const [, path = ""] =
    /^List-Unsubscribe: <https:\/\/tenon\.example\.com(\/demo\/api\/unsubscribe\/[^>]+)>/m.exec(
      unfolded,
    ) ?? [];
  // Looks go on meanwhile.
  const contents = async () =>
    (await databaseContents(server)).filter((line) => !line.startsWith("core.job "));
  const before = await contents();
  const asked = await fetch(server.address + path, { redirect: "manual" });
  expect(asked.status).toBe(303);
  expect(asked.headers.get("location")).toMatch(/^\/demo\/unsubscribe#1\./);
  expect(await contents()).toEqual(before);
  const ended = await fetch(server.address + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(ended.status).toBe(204);
  expect((await as(reader, "GET", "/account/digest")).body).toMatchObject({ pace: "in_app" });
  expect((await as(reader, "GET", "/subscriptions")).body).toMatchObject({
    data: [{ id, pace: null }],
  });
  await made({ name: "Washer" });
  await looked();
  expect(await waiting(reader)).toEqual([null]);
});
