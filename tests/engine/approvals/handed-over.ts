/** A task handed on, or an opinion asked: by who is asked, and by who administers. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, chainOf, codes, does, ended, said, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];
const admin = () => ({ id: "", token: server.adminToken });

const may = ["transfer", "consult"];
const flow = (name: string, more: Json = {}) =>
  asking(name, { ask: ask([{ user: "bob@example.com" }], { may, ...more }) });

export const documents: readonly MetadataDocument[] = [flow("handed"), flow("kept", { may: [] })];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "a task is handed on, and whoever has it now decides": async () => {
    const { run, record } = await request(server, "handed", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "transfer", { to: people.cai.id, opinion: "yours" });
    expect((await act(server, people.bob, id, "approve")).status).toBe(409);
    await does(server, people.cai, record, "approve");
    await ended(server, run);
    expect(said(await chainOf(server, record))).toEqual([
      "ask approved: bob transferred, cai approved",
    ]);
  },

  "who administers hands on what is stuck, also where the step lets nobody": async () => {
    const { run, record } = await request(server, "kept", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    expect((await act(server, people.bob, id, "transfer", { to: people.cai.id })).status).toBe(403);
    expect((await act(server, admin(), id, "transfer", { to: people.cai.id })).status).toBe(200);
    await does(server, people.cai, record, "approve");
    await ended(server, run);
  },

  "an opinion is asked, comes back, and decides nothing": async () => {
    const { run, record } = await request(server, "handed", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "delegate", { to: people.cai.id, opinion: "is it dear?" });
    const asked = await taskOf(server, people.cai, record);
    expect(asked).toMatchObject({ origin: "consulted", actions: ["answer", "copy"] });
    expect(codes(await act(server, people.cai, asked.id, "approve"))).toEqual(["task_not_allowed"]);
    await act(server, people.cai, asked.id, "answer", { opinion: "no" });
    const { approvals } = await chainOf(server, record);
    expect(approvals[0]?.tasks.find(({ parent }) => parent === id)).toMatchObject({
      opinion: "no",
    });
    await act(server, people.bob, id, "approve");
    await ended(server, run);
  },
};
