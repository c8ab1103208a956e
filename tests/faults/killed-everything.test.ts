/**
 * Servers, workers, runners of scripts and PostgreSQL are killed while runs go on: every effect
 * inside happens exactly once, also of undoing, every approval is decided once, every delivery comes at least once
 * and always under one key, and no run stays behind. `TESTS=long` kills two hundred times over two
 * thousand runs.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { mark, objects, workflow } from "../engine/workflow-world.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { type DoomedSystem, startDoomedSystem, victims } from "./chaos/doomed-system.ts";
import { create, startApproving } from "./chaos/persistent-client.ts";

const long = process.env.TESTS === "long";
const runs = Number(process.env.RUNS ?? (long ? 2000 : 16));
const kills = Number(process.env.KILLS ?? (long ? 200 : 4));
const patience = long ? 3_600_000 : 180_000;
const linesOf = (index: number): number => index % 4;

const say = (text: string) => ({
  set: { text: { expression: text }, order: { expression: "record" } },
});
const documents = [
  { kind: "app" as const, name: "demo", content: { name: "demo", title: "Demo" } },
  ...objects,
  {
    kind: "script" as const,
    name: "note_order",
    content: {
      name: "note_order",
      title: "Note the order",
      runs_as: "system",
      trigger: { object: "order", before: ["create"] },
      source: `import type { Input } from "tenon";
export default function ({ records }: Input<"note_order">) {
  for (const { record } of records) record.note = "noted " + record.number;
}
`,
    },
  },
  {
    kind: "script" as const,
    name: "leave_mark",
    content: {
      name: "leave_mark",
      title: "Leave a mark",
      source: `import { db } from "tenon";
export default async function ({ order, text }: { order: string; text: string }) {
  await db.create("mark", { order, text: "script " + text });
  return null;
}
`,
    },
  },
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
      both: { type: "parallel", branches: ["each", "pause"], next: "compute" },
      each: { type: "loop", rows: "lines", as: "line", do: "line" },
      line: { ...mark(""), ...say('"line " + line.product') },
      pause: { type: "wait", for: "1 second", next: "rested" },
      rested: { ...mark(""), ...say('"rested"') },
      compute: {
        type: "script",
        script: "leave_mark",
        input: { order: { expression: "record" }, text: { expression: "record.note" } },
        retry: 10,
        next: "agree",
      },
      agree: { type: "approval", who: [{ user: "approver@example.com" }], next: "post" },
      post: {
        type: "webhook",
        to: "erp",
        body: { number: { expression: "record.number" } },
        next: "end",
      },
      end: { ...mark(""), ...say('"end"') },
    },
  }),
  workflow("regretful", {
    on: { event: "create", record: "order" },
    as: "system",
    start: "begin",
    steps: {
      begin: { ...mark(""), ...say('"begin"'), undo: "unbegin", next: "each" },
      unbegin: { ...mark(""), ...say('"undo begin"') },
      each: { type: "loop", rows: "lines", as: "line", do: "take", next: "take_back" },
      take: { ...mark(""), ...say('"take " + line.product'), undo: "untake" },
      untake: { ...mark(""), ...say('"undo take " + line.product') },
      take_back: { type: "undo" },
    },
  }),
];

let receiver: HookReceiver;
let system: DoomedSystem;

beforeAll(async () => {
  receiver = await startHookReceiver();
  system = await startDoomedSystem(documents, {
    TENON_SECRET_KEYS: Buffer.alloc(32, 5).toString("base64"),
    TENON_OUTBOUND_ALLOW: receiver.host,
    TENON_RATE_EXPENSIVE: "0",
  });
  const answer = await fetch(`${system.address()}/endpoints/erp`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${system.administrator}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ url: receiver.url }),
  });
  expect(answer.status).toBe(200);
}, patience);
afterAll(async () => {
  await system?.stop();
  await receiver.stop();
});

const numbers = async (text: string): Promise<readonly number[]> =>
  ((await system.rows(text))[0] ?? []).map(Number);

const progress = async (): Promise<number> =>
  (await numbers(`select count(*) from "w_demo"."mark"`))[0] ?? 0;

/** What every run leaves, by its order's number. */
const wanted = (index: number): readonly string[] =>
  [
    index % 2 === 0 ? "large" : "small",
    ...Array.from({ length: linesOf(index) }, (_, line) => `line p${line}`),
    "begin",
    "undo begin",
    ...Array.from({ length: linesOf(index) }, (_, line) => [`take p${line}`, `undo take p${line}`]),
    "rested",
    `script noted ${index}`,
    "end",
  ]
    .flat()
    .toSorted();

