/** Conditions and scopes that ask who it is: each his own answer, and soon another one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
const { call, get, make } = callsOf(() => server);
const departments = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        name: { type: "string" },
        place: { $ref: "tenon:lookup", target: "department" },
      }),
      role("of_place", { note: { read: { when: "place == user.department" } } }),
      role("of_department", { note: { create: true, read: "department" } }),
      role("own", { note: { create: true, read: "own" } }),
    ],
  });
  for (const name of ["north", "south"]) {
    const id = await make("department", { name });
    departments.set(name, id);
    await make("note", { name, place: id });
  }
});
afterAll(() => server.stop());

async function placed(name: string, department: string, ...roles: string[]): Promise<Person> {
  const as = await person(server, name, ...roles);
  const change = { department: departments.get(department) };
  expect((await call("PATCH", `/records/user/${as.id}`, change)).status).toBe(200);
  return as;
}

const listed = async (by: Person): Promise<readonly unknown[]> =>
  dataOf(await get("/records/note?sort=name", by)).map(({ name }) => name);

test("a condition on who asks holds for him and not for another", async () => {
  const north = await placed("northerner", "north", "of_place");
  const south = await placed("southerner", "south", "of_place");
  expect([await listed(north), await listed(south)]).toEqual([["north"], ["south"]]);
});

test("two people with one role see each his own", async () => {
  const [ann, ben] = [await person(server, "ann", "own"), await person(server, "ben", "own")];
  await make("note", { name: "of ann" }, ann);
  await make("note", { name: "of ben" }, ben);
  expect([await listed(ann), await listed(ben)]).toEqual([["of ann"], ["of ben"]]);
});

test("who is moved elsewhere sees so within a second or two", async () => {
  const keeper = await placed("keeper", "south", "of_department");
  const mover = await placed("mover", "north", "of_department");
  await make("note", { name: "of keeper" }, keeper);
  expect(await listed(mover)).toEqual([]);
  await server.services.database.run({
    text: `update w_demo."user" set department = $2 where id = $1`,
    values: [mover.id, departments.get("south")],
  });
  await expect.poll(() => listed(mover), { interval: 100 }).toEqual(["of keeper"]);
});
