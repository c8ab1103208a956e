/** Time passes: people are reminded, and what is late is decided, handed up or handed on. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { Person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { letTimePass, rows } from "../workflow-world.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { box, chainOf, does, ended, said, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const late = (name: string, then: unknown, remindAt: readonly string[] = []) =>
  asking(name, {
    ask: ask([{ user: "bob@example.com" }], {
      due: { in: "2 days", remindAt, ...(then === null ? {} : { then }) },
      next: "done",
      on: { rejected: "refused" },
    }),
    done: { type: "notify", to: [{ starter: true }], subject: "done" },
    refused: { type: "notify", to: [{ starter: true }], subject: "refused" },
  });

export const documents: readonly MetadataDocument[] = [
  late("reminds", null, ["90%", "50%"]),
  late("approves", "approve"),
  late("rejects", "reject"),
  late("goes_up", { escalate: { manager: 1 } }),
  late("goes_on", { transfer: { user: "dan@example.com" } }),
  late("goes_nowhere", { transfer: { field: "record.reviewer" } }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

/** What somebody was told about a record, the latest first. */
const notices = async ({ token }: Person, record: string) =>
  rows(await server.request("GET", "/notifications?limit=200", undefined, { token }))
    .filter((notice) => notice.record === record)
    .map(({ subject }) => String(subject).split(":")[0]);

const told = (record: string, ...words: readonly string[]) =>
  expect.poll(() => notices(people.bob, record), { interval: 15 }).toEqual(words);

export const tests: Tests = {
  "people are reminded at shares of their time, and told when it is over": async () => {
    const { run, record } = await request(server, "reminds", people.ann);
    const { due_at: due, overdue } = await taskOf(server, people.bob, record);
    expect(Date.parse(String(due)) - Date.now()).toBeGreaterThan(47 * 3_600_000);
    expect(overdue).toBe(false);
    await told(record, "Please decide");
    await letTimePass(server, run);
    await told(record, "Still waiting for you", "Please decide");
    await letTimePass(server, run);
    await told(record, "Still waiting for you", "Still waiting for you", "Please decide");
    await letTimePass(server, run);
    await expect
      .poll(async () => (await notices(people.bob, record))[0], { interval: 15 })
      .toBe("Overdue");
    await does(server, people.bob, record, "approve");
    expect(await ended(server, run)).toEqual(["ask", "done"]);
  },

  "what is late is agreed to or rejected, as the step says": async () => {
    for (const [name, last, status] of [
      ["approves", "done", "approved"],
      ["rejects", "refused", "rejected"],
    ] as const) {
      const { run, record } = await request(server, name, people.ann);
      await letTimePass(server, run);
      expect(await ended(server, run)).toEqual(["ask", last]);
      const [approval] = (await chainOf(server, record)).approvals;
      expect(approval).toMatchObject({ status, reason: "time", tasks: [{ status: "closed" }] });
    }
  },

  "the manager joins who is late: either decides": async () => {
    const { run, record } = await request(server, "goes_up", people.ann);
    await letTimePass(server, run);
    await taskOf(server, people.cai, record);
    expect((await box(server, people.bob, `record=${record}`)).data).toHaveLength(1);
    await does(server, people.cai, record, "approve");
    await ended(server, run);
    expect(said(await chainOf(server, record))).toEqual(["ask approved: bob closed, cai approved"]);
  },

  "somebody else has it in place of who is late, and the administrators where nobody is found":
    async () => {
      const { run, record } = await request(server, "goes_on", people.ann);
      await letTimePass(server, run);
      await does(server, people.dan, record, "approve");
      await ended(server, run);
      expect(said(await chainOf(server, record))).toEqual([
        "ask approved: bob transferred, dan approved",
      ]);
      const nobody = await request(server, "goes_nowhere", people.ann);
      await letTimePass(server, nobody.run);
      const admin = { id: "", token: server.adminToken };
      await does(server, admin, nobody.record, "approve");
      await ended(server, nobody.run);
    },
};
