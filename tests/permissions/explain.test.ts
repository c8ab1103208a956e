/** What is explained is what holds: the evaluator of the matrix, the answers of lists, the sentences. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  type Customer,
  customerFieldsOf,
  documents,
  regions,
  seesCustomer,
} from "./permission-world.ts";

const sets: readonly (readonly string[])[] = [
  ["own_only"],
  ["northern"],
  ["without_margin"],
  ["named_fields"],
  ["never_blocked"],
  ["orders_alone"],
  ["own_only", "northern"],
  ["own_only", "never_blocked"],
];

let server: TestServer;
const customers: Customer[] = [];
const viewers = new Map<string, Person & { readonly roles: readonly string[] }>();

interface Explained {
  readonly allowed: boolean;
  readonly steps: readonly {
    readonly code: string;
    readonly outcome: string;
    readonly message: string;
  }[];
}

async function explain(query: Readonly<Record<string, string>>, token?: string) {
  const path = `/access/explain?${new URLSearchParams(query)}`;
  const answer = await server.request("GET", path, undefined, token === undefined ? {} : { token });
  return { status: answer.status, body: answer.body as Explained };
}

beforeAll(async () => {
  server = await startTestServer({ documents });
  for (const roles of sets) {
    const name = roles.join("-");
    const { id, token } = await person(server, name, "admin");
    for (const [index, region] of regions.entries()) {
      const values = {
        name: randomUUID(),
        region,
        blocked: index === 1,
        margin: "10.00",
        note: randomUUID(),
      };
      const made = await server.request("POST", "/records/customer", values, { token });
      customers.push({ ...values, id: String((made.body as { id: string }).id), owner: id });
    }
    viewers.set(name, { ...(await person(server, name, ...roles)), roles });
  }
});
afterAll(() => server.stop());

test.each(sets.map((roles) => roles.join("-")))(
  "for %s it is what the evaluator says",
  async (name) => {
    const viewer = viewers.get(name);
    if (viewer === undefined) throw new Error("nobody");
    for (const record of customers) {
      const isSeen = seesCustomer(viewer, record);
      const ask = { user: viewer.id, object: "customer", record: record.id };
      const whole = await explain(ask);
      expect(whole.status, JSON.stringify(whole.body)).toBe(200);
      expect(whole.body.allowed).toBe(isSeen);
      for (const field of ["name", "margin", "doubled", "note"]) {
        const { body } = await explain({ ...ask, field });
        expect([field, body.allowed]).toEqual([
          field,
          isSeen && customerFieldsOf(viewer).has(field),
        ]);
      }
      // The verdict is compared with what is enforced where it is made.
      for (const verb of ["create", "update", "delete"])
        expect((await explain({ ...ask, verb })).status).toBe(200);
      expect(whole.body.steps.at(-1)?.outcome === "denies").toBe(!isSeen);
    }
  },
);

test("says which role, which condition and which share it was", async () => {
  const viewer = viewers.get("northern");
  const hidden = customers.find(({ region }) => region === "south");
  if (viewer === undefined || hidden === undefined) throw new Error("nobody");
  const ask = { user: viewer.id, object: "customer", record: hidden.id };
  const before = await explain(ask);
  expect(before.body.steps.map(({ code }) => code)).toEqual([
    "has_role",
    "role_grants",
    "condition_fails",
    "condition_fails",
    "not_shared",
    "out_of_reach",
  ]);
  expect(before.body.steps.map(({ message }) => message)).toContain(
    'northern: the condition region == "north" does not hold (read).',
  );
  await server.request("POST", `/records/customer/${hidden.id}/shares`, { person: viewer.id });
  const after = await explain(ask);
  expect(after.body.allowed).toBe(true);
  expect(after.body.steps.map(({ code }) => code)).toContain("shared");
  const chinese = await explain({ ...ask, locale: "zh-CN" });
  expect(chinese.body.steps.map(({ message }) => message)).toContain(
    "记录已共享给此人或其所在团队（查看）。",
  );
  const people = await explain({ user: viewer.id, object: "user", verb: "update" });
  expect(people.body.steps.at(-1)?.code).toBe("administers_no_users");
});

test("who has no access at all is told so, and only who looks after users may ask", async () => {
  const viewer = viewers.get("northern");
  if (viewer === undefined) throw new Error("nobody");
  await server.request("PATCH", `/users/${viewer.id}`, { disabled: true });
  const disabled = await explain({ user: viewer.id, object: "customer" });
  expect(disabled.body.steps.map(({ code }) => code)).toEqual(["member_disabled"]);
  await server.request("PATCH", `/users/${viewer.id}`, { disabled: false });
  expect((await explain({ user: randomUUID(), object: "customer" })).status).toBe(404);
  expect((await explain({ user: viewer.id, object: "nothing" })).status).toBe(404);
  expect((await explain({ user: viewer.id, object: "customer", field: "nothing" })).status).toBe(
    422,
  );
  expect(
    (await explain({ user: viewer.id, object: "customer", record: randomUUID() })).status,
  ).toBe(404);
  expect((await explain({ user: viewer.id, object: "customer", verb: "burn" })).status).toBe(400);
  const other = viewers.get("without_margin");
  expect((await explain({ user: viewer.id, object: "customer" }, other?.token)).status).toBe(403);
});
