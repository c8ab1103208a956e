import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { anyRevision, codes, idOf, record } from "./answers.ts";
import { documents } from "./lifecycle-documents.ts";

let server: TestServer;
let customer: string;
beforeAll(async () => {
  server = await startTestServer({ documents });
  const answer = await server.request("POST", "/records/customer", { name: "A", limit: "100" });
  customer = idOf(answer);
});
afterAll(() => server.stop());

async function newOrder(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const body = { customer, lines: [{ amount: "10" }], ...more };
  const answer = await server.request("POST", "/records/sales_order", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return idOf(answer);
}

const step = (
  id: string,
  name: string,
  body?: unknown,
  options = anyRevision,
  object = "sales_order",
) => server.request("POST", `/records/${object}/${id}/transitions/${name}`, body, options);
const change = (id: string, body: unknown) =>
  server.request("PATCH", `/records/sales_order/${id}`, body, anyRevision);

async function taken(id: string, name: string, body?: unknown): Promise<Answer> {
  const answer = await step(id, name, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer;
}

test("a record begins in the initial state; what it sends as its state is refused with the steps", async () => {
  const id = await newOrder();
  const read = await server.request("GET", `/records/sales_order/${id}`);
  expect(record(read).state).toBe("draft");
  expect(
    record(await server.request("POST", "/records/sales_order", { state: "draft" })).state,
  ).toBe("draft");
  const created = await server.request("POST", "/records/sales_order", { state: "invoiced" });
  expect(created.status).toBe(422);
  expect(codes(created)).toEqual(["/state state_by_transition"]);
  const changed = await change(id, { state: "confirmed", note: "x" });
  expect(changed.status).toBe(422);
  expect(record(changed).detail).toMatch(/Possible now: Confirm, Cancel\./);
  const note = await server.request("POST", "/records/note", { text: "x" });
  expect(record(note).state).toBe("open");
});

test("a step changes state and fields at once, answers like a change and is in the history", async () => {
  const id = await newOrder();
  expect(
    (await server.request("POST", `/records/sales_order/${id}/transitions/confirm`)).status,
  ).toBe(428);
  const answer = await step(id, "confirm", { note: "soon" }, { headers: { "if-match": '"1"' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.headers.get("etag")).toBe('"2"');
  expect(record(answer)).toMatchObject({ state: "confirmed", note: "soon", revision: 2 });
  const history = await server.request("GET", `/records/sales_order/${id}/history`);
  expect((record(history).data as unknown[])[0]).toMatchObject({
    kind: "transition",
    transition: "confirm",
    cause: "user",
    changes: {
      state: { before: "draft", after: "confirmed" },
      note: { before: null, after: "soon" },
    },
  });
});

test("what stands in the way of a step is named, and nothing of it is stored", async () => {
  const id = await newOrder({ lines: [{ amount: "101" }] });
  const unknown = await step(id, "confrim");
  expect([unknown.status, ...codes(unknown)]).toEqual([404, " unknown_transition"]);
  expect(record(unknown).detail).toMatch(/confirm/);
  const early = await step(id, "invoice", { shipped_on: "2026-01-01" });
  expect([early.status, ...codes(early)]).toEqual([409, "/state transition_not_possible"]);
  expect(record(early).detail).toBe(
    "“Invoice” is not possible while the state is “Draft”. Possible now: Confirm, Cancel.",
  );
  const beyond = await step(id, "confirm", { note: "kept?" });
  expect([beyond.status, ...codes(beyond)]).toEqual([422, " transition_condition"]);
  expect(record(beyond).detail).toMatch(/within the customer's limit/);
  expect(record(await server.request("GET", `/records/sales_order/${id}`))).toMatchObject({
    state: "draft",
    note: null,
    revision: 1,
  });
  // The step's own changes count: the condition looks at the record as it will be.
  await taken(id, "confirm", { lines: [{ amount: "100" }] });
  const missing = await step(id, "invoice", { lines: [] });
  expect([missing.status, ...codes(missing)]).toEqual([
    422,
    "/shipped_on required",
    "/lines required",
  ]);
  const wrong = await step(id, "invoice", { shipped_on: "soon", state: "draft" });
  expect(codes(wrong).sort()).toEqual(["/shipped_on not_a_date", "/state state_by_transition"]);
});

test("a condition without a message is said as a sentence in the caller's language", async () => {
  const note = idOf(await server.request("POST", "/records/note", {}));
  const english = await step(note, "close", undefined, anyRevision, "note");
  expect(record(english).detail).toMatch(/“Close” is not possible yet\. It takes: text/i);
  const chinese = await step(
    note,
    "close",
    undefined,
    { headers: { "if-match": "*", "accept-language": "zh-CN" } } as typeof anyRevision,
    "note",
  );
  expect(record(chinese).detail).toMatch(/需满足/);
});

test("the possible steps are listed with what they wait for", async () => {
  const id = await newOrder();
  const list = () => server.request("GET", `/records/sales_order/${id}/transitions`);
  expect((await list()).body).toEqual({
    state: "draft",
    locked: false,
    data: [
      {
        name: "confirm",
        title: "Confirm",
        to: "confirmed",
        possible: true,
        missing: [],
        message: null,
      },
      {
        name: "cancel",
        title: "Cancel",
        to: "cancelled",
        possible: true,
        missing: [],
        message: null,
      },
    ],
  });
  await change(id, { lines: [] });
  expect(record(await list()).data).toMatchObject([
    { possible: false, message: "The total must be within the customer's limit." },
    { possible: true },
  ]);
  await taken(id, "cancel");
  expect((await list()).body).toMatchObject({
    state: "cancelled",
    locked: true,
    data: [{ name: "reopen", missing: ["reason"] }],
  });
});

test("a locked record changes by a step only, with what the step requires", async () => {
  const id = await newOrder();
  const lines = record(await server.request("GET", `/records/sales_order/${id}`)).lines;
  await taken(id, "cancel");
  for (const body of [{ note: "x" }, { lines: [] }, { lines }, {}]) {
    const refused = await change(id, body);
    expect([refused.status, ...codes(refused)], JSON.stringify(body)).toEqual([
      409,
      "/state state_locked",
    ]);
  }
  const removed = await server.request(
    "DELETE",
    `/records/sales_order/${id}`,
    undefined,
    anyRevision,
  );
  expect([removed.status, ...codes(removed)]).toEqual([409, "/state state_locked"]);
  expect(codes(await step(id, "reopen", { reason: "x", note: "y" }))).toEqual([
    "/state state_locked",
  ]);
  expect(codes(await step(id, "reopen"))).toEqual(["/reason required"]);
  await taken(id, "reopen", { reason: "by mistake" });
  expect((await change(id, { note: "x" })).status).toBe(200);
  // A change of the row alone is one statement, which must not reach a locked row either.
  const note = idOf(await server.request("POST", "/records/note", { text: "a" }));
  await step(note, "close", {}, anyRevision, "note");
  const late = await server.request(
    "PATCH",
    `/records/note/${note}`,
    { text: "b" },
    { headers: { "if-match": '"2"' } },
  );
  expect(codes(late)).toEqual(["/state state_locked"]);
});

test("a step merges with others' changes of other fields and is refused on the same", async () => {
  const id = await newOrder();
  await change(id, { note: "theirs" });
  const same = await step(id, "cancel", { note: "mine" }, { headers: { "if-match": '"1"' } });
  expect([same.status, ...codes(same)]).toEqual([412, "/note revision_conflict"]);
  const other = await step(id, "cancel", { reason: "mine" }, { headers: { "if-match": '"1"' } });
  expect(record(other)).toMatchObject({
    state: "cancelled",
    note: "theirs",
    reason: "mine",
    revision: 3,
  });
});

test("a repeated request under one key takes the step once", async () => {
  const id = await newOrder();
  const headers = { "if-match": "*", "idempotency-key": "step-1" };
  const first = await step(id, "confirm", undefined, { headers } as typeof anyRevision);
  const again = await step(id, "confirm", undefined, { headers } as typeof anyRevision);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});
