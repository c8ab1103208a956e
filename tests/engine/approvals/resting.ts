/** A record rests while people decide on it, whichever way somebody comes to change it. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { Answer, TestServer } from "../../support/server.ts";
import {
  ask,
  asking,
  expense,
  type Json,
  request,
  started,
  type Tests,
  type World,
} from "./approval-world.ts";
import { act, box, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const steps = {
  ask: ask([{ user: "bob@example.com" }], {
    may: ["return"],
    fields: { edit: ["note"] },
    next: "mark",
  }),
  mark: { type: "update", record: "record", set: { cost_center: "done" } },
};

export const documents: readonly MetadataDocument[] = [
  asking("fields", steps, { record: "lockFields" }),
  asking("whole", steps, { record: "lock" }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

type Call = readonly [method: string, path: string, body?: unknown];

const calls = (record: string): Readonly<Record<string, Call>> => ({
  edit: ["PATCH", `/${record}`, { note: "x" }],
  "edit of all": ["PATCH", `/${record}`, { note: "x", purpose: "y" }],
  upsert: ["PUT", "?key=code", { code: record, purpose: "y" }],
  "upsert of many": ["PUT", "?key=code", [{ code: record, note: "x" }]],
  deletion: ["DELETE", `/${record}`],
  "earlier revision": ["POST", `/${record}/history/1/restore`, {}],
  "step with fields": ["POST", `/${record}/transitions/submit`, { note: "x" }],
  step: ["POST", `/${record}/transitions/submit`, {}],
  owner: ["POST", `/${record}/owner`, { owner: people.cai.id }],
  owners: ["POST", "/owner", { ids: [record], owner: people.cai.id }],
});

const call = ([method, path, body]: Call): Promise<Answer> =>
  server.request(method, `/records/expense${path}`, body, { headers: { "if-match": "*" } });

/** Which calls are refused for the approval. */
async function refused(record: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, each] of Object.entries(calls(record))) {
    const answer = await call(each);
    if (codes(answer).includes("record_under_approval")) found.push(name);
  }
  return found;
}

const edits = [
  "edit",
  "edit of all",
  "upsert",
  "upsert of many",
  "deletion",
  "earlier revision",
  "step with fields",
];

/** A request about a record that has an earlier revision, and is known by its code. */
async function edited(name: string) {
  const record = await expense(server, people.ann);
  await call(["PATCH", `/${record}`, { code: record, purpose: "Train" }]);
  return { record, run: await started(server, name, people.ann, record) };
}

export const tests: Tests = {
  "its fields rest, or all of it, until it is decided": async () => {
    const fields = await edited("fields");
    expect(await refused(fields.record)).toEqual(edits);
    const whole = await edited("whole");
    expect(await refused(whole.record)).toEqual([...edits, "step", "owner", "owners"]);
    for (const { run, record } of [fields, whole]) {
      await does(server, people.bob, record, "approve", { values: { note: "by bob" } });
      await ended(server, run);
      const { body } = await call(["GET", `/${record}`]);
      expect(body).toMatchObject({ note: "by bob", cost_center: "done" });
      expect((await call(["PATCH", `/${record}`, { note: "x" }])).status).toBe(200);
    }
  },

  "it may be changed again while it is returned, when it is withdrawn, and when the run is cancelled":
    async () => {
      const free = async (record: string) =>
        (await call(["PATCH", `/${record}`, { note: "x" }])).status;
      const returned = await request(server, "whole", people.ann);
      await does(server, people.bob, returned.record, "return", { opinion: "amount?" });
      await taskOf(server, people.ann, returned.record);
      expect(await free(returned.record)).toBe(200);
      await does(server, people.ann, returned.record, "approve");
      await taskOf(server, people.bob, returned.record);
      expect(await free(returned.record)).toBe(409);
      const withdrawn = await request(server, "whole", people.ann);
      const { id } = await taskOf(server, people.bob, withdrawn.record);
      await act(server, people.ann, id, "withdraw");
      await ended(server, withdrawn.run);
      expect(await free(withdrawn.record)).toBe(200);
      const cancelled = await request(server, "whole", people.ann);
      await server.request("POST", `/runs/${cancelled.run}/cancel`, {});
      expect(await free(cancelled.record)).toBe(200);
    },

  "another run is no exception": async () => {
    const { record } = await request(server, "whole", people.ann);
    const other = await server.request("POST", "/workflows/fields/runs", { record } satisfies Json);
    expect(other.status).toBe(202);
    const asked = async () => (await box(server, people.bob, `record=${record}`)).data.length;
    await expect.poll(asked).toBe(2);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "approve");
    // The first run writes while the second holds the record: it fails and says why.
    await expect
      .poll(async () => {
        const { body } = await server.request("GET", `/runs?record=${record}`);
        return (body as { data: Json[] }).data.map(({ status }) => status);
      })
      .toContain("failed");
  },
};
