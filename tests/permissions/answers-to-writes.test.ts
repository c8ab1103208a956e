/** A write is answered with what its writer may read, whoever wrote the same before. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let clerk: Person;
const { call, make } = callsOf(() => server);

beforeAll(async () => {
  const fields = {
    name: { type: "string" },
    margin: { type: "integer", default: 7 },
    pin: { type: "string", writeOnly: true },
  };
  const clerks = {
    create: true,
    read: true,
    update: true,
    fields: { "*": "write", margin: "none" },
  };
  server = await startTestServer({
    documents: [
      objectDocument("deal", fields),
      objectDocument("order", {
        ...fields,
        lines: { type: "array", items: { type: "object", properties: { what: fields.name } } },
      }),
      role("clerk", { deal: clerks, order: clerks }),
    ],
  });
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());

test("a new record is answered without hidden fields", async () => {
  for (const object of ["deal", "order"]) {
    const whole = await call("POST", `/records/${object}`, { name: "x" });
    expect(whole.body).toMatchObject({ margin: 7 });
    const made = await call("POST", `/records/${object}`, { name: "x" }, clerk);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).not.toHaveProperty("margin");
  }
});

test("a change is answered without hidden fields", async () => {
  for (const object of ["deal", "order"]) {
    const id = await make(object, { name: "x" });
    const whole = await call("PATCH", `/records/${object}/${id}`, { name: "y" });
    expect(whole.body).toMatchObject({ margin: 7 });
    const changed = await call("PATCH", `/records/${object}/${id}`, { name: "z" }, clerk);
    expect([changed.status, changed.body]).toMatchObject([200, { name: "z" }]);
    expect(changed.body).not.toHaveProperty("margin");
  }
});

test("a conflict does not repeat what is only written", async () => {
  const id = await make("order", { name: "x" });
  const answer = await server.request(
    "PATCH",
    `/records/order/${id}`,
    { name: "mine", pin: "Canary" },
    { headers: { "if-match": '"99"' } },
  );
  expect([answer.status, answer.body]).toMatchObject([
    412,
    { conflict: { yours: { name: "mine" } } },
  ]);
  expect(JSON.stringify(answer.body)).not.toContain("Canary");
});
