/** How many have to agree, and what agreeing twice is worth. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { act, box, chainOf, codes, does, ended, said } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const three = ["bob", "cai", "dan"].map((name) => ({ user: `${name}@example.com` }));
const mode = (name: string, how: unknown) => asking(name, { ask: ask(three, { mode: how }) });
const bob = { user: "bob@example.com" };
const twice = (name: string, ifRepeated: string) =>
  asking(name, {
    ask: ask([bob], { next: "other" }),
    other: ask([{ user: "cai@example.com" }], { next: "again" }),
    again: ask([bob, { user: "cai@example.com" }], { ifRepeated }),
  });

export const documents: readonly MetadataDocument[] = [
  mode("any", "any"),
  mode("all", "all"),
  mode("turn", "inTurn"),
  mode("share", { share: 0.66 }),
  mode("votes", { votes: 2 }),
  twice("skips", "skip"),
  twice("skips_all", "skipAnywhere"),
  twice("asks", "never"),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

/** Decides as the words say, `bob approve`, and gives what was said in the end. */
async function walked(name: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { run, record } = await request(server, name, people.ann);
  for (const word of words) {
    const [who = "", action = ""] = word.split(" ");
    await does(server, people[who as "bob"], record, action);
  }
  await ended(server, run);
  return said(await chainOf(server, record));
}

export const tests: Tests = {
  "any, all, one after another, a share, a number of votes": async () => {
    expect(await walked("any", "cai approve")).toEqual([
      "ask approved: bob closed, cai approved, dan closed",
    ]);
    expect(await walked("all", "dan approve", "bob reject")).toEqual([
      "ask rejected: bob rejected, cai closed, dan approved",
    ]);
    expect(await walked("turn", "bob approve", "cai approve", "dan approve")).toEqual([
      "ask approved: bob approved, cai approved, dan approved",
    ]);
    expect(await walked("share", "bob approve", "cai approve")).toEqual([
      "ask approved: bob approved, cai approved, dan closed",
    ]);
    expect(await walked("votes", "bob reject", "cai reject")).toEqual([
      "ask rejected: bob rejected, cai rejected, dan closed",
    ]);
  },

  "who is asked later finds nothing to do, and is told so": async () => {
    const { record } = await request(server, "turn", people.ann);
    expect((await box(server, people.cai, `record=${record}`)).data).toEqual([]);
    const { approvals } = await chainOf(server, record);
    const later = approvals[0]?.tasks[1]?.id ?? "";
    const early = await act(server, people.cai, later, "approve");
    expect([early.status, codes(early)]).toEqual([409, ["task_not_yet"]]);
  },

  "who has agreed before is asked again, or not, as the step says": async () => {
    const last = (chain: readonly string[]) => chain.at(-1);
    const before = ["bob approve", "cai approve"];
    expect(last(await walked("skips", ...before, "bob approve"))).toBe(
      "again approved: bob approved, cai skipped",
    );
    expect(last(await walked("skips_all", ...before))).toBe(
      "again approved: bob skipped, cai skipped",
    );
    expect(last(await walked("asks", ...before, "bob approve", "cai approve"))).toBe(
      "again approved: bob approved, cai approved",
    );
  },
};
