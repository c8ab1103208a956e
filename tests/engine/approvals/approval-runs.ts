/** Runs that wait for people: why they wait, what becomes of them, what would happen again. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { type Json, run as readRun, workflow } from "../workflow-world.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { act, box, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const told = { type: "notify", to: [{ starter: true }], subject: "over" };

export const documents: readonly MetadataDocument[] = [
  asking("plain", {
    ask: ask([{ user: "bob@example.com" }], { next: "done", on: { rejected: "no" } }),
    done: told,
    no: told,
  }),
  workflow("inner", {
    on: { record: "expense", event: "subflow" },
    start: "ask",
    steps: { ask: ask([{ user: "bob@example.com" }]) },
  }),
  asking("outer", {
    ask: {
      type: "subflow",
      workflow: "inner",
      record: "record",
      next: "done",
      on: { error: "no" },
    },
    done: told,
    no: told,
  }),
  asking("to_leaver", { ask: ask([{ user: "leaver@example.com" }]) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "a run says for whom it waits": async () => {
    const { run } = await request(server, "plain", people.ann);
    const { now } = await readRun(server, run);
    expect(now).toMatchObject([
      { step: "ask", waits_for: "person", people: [{ id: people.bob.id, name: "bob" }] },
    ]);
  },

  "a cancelled run asks nobody any more": async () => {
    const { run, record } = await request(server, "plain", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await server.request("POST", `/runs/${run}/cancel`, {});
    expect((await box(server, people.bob, `record=${record}`)).data).toEqual([]);
    const late = await act(server, people.bob, id, "approve");
    expect([late.status, codes(late)]).toEqual([409, ["task_settled"]]);
  },

  "a replay answers as people did, asks nobody and tells nobody": async () => {
    for (const [action, last] of [
      ["approve", "done"],
      ["reject", "no"],
    ] as const) {
      const { run, record } = await request(server, "plain", people.ann);
      await does(server, people.bob, record, action);
      expect(await ended(server, run)).toEqual(["ask", last]);
      const before = await box(server, people.bob, "box=done");
      const { body } = await server.request("POST", `/runs/${run}/replay`, {});
      const { status, steps } = body as { status: string; steps: Json[] };
      expect([status, steps.at(-1)?.step]).toEqual(["done", last]);
      expect((await box(server, people.bob, "box=done")).data).toEqual(before.data);
    }
  },

  "a run that waits for another hears whether people agreed there": async () => {
    for (const [action, last] of [
      ["approve", "done"],
      ["reject", "no"],
      ["withdraw", "no"],
    ] as const) {
      const { run, record } = await request(server, "outer", people.ann);
      const { id } = await taskOf(server, people.bob, record);
      await act(server, action === "withdraw" ? people.ann : people.bob, id, action);
      expect(await ended(server, run)).toEqual(["ask", last]);
    }
  },

  "the tasks of who is shut out are found by who administers, and handed on": async () => {
    const leaver = await person(server, "leaver", "member");
    const { run, record } = await request(server, "to_leaver", people.ann);
    const admin = { id: "", token: server.adminToken };
    expect((await box(server, admin, `record=${record}`)).data).toEqual([]);
    await server.request("PATCH", `/users/${leaver.id}`, { disabled: true });
    const found = await taskOf(server, admin, record);
    expect(found.actions).toEqual(["transfer", "remind"]);
    await act(server, admin, found.id, "transfer", { to: people.bob.id });
    await does(server, people.bob, record, "approve");
    await ended(server, run);
  },
};
