/** What of approvals is told to whom: by what he may read of the record, and what he may start. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { ApprovalChains, ApprovalPreview } from "../../../metadata/task-wire.ts";
import { role } from "../../permissions/role-document.ts";
import { type Person, person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { workflow } from "../workflow-world.ts";
import { ask, asking, expense, request, type Tests, type World } from "./approval-world.ts";
import { does, ended } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const bob = { user: "bob@example.com" };

export const documents: readonly MetadataDocument[] = [
  role("own_only", { expense: { read: "own" } }),
  role("reader", { expense: { read: "all" } }),
  role("partly", { expense: { read: "all", fields: { "*": "read", amount: "none" } } }),
  workflow("on_change", {
    on: { record: "expense", event: "update", when: "record.amount > 1000000" },
    start: "ask",
    steps: { ask: ask([bob]) },
  }),
  asking("amounts", { ask: ask([bob], { fields: { edit: ["amount", "note"] } }) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const chains = (record: string, { token }: Person) =>
  server.request("GET", `/records/expense/${record}/approvals`, undefined, { token });
const preview = (record: string, { token }: Person) =>
  server.request("POST", `/records/expense/${record}/approvals/preview`, {}, { token });

export const tests: Tests = {
  "of a record beyond his reach nobody is told what was asked, or would be": async () => {
    const { record } = await request(server, "amounts", people.ann);
    const outsider = await person(server, "outsider", "own_only");
    expect((await chains(record, outsider)).status).toBe(404);
    expect((await preview(record, outsider)).status).toBe(404);
    expect((await chains(record, people.ann)).status).toBe(200);
  },

  "what was changed with a decision is told of the fields that one may read": async () => {
    const { run, record } = await request(server, "amounts", people.ann);
    const values = { amount: "70.00", note: "less" };
    await does(server, people.bob, record, "approve", { values });
    await ended(server, run);
    const changes = async (who: Person) => {
      const [chain] = ((await chains(record, who)).body as ApprovalChains).data;
      return Object.keys(chain?.approvals[0]?.tasks[0]?.changes ?? {}).toSorted();
    };
    expect(await changes(people.ann)).toEqual(["amount", "note"]);
    expect(await changes(await person(server, "clerk", "partly"))).toEqual(["note"]);
  },

  "a chain is previewed to who may start it": async () => {
    const record = await expense(server, people.ann, { amount: "2000000.00" });
    const names = async (who: Person) =>
      ((await preview(record, who)).body as ApprovalPreview).data.map((one) => one.workflow.name);
    const all = ["expense_approval", "on_change", "amounts"];
    expect(await names(people.ann)).toEqual(expect.arrayContaining(all));
    const his = await names(await person(server, "reader", "reader"));
    expect(all.filter((name) => his.includes(name))).toEqual(["amounts"]);
  },
};
