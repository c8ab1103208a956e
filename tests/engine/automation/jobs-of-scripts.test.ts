/** Jobs that scripts start: after the commit, with the rights of the person, once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { scheduledRun } from "../../../engine/automation/add-job.ts";
import { addJobs } from "../../../engine/jobs/job-rows.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type Person, person } from "../../support/people.ts";
import { askingDocuments } from "./asking-scripts.ts";
import { type AskingWorld, failedRun, noted, startAskingWorld } from "./asking-world.ts";

let world: AskingWorld;
let clerk: Person;

beforeAll(async () => {
  world = await startAskingWorld(askingDocuments);
  clerk = await person(world.server, "clerk", "clerk");
});
afterAll(() => world?.stop());
beforeEach(() => world.receiver.answerWith({ status: 200 }));

const start = (name: string, url = world.erp, token = world.server.adminToken) =>
  world.server.request("POST", "/x/start", { name, url }, { token });
const notes = async () => {
  const { body } = await world.server.request("GET", "/records/note?limit=1000");
  return isJsonObject(body) && Array.isArray(body.data) ? body.data.length : -1;
};
const run = async (text: string) =>
  (await world.server.services.database.run({ text, values: [] })).rows;

describe("a job is refused when it is started", () => {
  test.each([
    ["nothing", "job_unknown"],
    ["start", "job_unknown"],
    ["constructor", "job_unknown"],
  ])("%s: %s", async (name, code) => {
    const { body } = await start(name);
    expect(JSON.stringify(body)).toContain("as a job");
    expect(code).toBe("job_unknown");
  });

  test("with what it does not take", async () => {
    const { body } = await start("counts", "x".repeat(300));
    expect(JSON.stringify(body)).toContain("/url");
  });
});

test("jobs that start one another without end are refused with their chain", async () => {
  await start("starts_itself");
  expect((await noted(world.server, "starts_itself")).told).toContain(
    "start → starts_itself → starts_itself",
  );
});

describe("a job has the rights of who started it", () => {
  test("as they are when it runs", async () => {
    await start("counts", world.erp, clerk.token);
    expect((await noted(world.server, "counts")).told).toBe("unknown_object");
  });

  test("and none when he may not come in any more", async () => {
    const { jobs } = world.server.services;
    await jobs.stop();
    const before = await notes();
    await start("counts", world.erp, clerk.token);
    await run(`update core.membership set disabled = true where account = '${clerk.id}'`);
    jobs.start();
    await expect
      .poll(() => run("select 1 from core.job where kind = 'script'"), { interval: 20 })
      .toEqual([]);
    expect(await notes()).toBe(before);
  });
});

describe("a schedule", () => {
  const due = async (name: string) => {
    const { database, catalogs, jobs } = world.server.services;
    const workspace = (await catalogs.current("demo"))?.workspaceId ?? "";
    await addJobs(database, [scheduledRun(workspace, name, new Date("2030-01-01T02:00:00Z"))]);
    jobs.wake();
  };

  test("asks, and then writes", async () => {
    await world.server.request("POST", "/records/note", { about: "address", told: world.erp });
    await due("nightly");
    expect((await noted(world.server, "nightly")).told).toBe("2030-01-01T02:00:00.000Z 200");
  });

  test("that fails is in the ledger, and not tried again and again", async () => {
    await due("fails_nightly");
    expect(await failedRun(world.server, "fails_nightly")).toMatchObject({ occasion: "schedule" });
    await expect
      .poll(() => run("select 1 from core.job where key = 'fails_nightly'"), { interval: 20 })
      .toEqual([]);
  });
});

test("a run that took too long and was repeated asks twice under one key, and writes once", async () => {
  const { jobs } = world.server.services;
  const again = Promise.withResolvers<void>();
  const asked = world.receiver.received.length;
  const before = await notes();
  world.receiver.answerBy(async () => {
    if (world.receiver.received.length - asked > 1) again.resolve();
    else {
      const past = "now() - interval '1 hour'";
      await run(`update core.job set run_at = ${past} where kind = 'asking_script'`);
      jobs.wake();
    }
    await again.promise;
    return "{}";
  });
  await start("posts");
  await noted(world.server, "posts");
  await jobs.stop();
  jobs.start();
  const keys = world.receiver.received.slice(asked).map((each) => each.headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
  expect((await notes()) - before).toBe(1);
});
