/** Decisions that meet: at the same time, too late, of an old record. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, codes, details, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const bob = { user: "bob@example.com" };
const done = { type: "notify", to: [{ starter: true }], subject: "over" };

export const documents: readonly MetadataDocument[] = [
  asking("plain", { ask: ask([bob], { next: "done" }), done }),
  asking("any", {
    ask: ask([bob, { user: "cai@example.com" }], { mode: "any", next: "done" }),
    done,
  }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const edit = (record: string, values: Json, { token }: { token: string } = people.ann) =>
  server.request("PATCH", `/records/expense/${record}`, values, {
    token,
    headers: { "if-match": "*" },
  });

export const tests: Tests = {
  "of many who click at once one wins, and the others hear how it was settled": async () => {
    const { run, record } = await request(server, "any", people.ann);
    const [mine, his] = [
      await taskOf(server, people.bob, record),
      await taskOf(server, people.cai, record),
    ];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0
          ? act(server, people.bob, mine.id, index % 4 === 0 ? "approve" : "reject")
          : act(server, people.cai, his.id, "approve"),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const lost = answers.filter(({ status }) => status === 409);
    expect(lost).toHaveLength(7);
    expect(new Set(lost.flatMap(codes))).toEqual(new Set(["task_settled"]));
    expect(lost[0]?.body).toMatchObject({ errors: [{ message: /approved|rejected/ }] });
    expect((await ended(server, run)).filter((step) => step === "ask")).toHaveLength(1);
  },

  "withdrawn and decided at once: one of both": async () => {
    const { run, record } = await request(server, "plain", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    const answers = await Promise.all([
      act(server, people.ann, id, "withdraw"),
      act(server, people.bob, id, "approve"),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const steps = await ended(server, run);
    expect(steps.includes("done")).toBe(answers[1]?.status === 200);
  },

  "who has looked at an older record is told to look again": async () => {
    const { record } = await request(server, "plain", people.ann);
    const { id, revision } = await taskOf(server, people.bob, record);
    await edit(record, { amount: "999.00" });
    const old = await act(server, people.bob, id, "approve", { revision });
    expect([old.status, codes(old)]).toEqual([409, ["task_record_changed"]]);
    const seen = await details(server, people.bob, id);
    expect(seen).toMatchObject({ changed_since: true, values: { amount: "999.00" } });
    const again = await act(server, people.bob, id, "approve", { revision: seen.revision });
    expect(again.status).toBe(200);
  },
};
