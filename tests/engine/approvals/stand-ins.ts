/** Whoever stands in for somebody while he is away; and nobody for himself. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { Delegations } from "../../../metadata/task-wire.ts";
import type { Person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, box, chainOf, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];
const admin = () => ({ id: "", token: server.adminToken });

const may = ["transfer", "consult"];
const flow = (name: string, more: Json = {}) =>
  asking(name, { ask: ask([{ user: "bob@example.com" }], { may, ...more }) });

export const documents: readonly MetadataDocument[] = [
  flow("free"),
  flow("strict", { may: [] }),
  flow("own", { selfApproval: true }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const stand = (from: Person, body: Json) =>
  server.request("POST", "/account/delegations", body, { token: from.token });

export const tests: Tests = {
  "whoever stands in decides in the other's name, and it is kept that he did": async () => {
    const { record } = await request(server, "free", people.ann);
    expect((await box(server, people.dan, `record=${record}`)).data).toEqual([]);
    const made = await stand(people.bob, {
      to: people.dan.id,
      workflows: ["free"],
      reason: "away",
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const task = await taskOf(server, people.dan, record);
    expect(task.standing_in_for).toMatchObject({ name: "bob" });
    await act(server, people.dan, task.id, "approve");
    const { approvals } = await chainOf(server, record);
    expect(approvals[0]?.tasks[0]).toMatchObject({
      assignee: { name: "bob" },
      acted_by: { name: "dan" },
    });
    const other = await request(server, "strict", people.ann);
    expect((await box(server, people.dan, `record=${other.record}`)).data).toEqual([]);
    const { id } = made.body as { id: string };
    const path = `/account/delegations/${id}`;
    expect(
      (await server.request("DELETE", path, undefined, { token: people.dan.token })).status,
    ).toBe(404);
    const { body } = await server.request("GET", "/account/delegations", undefined, {
      token: people.dan.token,
    });
    expect((body as Delegations).received).toMatchObject([{ id, reason: "away" }]);
    await server.request("DELETE", path, undefined, { token: people.bob.token });
    const { record: next } = await request(server, "free", people.ann);
    expect((await box(server, people.dan, `record=${next}`)).data).toEqual([]);
  },

  "it lasts from one day to another, and nobody stands in for himself": async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const to = people.cai.id;
    const tries: readonly Json[] = [
      { to: people.bob.id },
      { to: "nobody" },
      { to, from: day(2), until: day(1) },
      { to, workflows: ["fre"] },
    ];
    const answers = await Promise.all(tries.map((body) => stand(people.bob, body)));
    expect(answers.map(codes)).toEqual([
      ["delegation_invalid"],
      ["delegation_invalid"],
      ["delegation_invalid"],
      ["workflow_unknown"],
    ]);
    await stand(people.bob, { to, from: day(1) });
    await stand(people.bob, { to, from: day(-2), until: day(-1) });
    const { record } = await request(server, "free", people.ann);
    expect((await box(server, people.cai, `record=${record}`)).data).toEqual([]);
  },

  "nobody decides on his own request: not handed on to him, not in another's name": async () => {
    const { record } = await request(server, "free", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    const transferred = await act(server, people.bob, id, "transfer", { to: people.ann.id });
    const byAdmin = await act(server, admin(), id, "transfer", { to: people.ann.id });
    expect([transferred, byAdmin].map(codes)).toEqual([["task_own_request"], ["task_own_request"]]);
    const { body } = await stand(people.bob, { to: people.ann.id });
    expect((await box(server, people.ann, `record=${record}`)).data).toEqual([]);
    expect(codes(await act(server, people.ann, id, "approve"))).toEqual(["task_own_request"]);
    const path = `/account/delegations/${(body as { id: string }).id}`;
    await server.request("DELETE", path, undefined, { token: people.bob.token });
    const allowed = await request(server, "own", people.ann);
    await does(server, people.bob, allowed.record, "transfer", { to: people.ann.id });
    await does(server, people.ann, allowed.record, "approve");
    await ended(server, allowed.run);
  },
};
