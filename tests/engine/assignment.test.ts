/** New records get the owner that rules say, exactly, however many are made at once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { assignmentWorld, documents } from "./assignment-world.ts";

let server: TestServer;
let world: ReturnType<typeof assignmentWorld>;
let clerks: readonly Person[];

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = assignmentWorld(server);
  clerks = await world.clerks(5);
});
afterAll(() => server.stop());

const sorted = (counts: Readonly<Record<string, number>>) =>
  clerks.map(({ id }) => counts[id] ?? 0);

test("fifty who create at once give each of five people ten, and those who fail take no turn", async () => {
  const attempts = Array.from({ length: 60 }, (_, index) =>
    server.request("POST", "/records/claim", {
      about: "turn",
      amount: index % 6 === 5 ? 13 : 7,
    }),
  );
  const statuses = (await Promise.all(attempts)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(50);
  expect(statuses.filter((status) => status === 422)).toHaveLength(10);
  expect(sorted(await world.shares("turn"))).toEqual([10, 10, 10, 10, 10]);
});

test("many in one request are dealt out in their order", async () => {
  const many = Array.from({ length: 7 }, () => ({ about: "turn" }));
  const answer = await server.request("POST", "/records/claim", many);
  const owners = (answer.body as { data: { owner: string }[] }).data.map(({ owner }) => owner);
  const ids = clerks.map(({ id }) => id).toSorted();
  const first = ids.indexOf(owners[0] ?? "");
  expect(owners).toEqual(many.map((_, index) => ids[(first + index) % 5]));
});

test("who has the fewest open ones gets the next, also when many create at once", async () => {
  const [busy, idle] = clerks;
  const one = await world.claim({ about: "load" });
  const first = await world.read(one);
  await Promise.all(Array.from({ length: 24 }, () => world.claim({ about: "load" })));
  expect(sorted(await world.shares("load"))).toEqual([5, 5, 5, 5, 5]);
  // What is done counts no more.
  const doneBy = busy?.id === first.owner ? idle : busy;
  const path = `/records/claim?filter=${encodeURIComponent(`about == "load" && owner == "${doneBy?.id}"`)}`;
  const { data } = (await server.request("GET", path)).body as { data: { id: string }[] };
  for (const { id } of data.slice(0, 3))
    await server.request(
      "PATCH",
      `/records/claim/${id}`,
      { done: true },
      { headers: { "if-match": "*" } },
    );
  for (const _ of data.slice(0, 3)) {
    const next = await world.claim({ about: "load" });
    expect((await world.read(next)).owner).toBe(doneBy?.id);
  }
});

test("who creates keeps no sight of what is somebody else's, and is told so", async () => {
  const caller = await person(server, "caller", "caller");
  const answer = await server.request(
    "POST",
    "/records/claim",
    { about: "turn" },
    { token: caller.token },
  );
  expect(answer.status).toBe(201);
  expect(Object.keys(answer.body as object)).toEqual(["id", "revision"]);
  const { id } = answer.body as { id: string };
  const [assigned, created] = await world.history(id);
  expect(created).toMatchObject({ kind: "created", revision: 1, by: caller.id });
  const { owner } = await world.read(id);
  expect(assigned).toMatchObject({
    kind: "assigned",
    revision: 2,
    changes: { owner: { before: caller.id, after: owner } },
  });
});
