/** Open lists follow what is shared: also when a share ends by itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RecordShare } from "../../metadata/access/wire.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { follow } from "../support/change-stream.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let other: TestServer;
let guest: Person;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", { text: { type: "string" } }),
      {
        kind: "role",
        name: "own_only",
        content: {
          name: "own_only",
          title: "Own",
          objects: { task: { read: "own", create: true } },
        },
      },
    ],
  });
  other = await server.second();
  guest = await person(server, "guest", "own_only");
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

async function create(token = server.adminToken): Promise<string> {
  const made = await server.request("POST", "/records/task", { text: "x" }, { token });
  return (made.body as RecordJson).id;
}

async function share(id: string, milliseconds: number): Promise<RecordShare> {
  const until = new Date(Date.now() + milliseconds).toISOString();
  const body = { person: guest.id, access: "read", until };
  const made = await server.request("POST", `/records/task/${id}/shares`, body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as RecordShare;
}

test("a record is gone from an open list when the time of its share is over", async () => {
  const [told, named, longer, mine] = [
    await create(),
    await create(),
    await create(),
    await create(guest.token),
  ];
  await share(named, 4000);
  await share(mine, 4000);
  await share(longer, 3_600_000);
  const everything = await follow(other, { token: server.adminToken, objects: "task" });
  const stream = await follow(other, {
    token: guest.token,
    objects: "task",
    records: [named, longer, mine].map((id) => `task/${id}`).join(),
  });
  await share(told, 4000);
  await stream.change(told, "created");
  await stream.change(named, "gone");
  await stream.change(told, "gone");
  const { status } = await server.request("GET", `/records/task/${told}`, undefined, guest);
  expect(status).toBe(404);
  const last = await create(guest.token);
  await stream.change(last, "created");
  await everything.change(last, "created");
  const gone = stream.changes().filter(({ kind }) => kind === "gone");
  expect(gone.map(({ id }) => id).toSorted()).toEqual([told, named].toSorted());
  expect(stream.text()).not.toContain(longer);
  // Who reaches every record sees no difference, and hears of none.
  expect(everything.changes().map(({ id }) => id)).toEqual([last]);
  stream.close();
  everything.close();
});
