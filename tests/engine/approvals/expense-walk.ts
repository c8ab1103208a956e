/** The expense approval of the reference: published, and walked by its three ways. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { type Person, person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { idOf, runsOf, until, workflow } from "../workflow-world.ts";
import { expense, isLike, type Tests, type World } from "./approval-world.ts";
import { expenseApproval } from "./expense-approval.ts";
import { act, box, chainOf, details, does, said, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];
let money: Person;
let company: string;

export const documents: readonly MetadataDocument[] = [
  workflow("expense_approval", expenseApproval),
];

export async function begin(world: World): Promise<void> {
  ({ server, people } = world);
  company = idOf(await server.request("POST", "/records/company", { name: "North" }));
  money = await person(server, "money", "finance", "member");
  await isLike(server, money, { company });
  await person(server, "elsewhere", "finance", "member");
}

async function submitted(amount: string): Promise<string> {
  const record = await expense(server, people.ann, { amount, company, note_private: "secret" });
  const { token } = people.ann;
  const taken = await server.request(
    "POST",
    `/records/expense/${record}/transitions/submit`,
    {},
    { token, headers: { "if-match": "*" } },
  );
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  return record;
}

const status = async (record: string) =>
  ((await server.request("GET", `/records/expense/${record}`)).body as { status: string }).status;

const over = async (record: string) => {
  const run = (await runsOf(server, "expense_approval")).find((one) => one.record === record);
  return until(server, String(run?.id), "done");
};

const waitingFor = async (record: string): Promise<readonly string[]> =>
  (await chainOf(server, record)).approvals.flatMap(({ tasks }) =>
    tasks.flatMap(({ status: stands, assignee }) => (stands === "pending" ? [assignee.id] : [])),
  );

export const tests: Tests = {
  "a small one is decided by the manager": async () => {
    const record = await submitted("800.00");
    await does(server, people.bob, record, "approve");
    await over(record);
    expect(await status(record)).toBe("approved");
    expect(said(await chainOf(server, record))).toEqual(["lead approved: bob approved"]);
  },

  "a larger one goes up the line, one after another, and then to those who pay": async () => {
    const record = await submitted("20000.00");
    for (const who of [people.bob, people.cai, people.dan]) {
      const { id } = await taskOf(server, who, record);
      expect(await waitingFor(record)).toEqual([who.id]);
      expect((await act(server, who, id, "approve")).status).toBe(200);
    }
    await does(server, money, record, "approve", {
      opinion: "fine",
      values: { cost_center: "C7" },
    });
    await over(record);
    expect(await status(record)).toBe("approved");
    expect(said(await chainOf(server, record))).toEqual([
      "chain approved: bob approved, cai approved, dan approved",
      "finance approved: money approved",
    ]);
    const copies = await box(server, people.ann, "box=copied");
    expect(copies.data.map((copy) => copy.record)).toContain(record);
  },

  "who pays sees what he is to see, and says why not": async () => {
    const record = await submitted("5000.00");
    for (const who of [people.bob, people.cai, people.dan])
      await does(server, who, record, "approve");
    const { id } = await taskOf(server, money, record);
    const task = await details(server, money, id);
    expect(task.values).toMatchObject({ purpose: "Taxi", amount: "5000.00" });
    expect(task.values).not.toHaveProperty("note_private");
    expect(task).toMatchObject({ shown: "snapshot", fields: { edit: ["cost_center"] } });
    await does(server, money, record, "reject", { opinion: "too dear" });
    await over(record);
    expect(await status(record)).toBe("submitted");
  },

  "the board decides beside one another; where nobody is found, the administrators do":
    async () => {
      const record = await submitted("90000.00");
      await taskOf(server, { id: "", token: server.adminToken }, record);
      const chain = await chainOf(server, record);
      const origins = chain.approvals.flatMap(({ tasks }) => tasks.map(({ origin }) => origin));
      expect(origins).toEqual(["administrator", "administrator"]);
      const admin = { id: "", token: server.adminToken };
      await does(server, admin, record, "approve");
      await does(server, admin, record, "approve");
      await over(record);
      expect(await status(record)).toBe("approved");
    },
};
