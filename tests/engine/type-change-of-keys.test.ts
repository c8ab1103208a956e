/** Keys of fields whose type changes: what counts are the values that they will have. */
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

const keys = (changes: PublishPlan["changes"]) =>
  changes.filter(({ kind }) => kind === "field_unique" || kind.startsWith("unique_key_"));
const unique = (changes: PublishPlan["changes"]) => keys(changes)[0]?.obstacles;

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

test("a key counts values that stay as they are, and what the empty ones are filled with", async () => {
  const id = "wholewhole";
  const key = { unique: [["name", "code"]] };
  await planned({ type: "integer", id }, key);
  expect(await publish({})).toBe(200);
  for (const code of [7, null, null]) await make("part", { name: "a", code });
  await planned({ type: "string", id }, { ...key, required: ["code"] });
  const filled = { "fill.part.code": "7" };
  expect(await publish(filled)).toMatchObject([409, { code: "rows_in_the_way" }]);
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

test("a field that was unique stays so: what becomes the same stands in the way", async () => {
  await planned({ type: "string", unique: true });
  expect(await publish({})).toBe(200);
  for (const code of ["1", "1.00", "2", "red"]) await make("part", { code });
  const [kept, ...others] = keys(await planned({ ...decimal, unique: true }));
  expect(others).toEqual([]);
  expect(kept).toMatchObject({
    id: "unique_key_kept.part.code",
    statements: [],
    obstacles: { count: 2, blocking: true },
  });
  expect(await publish()).toMatchObject([409, { code: "rows_in_the_way" }]);
  // Not unique any more, it may say the same twice.
  expect(keys(await planned(decimal))).toEqual([]);
  const [first] = kept?.obstacles?.samples ?? [];
  await call("PATCH", `/records/part/${first?.id}`, { code: "4" });
  expect(keys(await planned({ ...decimal, unique: true }))).toEqual([]);
  expect(await publish()).toBe(200);
});

test("a key of several fields that stays counts the one that changes as it will be", async () => {
  await planned({ type: "string" }, { unique: [["name", "code"]] });
  expect(await publish({})).toBe(200);
  for (const [name, code] of [
    ["a", "1"],
    ["a", "1.0"],
    ["b", "1"],
  ])
    await make("part", { name, code });
  const found = keys(await planned(decimal, { unique: [["name", "code"]] }));
  expect(found).toMatchObject([
    { id: "unique_key_kept.part.name.code", obstacles: { count: 2, blocking: true } },
  ]);
  expect(keys(await planned({ ...decimal, unique: true }, { unique: [["name", "code"]] }))).toEqual(
    [
      expect.objectContaining({ kind: "field_unique" }),
      expect.objectContaining({ kind: "unique_key_kept" }),
    ],
  );
});

test("texts that become lookups are the same when they name the same record", async () => {
  for (const name of ["bolt", "nut"]) await make("part", { name });
  for (const code of ["bolt", " bolt ", "nut", "screw", "screw"]) await make("part", { code });
  const lookup = { $ref: "tenon:lookup", target: "part", unique: true };
  expect(unique(await planned(lookup))).toMatchObject({ count: 2, blocking: true });
});

test("a key with a text that becomes a lookup counts what names the same record beside the same", async () => {
  for (const name of ["bolt", "nut"]) await make("part", { name });
  for (const [name, code] of [
    ["a", "bolt"],
    ["a", " bolt "],
    ["b", "bolt"],
    ["a", "nut"],
    ["a", "screw"],
    ["a", "screw"],
  ])
    await make("part", { name, code });
  const found = unique(
    await planned({ $ref: "tenon:lookup", target: "part" }, { unique: [["name", "code"]] }),
  );
  expect(found).toMatchObject({ count: 2, blocking: true });
});

test("lookups that become texts are the same when the records are called the same", async () => {
  // A field of its own: none of its values is a former one.
  const id = "codelookup";
  await planned({ $ref: "tenon:lookup", target: "part", id });
  expect(await publish({})).toBe(200);
  const ids: string[] = [];
  for (const name of ["bolt", "bolt", "nut", "nut"]) ids.push(await make("part", { name }));
  for (const code of ids.slice(0, 3)) await make("part", { code });
  const found = unique(await planned({ type: "string", unique: true, id }));
  expect(found).toMatchObject({ count: 2, blocking: true });
});
