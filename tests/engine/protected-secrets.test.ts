/** Secrets that may not be changed while a condition holds: which secret it is counts, not that there is one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const state = { enum: ["open", "sealed"], default: "open" };
const whenSealed = "state == 'sealed'";
const secret = { $ref: "tenon:secret" };

const documents = [
  objectDocument("device", { state, password: { ...secret, read_only_when: whenSealed } }),
  objectDocument("gate", {
    state,
    keys: {
      type: "array",
      read_only_when: whenSealed,
      items: { type: "object", properties: { place: { type: "string" }, code: secret } },
    },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

interface Gate {
  readonly id: string;
  readonly keys: readonly { readonly id: string; readonly code: unknown }[];
}

async function create(object: string, record: object): Promise<Gate> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Gate;
}

const change = (object: string, id: string, changes: object) =>
  server.request("PATCH", `/records/${object}/${id}`, changes, { headers: { "if-match": "*" } });

const readOnly = (path: string) => ({
  status: 422,
  body: { errors: [{ code: "read_only_now", path }] },
});

test("a secret that is read-only now takes the place of no other", async () => {
  const { id } = await create("device", { password: "old" });
  expect((await change("device", id, { password: "newer" })).status).toBe(200);
  expect((await change("device", id, { state: "sealed" })).status).toBe(200);
  expect(await change("device", id, { password: "another" })).toMatchObject(readOnly("/password"));
  expect((await change("device", id, { password: { set: true } })).status).toBe(200);
});

test("a list that is read-only now keeps the secrets of its rows", async () => {
  const { id, keys } = await create("gate", { state: "sealed", keys: [{ place: "n", code: "1" }] });
  const [key] = keys;
  const changed = { keys: [{ ...key, code: "2" }] };
  expect(await change("gate", id, changed)).toMatchObject(readOnly("/keys"));
  expect((await change("gate", id, { keys })).status).toBe(200);
  expect((await change("gate", id, { state: "open" })).status).toBe(200);
  expect((await change("gate", id, changed)).status).toBe(200);
});
