/** A record that leaves somebody's reach while he waits for it, and one that he never reached. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "../../engine/db/database.ts";
import { callsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let northern: Person;
const { call, get, make } = callsOf(() => server);

beforeAll(async () => {
  const north = { when: 'region == "north"' };
  server = await startTestServer({
    documents: [
      objectDocument("deal", {
        name: { type: "string" },
        region: { enum: ["north", "south"] },
        lines: {
          type: "array",
          items: { type: "object", properties: { what: { type: "string" } } },
        },
      }),
      role("northern", {
        deal: { read: north, create: true, update: north, delete: north, transfer: true },
      }),
    ],
  });
  northern = await person(server, "northern", "northern");
});
afterAll(() => server.stop());

/** Whether somebody waits for a lock in this database. */
const waits = async (): Promise<boolean> => {
  const { rows } = await server.services.database.run({
    text: "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    values: [],
  });
  return rows[0]?.[0] !== "0";
};

/** What `ask` is answered when the record is moved south while it waits. */
async function movedMeanwhile(id: string, ask: () => Promise<Answer>): Promise<Answer> {
  const { database } = server.services;
  const asking = await database.transaction(async (transaction: Executor) => {
    await transaction.run({
      text: "update w_demo.deal set region = 'south' where id = $1",
      values: [id],
    });
    const answer = ask();
    await expect.poll(waits).toBe(true);
    return { answer };
  });
  return asking.answer;
}

test("a change waits, looks again and finds nothing", async () => {
  const id = await make("deal", { name: "n", region: "north" });
  const change = { name: "taken", region: "north" };
  const answer = await movedMeanwhile(id, () =>
    call("PATCH", `/records/deal/${id}`, change, northern),
  );
  expect(answer.status).toBe(404);
  expect((await get(`/records/deal/${id}`)).body).toMatchObject({ name: "n", region: "south" });
});

test("a deletion waits, looks again and finds nothing", async () => {
  const id = await make("deal", { name: "n", region: "north" });
  const answer = await movedMeanwhile(id, () =>
    call("DELETE", `/records/deal/${id}`, undefined, northern),
  );
  expect(answer.status).toBe(404);
  expect((await get(`/records/deal/${id}`)).status).toBe(200);
});

test("a transfer waits, looks again and finds nothing", async () => {
  const id = await make("deal", { name: "n", region: "north" });
  const owner = { owner: northern.id };
  const answer = await movedMeanwhile(id, () =>
    call("POST", `/records/deal/${id}/owner`, owner, northern),
  );
  expect(answer.status).toBe(404);
  expect((await get(`/records/deal/${id}`)).body).not.toMatchObject(owner);
});

test("who does not see a record does not wait for it", async () => {
  const id = await make("deal", { name: "s", region: "south" });
  const answers = await server.services.database.transaction(async (transaction) => {
    await transaction.run({
      text: "select 1 from w_demo.deal where id = $1 for update",
      values: [id],
    });
    const asked = [
      call("PATCH", `/records/deal/${id}`, { name: "x" }, northern),
      call("DELETE", `/records/deal/${id}`, undefined, northern),
      call("POST", `/records/deal/${id}/owner`, { owner: northern.id }, northern),
    ];
    let answered = 0;
    for (const each of asked) void each.then(() => answered++);
    await expect.poll(async () => answered === asked.length || (await waits())).toBe(true);
    const early = answered;
    return { asked, early };
  });
  expect(answers.early).toBe(3);
  for (const each of answers.asked) expect((await each).status).toBe(404);
});
