/** Failures of steps: ways out, attempts, and what people do with runs that failed. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { role } from "../permissions/role-document.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  changed,
  type Json,
  letTimePass,
  made,
  mark,
  marks,
  objects,
  rows,
  run,
  runsOf,
  started,
  steps,
  until,
  workflow,
} from "./workflow-world.ts";

const unique: MetadataDocument = {
  kind: "object",
  name: "slot",
  content: { name: "slot", properties: { key: { type: "string", unique: true } } },
};

/** Fails as long as the order's note is a key that is taken. */
const take: Json = {
  type: "create",
  object: "slot",
  set: { key: { expression: "record.note" } },
};
const order = { event: "action", record: "order" };

const staged = (wait: string): MetadataDocument =>
  workflow("staged", {
    on: order,
    start: "one",
    steps: {
      one: mark("one", { next: wait }),
      [wait]: { type: "wait", for: "3 days", next: "two" },
      two: mark("two"),
    },
  });

const documents = [
  ...objects,
  unique,
  workflow("guarded", {
    on: order,
    start: "before",
    steps: {
      before: mark("before", { next: "take" }),
      take: { ...take, on: { error: "sorry" }, next: "after" },
      after: mark("after"),
      sorry: mark("sorry"),
    },
  }),
  workflow("bare", {
    on: order,
    start: "before",
    steps: {
      before: mark("before", { next: "take" }),
      take: { ...take, next: "after" },
      after: mark("after"),
    },
  }),
  workflow("scripted", {
    on: { event: "manual" },
    start: "script",
    steps: { script: { type: "script", script: "none", retry: 3 } },
  }),
  workflow("parent", {
    on: order,
    start: "child",
    steps: {
      child: { type: "subflow", workflow: "child", record: "record", on: { error: "sorry" } },
      sorry: mark("child was cancelled"),
    },
  }),
  workflow("child", {
    on: { event: "subflow", record: "order" },
    start: "wait",
    steps: { wait: { type: "wait", for: "3 days" } },
  }),
  staged("wait"),
  workflow("looks", {
    on: { event: "manual", roles: ["marker"] },
    start: "before",
    steps: {
      before: mark("before", { next: "each" }),
      each: { type: "loop", object: "customer", as: "one", do: "say", on: { error: "sorry" } },
      say: mark("say"),
      sorry: mark("sorry"),
    },
  }),
  role("marker", { mark: { create: true, read: "all" } }),
];

let server: TestServer;
let taken: string;
beforeAll(async () => {
  server = await startTestServer({ documents });
  await made(server, "slot", { key: "taken" });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] });
  taken = await made(server, "order", { number: "t", note: "taken" });
});

const post = async (id: string, what: string, body: Json = {}) =>
  server.request("POST", `/runs/${id}/${what}`, body);
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code: string }).code;

test("a failed step leaves by its way out; what was done before stays done", async () => {
  const done = await until(server, await started(server, "guarded", { record: taken }), "done");
  expect(await marks(server)).toEqual(["before", "sorry"]);
  expect(steps(done)).toEqual(["before done", "take failed", "sorry done"]);
  expect(done.steps[1]).toMatchObject({ problems: [{ code: "not_unique" }] });
});

test("a loop over what nobody showed the starter fails, and what was done before it stays done", async () => {
  const marker = await person(server, "marker", "marker");
  const id = await started(server, "looks", {}, marker.token);
  const done = await until(server, id, "done");
  expect(steps(done)).toEqual(["before done", "each failed", "sorry done"]);
  expect(await marks(server)).toEqual(["before", "sorry"]);
});

test("without a way out the run fails, and goes on from there when it is tried again", async () => {
  const id = await started(server, "bare", { record: taken });
  const failed = await until(server, id, "failed");
  expect(failed.now).toMatchObject([{ step: "take", status: "failed" }]);
  expect(codeOf(await post(id, "retry", { step: "nowhere" }))).toBe("workflow_step_gone");
  await changed(server, "order", taken, { note: "free" });
  expect((await post(id, "retry")).status).toBe(204);
  const done = await until(server, id, "done");
  expect(await marks(server)).toEqual(["before", "after"]);
  expect(steps(done)).toEqual([
    "before done",
    "take failed",
    "take retried",
    "take done",
    "after done",
  ]);
  expect(codeOf(await post(id, "retry"))).toBe("run_over");
});

test("a failed step can be skipped, or another one be gone on from", async () => {
  const skipped = await started(server, "bare", { record: taken });
  await until(server, skipped, "failed");
  await post(skipped, "retry", { skip: true });
  await until(server, skipped, "done");
  expect(await marks(server)).toEqual(["before", "after"]);
  const again = await started(server, "bare", { record: taken });
  await until(server, again, "failed");
  await post(again, "retry", { step: "after" });
  await until(server, again, "done");
  expect(await marks(server)).toEqual(["before", "after", "before", "after"]);
});

test("a cancelled run does nothing more, and takes those along that it waits for", async () => {
  const id = await started(server, "parent", { record: taken });
  await until(server, id, "waiting");
  const [child] = await runsOf(server, "child");
  expect((await post(id, "cancel")).status).toBe(204);
  expect((await run(server, id)).status).toBe("cancelled");
  expect((await run(server, String(child?.id))).status).toBe("cancelled");
  expect(codeOf(await post(id, "cancel"))).toBe("run_over");
  const other = await started(server, "parent", { record: taken });
  await until(server, other, "waiting");
  const [second] = await runsOf(server, "child");
  await post(String(second?.id), "cancel");
  await until(server, other, "done");
  expect(await marks(server)).toEqual(["child was cancelled"]);
});

