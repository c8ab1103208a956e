/** Live changes in the world of permissions: everybody hears of what he sees, and of nothing else. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { follow, type TestStream } from "../support/change-stream.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  type Customer,
  documents,
  regions,
  seesCustomer,
  usesCustomers,
  type Viewer,
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
const writers: Person[] = [];
const viewers: (Viewer & Person)[] = [];

beforeAll(async () => {
  server = await startTestServer({ documents });
  for (const roles of sets) writers.push(await person(server, roles.join("-"), "admin"));
  for (const roles of sets)
    viewers.push({ ...(await person(server, roles.join("-"), ...roles)), roles });
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown) =>
  server.request(method, path, body, { headers: { "if-match": "*" } });

/** Customers of every owner, region and state, made by nobody and given to their owners. */
async function makeCustomers(): Promise<readonly Customer[]> {
  const customers: Customer[] = [];
  for (const [index, { id: owner }] of writers.entries()) {
    for (let number = 0; number < 4; number++) {
      const values = {
        name: index === 0 && number === 0 ? "Shared with all" : randomUUID(),
        region: regions[number % 2] ?? "north",
        blocked: number === 3,
        margin: "1.00",
        note: randomUUID(),
      };
      const made = await call("POST", "/records/customer", values);
      const { id } = made.body as { id: string };
      customers.push({ ...values, id, owner });
    }
  }
  const { database } = server.services;
  for (const { id, owner } of customers)
    await database.run({
      text: `update w_demo.customer set "owner" = $2 where "id" = $1`,
      values: [id, owner],
    });
  return customers;
}

test("a change is heard by those who see the record after it, by its end those who saw it", async () => {
  const customers = await makeCustomers();
  const streams = new Map<Viewer, TestStream>();
  for (const viewer of viewers) {
    const stream = await follow(server, { token: viewer.token });
    expect(stream.text().includes('"customer"')).toBe(usesCustomers(viewer));
    streams.set(viewer, stream);
  }
  for (const { id } of customers)
    await call("PATCH", `/records/customer/${id}`, { note: randomUUID() });
  for (const [viewer, stream] of streams)
    for (const record of customers.filter((each) => seesCustomer(viewer, each)))
      await stream.change(record.id, "changed");
  for (const { id } of customers.filter((_, index) => index % 4 === 0))
    await call("PATCH", `/records/customer/${id}`, { region: "south" });
  for (const { id } of customers) await call("DELETE", `/records/customer/${id}`);

  for (const viewer of viewers) {
    const stream = streams.get(viewer);
    if (stream === undefined) throw new Error("nobody listens");
    const seen = customers.filter((record) => seesCustomer(viewer, record));
    for (const { id } of seen) await heardOf(stream, id);
    const heard = new Set(
      stream.changes().flatMap(({ object, id }) => (object === "customer" ? [id] : [])),
    );
    expect([viewer.roles, [...heard].toSorted()]).toEqual([
      viewer.roles,
      seen.map(({ id }) => id).toSorted(),
    ]);
    const values = customers.flatMap(({ name, note }) => [name, note]);
    expect(values.filter((value) => stream.text().includes(value))).toEqual([]);
    stream.close();
  }
});

/** Whoever sees all hears that it was deleted, anybody else that it is gone. */
const heardOf = (stream: TestStream, id: string) =>
  stream.event(
    "change",
    (data) => data.id === id && (data.kind === "deleted" || data.kind === "gone"),
  );
