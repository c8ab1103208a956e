/**
 * Servers that are killed while they import or take an import back: all of it is there or nothing,
 * the next server says so, and it can be done again.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImportJob } from "../../metadata/wire.ts";
import { importCalls } from "../support/import-calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { type ServerProcess, startEngine } from "../support/server-process.ts";

const fileOf = (rows: number): string =>
  `code,place\n${Array.from({ length: rows }, (_, row) => `P-${row},${row}`).join("\n")}\n`;

let server: TestServer;
const processes: ServerProcess[] = [];
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("part", {
        code: { type: "string", unique: true },
        place: { type: "integer" },
      }),
    ],
  });
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((process) => process.kill()));
  await server.stop();
});

/** A server process of its own, and the calls that go to it. */
async function startAnother() {
  const process = await startEngine(
    { DATABASE_URL: server.databaseUrl, TENON_LOG: "silent", TENON_TIME_ZONE: "UTC" },
    "/-/ready",
    {},
  );
  processes.push(process);
  const request: TestServer["request"] = async (method, path, body, options = {}) => {
    const answer = await fetch(`http://127.0.0.1:${process.port}/demo/api${path}`, {
      method,
      headers: { authorization: `Bearer ${server.adminToken}`, ...options.headers },
      ...(typeof body === "string" ? { body } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  return { process, request, calls: importCalls(() => ({ ...server, request })) };
}

/** Records and their history. */
async function written(): Promise<readonly number[]> {
  const { rows: found } = await server.services.database.run({
    text: `select (select count(*) from "w_demo"."part"), (select count(*) from "w_demo"."_history")`,
    values: [],
  });
  return (found[0] ?? []).map(Number);
}

/** Waits until a job is as it is to be, as any server tells it. */
const until = (id: string, isSo: (job: ImportJob) => boolean) =>
  expect
    .poll(async () => (await server.request("GET", `/jobs/${id}`)).body as ImportJob, {
      interval: 5,
    })
    .toSatisfy(isSo);

/** As if the server that was killed had fallen silent long ago. */
const silent = (id: string) =>
  server.services.database.run({
    text: `update "w_demo"."_job" set "beat_at" = "beat_at" - interval '1 minute' where "id" = $1 and "state" in ('running', 'undoing')`,
    values: [id],
  });

test("an import whose server is killed is interrupted with nothing written, and is repeated", async () => {
  const rows = 15_000;
  const file = fileOf(rows);
  const first = await startAnother();
  const { id } = (await first.calls.post(file)).body as { id: string };
  await until(id, ({ state, read }) => state === "running" && read > 0);
  await first.process.kill();
  const second = await startAnother();
  await silent(id);
  const told = await second.request("GET", `/jobs/${id}`);
  expect(told.body).toMatchObject({ state: "interrupted", total: rows, undoable: false });
  await expect.poll(written).toEqual([0, 0]);
  expect((await second.request("POST", `/jobs/${id}/undo`)).status).toBe(409);
  const again = await second.calls.imported(file);
  expect(again).toMatchObject({ state: "done", created: rows, refused: 0, undoable: true });
  expect(await written()).toEqual([rows, rows]);
  expect((await second.request("GET", `/jobs/${id}`)).body).toMatchObject({ state: "interrupted" });
});

test("an undo whose server is killed took back nothing, and is repeated", async () => {
  const rows = 300;
  const first = await startAnother();
  const job = await first.calls.imported(fileOf(rows));
  expect(await written()).toEqual([rows, rows]);
  await server.services.database.transaction(async (transaction) => {
    // The undo goes backwards and comes to this record when it is nearly through.
    await transaction.run({
      text: `select 1 from "w_demo"."part" where "code" = 'P-9' for update`,
      values: [],
    });
    expect((await first.request("POST", `/jobs/${job.id}/undo`)).status).toBe(202);
    await expect.poll(waiting, { interval: 20 }).toBe(1);
    await first.process.kill();
  });
  const second = await startAnother();
  await silent(job.id);
  const told = await second.request("GET", `/jobs/${job.id}`);
  expect(told.body).toMatchObject({ state: "done", undoable: true });
  expect(await written()).toEqual([rows, rows]);
  expect(await second.calls.undone(job)).toMatchObject({ state: "undone", not_undone: [] });
  expect((await written())[0]).toBe(0);
});

/** How many wait for a record that somebody holds. */
async function waiting(): Promise<number> {
  const { rows } = await server.services.database.run({
    text: "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    values: [],
  });
  return Number(rows[0]?.[0]);
}
