/** Auto-numbers that come to records that are there, or go on after numbers they have. */
import { afterEach, expect, test } from "vitest";
import type { PublishPlan } from "../../metadata/wire.ts";
import { callsOf, dataOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const { call, get, make } = callsOf(() => server);
const part = (properties: Record<string, Record<string, unknown>>) =>
  objectDocument("part", { name: { type: "string", id: "partname01" }, ...properties });
afterEach(() => server.stop());

const start = async (properties: Record<string, Record<string, unknown>> = {}) => {
  server = await startTestServer({ documents: [part(properties)] });
};

/** The plan of a draft with these fields. */
async function planned(properties: Record<string, Record<string, unknown>>): Promise<PublishPlan> {
  const { documents } = (await get("/metadata/documents")).body as {
    readonly documents: readonly { readonly name: string; readonly published: { id: string } }[];
  };
  const id = documents.find(({ name }) => name === "part")?.published.id;
  const draft = await call("PUT", "/metadata/drafts/object/part", {
    ...part(properties).content,
    id,
  });
  expect(draft.status).toBe(200);
  const plan = (await get("/metadata/plan")).body as PublishPlan;
  expect(plan.problems).toEqual([]);
  return plan;
}

async function publish(answers: Record<string, string> = {}): Promise<void> {
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const numbers = async () =>
  dataOf(await get("/records/part?fields=name,number&sort=created_at")).map(({ number }) => number);

/** Number of a record that is made now. */
async function nextNumber(): Promise<unknown> {
  const made = await call("POST", "/records/part", { name: "new" });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return (made.body as { readonly number: unknown }).number;
}

const numbered = (template: string, more: Record<string, unknown> = {}) => ({
  number: { $ref: "tenon:auto_number", template, id: "partnumber", ...more },
});
const give = { "number.part.number": "give" };

test("records that are there get numbers in the order in which they were made, if one says so", async () => {
  await start();
  for (const name of ["a", "b", "a", "b"]) await make("part", { name });
  await server.services.database.run({
    text: `update "w_demo"."part" set "created_at" = '2025-10-31T12:00:00Z'::timestamptz + interval '1 day' * (row - 1)
      from (select "id" as key, (row_number() over (order by "id") + 1) / 2 as row from "w_demo"."part") as p where "id" = key`,
    values: [],
  });
  const label = { label: { type: "string", formula: 'name + " " + number', id: "partlabel1" } };
  const fields = { ...numbered("P-{yyyy}{mm}-{00}", { unique: true }), ...label };
  const plan = await planned(fields);
  expect(plan).toMatchObject({
    ready: true,
    questions: [{ id: "number.part.number", answer: "leave_empty" }],
  });
  await publish(give);
  const given = ["P-202510-01", "P-202510-02", "P-202511-01", "P-202511-02"];
  expect(await numbers()).toEqual(given);
  const labels = dataOf(await get("/records/part?fields=label&sort=created_at"));
  expect(labels.map((record) => record.label)).toEqual(
    given.map((number, index) => `${"ab"[index % 2]} ${number}`),
  );
  const next = String(await nextNumber());
  expect(await nextNumber()).toBe(next.replace(/-01$/, "-02"));
});

test("they stay without, if one says nothing", async () => {
  await start();
  await make("part", { name: "a" });
  await planned(numbered("P-{00}"));
  await publish();
  expect(await numbers()).toEqual([null]);
  expect(await nextNumber()).toBe("P-01");
});

test("nothing is asked without records, or where a transition gives the number", async () => {
  await start();
  expect((await planned(numbered("P-{00}"))).questions).toEqual([]);
  await make("part", { name: "a" });
  const { content } = part({
    ...numbered("P-{00}", { assign_on: "send" }),
    state: { enum: ["open", "sent"], default: "open", id: "partstate1" },
  });
  const lifecycle = {
    field: "state",
    initial: "open",
    transitions: [{ name: "send", title: "Send", from: ["open"], to: "sent" }],
  };
  const { documents } = (await get("/metadata/documents")).body as {
    readonly documents: readonly { readonly published: { id: string } }[];
  };
  const id = documents[0]?.published.id;
  const draft = await call("PUT", "/metadata/drafts/object/part", { ...content, lifecycle, id });
  expect(draft.status, JSON.stringify(draft.body)).toBe(200);
  const plan = (await get("/metadata/plan")).body as PublishPlan;
  expect(plan).toMatchObject({ questions: [], problems: [], ready: true });
});

const year = new Date().getUTCFullYear();

test.each<[string, readonly string[], string]>([
  ["P-{0000}", ["P-0007", "P-00120", "P-9", "Q-9999", "P-99x9", "old"], "P-0121"],
  ["{000}", ["0041", "041", "1234567890123456"], "042"],
  ["№😀{yyyy}/{00}號", [`№😀${year}/07號`, "№😀2025/99號", `№😀${year}/08号`], `№😀${year}/08號`],
  ["{0}", ["x", "-3"], "1"],
])(
  "a text that becomes a number of %s goes on after the numbers it holds",
  async (template, texts, next) => {
    await start({ number: { type: "string", id: "partnumber", unique: true } });
    for (const number of texts) await make("part", { number });
    const plan = await planned(numbered(template, { unique: true }));
    expect(plan.questions).toEqual([]);
    await publish();
    expect(await nextNumber()).toBe(next);
  },
);

test("a template with more digits goes on after the numbers that had as many", async () => {
  await start(numbered("{0}", { unique: true }));
  for (let count = 0; count < 12; count++) await make("part", { name: "a" });
  await planned(numbered("{00}", { unique: true }));
  await publish();
  expect(await nextNumber()).toBe("13");
});
