/** What may be written follows the same rights: fields, records before and after, lookups, steps. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const role = (name: string, objects: Record<string, unknown>): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects },
});

const north = { when: 'region == "north"' };

const documents: readonly MetadataDocument[] = [
  objectDocument(
    "customer",
    {
      name: { type: "string", maxLength: 80 },
      region: { enum: ["north", "south"] },
      margin: { $ref: "tenon:money", scale: 2 },
      state: { enum: ["draft", "approved"], default: "draft" },
      parent_company: { $ref: "tenon:lookup", target: "customer", on_delete: "clear" },
      code: { type: "string", maxLength: 20, unique: true },
    },
    {
      record_title: "name",
      lifecycle: {
        field: "state",
        transitions: [{ name: "approve", from: ["draft"], to: "approved" }],
      },
    },
  ),
  objectDocument("visit", {
    customer: { $ref: "tenon:lookup", target: "customer", on_delete: "cascade" },
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          what: { type: "string", maxLength: 80 },
          cost: { $ref: "tenon:money", scale: 2 },
        },
      },
    },
  }),
  role("northern", {
    customer: {
      read: north,
      create: true,
      update: north,
      delete: north,
      fields: { "*": "write", margin: "read" },
    },
    visit: {
      read: true,
      create: true,
      update: true,
      fields: { "*": "write", "lines.cost": "none" },
    },
  }),
  objectDocument("contract", {
    customer: { $ref: "tenon:lookup", target: "customer", on_delete: "restrict" },
  }),
  role("keeper", { customer: { read: true, delete: true } }),
  role("approver", { customer: { read: true, transitions: ["approve"] } }),
];

let server: TestServer;
let northern: Person;
let approver: Person;

beforeAll(async () => {
  server = await startTestServer({ documents });
  northern = await person(server, "northern", "northern");
  approver = await person(server, "approver", "approver");
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown, by: Person | null = northern) =>
  server.request(method, path, body, {
    headers: { "if-match": "*" },
    ...(by === null ? {} : { token: by.token }),
  });
const codes = ({ body }: Answer) =>
  (body as { errors?: { code: string; path: string }[] }).errors?.map(
    ({ code, path }) => `${code} ${path}`,
  );
const make = async (values: Record<string, unknown>): Promise<string> => {
  const made = await call("POST", "/records/customer", values, null);
  expect(made.status).toBe(201);
  return String((made.body as { id: string }).id);
};
const read = async (id: string) =>
  (await call("GET", `/records/customer/${id}`, undefined, null)).body as Record<string, unknown>;

test("a record may not be written out of reach, nor one beyond it be touched", async () => {
  const own = await make({ name: "n", region: "north" });
  const other = await make({ name: "s", region: "south" });
  const before = await read(own);
  const moved = await call("PATCH", `/records/customer/${own}`, { region: "south" });
  expect([moved.status, codes(moved)]).toEqual([403, ["record_out_of_reach "]]);
  expect(await read(own)).toEqual(before);
  for (const [method, body] of [
    ["PATCH", { name: "x" }],
    ["DELETE", undefined],
  ] as const) {
    const gone = await call(method, `/records/customer/${other}`, body);
    const missing = await call(method, `/records/customer/${crypto.randomUUID()}`, body);
    expect([gone.status, codes(gone)]).toEqual([404, codes(missing)]);
  }
  expect((await read(other)).name).toBe("s");
  expect((await call("PATCH", `/records/customer/${own}`, { name: "y" })).status).toBe(200);
});

test("what is created must be within reach, one and many, or nothing is", async () => {
  const count = async () =>
    (
      (await call("GET", "/records/customer?count=exact&limit=1", undefined, null)).body as {
        count: number;
      }
    ).count;
  const before = await count();
  const wrong = await call("POST", "/records/customer", { name: "s", region: "south" });
  expect([wrong.status, codes(wrong)]).toEqual([403, ["record_out_of_reach "]]);
  const many = await call("POST", "/records/customer", [
    { name: "a", region: "north" },
    { name: "b", region: "south" },
  ]);
  expect([many.status, codes(many)]).toEqual([403, ["record_out_of_reach /1"]]);
  expect(await count()).toBe(before);
  expect((await call("POST", "/records/customer", { name: "c", region: "north" })).status).toBe(
    201,
  );
});

test("fields that may be read and not written are refused, hidden ones do not exist", async () => {
  const id = await make({ name: "n", region: "north", margin: "5.00" });
  const written = await call("PATCH", `/records/customer/${id}`, { margin: "6.00", name: "m" });
  expect([written.status, codes(written)]).toEqual([403, ["field_not_writable /margin"]]);
  expect(await read(id)).toMatchObject({ margin: "5.00", name: "n" });
  const lines = [{ what: "w", cost: "1.00" }];
  const visit = await call("POST", "/records/visit", { customer: id, lines });
  expect([visit.status, codes(visit)]).toEqual([422, ["unknown_field /lines/0/cost"]]);
  const mistyped = await call("POST", "/records/visit", { customer: id, lines: [{ costs: "1" }] });
  expect(JSON.stringify(mistyped.body).replaceAll("costs", "")).not.toContain("cost");
});

test("a lookup leads only to records that are seen", async () => {
  const hidden = await make({ name: "s", region: "south" });
  const seen = await make({ name: "n", region: "north" });
  const other = { name: "child", region: "north" };
  for (const target of [hidden, crypto.randomUUID()]) {
    const made = await call("POST", "/records/customer", { ...other, parent_company: target });
    expect([made.status, codes(made)]).toEqual([422, ["unknown_record /parent_company"]]);
    const changed = await call("PATCH", `/records/customer/${seen}`, { parent_company: target });
    expect([changed.status, codes(changed)]).toEqual([422, ["unknown_record /parent_company"]]);
    const visit = await call("POST", "/records/visit", { customer: target });
    expect([visit.status, codes(visit)]).toEqual([422, ["unknown_record /customer"]]);
  }
  const made = await call("POST", "/records/customer", { ...other, parent_company: seen });
  expect(made.status).toBe(201);
});

test("an upsert cannot reach a hidden record by its key", async () => {
  await make({ name: "s", region: "south", code: "S-1" });
  const answer = await call("PUT", "/records/customer?key=code", {
    code: "S-1",
    name: "taken",
    region: "north",
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  const list = await call(
    "GET",
    `/records/customer?filter=${encodeURIComponent('code == "S-1"')}`,
    undefined,
    null,
  );
  expect((list.body as { data: { name: string }[] }).data[0]?.name).toBe("s");
});

test("steps need their own right, which editing does not give", async () => {
  const id = await make({ name: "n", region: "north" });
  const path = `/records/customer/${id}/transitions/approve`;
  expect((await call("POST", path, {})).status).toBe(403);
  expect((await call("PATCH", `/records/customer/${id}`, { name: "x" }, approver)).status).toBe(
    403,
  );
  expect((await call("POST", path, { name: "slipped in" }, approver)).status).toBe(403);
  const taken = await call("POST", path, {}, approver);
  expect(taken.status).toBe(200);
  expect(await read(id)).toMatchObject({ state: "approved", name: "n" });
});

test("export and import need their rights", async () => {
  expect((await call("GET", "/records/customer/export?format=csv")).status).toBe(403);
  const file = await server.request("POST", "/import/customer", "name\nx\n", {
    token: northern.token,
    headers: { "content-type": "text/csv" },
  });
  expect(file.status).toBe(403);
});

test("what comes back from the bin or from a former revision follows the same rights", async () => {
  const id = await make({ name: "n", region: "north", margin: "5.00" });
  await call("PATCH", `/records/customer/${id}`, { margin: "7.00", name: "m" }, null);
  const back = await call("POST", `/records/customer/${id}/history/1/restore`, undefined);
  expect(back.status).toBe(200);
  // The margin is not his to write: it stays what it is.
  expect(await read(id)).toMatchObject({ name: "n", margin: "7.00" });
  expect((await call("DELETE", `/records/customer/${id}`)).status).toBe(204);
  const restored = await call("POST", `/records/customer/${id}/restore`, { margin: "9.00" });
  expect([restored.status, codes(restored)]).toEqual([403, ["field_not_writable /margin"]]);
  expect((await call("POST", `/records/customer/${id}/restore`, undefined)).status).toBe(200);
  expect(await read(id)).toMatchObject({ name: "n", margin: "7.00" });
});

test("what holds on to a record is not named to who may not see it", async () => {
  const keeper = await person(server, "keeper", "keeper");
  const id = await make({ name: "n", region: "north" });
  await call("POST", "/records/contract", { customer: id }, null);
  const refused = await call("DELETE", `/records/customer/${id}`, undefined, keeper);
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused.body).toLowerCase()).not.toContain("contract");
  expect(
    JSON.stringify((await call("DELETE", `/records/customer/${id}`, undefined, null)).body),
  ).toContain("contract");
});

test("a role that is taken away is obeyed on the next request", async () => {
  const someone = await person(server, "someone", "approver");
  expect((await call("GET", "/records/customer", undefined, someone)).status).toBe(200);
  const again = await person(server, "someone", "gone");
  expect((await call("GET", "/records/customer", undefined, someone)).status).toBe(404);
  expect((await call("GET", "/records/customer", undefined, again)).status).toBe(404);
});
