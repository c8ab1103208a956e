/** A decision is taken back, until another acts upon it. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { act, box, chainOf, does, ended, said, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const by = (...names: readonly string[]) => names.map((name) => ({ user: `${name}@example.com` }));
const told = { type: "notify", to: [{ starter: true }], subject: "over" };

export const documents: readonly MetadataDocument[] = [
  asking("several", { ask: ask(by("bob", "cai"), { mode: "all", next: "done" }), done: told }),
  asking("line", {
    ask: ask(by("bob"), { next: "way" }),
    way: { type: "branch", cases: [{ when: "false", next: "done" }], else: "second" },
    second: ask(by("cai"), { next: "done" }),
    done: told,
  }),
  asking("acts", {
    ask: ask(by("bob"), { next: "done" }),
    done: { ...told, next: "second" },
    second: ask(by("cai")),
  }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "as long as others of the same step have said nothing": async () => {
    const { run, record } = await request(server, "several", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "approve");
    expect((await act(server, people.cai, id, "take_back")).status).toBe(403);
    const taken = await act(server, people.bob, id, "take_back");
    expect(taken.body).toMatchObject({ status: "pending", approval_status: "pending" });
    await act(server, people.bob, id, "approve");
    await does(server, people.cai, record, "approve");
    expect((await act(server, people.bob, id, "take_back")).status).toBe(409);
    expect(await ended(server, run)).toEqual(["ask", "done"]);
  },

  "also when it has led to another step, as long as nobody has acted there": async () => {
    const { run, record } = await request(server, "line", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "approve");
    const second = await taskOf(server, people.cai, record);
    expect((await box(server, people.bob, "box=done")).data[0]?.actions).toContain("take_back");
    expect((await act(server, people.bob, id, "take_back")).status).toBe(200);
    expect((await taskOf(server, people.bob, record)).id).toBe(id);
    expect((await act(server, people.cai, second.id, "approve")).status).toBe(409);
    await act(server, people.bob, id, "approve");
    await does(server, people.cai, record, "approve");
    expect((await act(server, people.bob, id, "take_back")).status).toBe(409);
    await ended(server, run);
    expect(said(await chainOf(server, record))).toEqual([
      "ask approved: bob approved",
      "second closed: cai closed",
      "second approved: cai approved",
    ]);
  },

  "not when something has followed": async () => {
    const { record } = await request(server, "acts", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "approve");
    await taskOf(server, people.cai, record);
    expect((await act(server, people.bob, id, "take_back")).status).toBe(409);
  },
};
