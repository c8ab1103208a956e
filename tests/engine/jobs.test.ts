import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import type { Job, JobHandler, NewJob } from "../../engine/jobs/job.ts";
import { addJobs, readBacklog } from "../../engine/jobs/job-rows.ts";
import { createJobs, type Jobs, shareOf } from "../../engine/jobs/jobs.ts";
import { Failure } from "../../engine/jobs/retry.ts";
import type { ObservableEvent } from "../../engine/observe.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let held: TestDatabase;
let database: Database;
const open: { readonly jobs: Jobs; readonly pool: Database }[] = [];
const events: ObservableEvent[] = [];

beforeAll(async () => {
  held = await createTestDatabase();
  database = connectDatabase(held.url, 6);
  await database.run({ text: "create table effect (what text not null)", values: [] });
});

beforeEach(async () => {
  await stopAll();
  await database.run({ text: "truncate core.job, effect", values: [] });
  events.length = 0;
});

afterAll(async () => {
  await stopAll();
  await database.close();
  await held.drop();
});

async function stopAll(): Promise<void> {
  for (const { jobs, pool } of open.splice(0)) {
    await jobs.stop();
    await pool.close();
  }
}

/** Workers as a process of their own would have them. */
function workers(slots: number, ...handlers: readonly JobHandler[]): Jobs {
  const pool = connectDatabase(held.url, slots + 2);
  const jobs = createJobs(pool, (event) => events.push(event), { slots });
  for (const handler of handlers) jobs.register(handler);
  open.push({ jobs, pool });
  jobs.start();
  return jobs;
}

const workspace = randomUUID();
const job = (key: string, more: Partial<NewJob> = {}): NewJob => ({
  kind: "note",
  workspace,
  key,
  ...more,
});

/** Writes what it is about in the transaction of the job. */
const note: JobHandler = {
  kind: "note",
  mode: "transactional",
  handle: async ({ key }, transaction) => {
    await transaction.run({ text: "insert into effect values ($1)", values: [key] });
    return { kind: "done" };
  },
};

const effects = async (): Promise<readonly string[]> => {
  const { rows } = await database.run({ text: "select what from effect", values: [] });
  return rows.map(([what]) => String(what));
};
const rows = async () => {
  const found = await database.run({
    text: "select key, attempt, last_error, run_at > now() from core.job order by key",
    values: [],
  });
  return found.rows;
};
const untilEmpty = () => expect.poll(rows, { interval: 10 }).toEqual([]);

/** A promise that a test keeps. */
function latch(): { readonly opened: Promise<void>; open(): void } {
  let resolve = (): void => undefined;
  const opened = new Promise<void>((done) => (resolve = done));
  return { opened, open: () => resolve() };
}

test("many workers do each job once", async () => {
  const keys = Array.from({ length: 300 }, (_, index) => `job ${index}`);
  await addJobs(
    database,
    keys.map((key) => job(key)),
  );
  workers(3, note);
  workers(3, note);
  await untilEmpty();
  expect((await effects()).toSorted()).toEqual(keys.toSorted());
});

test("a job of a transaction that is taken back is never done", async () => {
  const undone = database.transaction(async (transaction) => {
    await addJobs(transaction, [job("never")]);
    throw new Error("taken back");
  });
  await expect(undone).rejects.toThrow("taken back");
  workers(1, note);
  await addJobs(database, [job("done")]);
  await untilEmpty();
  expect(await effects()).toEqual(["done"]);
});

test("what fails leaves no effect, is counted and comes again later", async () => {
  workers(1, {
    ...note,
    handle: async (taken, transaction) => {
      await transaction.run({ text: "insert into effect values ('half')", values: [] });
      throw new Error(`no luck with ${taken.key}`);
    },
  } as JobHandler);
  await addJobs(database, [job("unlucky")]);
  const failed = [["unlucky", "1", "no luck with unlucky", "t"]];
  await expect.poll(rows, { interval: 10 }).toEqual(failed);
  expect(await effects()).toEqual([]);
});