test("a script that is not there is named, in words of the problem", async () => {
  const failed = await until(server, await started(server, "scripted"), "failed");
  expect(failed.now).toMatchObject([
    {
      problems: [{ code: "script_unknown", message: expect.stringContaining("no script") }],
    },
  ]);
});

test("a replay says what would happen, and nothing of it has", async () => {
  const id = await started(server, "bare", { record: taken });
  await until(server, id, "failed");
  await changed(server, "order", taken, { note: "replayed" });
  const before = await marks(server);
  const replayed = await post(id, "replay");
  expect(replayed.status, JSON.stringify(replayed.body)).toBe(200);
  expect(replayed.body).toMatchObject({ status: "done", waits: [] });
  const { steps: would } = replayed.body as { steps: Json[] };
  expect(would.map(({ step, event }) => `${step} ${event}`)).toEqual([
    "before done",
    "take done",
    "after done",
  ]);
  expect(await marks(server)).toEqual(before);
  expect(rows(await server.request("GET", "/records/slot"))).toHaveLength(2);
  expect(await runsOf(server, "bare")).toHaveLength(4);
});

test("runs stay with their version; at rest they can be moved to another by the names of steps", async () => {
  const stays = await started(server, "staged", { record: taken });
  const moves = await started(server, "staged", { record: taken });
  for (const id of [stays, moves]) await until(server, id, "waiting");
  const { content } = staged("pause");
  const drafted = await server.request("PUT", "/metadata/drafts/workflow/staged", {
    ...content,
    steps: { ...(content.steps as Json), two: mark("other two") },
  });
  expect(drafted.status, JSON.stringify(drafted.body)).toBeLessThan(300);
  const published = await server.request("POST", "/metadata/publish", {
    message: "x",
    answers: {},
  });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const plan = await post(moves, "migrate", { dry_run: true });
  expect(plan.body).toEqual({ steps: [{ step: "wait", to: null }] });
  expect(codeOf(await post(moves, "migrate"))).toBe("run_step_unmapped");
  const moved = await post(moves, "migrate", { steps: { wait: "pause" } });
  expect(moved.body).toEqual({ steps: [{ step: "wait", to: "pause" }] });
  for (const id of [stays, moves]) {
    await letTimePass(server, id);
    await until(server, id, "done");
  }
  expect(await marks(server)).toEqual(["one", "one", "two", "other two"]);
});

const publish = () => server.request("POST", "/metadata/publish", { message: "x", answers: {} });

async function publishWith(changes: readonly MetadataDocument[]): Promise<void> {
  for (const { kind, name, content } of changes) {
    const put = await server.request("PUT", `/metadata/drafts/${kind}/${name}`, content);
    expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
  }
  const published = await publish();
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}

/** Tries to publish an object without one of its fields. */
async function withoutField(name: string, field: string) {
  const { body } = await server.request("GET", "/metadata/documents");
  const { documents: all } = body as { documents: (MetadataDocument & { published: Json })[] };
  const content = all.find((one) => one.kind === "object" && one.name === name)?.published ?? {};
  const { [field]: _, ...properties } = content.properties as Json;
  const put = await server.request("PUT", `/metadata/drafts/object/${name}`, {
    ...content,
    properties,
  });
  expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
  const outcome = await publish();
  await server.request("PUT", `/metadata/drafts/object/${name}`, content);
  return outcome;
}

test("a renamed field keeps its meaning for runs of before; one that they need is not removed", async () => {
  const waits = workflow("waits", {
    on: order,
    start: "wait",
    steps: {
      wait: { type: "wait", for: "3 days", next: "say" },
      say: { type: "create", object: "mark", set: { text: { expression: "text(record.amount)" } } },
    },
  });
  await publishWith([waits]);
  const record = await made(server, "order", { number: "r", amount: "5" });
  const id = await started(server, "waits", { record });
  await until(server, id, "waiting");
  await publishWith([
    workflow("waits", { ...waits.content, steps: { wait: { type: "wait", for: "1 day" } } }),
  ]);
  const renamed = await server.request("POST", "/metadata/rename", {
    object: "order",
    field: "amount",
    to: "total",
  });
  expect(renamed.status, JSON.stringify(renamed.body)).toBeLessThan(300);
  await publish();
  const removal = await withoutField("order", "total");
  expect(removal).toMatchObject({ status: 409, body: { code: "workflow_runs_in_the_way" } });
  expect(JSON.stringify(removal.body)).toContain(id);
  await letTimePass(server, id);
  await until(server, id, "done");
  expect((await marks(server)).at(-1)).toBe("5");
});

test("a run that cannot be moved at all fails, for somebody to look at", async () => {
  const id = await started(server, "parent", { record: taken });
  await until(server, id, "waiting");
  await server.services.database.run({
    text: `update "w_demo"."_workflow_run" set "digest" = 'nowhere' where "id" = $1 or "parent" = $1`,
    values: [id],
  });
  const [child] = await runsOf(server, "child");
  await expect
    .poll(
      async () => {
        await letTimePass(server, String(child?.id));
        return (await run(server, String(child?.id))).status;
      },
      { interval: 100, timeout: 50_000 },
    )
    .toBe("failed");
  expect((await run(server, String(child?.id))).now).toMatchObject([
    { status: "failed", problems: [{ code: "internal" }] },
  ]);
});
