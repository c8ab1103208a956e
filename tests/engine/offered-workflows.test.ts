/** Workflows that are started from a record stand among its actions, for who may start them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OfferedActions } from "../../metadata/automation-wire.ts";
import type { PublishedMetadata } from "../../metadata/wire.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { made, mark, objects, workflow } from "./workflow-world.ts";

const steps = { start: "say", steps: { say: mark("said") } };
const fromOrder = { event: "action", record: "order" };
const documents = [
  ...objects,
  workflow("for_readers", {
    ...steps,
    title: "Say it",
    on: { ...fromOrder, when: 'record.number != "closed"' },
    variables: {
      reason: { type: "text", title: "Reason", required: true },
      rate: { type: "number" },
      when: { type: "datetime" },
    },
  }),
  workflow("for_clerks", { ...steps, on: { ...fromOrder, roles: ["clerk"] }, as: "system" }),
  workflow("asleep", { ...steps, on: fromOrder, active: false }),
  workflow("by_itself", { ...steps, on: { event: "create", record: "customer" } }),
  ...["clerk", "reader"].map((name) => ({
    kind: "role" as const,
    name,
    content: { name, objects: { order: { read: name === "clerk" ? "own" : "all" } } },
  })),
];

let server: TestServer;
let clerk: Person;
let reader: Person;
beforeAll(async () => {
  server = await startTestServer({ documents });
  clerk = await person(server, "clerk", "clerk");
  reader = await person(server, "reader", "reader");
});
afterAll(() => server.stop());

const offered = async (id: string, token: string) => {
  const path = `/records/order/${id}/actions`;
  const { body } = await server.request("GET", path, undefined, { token });
  return (body as OfferedActions).data;
};

test("with what each asks, while its condition holds", async () => {
  const id = await made(server, "order", { number: "1" });
  expect(await offered(id, server.adminToken)).toMatchObject([
    {
      kind: "workflow",
      name: "for_readers",
      title: "Say it",
      on: "record",
      input: {
        required: ["reason"],
        properties: {
          reason: { type: "string", title: "Reason" },
          rate: { $ref: "tenon:decimal", title: "rate" },
          when: { type: "string", format: "date-time" },
        },
      },
    },
    { kind: "workflow", name: "for_clerks", input: null },
  ]);
  const closed = await made(server, "order", { number: "closed" });
  expect(await offered(closed, server.adminToken)).toMatchObject([{ name: "for_clerks" }]);
});

test("only those that one may start, of records that one may read", async () => {
  const id = await made(server, "order", { number: "2" });
  expect(await offered(id, reader.token)).toMatchObject([{ name: "for_readers" }]);
  // It is another's.
  expect(await offered(id, clerk.token)).toEqual([]);
});

test("objects that have some say so", async () => {
  const { body } = await server.request("GET", "/metadata?objects=");
  const { index } = body as PublishedMetadata;
  const actionsOf = (name: string) => index.find((entry) => entry.name === name)?.actions;
  expect([actionsOf("order"), actionsOf("customer")]).toEqual([["record"], []]);
});
