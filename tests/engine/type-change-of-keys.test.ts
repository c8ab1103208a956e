/** A field that becomes unique as its type changes: what counts are the values that it will have. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const keep = { "convert.part.code": "keep_unconverted" };
const decimal = { $ref: "tenon:decimal", precision: 18, scale: 2 };

let server: TestServer;
const { call, make } = callsOf(() => server);
const part = (code: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  objectDocument("part", { name: { type: "string" }, code: { id: "codecodeco", ...code } }, more);

beforeEach(async () => {
  server = await startTestServer({ documents: [part({ type: "string" })] });
});
afterEach(() => server.stop());

async function planned(
  code: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Promise<PublishPlan["changes"]> {
  const { content } = part(code, more);
  const now = await server.request("GET", "/metadata/documents");
  const { documents } = now.body as { documents: { name: string; published: { id: string } }[] };
  const id = documents.find(({ name }) => name === "part")?.published.id;
  await call("PUT", "/metadata/drafts/object/part", { ...content, id });
  const plan = await server.request("GET", "/metadata/plan");
  const { changes, problems } = plan.body as PublishPlan;
  expect(problems).toEqual([]);
  return changes;
}

const publish = async (answers: Readonly<Record<string, string>> = keep) => {
  const answer = await call("POST", "/metadata/publish", { answers });
  return answer.status === 200 ? 200 : [answer.status, answer.body];
};

const unique = (changes: PublishPlan["changes"]) =>
  changes.find(({ kind }) => kind === "field_unique" || kind === "unique_key_added")?.obstacles;

test("what does not convert is no repetition, what becomes the same is one", async () => {
  for (const code of ["red", "red", "2", "2.0", "3"]) await make("part", { code });
  const found = unique(await planned({ ...decimal, unique: true }));
  expect(found).toMatchObject({ count: 2, blocking: true });
  expect(found?.samples).toHaveLength(2);
  const [first] = found?.samples ?? [];
  expect(await publish()).toMatchObject([409, { code: "rows_in_the_way" }]);
  await call("PATCH", `/records/part/${first?.id}`, { code: "4" });
  expect(unique(await planned({ ...decimal, unique: true }))).toBeNull();
  expect(await publish()).toBe(200);
});

test("a key of several fields counts the one that changes as it will be", async () => {
  for (const [name, code] of [
    ["a", "1"],
    ["a", "1.00"],
    ["b", "1"],
    ["a", "x"],
    ["a", "x"],
    ["a", "x"],
  ])
    await make("part", { name, code });
  const found = unique(await planned(decimal, { unique: [["name", "code"]] }));
  expect(found).toMatchObject({ count: 2, blocking: true });
});

test("values that come back as they were are told apart by what they were", async () => {
  const round = { "convert.part.code": "round" };
  const short = { ...decimal, scale: 1 };
  await planned(decimal);
  expect(await publish()).toBe(200);
  for (const code of ["7.61", "7.64", "9.00"]) await make("part", { code });
  await planned(short);
  expect(await publish(round)).toBe(200);
  expect(unique(await planned({ ...decimal, unique: true }))).toBeNull();
  await make("part", { code: "9.0" });
  expect(unique(await planned({ ...decimal, unique: true }))).toMatchObject({ count: 2 });
  expect(await publish()).toMatchObject([409, { code: "rows_in_the_way" }]);
  expect(unique(await planned({ ...short, unique: true }))).toMatchObject({ count: 4 });
});
