import { afterEach, beforeEach, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

/** A field of the same name and another type: what PostgreSQL keeps of a statement no longer fits. */
const size = (schema: object) =>
  objectDocument("shirt", { name: { type: "string" }, size: schema });

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents: [size({ type: "string", id: "sizetext01" })] });
});
afterEach(() => server.stop());

const calls = [
  "/records/shirt?sort=name",
  "/records/shirt?sort=size",
  "/records/shirt/aggregate?group=size&measures=count()",
];

async function everywhere(): Promise<readonly number[]> {
  const statuses: number[] = [];
  // Often enough that every connection keeps a plan of every statement.
  for (let turn = 0; turn < 8; turn++) {
    const answers = await Promise.all(
      [...calls, ...calls].map((call) => server.request("GET", call)),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  return [...new Set(statuses)];
}

test("reads and writes go on when a field of the same name gets another type", async () => {
  const create = (record: object) => server.request("POST", "/records/shirt", record);
  const created = await create({ name: "a", size: "large" });
  const id = String((created.body as Record<string, unknown>).id);
  const rename = (name: string) =>
    server.request("PATCH", `/records/shirt/${id}`, { name }, { headers: { "if-match": "*" } });
  for (let turn = 0; turn < 3; turn++) {
    expect((await create({ name: "b" })).status).toBe(201);
    expect((await rename(`c${turn}`)).status).toBe(200);
  }
  expect(await everywhere()).toEqual([200]);
  const drafted = await server.request("PUT", "/metadata/drafts/object/shirt", {
    ...size({ type: "integer", id: "sizeinteg1" }).content,
  });
  expect(drafted.status, JSON.stringify(drafted.body)).toBe(200);
  const answer = await server.request("POST", "/metadata/publish", { message: "m" });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(await everywhere()).toEqual([200]);
  expect((await create({ name: "d", size: 7 })).body).toMatchObject({ size: 7 });
  expect((await rename("e")).body).toMatchObject({ name: "e", size: null });
});
