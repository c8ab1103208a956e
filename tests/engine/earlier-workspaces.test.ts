/** Workspaces of earlier engines get the tables that came later, each for itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareMonths } from "../../engine/records/history-months.ts";
import { completeWorkspaces } from "../../engine/workspaces.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { tableParts } from "../support/table-parts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const files = ["_file", "_file_use"];
const runs = ["_workflow_run", "_workflow_token", "_workflow_history"];
const deliveries = ["_delivery", "_endpoint", "_notification"];
const scripts = ["_script_run", "_script_cost", "_script_recording"];
const secrets = ["_secret"];
const subscriptions = ["_subscription", "_digest"];
const reminders = ["_reminder"];
const approvals = ["_approval", "_approval_task", "_approval_copy", "_delegation"];
const links = ["_decision_link"];
const later = [
  ...files,
  "_job",
  "_share",
  ...runs,
  ...deliveries,
  ...approvals,
  ...scripts,
  ...secrets,
  ...links,
  ...subscriptions,
  ...reminders,
];

test.each([
  [["_job"]],
  [files],
  [["_share"]],
  [runs],
  [deliveries],
  [approvals],
  [scripts],
  [secrets],
  [links],
  [subscriptions],
  [reminders],
  [later],
])("%j missing", async (missing) => {
  const { database } = server.services;
  const parts = () => Promise.all(later.map((table) => tableParts(database, "w_demo", table)));
  const whole = await parts();
  for (const table of missing)
    await database.run({ text: `drop table "w_demo"."${table}"`, values: [] });
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});

test("runs that could not be undone can be, and those that go on stay", async () => {
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  const parts = () => Promise.all(runs.map((table) => tableParts(database, "w_demo", table)));
  const whole = await parts();
  await run(`alter table "w_demo"."_workflow_run" drop column "undoing"`);
  await run(`alter table "w_demo"."_workflow_history" drop column "undo"`);
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});

test("shares without the order in which they end get it", async () => {
  const { database } = server.services;
  const parts = () => tableParts(database, "w_demo", "_share");
  const whole = await parts();
  await database.run({ text: `drop index "w_demo"."_share_until"`, values: [] });
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});

test("notices without the order in which they go get it", async () => {
  const { database } = server.services;
  const parts = () => tableParts(database, "w_demo", "_notification");
  const whole = await parts();
  await database.run({ text: `drop index "w_demo"."_notification_at"`, values: [] });
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});

test("notices that knew no subscriptions get to know them", async () => {
  const { database } = server.services;
  const parts = () => tableParts(database, "w_demo", "_notification");
  const whole = await parts();
  const columns = ["subscription", "told", "mail_due", "mail", "mailed_at"];
  await database.run({
    text: `alter table "w_demo"."_notification" ${columns.map((name) => `drop column "${name}"`).join(", ")}`,
    values: [],
  });
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});

test("a history without an order gets one, and its entries stay", async () => {
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  const parts = () => tableParts(database, "w_demo", "_history");
  await server.request("POST", "/records/department", { name: "Old" });
  const whole = await parts();
  await run(`alter table "w_demo"."_history" drop column "xid"`);
  expect(await parts()).not.toEqual(whole);
  const other = await server.second();
  await Promise.all([completeWorkspaces(database), completeWorkspaces(other.services.database)]);
  await other.stop();
  expect(await parts()).toEqual(whole);
  const made = await server.request("POST", "/records/department", { name: "New" });
  expect(made.status).toBe(201);
  const { rows } = await run(`select "xid" is null from "w_demo"."_history" order by "at"`);
  expect(rows.at(0)).toEqual(["t"]);
  expect(rows.at(-1)).toEqual(["f"]);
  expect(await prepareMonths(database, "w_demo", new Date("2031-05-05"))).toContain("2031-05");
});
