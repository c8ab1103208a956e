/** A plan with answers says what a publish with them would do, and does nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf, dataOf, problemsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const { call, get, make } = callsOf(() => server);

beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("thing", { note: { type: "string" }, level: { enum: ["a", "b"] } })],
  });
  await make("thing", { level: "b" });
});
afterAll(() => server.stop());

const planOf = async (body: unknown, path = "/metadata/plan"): Promise<PublishPlan> => {
  const answer = await call("POST", path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as PublishPlan;
};

async function removeOption(): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const content = structuredClone(all.documents[0]?.published) as unknown as {
    properties: { level: { enum: string[] } };
  };
  content.properties.level.enum = ["a"];
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
}

test("an answer changes what the plan takes, and nothing else", async () => {
  await removeOption();
  const asked = (await get("/metadata/plan")).body as PublishPlan;
  expect(await planOf({})).toEqual(asked);
  expect(asked.ready).toBe(false);
  expect(asked.questions).toMatchObject([{ id: "options.thing.level", answer: null }]);
  const answers = { "options.thing.level": "clear" };
  const answered = await planOf({ answers });
  expect(answered.ready).toBe(true);
  expect(answered.id).toBe(asked.id);
  expect(answered.questions).toMatchObject([{ answer: "clear" }]);
  const removal = answered.changes.find(({ kind }) => kind === "options_removed");
  expect(removal).toMatchObject({
    obstacles: { count: 1, blocking: false },
    cost: { lock: "all" },
  });
  expect((await get("/metadata/version")).body).toMatchObject({ version: 1 });
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ level: "b" }]);

  const published = await call("POST", "/metadata/publish", { answers, plan: answered.id });
  expect(published.body).toEqual({ version: 2 });
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ level: null }]);
});

test("an earlier version is planned before it is gone back to", async () => {
  const plan = await planOf({}, "/metadata/versions/1/plan");
  expect(plan).toMatchObject({ base: 2, ready: true, questions: [] });
  expect(plan.changes.map(({ kind }) => kind)).toEqual(["options_restored", "field_changed"]);
  expect((await get("/metadata/version")).body).toMatchObject({ version: 2 });
  const back = await call("POST", "/metadata/versions/1/publish", { plan: plan.id });
  expect(back.body).toEqual({ version: 3 });
  expect(dataOf(await get("/records/thing"))).toMatchObject([{ level: "b" }]);
});

test("an answer that nothing asks, or that is no choice, is told and never ignored", async () => {
  await make("thing", { level: "b" });
  await removeOption();
  const told = [
    "unknown_option /answers/options.thing.level",
    "unknown_question /answers/options.thing.levels",
  ];
  const wrong = { "options.thing.level": "drop", "options.thing.levels": "clear" };
  const plan = await planOf({ answers: wrong });
  expect(plan.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(told);
  expect(plan.problems.map(({ params }) => params)).toMatchObject([
    { options: ["keep", "clear", "replace:a"] },
    { name: "options.thing.levels", hint: { en: " It asks: options.thing.level." } },
  ]);
  expect(plan).toMatchObject({ ready: false, questions: [{ id: "options.thing.level" }] });
  const refused = await call("POST", "/metadata/publish", { answers: wrong });
  expect(refused.status).toBe(422);
  expect(problemsOf(refused)).toEqual(told);
  expect((await get("/metadata/version")).body).toMatchObject({ version: 3 });
});

test("an answer to what only other records would ask does no harm, nor does an empty one", async () => {
  await removeOption();
  const [held] = dataOf(await get('/records/thing?filter=level=="b"'));
  await call("PATCH", `/records/thing/${held?.id}`, { level: "a" });
  const answers = { "options.thing.level": "keep" };
  expect(await planOf({ answers })).toMatchObject({ ready: true, problems: [] });
  expect(await planOf({ answers: { "options.thing.level": null } })).toMatchObject({
    problems: [],
  });
  // Of a change that another workspace is yet to have.
  const further = { ...answers, "convert.thing.level": "keep_unconverted" };
  const published = await call("POST", "/metadata/publish", { answers: further });
  expect(published.body).toEqual({ version: 4 });
  // Carried out before, and sent again.
  expect(problemsOf(await call("POST", "/metadata/publish", { answers }))).toEqual([
    "nothing_to_publish",
  ]);
});

test.each([
  ["/metadata/plan", { answer: {} }, "unknown_field /answer"],
  ["/metadata/plan", { answers: [] }, "body_expected /answers"],
  ["/metadata/plan", [], "body_expected"],
  ["/metadata/versions/99/plan", {}, "unknown_version"],
  ["/metadata/versions/x/plan", {}, "unknown_version"],
  ["/metadata/versions/99999999999/plan", {}, "unknown_version"],
])("%s with %j is refused", async (path, body, problem) => {
  expect(problemsOf(await call("POST", path, body))).toEqual([problem]);
});
