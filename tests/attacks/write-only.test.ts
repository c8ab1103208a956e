import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

/** Values that must never be answered; each write uses another. */
const canary = (place: string): string => `canary-${place}-7f3a`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("door", {
        name: { type: "string", unique: true },
        pin: { type: "string", writeOnly: true },
        keys: {
          type: "array",
          items: {
            type: "object",
            properties: {
              owner_name: { type: "string" },
              cut: { type: "string", writeOnly: true },
            },
          },
        },
      }),
      objectDocument("house", { door: { $ref: "tenon:lookup", target: "door" } }),
    ],
  });
});
afterAll(() => server.stop());

const body = (answer: Answer) => answer.body as Record<string, unknown>;

test("a field that is only written is kept while others change", async () => {
  const stored = async (name: string) => {
    const { rows } = await server.services.database.run({
      text: "select d.pin, k.owner_name, k.cut from w_demo.door d left join w_demo.door$keys k on k._parent = d.id where d.name = $1 order by k._position",
      values: [name],
    });
    return rows;
  };
  const made = await server.request("POST", "/records/door", {
    name: "kept",
    pin: "1234",
    keys: [
      { owner_name: "a", cut: "x" },
      { owner_name: "b", cut: "y" },
    ],
  });
  const path = `/records/door/${body(made).id}`;
  const [first, second] = body(made).keys as { id: string }[];
  const whatever = { headers: { "if-match": "*" } };
  const patch = (changes: unknown) => server.request("PATCH", path, changes, whatever);
  expect((await patch({ name: "held" })).status).toBe(200);
  expect((await patch({ keys: [second, { id: first?.id, owner_name: "c" }] })).status).toBe(200);
  expect(await stored("held")).toEqual([
    ["1234", "b", "y"],
    ["1234", "c", "x"],
  ]);
  await server.request("PUT", "/records/door?key=name", {
    name: "held",
    keys: [{ id: first?.id }],
  });
  expect(await stored("held")).toEqual([["1234", "c", "x"]]);
  expect((await patch({ pin: "5678", keys: [{ id: first?.id, cut: "z" }] })).status).toBe(200);
  expect(await stored("held")).toEqual([["5678", "c", "z"]]);
  expect((await patch({ pin: null })).status).toBe(200);
  expect(await stored("held")).toEqual([[null, "c", "z"]]);
});

test("a field that is only written never leaves, by any way", async () => {
  const answers: Answer[] = [];
  const call = async (...request: Parameters<TestServer["request"]>): Promise<Answer> => {
    const answer = await server.request(...request);
    answers.push(answer);
    return answer;
  };
  const whatever = { headers: { "if-match": "*" } };
  const written = (place: string) => ({
    name: place,
    pin: canary(place),
    keys: [{ owner_name: "a", cut: canary(`${place}-row`) }],
  });
  const once = { headers: { "idempotency-key": "door" } };
  const made = await call("POST", "/records/door", written("create"), once);
  expect(made.status).toBe(201);
  await call("POST", "/records/door", written("create"), once);
  await call("POST", "/records/door", [written("many-1"), written("many-2")]);
  await call("PUT", "/records/door?key=name", written("upsert"));
  await call("PUT", "/records/door?key=name", { ...written("upsert"), pin: canary("upsert-2") });
  const path = `/records/door/${body(made).id}`;
  const [row] = body(made).keys as { id: string }[];
  await call("PATCH", path, { pin: canary("patch") }, whatever);
  await call("PATCH", path, { keys: [{ id: row?.id, owner_name: "b" }] }, whatever);
  await call("PATCH", path, { keys: [{ id: row?.id, cut: canary("patch-row") }] }, whatever);
  const late = { headers: { "if-match": '"1"' } };
  const conflict = await call("PATCH", path, { pin: "mine", keys: [] }, late);
  expect(conflict.status).toBe(412);
  await call("POST", "/records/house", { door: body(made).id });
  for (const address of [
    path,
    `${path}/history`,
    `${path}?fields=name,keys`,
    "/records/door",
    "/records/door?fields=*,keys",
    "/records/door/export",
    "/records/house?fields=door.name,door.keys",
    "/records/door/aggregate?group=name&measures=count(),max(name)",
    "/metadata",
  ]) {
    expect((await call("GET", address)).status, address).toBe(200);
  }
  for (const address of [
    `${path}?fields=pin`,
    "/records/door?fields=keys.cut",
    "/records/house?fields=door.pin",
    "/records/house?sort=door.pin",
    "/records/house?filter=door.pin%20!%3D%20null",
    "/records/door?filter=count(keys.cut)%20%3E%200",
    "/records/door?filter=count(keys,%20cut%20%3D%3D%20%22x%22)%20%3E%200",
    "/records/house/aggregate?group=door.pin",
    "/records/house/aggregate?measures=max(door.pin)",
    "/records/door/aggregate?measures=count(name,pin%20%3D%3D%20%22x%22)",
    "/records/door/export?fields=pin",
    "/records/door/export?filter=pin%20!%3D%20null",
  ]) {
    expect((await call("GET", address)).status, address).toBe(400);
  }
  await call("POST", "/records/door", { pin: 12, keys: [{ cut: 12 }] });
  for (const { body: content } of answers) expect(JSON.stringify(content)).not.toContain("canary");
});
