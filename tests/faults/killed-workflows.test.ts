/**
 * Workers that are killed again and again while they move runs: every effect inside happens exactly
 * once, every delivery at least once and always under one key, and no run stays behind. `TESTS=long`
 * kills two hundred times over two thousand runs.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { mark, objects, rows, workflow } from "../engine/workflow-world.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type ServerProcess, startEngine } from "../support/server-process.ts";

const long = process.env.TESTS === "long";
const runs = long ? 2000 : 40;
const kills = long ? 200 : 5;
const patience = long ? 3_600_000 : 180_000;
const linesOf = (index: number): number => index % 4;

const say = (text: string) => ({
  set: { text: { expression: text }, order: { expression: "record" } },
});
const documents = [
  ...objects,
  workflow("busy", {
    on: { event: "create", record: "order" },
    as: "system",
    start: "size",
    steps: {
      size: {
        type: "branch",
        cases: [{ when: "record.amount > 50", next: "large" }],
        else: "small",
      },
      large: { ...mark(""), ...say('"large"'), next: "both" },
      small: { ...mark(""), ...say('"small"'), next: "both" },
      both: { type: "parallel", branches: ["each", "pause"], next: "post" },
      each: { type: "loop", rows: "lines", as: "line", do: "line" },
      line: { ...mark(""), ...say('"line " + line.product') },
      pause: { type: "wait", for: "1 second", next: "rested" },
      rested: { ...mark(""), ...say('"rested"') },
      post: {
        type: "webhook",
        to: "erp",
        body: { number: { expression: "record.number" } },
        next: "end",
      },
      end: { ...mark(""), ...say('"end"') },
    },
  }),
];

const keys = Buffer.alloc(32, 5).toString("base64");
let receiver: HookReceiver;
let server: TestServer;
const workers: ServerProcess[] = [];

beforeAll(async () => {
  receiver = await startHookReceiver();
  server = await startTestServer({
    documents,
    settings: { TENON_ROLES: "web", TENON_SECRET_KEYS: keys },
  });
  const endpoint = await server.request("PUT", "/endpoints/erp", { url: receiver.url });
  expect(endpoint.status).toBe(200);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await server.stop();
  await receiver.stop();
});

async function startWorker(): Promise<void> {
  const worker = await startEngine(
    {
      DATABASE_URL: server.databaseUrl,
      TENON_ROLES: "worker",
      TENON_LOG: "silent",
      TENON_TIME_ZONE: "UTC",
      TENON_SECRET_KEYS: keys,
      TENON_OUTBOUND_ALLOW: receiver.host,
    },
    "/-/ready",
    {},
  );
  workers.push(worker);
}

async function numbers(text: string): Promise<readonly number[]> {
  const { rows: found } = await server.services.database.run({ text, values: [] });
  return (found[0] ?? []).map(Number);
}

const progress = async (): Promise<number> =>
  (await numbers(`select count(*) from "w_demo"."mark"`))[0] ?? 0;

/** What every run leaves, by its order's number. */
const wanted = (index: number): readonly string[] =>
  [
    index % 2 === 0 ? "large" : "small",
    ...Array.from({ length: linesOf(index) }, (_, line) => `line p${line}`),
    "rested",
    "end",
  ].toSorted();

/** Orders from one number up to another, each of which starts a run. */
async function startRuns(from: number, to: number): Promise<void> {
  const orders = Array.from({ length: to - from }, (_, place) => {
    const index = from + place;
    return {
      number: String(index),
      amount: index % 2 === 0 ? "100" : "1",
      lines: Array.from({ length: linesOf(index) }, (_line, line) => ({ product: `p${line}` })),
    };
  });
  const made = await server.request("POST", "/records/order", orders);
  expect(made.status).toBe(201);
}

/** Kills a worker when some of what it was given is done, and starts another one. */
async function killInTheMiddle(seen: number): Promise<void> {
  await expect.poll(progress, { interval: 5, timeout: patience }).toBeGreaterThan(seen);
  await workers.shift()?.kill();
  await startWorker();
}

/** What a killed worker had taken for sending is due again, as if its time were over. */
const endLeases = () =>
  server.services.database.run({
    text: "update core.job set run_at = now() where kind = 'delivery' and run_at > now() + interval '6 seconds'",
    values: [],
  });

test(
  "effects happen once, deliveries under one key, and every run comes to its end",
  async () => {
    await startWorker();
    await startWorker();
    const share = runs / kills;
    for (let kill = 0; kill < kills; kill++) {
      const seen = await progress();
      await startRuns(kill * share, (kill + 1) * share);
      await killInTheMiddle(seen);
    }
    await expect
      .poll(
        async () => {
          await endLeases();
          return numbers(
            `select count(*), count(*) filter (where "status" <> 'done') from "w_demo"."_workflow_run"`,
          );
        },
        { interval: 250, timeout: patience },
      )
      .toEqual([runs, 0]);
    const found = await server.services.database.run({
      text: `select o."number", array_to_json(array_agg(m."text" order by m."text" collate "C")) from "w_demo"."order" o join "w_demo"."mark" m on m."order" = o."id" group by o."number"`,
      values: [],
    });
    const left = new Map(found.rows.map(([number, texts]) => [number, JSON.parse(texts ?? "[]")]));
    for (let index = 0; index < runs; index++)
      expect(left.get(String(index)), `run ${index}`).toEqual(wanted(index));
    expect(left.size).toBe(runs);
    const keysOf = new Map<string, Set<unknown>>();
    for (const { headers, body } of receiver.received) {
      const { data } = JSON.parse(body) as { data: { number: string } };
      keysOf.set(data.number, (keysOf.get(data.number) ?? new Set()).add(headers["webhook-id"]));
    }
    expect(keysOf.size).toBe(runs);
    for (const [number, ids] of keysOf) expect(ids.size, `deliveries of ${number}`).toBe(1);
    const rest = await numbers(
      `select (select count(*) from "w_demo"."_workflow_token"), (select count(*) from "w_demo"."_delivery" where "status" <> 'done'), (select count(*) from "w_demo"."_delivery")`,
    );
    expect(rest).toEqual([0, 0, runs]);
    const deliveries = rows(await server.request("GET", "/deliveries?limit=200"));
    expect(deliveries.length).toBe(Math.min(runs, 200));
  },
  patience,
);
