/** Values that are given for existing rows are checked as those of records are. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PublishPlan } from "../../metadata/wire.ts";
import { callsOf, dataOf, problemsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const { call, get, make } = callsOf(() => server);

const name = { type: "string" };
const customer = objectDocument("customer", { name });

beforeEach(async () => {
  server = await startTestServer({ documents: [customer, objectDocument("thing", { name })] });
  await make("thing", { name: "1" });
});
afterEach(() => server.stop());

/** Fields that become part of the record that is there, and need a value in it. */
async function require(properties: Readonly<Record<string, unknown>>): Promise<void> {
  const required = Object.keys(properties);
  const { content } = objectDocument("thing", { name, ...properties }, { required });
  const saved = await call("PUT", "/metadata/drafts/object/thing", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const filled = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [`fill.thing.${field}`, value]),
  );

const wrong: readonly (readonly [
  schema: Record<string, unknown>,
  answer: unknown,
  told: string,
])[] = [
  [{ enum: ["a", "b"] }, "zzz", "unknown_option /answers/fill.thing.x0"],
  [{ type: "integer", maximum: 3 }, 9, "too_large /answers/fill.thing.x1"],
  [{ type: "string", maxLength: 3 }, "too long", "too_long /answers/fill.thing.x2"],
  [{ type: "string", format: "email" }, "x", "not_an_email /answers/fill.thing.x3"],
  [
    { $ref: "tenon:decimal", precision: 6, scale: 2 },
    "1.239",
    "too_many_digits /answers/fill.thing.x4",
  ],
  [{ $ref: "tenon:geo_point" }, "nowhere", "not_a_geo_point /answers/fill.thing.x5"],
  [{ type: "integer" }, "abc", "not_an_integer /answers/fill.thing.x6"],
  [{ type: "string" }, { a: 1 }, "not_text /answers/fill.thing.x7"],
  [
    { $ref: "tenon:lookup", target: "customer" },
    "00000000-0000-7000-8000-000000000001",
    "unknown_record /answers/fill.thing.x8",
  ],
  [{ type: "string" }, "\u0000", "text_not_storable /answers/fill.thing.x9"],
  [{ type: "integer" }, "9007199254740993", "too_large /answers/fill.thing.x10"],
];

test("what is no value of its field is told by its question, and fills nothing", async () => {
  await require(Object.fromEntries(wrong.map(([schema], index) => [`x${index}`, schema])));
  const answers = filled(
    Object.fromEntries(wrong.map(([, answer], index) => [`x${index}`, answer])),
  );
  const plan = (await call("POST", "/metadata/plan", { answers })).body as PublishPlan;
  expect(plan.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(
    wrong.map(([, , told]) => told),
  );
  expect(plan.problems.every(({ message }) => message !== "")).toBe(true);
  expect(plan.ready).toBe(false);
  const blocking = plan.changes.filter(({ obstacles }) => obstacles?.blocking);
  expect(blocking).toHaveLength(wrong.length);
  const refused = await call("POST", "/metadata/publish", { answers });
  expect(refused.status).toBe(422);
  expect(problemsOf(refused)).toEqual(wrong.map(([, , told]) => told));
  expect((await get("/metadata/version")).body).toMatchObject({ version: 1 });
});

test("values are taken as the API takes them, and as they are typed", async () => {
  const target = await make("customer", { name: "c" });
  const fields: readonly (readonly [Record<string, unknown>, unknown, unknown])[] = [
    [{ enum: ["a", "b"] }, "b", "b"],
    [{ type: "integer" }, "12", 12],
    [{ type: "integer" }, 12, 12],
    [{ $ref: "tenon:decimal", precision: 6, scale: 2 }, 1.5, "1.50"],
    [{ $ref: "tenon:money", scale: 2, currency: "CNY" }, "1,234.5", "1234.50"],
    [{ type: "boolean" }, "true", true],
    [{ type: "boolean" }, false, false],
    [{ type: "string", format: "date" }, "2024-02-29", "2024-02-29"],
    [{ type: "array", uniqueItems: true, items: { enum: ["a", "b"] } }, "a,b", ["a", "b"]],
    [{ type: "array", uniqueItems: true, items: { enum: ["a", "b"] } }, ["b"], ["b"]],
    [{ $ref: "tenon:duration" }, "PT1H30M", "PT1H30M"],
    [
      { $ref: "tenon:geo_point" },
      { latitude: "1.50", longitude: "2" },
      { latitude: "1.5", longitude: "2" },
    ],
    [{ $ref: "tenon:lookup", target: "customer" }, target.toUpperCase(), target],
    [{ $ref: "tenon:json" }, { a: 1 }, { a: 1 }],
  ];
  await require(Object.fromEntries(fields.map(([schema], index) => [`x${index}`, schema])));
  const values = Object.fromEntries(fields.map(([, answer], index) => [`x${index}`, answer]));
  const answers = filled(values);
  const published = await call("POST", "/metadata/publish", { answers });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const [record] = dataOf(await get("/records/thing"));
  expect(fields.map((_, index) => record?.[`x${index}`])).toEqual(fields.map(([, , held]) => held));
});

test("an empty answer is none", async () => {
  await require({ x: { type: "string" } });
  const answers = filled({ x: "" });
  const plan = (await call("POST", "/metadata/plan", { answers })).body as PublishPlan;
  expect(plan).toMatchObject({ ready: false, problems: [] });
});