const startRun = (index: number): Promise<void> =>
  create(system, "order", {
    number: String(index),
    amount: index % 2 === 0 ? "100" : "1",
    lines: Array.from({ length: linesOf(index) }, (_, line) => ({ product: `p${line}` })),
  });

/** What somebody who was killed had taken for sending is due again, as if its time were over. */
const endLeases = () =>
  system.rows(
    "update core.job set run_at = now() where kind = 'delivery' and run_at > now() + interval '6 seconds'",
  );

test(
  "effects happen once, decisions once, deliveries under one key, and every run comes to its end",
  async () => {
    const approving = startApproving(system);
    const share = runs / kills;
    const killed = Object.fromEntries(victims.map((victim) => [victim, 0]));
    for (let kill = 0; kill < kills; kill++) {
      const seen = await progress();
      const begun = Array.from({ length: share }, (_, place) => startRun(kill * share + place));
      await expect.poll(progress, { interval: 5, timeout: patience }).toBeGreaterThan(seen);
      const victim = victims[long ? Math.floor(Math.random() * victims.length) : kill % 4];
      if (victim !== undefined && (await system.kill(victim)))
        killed[victim] = (killed[victim] ?? 0) + 1;
      await Promise.all(begun);
    }
    await expect
      .poll(
        async () => {
          await endLeases();
          return system.rows(
            `select "status", count(*) from "w_demo"."_workflow_run" group by "status" order by 1`,
          );
        },
        { interval: 250, timeout: patience },
      )
      .toEqual([
        ["done", String(runs)],
        ["undone", String(runs)],
      ]);
    await approving.stop();
    const found = await system.rows(
      `select o."number", array_to_json(array_agg(m."text" order by m."text" collate "C")) from "w_demo"."order" o join "w_demo"."mark" m on m."order" = o."id" group by o."number"`,
    );
    const left = new Map(found.map(([number, texts]) => [number, JSON.parse(texts ?? "[]")]));
    for (let index = 0; index < runs; index++)
      expect(left.get(String(index)), `run ${index}`).toEqual(wanted(index));
    expect(await numbers(`select count(*) from "w_demo"."order"`)).toEqual([runs]);
    const decided = await numbers(
      `select count(*), count(*) filter (where "status" = 'approved') from "w_demo"."_approval_task"`,
    );
    expect(decided).toEqual([runs, runs]);
    const keysOf = Map.groupBy(receiver.received, ({ body }) => {
      const { data } = JSON.parse(body) as { data: { number: string } };
      return data.number;
    });
    expect(keysOf.size).toBe(runs);
    for (const [number, sent] of keysOf) {
      const ids = new Set(sent.map(({ headers }) => headers["webhook-id"]));
      expect(ids.size, `deliveries of ${number}`).toBe(1);
    }
    expect(
      await numbers(
        `select (select count(*) from "w_demo"."_workflow_token"), (select count(*) from "w_demo"."_delivery" where "status" <> 'done'), (select count(*) from "w_demo"."_delivery")`,
      ),
    ).toEqual([0, 0, runs]);
    console.info(
      `${runs} runs, killed: ${JSON.stringify(killed)}, ${receiver.received.length} deliveries received`,
    );
  },
  patience,
);
