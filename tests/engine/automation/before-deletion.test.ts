/** Scripts before a deletion may change what is deleted. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../../support/server.ts";
import { script } from "./trading-scripts.ts";

const lookup = (target: string, onDelete: string) => ({
  $ref: "tenon:lookup",
  target,
  on_delete: onDelete,
});

const documents = [
  objectDocument("order", { note: { type: "string" }, last_payment: lookup("payment", "clear") }),
  objectDocument("payment", { order: lookup("order", "restrict") }),
  script(
    "clear_up",
    `import { db, type Input } from "tenon";
export default async function ({ records }: Input<"clear_up">) {
  for (const { record } of records) {
    const payments = await db.find("payment", { filter: 'order == "' + record.id + '"' });
    for (const { id } of payments) await db.delete("payment", id);
  }
}`,
    { trigger: { object: "order", before: ["delete"] } },
  ),
  objectDocument(
    "ticket",
    { status: { enum: ["open", "closed"], default: "open" } },
    {
      lifecycle: {
        field: "status",
        transitions: [{ name: "close", title: "Close", from: ["open"], to: "closed" }],
        locked: ["closed"],
      },
    },
  ),
  script(
    "close_first",
    `import { db, type Input } from "tenon";
export default async function ({ records }: Input<"close_first">) {
  for (const { record } of records) await db.transition("ticket", record.id, "close");
}`,
    { trigger: { object: "ticket", before: ["delete"] } },
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown) =>
  server.request(method, path, body, method === "POST" ? {} : { headers: { "if-match": "*" } });

async function create(object: string, record: object): Promise<string> {
  const answer = await call("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(Object(answer.body).id);
}

test("a record that a script changes before its deletion is deleted as it is then", async () => {
  const order = await create("order", { note: "paid" });
  const last_payment = await create("payment", { order });
  const path = `/records/order/${order}`;
  expect((await call("PATCH", path, { last_payment })).status).toBe(200);
  const deleted = await call("DELETE", path);
  expect(deleted.status, JSON.stringify(deleted.body)).toBe(204);
  const restored = await call("POST", `${path}/restore`, {});
  expect(restored).toMatchObject({
    status: 200,
    body: { note: "paid", last_payment: null, revision: 5 },
  });
});

test("a record that a script locks before its deletion stays", async () => {
  const ticket = await create("ticket", {});
  const refused = await call("DELETE", `/records/ticket/${ticket}`);
  expect(refused.body).toMatchObject({ errors: [{ code: "state_locked", path: "/status" }] });
  const kept = await call("GET", `/records/ticket/${ticket}`);
  expect(kept.body).toMatchObject({ status: "open", revision: 1 });
});
