/** Others are added before, beside and after, where the step lets them. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, box, chainOf, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const may = ["addBefore", "addAfter", "addBeside", "transfer", "consult"];
const bob = { user: "bob@example.com" };
export const documents: readonly MetadataDocument[] = [
  asking("free", { ask: ask([bob], { may }) }),
  asking("strict", { ask: ask([bob]) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const ids = (...names: readonly (keyof typeof people)[]) => names.map((name) => people[name].id);

export const tests: Tests = {
  "others are added before, beside and after, any, all or one after another": async () => {
    const before = await request(server, "free", people.ann);
    await does(server, people.bob, before.record, "add_approver", {
      people: ids("cai", "dan"),
      place: "before",
      mode: "any",
    });
    expect((await box(server, people.bob, `record=${before.record}`)).data).toEqual([]);
    await does(server, people.dan, before.record, "approve");
    await does(server, people.bob, before.record, "approve");
    await ended(server, before.run);
    const after = await request(server, "free", people.ann);
    await does(server, people.bob, after.record, "add_approver", {
      people: ids("cai", "dan"),
      place: "after",
      mode: "in_turn",
    });
    await does(server, people.cai, after.record, "approve");
    await does(server, people.dan, after.record, "reject");
    expect((await chainOf(server, after.record)).approvals[0]?.status).toBe("rejected");
  },

  "who was added beside is needed, too, unless he is taken away again": async () => {
    const { run, record } = await request(server, "free", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    await act(server, people.bob, id, "add_approver", { people: ids("cai"), place: "beside" });
    await act(server, people.bob, id, "approve");
    const { approvals } = await chainOf(server, record);
    expect(approvals[0]?.status).toBe("pending");
    const added = approvals[0]?.tasks.find(({ origin }) => origin === "beside")?.id;
    const other = await act(server, people.cai, String(added), "remove_approver", { task: added });
    expect(other.status).toBe(404);
    const removed = await act(server, people.bob, id, "remove_approver", { task: added });
    expect(removed.body).toMatchObject({ approval_status: "approved" });
    await ended(server, run);
  },

  "a step that does not say so lets nobody be added, asked or put in his place": async () => {
    const { record } = await request(server, "strict", people.ann);
    const { id, actions } = await taskOf(server, people.bob, record);
    expect(actions).toEqual(["approve", "reject", "copy"]);
    const tries: readonly (readonly [string, Json])[] = [
      ["add_approver", { people: ids("cai"), place: "before" }],
      ["transfer", { to: people.cai.id }],
      ["delegate", { to: people.cai.id }],
      ["return", { opinion: "no" }],
    ];
    for (const [action, body] of tries)
      expect(codes(await act(server, people.bob, id, action, body))).toEqual(["task_not_allowed"]);
  },
};
