/** Withdrawn, rejected beside others, taken back. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, chainOf, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const by = (...names: readonly string[]) => names.map((name) => ({ user: `${name}@example.com` }));
/** Bob, and then Cai. */
const line = (name: string, whole: Json) =>
  asking(
    name,
    {
      ask: ask(by("bob"), { next: "second" }),
      second: ask(by("cai")),
    },
    whole,
  );
const told = { type: "notify", to: [{ starter: true }], subject: "over" };

export const documents: readonly MetadataDocument[] = [
  line("usual", {}),
  line("never", { withdraw: "never" }),
  line("any_time", { withdraw: "anyTime" }),
  asking("beside", {
    ask: { type: "parallel", branches: ["left", "right"], next: "done" },
    left: ask(by("bob"), { on: { withdrawn: "tell", rejected: "tell" } }),
    right: ask(by("cai")),
    done: told,
    tell: told,
  }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "who started it takes it back before anybody has decided, at any time or never": async () => {
    const early = await request(server, "usual", people.ann);
    const { id } = await taskOf(server, people.bob, early.record);
    expect((await act(server, people.bob, id, "withdraw")).status).toBe(403);
    expect((await act(server, people.ann, id, "withdraw")).status).toBe(200);
    await ended(server, early.run);
    const late = await act(server, people.bob, id, "approve");
    expect([late.status, codes(late)]).toEqual([409, ["task_settled"]]);
    for (const [name, outcome] of [
      ["usual", ["task_withdraw_late"]],
      ["never", ["task_not_allowed"]],
      ["any_time", []],
    ] as const) {
      const { record } = await request(server, name, people.ann);
      const first = await taskOf(server, people.bob, record);
      await act(server, people.bob, first.id, "approve");
      const second = await taskOf(server, people.cai, record);
      expect(codes(await act(server, people.ann, second.id, "withdraw"))).toEqual(outcome);
    }
  },

  "withdrawn, all branches are over, and what follows is what the step says": async () => {
    const { run, record } = await request(server, "beside", people.ann);
    const { id } = await taskOf(server, people.cai, record);
    await act(server, people.ann, id, "withdraw");
    expect(await ended(server, run)).toEqual(["left", "tell"]);
    const { approvals } = await chainOf(server, record);
    expect(approvals.map(({ status }) => status)).toEqual(["withdrawn", "withdrawn"]);
  },

  "a rejection ends the branches beside it; without a way on it ends the run": async () => {
    const led = await request(server, "beside", people.ann);
    await does(server, people.bob, led.record, "reject");
    expect(await ended(server, led.run)).toEqual(["left", "tell"]);
    const alone = await request(server, "beside", people.ann);
    await does(server, people.cai, alone.record, "reject");
    expect(await ended(server, alone.run)).toEqual(["right"]);
    for (const { record } of [led, alone]) {
      const { approvals } = await chainOf(server, record);
      expect(approvals.map(({ status }) => status).toSorted()).toEqual(["closed", "rejected"]);
    }
  },
};
