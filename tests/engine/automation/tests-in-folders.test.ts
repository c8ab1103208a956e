/** Tests of scripts as files: kept by export and publish, shown by the plan, heeded by the command. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAppFolder, writeAppFolder } from "../../../engine/app-folder.ts";
import { scriptTests, testSecondsMaximum } from "../../../engine/automation/script-tests.ts";
import { clockAt } from "../../../engine/clock.ts";
import { publishFolder } from "../../../engine/publish-folder.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { runTenon } from "../../support/server-process.ts";
import { guard, guardTest, otherTest } from "./tested-scripts.ts";
import { tradeObjects } from "./trading-scripts.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenon-tests-"));
  server = await startTestServer({
    documents: [...tradeObjects, guard("bad"), guardTest, otherTest],
  });
  const catalog = await server.services.catalogs.current("demo");
  await writeAppFolder(folder, catalog?.documents ?? []);
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

test("a test is a script and its file", async () => {
  const source = await readFile(join(folder, "scripts/guard_test.ts"), "utf8");
  expect(source).toBe(guardTest.content.source);
  const content = JSON.parse(await readFile(join(folder, "scripts/guard_test.json"), "utf8"));
  expect(content).toEqual({ name: "guard_test", title: "guard_test", test: {} });
});

test("the plan of a folder names one that fails with file and line, and publishing it is refused", async () => {
  await writeFile(join(folder, "scripts/guard.ts"), String(guard("worse").content.source));
  const planned = runTenon(["publish", folder, "--workspace", "demo", "--plan", "--json"], {
    DATABASE_URL: server.databaseUrl,
  });
  await expect(planned).rejects.toThrow(
    /"script":"guard_test","passed":false\},\{"script":"other_test","passed":true[\s\S]*"line":6[\s\S]*"file":"scripts\/guard_test.ts"/,
  );
  const read = await readAppFolder(folder);
  const catalog = await server.services.catalogs.current("demo");
  if (!read.ok || catalog === null) throw new Error("no folder");
  const outcome = await publishFolder(server.services, catalog, {
    folder: read.value,
    answers: {},
    message: "",
    author: "",
    timeZone: "UTC",
  });
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "script_test_failed" }] });
  expect((await server.services.catalogs.current("demo"))?.version).toBe(1);
});

test("together they have so many seconds", async () => {
  const { services } = server;
  const catalog = await services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const clock = clockAt(new Date(), "UTC");
  const within = (seconds: number) =>
    services.database.transaction((transaction) =>
      scriptTests(services.scripts, services.secrets, seconds)(transaction, catalog, clock),
    );
  const late = { script: "other_test", problem: { code: "script_tests_too_long" } };
  expect(await within(0)).toMatchObject([{ script: "guard_test", problem: null }, late]);
  expect(await within(testSecondsMaximum)).toMatchObject([{ problem: null }, { problem: null }]);
});
