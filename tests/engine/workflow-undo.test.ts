/** What a run has done is undone, the last first and once: after a failure, when it is cancelled, by a step. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { undoDocuments } from "./undo-documents.ts";
import {
  changed,
  type Json,
  made,
  marks,
  run,
  runsOf,
  started,
  steps,
  until,
} from "./workflow-world.ts";

let server: TestServer;
let record: string;
beforeAll(async () => {
  server = await startTestServer({ documents: undoDocuments });
  await made(server, "slot", { key: "taken" });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] });
  record = await made(server, "order", {
    number: "7",
    note: "taken",
    lines: [{ product: "a" }, { product: "b" }],
  });
});

const post = (id: string, what: string, body: Json = {}) =>
  server.request("POST", `/runs/${id}/${what}`, body);
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code: string }).code;

test("a step that fails for good: rounds and branches are undone in reverse, each with what was its own", async () => {
  const done = await until(server, await started(server, "failing", { record }), "undone");
  const left = (await marks(server)).map(String);
  const did = left.filter((text) => !text.startsWith("undo "));
  expect(did.toSorted()).toEqual(["beside", "line a", "line b", "one"]);
  expect(left.slice(did.length)).toEqual(did.toReversed().map((text) => `undo ${text}`));
  expect(done).toMatchObject({ undoing: "failed", undoable: false, now: [] });
  const undone = done.steps.filter(({ undoes }) => undoes !== null);
  expect(undone.map(({ undoes }) => (undoes as Json).title)).toContain("Line");
  // What was left by a way out of its own is no failure of the run.
  expect(steps(done)).toContain("guarded failed");
});

test("a step may say so; what a run waited for hears that it did not go well", async () => {
  const outer = await until(server, await started(server, "outer", { record }), "done");
  expect(await marks(server)).toEqual(["inner", "undo inner", "told"]);
  const [inner] = await runsOf(server, "inner");
  expect(inner?.status).toBe("undone");
  expect(steps(outer)).toContain("tell done");
});

test("what fails while it is undone is seen, tried again, or skipped; the rest follows", async () => {
  const id = await started(server, "stubborn", { record });
  const failed = await until(server, id, "failed");
  expect(failed.now).toMatchObject([
    {
      step: "free",
      undoes: { step: "second", title: "Second" },
      problems: [{ code: "not_unique" }],
    },
  ]);
  expect(await marks(server)).toEqual(["first", "second"]);
  expect(codeOf(await post(id, "retry", { step: "second" }))).toBe("run_undo_in_order");
  expect(codeOf(await post(id, "cancel?undo=true"))).toBe("run_undoing");
  await changed(server, "order", record, { note: "free" });
  await post(id, "retry");
  await until(server, id, "undone");
  expect(await marks(server)).toEqual(["first", "second", "undo first"]);
  await changed(server, "order", record, { note: "taken" });
  const skipped = await started(server, "stubborn", { record });
  await until(server, skipped, "failed");
  await post(skipped, "retry", { skip: true });
  const over = await until(server, skipped, "undone");
  expect(steps(over).slice(-2)).toEqual(["free skipped", "unmark done"]);
});

test("who cancels may ask for it, with the runs that are waited for; otherwise all stays", async () => {
  const id = await started(server, "resting", { record });
  await until(server, id, "waiting");
  const [child] = await runsOf(server, "rests");
  expect(await run(server, id)).toMatchObject({ undoable: true, undoing: null });
  expect(codeOf(await post(id, "cancel?undo=maybe"))).toBe("invalid_parameter");
  expect(codeOf(await post(id, "retry", { step: "unmark" }))).toBe("run_undo_in_order");
  expect((await post(id, "cancel?undo=true")).status).toBe(204);
  const done = await until(server, id, "undone");
  await until(server, String(child?.id), "undone");
  expect(done.steps.find(({ event }) => event === "undoing")?.actor).toBeTypeOf("string");
  expect((await marks(server)).toSorted()).toEqual(["asked", "first", "undo asked", "undo first"]);
  expect(codeOf(await post(id, "cancel"))).toBe("run_over");
  const other = await started(server, "resting", { record });
  await until(server, other, "waiting");
  await post(other, "cancel");
  expect((await run(server, other)).status).toBe("cancelled");
});

test("a rejection that leads there undoes what was done before it", async () => {
  const id = await started(server, "judged", { record });
  await until(server, id, "waiting");
  const { body } = await server.request("GET", "/tasks?box=mine");
  const [task] = (body as { data: Json[] }).data;
  const answer = await server.request("POST", `/tasks/${task?.id}/reject`, { opinion: "no" });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await until(server, id, "undone");
  expect(await marks(server)).toEqual(["first", "undo first"]);
});
