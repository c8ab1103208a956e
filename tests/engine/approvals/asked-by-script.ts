/** Scripts that say who is asked: with whose rights, what they may answer, and in a preview. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { ApprovalPreview } from "../../../metadata/task-wire.ts";
import { role } from "../../permissions/role-document.ts";
import { person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { script } from "../automation/trading-scripts.ts";
import { run as readRun } from "../workflow-world.ts";
import { ask, asking, expense, request, type Tests, type World } from "./approval-world.ts";
import { chainOf, said } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

/** Whom the record's note names, and a trace of having been asked. */
const source = `import { db } from "tenon";
export default async function ({ record, step }: { record: string; step: string }) {
  const found = await db.get("expense", record);
  await db.create("company", { name: "asked by " + step });
  return JSON.parse((found?.note ?? "").replace("REVIEWER", String(found?.reviewer)));
}
`;

export const documents: readonly MetadataDocument[] = [
  role("only_expenses", { expense: { read: "all", create: "all", update: "all" } }),
  script("find_signers", source),
  asking("by_script", { ask: ask([{ script: "find_signers" }], { mode: "inTurn" }) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const traces = async () =>
  (await server.request("GET", '/records/company?filter=name=="asked by ask"&count=exact')).body;

export const tests: Tests = {
  "whom a script answers is asked, in its order; others are nobody": async () => {
    const { ann, bob, cai } = people;
    const gone = "01a00000-0000-7000-8000-000000000000";
    const note = JSON.stringify([cai.id, gone, "REVIEWER"]);
    const record = await expense(server, ann, { note, reviewer: bob.id });
    const before = await traces();
    const path = `/records/expense/${record}/approvals/preview`;
    const workflow = { workflow: "by_script" };
    const { body } = await server.request("POST", path, workflow, { token: ann.token });
    const [found] = (body as ApprovalPreview).data;
    const names = found?.steps[0]?.people.map(({ person, origin }) => `${person.name} ${origin}`);
    expect(names).toEqual(["cai step", "admin administrator", "bob step"]);
    expect(await traces()).toEqual(before);
    const asked = await request(server, "by_script", ann, { note, reviewer: bob.id });
    expect(said(await chainOf(server, asked.record))).toEqual([
      "ask pending: cai pending, admin waiting, bob waiting",
    ]);
    expect(await traces()).not.toEqual(before);
  },

  "what is no list of ids is nobody's word: the step fails and says so": async () => {
    for (const note of ['"bob"', "{}", "[1]", '["bob@example.com"]', "null"]) {
      const { run } = await request(server, "by_script", people.ann, { note });
      const { status, steps } = await readRun(server, run);
      expect([note, status]).toEqual([note, "failed"]);
      expect(JSON.stringify(steps)).toContain("approval_script_answer");
    }
  },

  "a script does no more than who started it may": async () => {
    const clerk = await person(server, "expense_clerk", "only_expenses");
    const note = JSON.stringify([people.bob.id]);
    const { run } = await request(server, "by_script", clerk, { note });
    expect((await readRun(server, run)).status).toBe("failed");
  },
};
