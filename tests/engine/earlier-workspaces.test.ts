/** Workspaces of earlier engines get the tables that came later, each for itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { completeWorkspaces } from "../../engine/workspaces.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { tableParts } from "../support/table-parts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const files = ["_file", "_file_use"];

test.each([[["_job"]], [files], [[...files, "_job"]]])("%j missing", async (missing) => {
  const { database } = server.services;
  const parts = () =>
    Promise.all([...files, "_job"].map((table) => tableParts(database, "w_demo", table)));
  const whole = await parts();
  for (const table of missing)
    await database.run({ text: `drop table "w_demo"."${table}"`, values: [] });
  expect(await parts()).not.toEqual(whole);
  await completeWorkspaces(database);
  expect(await parts()).toEqual(whole);
});
