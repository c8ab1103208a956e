/** What is over and old goes, in batches; what somebody waits for, or is young, stays. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { newUuid } from "../../engine/db/uuid.ts";
import { keepHouse } from "../../engine/records/housekeeping.ts";
import { endedAtATime } from "../../engine/records/purge-ended.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const now = new Date("2030-06-30T12:00:00Z");
const old = new Date("2030-03-01T12:00:00Z");
const young = new Date("2030-06-01T12:00:00Z");

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const run = (text: string, values: readonly unknown[] = []) =>
  server.services.database.run({ text, values });
const keep = (runDays: number) => keepHouse(server.services.database, { binDays: 0, runDays }, now);

async function workflowRun(started: Date, ended: Date | null, parent: string | null = null) {
  const id = newUuid();
  await run(
    `insert into "w_demo"."_workflow_run" ("id", "workflow", "digest", "version", "event", "status", "variables", "results", "start_key", "chain", "parent", "steps", "started_at", "changed_at", "ended_at") values ($1::uuid, 'w', 'd', 1, 'create', 'done', '{}', '{}', $1::uuid::text, '[]', $2, 1, $3, $3, $4)`,
    [id, parent, started, ended],
  );
  await run(
    `insert into "w_demo"."_workflow_token" ("id", "run", "step", "status", "attempt", "state") values ($1, $2, 's', 'done', 0, '{}')`,
    [newUuid(), id],
  );
  await run(
    `insert into "w_demo"."_workflow_history" ("id", "run", "number", "event", "at") values ($1, $2, 1, 'started', $3)`,
    [newUuid(), id, started],
  );
  const approval = newUuid();
  await run(
    `insert into "w_demo"."_approval" ("id", "run", "token", "step", "kind", "round", "rule", "status", "come_back", "moments", "at") values ($1, $2, $1, 's', 'approval', 1, '{}', 'approved', false, '[]', $3)`,
    [approval, id, started],
  );
  const task = newUuid();
  await run(
    `insert into "w_demo"."_approval_task" ("id", "approval", "seat", "turn", "assignee", "origin", "status", "at") values ($1, $2, $1, 1, $1, 'step', 'approved', $3)`,
    [task, approval, started],
  );
  await run(`insert into "w_demo"."_decision_link" ("id", "task", "at") values ($1, $2, $3)`, [
    newUuid(),
    task,
    started,
  ]);
  await run(
    `insert into "w_demo"."_approval_copy" ("id", "approval", "account", "reason", "at") values ($1, $2, $1, 'step', $3)`,
    [newUuid(), approval, started],
  );
  return id;
}

const delivery = (created: Date, finished: Date | null) =>
  run(
    `insert into "w_demo"."_delivery" ("id", "kind", "target", "payload", "status", "attempt", "created_at", "finished_at") values ($1, 'webhook', 'erp', '{}', 'done', 1, $2, $3)`,
    [newUuid(), created, finished],
  );
const notices = (count: number, at: Date) =>
  run(
    `insert into "w_demo"."_notification" ("id", "account", "subject", "at") select gen_random_uuid(), $1, '{}', $2 from generate_series(1, $3::integer)`,
    [newUuid(), at, count],
  );
const scriptRun = (at: Date) =>
  run(
    `insert into "w_demo"."_script_run" ("id", "script", "digest", "occasion", "at", "causality", "chain", "outcome", "usage", "log") values ($1::uuid, 's', 'd', 'job', $2, $1::uuid, '{}', 'threw', '{}', '[]')`,
    [newUuid(), at],
  );
const recording = (at: Date) =>
  run(`insert into "w_demo"."_script_recording" ("id", "at", "recording") values ($1, $2, '{}')`, [
    newUuid(),
    at,
  ]);
const count = async (table: string) =>
  Number((await run(`select count(*) from "w_demo"."${table}"`)).rows[0]?.[0]);
const counts = () =>
  Promise.all(
    ["_workflow_run", "_workflow_token", "_workflow_history", "_delivery", "_notification"].map(
      count,
    ),
  );

test("what ended before so many days goes whole, the rest stays", async () => {
  const live = await workflowRun(old, null);
  await workflowRun(old, old, live);
  await workflowRun(old, young);
  await workflowRun(old, old);
  await workflowRun(young, young);
  await delivery(old, old);
  await delivery(old, null);
  await delivery(old, young);
  await notices(2 * endedAtATime + 1, old);
  await notices(3, young);
  await scriptRun(old);
  await scriptRun(young);
  await recording(old);
  await recording(young);
  const whole = await counts();
  await keep(0);
  expect(await counts()).toEqual(whole);
  await keep(90);
  expect(await counts()).toEqual([4, 4, 4, 2, 3]);
  const approvals = () =>
    Promise.all(["_approval", "_approval_task", "_approval_copy", "_decision_link"].map(count));
  expect(await approvals()).toEqual([4, 4, 4, 4]);
  expect([await count("_script_run"), await count("_script_recording")]).toEqual([1, 1]);
  await run(`update "w_demo"."_workflow_run" set "ended_at" = $2 where "id" = $1`, [live, old]);
  await keep(90);
  expect(await counts()).toEqual([2, 2, 2, 2, 3]);
  expect(await approvals()).toEqual([2, 2, 2, 2]);
});