test("what fails for good is given up, and told, at once", async () => {
  const given: string[] = [];
  workers(1, {
    kind: "note",
    mode: "transactional",
    handle: async () => {
      throw new Failure("never", "permanent");
    },
    giveUp: async ({ key }, error, transaction) => {
      given.push(`${key}: ${error instanceof Error ? error.message : ""}`);
      await transaction.run({ text: "insert into effect values ('told')", values: [] });
    },
  });
  await addJobs(database, [job("hopeless")]);
  await untilEmpty();
  expect(given).toEqual(["hopeless: never"]);
  expect(await effects()).toEqual(["told"]);
});

test("urgent jobs come first, then what is due longer; what is not due waits", async () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
  await addJobs(database, [
    job("newer", { runAt: at(-1) }),
    job("older", { runAt: at(-60) }),
    job("idle", { runAt: at(-600), priority: "idle" }),
    job("urgent", { priority: "urgent" }),
    job("tomorrow", { runAt: at(86_400), priority: "urgent" }),
  ]);
  workers(1, note);
  await expect.poll(rows, { interval: 10 }).toEqual([["tomorrow", "0", null, "t"]]);
  expect(await effects()).toEqual(["urgent", "older", "newer", "idle"]);
});

test("a workspace with much to do leaves a worker to the others", async () => {
  const slots = 3;
  const gate = latch();
  const begun: string[] = [];
  workers(slots, {
    kind: "note",
    mode: "transactional",
    handle: async ({ key, workspace: whose }) => {
      begun.push(key);
      if (whose === workspace) await gate.opened;
      return { kind: "done" };
    },
  });
  await addJobs(
    database,
    Array.from({ length: 20 }, (_, index) => job(`much ${index}`)),
  );
  await expect.poll(() => begun.length).toBe(shareOf(slots));
  const others = ["a", "b", "c"];
  await addJobs(
    database,
    others.map((key) => job(key, { workspace: randomUUID() })),
  );
  await expect.poll(() => begun.filter((key) => others.includes(key)).toSorted()).toEqual(others);
  expect(begun).toHaveLength(shareOf(slots) + others.length);
  gate.open();
  await untilEmpty();
});

test("a leased job is nobody else's until its time is over, and then is taken again", async () => {
  const gate = latch();
  const taken: number[] = [];
  const handler = (leaseSeconds: number): JobHandler => ({
    kind: "note",
    mode: "leased",
    leaseSeconds,
    handle: async (found: Job) => {
      taken.push(found.attempt);
      if (found.attempt === 1) await gate.opened;
      return async () => ({ kind: "done" });
    },
  });
  workers(1, handler(1));
  await addJobs(database, [job("long")]);
  await expect.poll(() => taken).toEqual([1]);
  workers(1, handler(60));
  // The first is silent, as if its process were gone.
  await expect.poll(() => taken).toEqual([1, 2]);
  await untilEmpty();
  gate.open();
});

test("workers that stop finish what they have begun and take nothing more", async () => {
  const gate = latch();
  const begun: string[] = [];
  const jobs = workers(1, {
    kind: "note",
    mode: "transactional",
    handle: async ({ key }, transaction) => {
      begun.push(key);
      await gate.opened;
      await transaction.run({ text: "insert into effect values ($1)", values: [key] });
      return { kind: "done" };
    },
  });
  await addJobs(database, [job("a"), job("b")]);
  await expect.poll(() => begun.length).toBe(1);
  const stopped = jobs.stop();
  gate.open();
  await stopped;
  expect(await effects()).toEqual(begun);
  expect(await rows()).toHaveLength(1);
});

test("a kind that this engine does not know stays for one that does", async () => {
  workers(1, note);
  await addJobs(database, [job("strange", { kind: "of tomorrow" }), job("known")]);
  await expect.poll(effects).toEqual(["known"]);
  await expect.poll(rows).toEqual([["strange", "0", null, "t"]]);
});

test("what was done is told, and what waits can be counted", async () => {
  await addJobs(database, [job("a", { runAt: new Date(Date.now() - 5000) })]);
  expect(await readBacklog(database, new Date())).toMatchObject({ due: 1 });
  workers(1, note);
  await untilEmpty();
  await expect.poll(() => events.map(({ kind }) => kind)).toContain("job_finished");
  expect(await readBacklog(database, new Date())).toEqual({ due: 0, seconds: 0 });
});
