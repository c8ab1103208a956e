/** What is seen of a record in its tasks, and previewed before anything begins. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { ApprovalPreview } from "../../../metadata/task-wire.ts";
import { role } from "../../permissions/role-document.ts";
import { person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import {
  ask,
  asking,
  expense,
  type Json,
  request,
  type Tests,
  type World,
} from "./approval-world.ts";
import { codes, details, does, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

export const documents: readonly MetadataDocument[] = [
  role("narrow", {
    expense: { read: "all", fields: { "*": "read", amount: "none", purpose: "none" } },
  }),
  role("outside", {}),
  asking("to_clerk", { ask: ask([{ user: "clerk@example.com" }]) }),
  asking("to_visitor", { ask: ask([{ user: "visitor@example.com" }]) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const preview = async (record: string, body: Json = {}, { token } = people.ann) =>
  server.request("POST", `/records/expense/${record}/approvals/preview`, body, { token });

export const tests: Tests = {
  "of a record everybody sees what he may read, and of one beyond his reach nothing": async () => {
    const clerk = await person(server, "clerk", "narrow");
    const visitor = await person(server, "visitor", "outside");
    const narrow = await request(server, "to_clerk", people.ann);
    const seen = await taskOf(server, clerk, narrow.record);
    expect(seen.record_title).toBeNull();
    const { values } = await details(server, clerk, seen.id);
    expect(Object.keys(values ?? {})).toContain("cost_center");
    expect(JSON.stringify(values)).not.toMatch(/Taxi|100\.00/);
    const beyond = await request(server, "to_visitor", people.ann);
    const task = await taskOf(server, visitor, beyond.record);
    expect(task).toMatchObject({ record_title: null, revision: null });
    expect(await details(server, visitor, task.id)).toMatchObject({ values: null });
    const chain = `/records/expense/${beyond.record}/approvals`;
    expect((await server.request("GET", chain, undefined, { token: visitor.token })).status).toBe(
      404,
    );
    await does(server, visitor, beyond.record, "approve");
  },

  "the whole chain is told before anything is submitted": async () => {
    const names = async (amount: string) => {
      const record = await expense(server, people.ann, { amount });
      const { body } = await preview(record, { transition: "submit" });
      const [found] = (body as ApprovalPreview).data;
      return found?.steps.map(
        ({ step, people: asked }) =>
          `${step.name}: ${asked.map((each) => `${each.person.name} ${each.origin}`).join(", ")}`,
      );
    };
    expect(await names("10.00")).toEqual(["lead: bob step"]);
    expect(await names("9000.00")).toEqual([
      "chain: bob step, cai step, dan step",
      "finance: admin administrator",
    ]);
    expect(await names("90000.00")).toEqual([
      "legal: admin administrator",
      "cfo: admin administrator",
    ]);
    const record = await expense(server, people.ann);
    const visitor = await person(server, "visitor", "outside");
    expect(codes(await preview(record, {}, visitor))).toEqual(["unknown_object"]);
    const { body } = await preview(record, { workflow: "copied" });
    expect((body as ApprovalPreview).data.map((one) => one.workflow.name)).toEqual(["copied"]);
  },
};
