/** Returned to who started it, or to an earlier step. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, chainOf, codes, does, ended, said, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const by = (...names: readonly string[]) => names.map((name) => ({ user: `${name}@example.com` }));
const back = { may: ["return"], returnTo: ["start", "ask"] };
/** Bob, then Cai, then Dan, who returns. */
const line = (name: string, more: Json) =>
  asking(name, {
    ask: ask(by("bob"), { next: "second" }),
    second: ask(by("cai"), { next: "third" }),
    third: ask(by("dan"), { ...back, ...more }),
  });
export const documents: readonly MetadataDocument[] = [
  line("reruns", { afterReturn: "rerun" }),
  line("comes_back", { afterReturn: "comeBack" }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "returned to who started it, it comes straight back or begins anew when he sends it on":
    async () => {
      for (const [name, again] of [
        ["reruns", ["bob", "cai", "dan"]],
        ["comes_back", ["dan"]],
      ] as const) {
        const { run, record } = await request(server, name, people.ann);
        await does(server, people.bob, record, "approve");
        await does(server, people.cai, record, "approve");
        await does(server, people.dan, record, "return", { to: "start", opinion: "which taxi?" });
        const task = await taskOf(server, people.ann, record);
        expect(task).toMatchObject({
          kind: "resubmit",
          actions: ["approve", "copy", "withdraw", "remind"],
        });
        await act(server, people.ann, task.id, "approve", { opinion: "the red one" });
        for (const who of again) await does(server, people[who], record, "approve");
        await ended(server, run);
        const tail = said(await chainOf(server, record)).slice(4);
        expect(tail.map((one) => one.split(": ")[1])).toEqual(
          again.map((who) => `${who} approved`),
        );
      }
    },

  "returned to an earlier step, it comes straight back from there or goes all the way":
    async () => {
      for (const [name, again] of [
        ["reruns", ["bob", "cai", "dan"]],
        ["comes_back", ["bob", "dan"]],
      ] as const) {
        const { run, record } = await request(server, name, people.ann);
        await does(server, people.bob, record, "approve");
        await does(server, people.cai, record, "approve");
        await does(server, people.dan, record, "return", { to: "ask", opinion: "look again" });
        for (const who of again) await does(server, people[who], record, "approve");
        await ended(server, run);
        const { approvals } = await chainOf(server, record);
        expect(approvals.slice(3).map(({ tasks }) => tasks[0]?.assignee.name)).toEqual([...again]);
        expect(approvals.at(-1)).toMatchObject({ round: 2, status: "approved" });
      }
    },

  "a return names one of the steps that it may, and says why": async () => {
    const { record } = await request(server, "reruns", people.ann);
    await does(server, people.bob, record, "approve");
    await does(server, people.cai, record, "approve");
    const { id } = await taskOf(server, people.dan, record);
    const tries = [{ to: "second", opinion: "x" }, { to: "start" }];
    const answers = await Promise.all(
      tries.map((body) => act(server, people.dan, id, "return", body)),
    );
    expect(answers.map(codes)).toEqual([["task_return_unknown"], ["required"]]);
  },
};
