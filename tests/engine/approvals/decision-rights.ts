/** Who decides, what changes with it, and many at once. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { DecidedTasks } from "../../../metadata/task-wire.ts";
import { person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";
import { act, box, chainOf, codes, does, ended, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const bob = { user: "bob@example.com" };
const done = { type: "notify", to: [{ starter: true }], subject: "over" };

export const documents: readonly MetadataDocument[] = [
  asking("single", { ask: ask([bob], { next: "done" }), done }),
  asking("lawyers", { ask: ask([{ role: "legal" }]) }),
  asking("fields", {
    ask: ask([bob], {
      fields: { edit: ["cost_center", "amount"], require: ["opinion", "cost_center"] },
    }),
  }),
  asking("to_do", { ask: { type: "task", who: [bob], title: "Book it", next: "done" }, done }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "who has lost the role for which he was asked does not decide": async () => {
    const lawyer = await person(server, "lawyer", "member", "legal");
    const { record } = await request(server, "lawyers", people.ann);
    const { id } = await taskOf(server, lawyer, record);
    const { token } = await person(server, "lawyer", "member");
    const refused = await act(server, { ...lawyer, token }, id, "approve");
    expect([refused.status, codes(refused)]).toEqual([403, ["task_role_lost"]]);
  },

  "a task is there for who takes part, and nobody else": async () => {
    const { record } = await request(server, "single", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    for (const answer of [
      await act(server, people.cai, id, "approve"),
      await server.request("GET", `/tasks/${id}`, undefined, { token: people.cai.token }),
      await act(server, people.bob, "no-task", "approve"),
    ])
      expect(codes(answer)).toEqual(["task_not_found"]);
    const own = await act(server, people.ann, id, "approve");
    expect([own.status, codes(own)]).toEqual([403, ["not_permitted"]]);
  },

  "fields change with the decision, as far as the step says, and it is kept which": async () => {
    const { run, record } = await request(server, "fields", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    const tries: readonly (readonly [Json, string])[] = [
      [{ values: { cost_center: "C1" } }, "required"],
      [{ opinion: "fine" }, "required"],
      [{ opinion: "fine", values: { note: "x" } }, "task_field_fixed"],
      [{ opinion: "fine", values: { amount: "abc" } }, "not_a_number"],
    ];
    for (const [body, code] of tries)
      expect(codes(await act(server, people.bob, id, "approve", body))).toEqual([code]);
    const values = { cost_center: "C1", amount: "80.00" };
    await act(server, people.bob, id, "approve", { opinion: "fine", values });
    await ended(server, run);
    const { approvals } = await chainOf(server, record);
    expect(approvals[0]?.tasks[0]?.changes).toEqual({
      cost_center: [null, "C1"],
      amount: ["100.00", "80.00"],
    });
    const history = await server.request("GET", `/records/expense/${record}/history`);
    expect(JSON.stringify(history.body)).toContain(people.bob.id);
  },

  "many are decided at once, each with its own outcome": async () => {
    const made = [
      await request(server, "single", people.ann),
      await request(server, "single", people.ann),
    ];
    const tasks = await Promise.all(made.map(({ record }) => taskOf(server, people.bob, record)));
    const [first, second] = tasks.map(({ id, revision }) => ({ id, revision }));
    const body = {
      decision: "approve",
      tasks: [first, { ...second, revision: 77 }, { id: people.bob.id }],
    };
    const answer = await server.request("POST", "/tasks/decide", body, { token: people.bob.token });
    const { data } = answer.body as DecidedTasks;
    expect(data).toMatchObject([
      { id: first?.id, outcome: { status: "approved" } },
      { problems: [{ code: "task_record_changed" }] },
      { problems: [{ code: "task_not_found" }] },
    ]);
  },

  "a task is done, not rejected": async () => {
    const { run, record } = await request(server, "to_do", people.ann);
    const { id, kind, actions } = await taskOf(server, people.bob, record);
    expect([kind, actions]).toEqual(["task", ["approve", "copy"]]);
    expect(codes(await act(server, people.bob, id, "reject"))).toEqual(["task_not_allowed"]);
    await does(server, people.bob, record, "approve");
    expect(await ended(server, run)).toEqual(["ask", "done"]);
    expect((await box(server, people.bob, "box=done")).data[0]?.id).toBe(id);
  },
};
