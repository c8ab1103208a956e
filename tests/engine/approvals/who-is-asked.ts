/** Whom a step asks: every way of saying it, and what becomes of it when somebody is not there. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { type Person, person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { idOf, until } from "../workflow-world.ts";
import {
  ask,
  asking,
  isLike,
  type Json,
  request,
  staff,
  type Tests,
  type World,
} from "./approval-world.ts";
import { chainOf, does, ended, said } from "./task-world.ts";

let server: TestServer;
let people: World["people"];
let lawyer: Person;
let company: string;
let department: string;

const by = (name: string, who: Json, more: Json = {}) => asking(name, { ask: ask([who], more) });

export const documents: readonly MetadataDocument[] = [
  by("by_mail", { user: "cai@example.com" }),
  by("by_role", { role: "legal" }),
  by("by_company", { role: "finance", within: "record.company" }),
  by("by_head", { department: "record.department" }),
  by("by_people", { department: "record.department", whom: "people" }, { mode: "any" }),
  by("by_manager", { manager: 2 }),
  by("by_grade", { managers: { upTo: "grade >= 7" } }, { mode: "inTurn" }),
  by("by_field", { field: "record.reviewer" }),
  by("by_rule", { expression: "record.amount > 500 ? record.reviewer : user.manager" }),
  by("by_starter", { starter: true }, { selfApproval: true }),
  asking(
    "by_choice",
    { ask: ask([{ chosen: true }], { mode: "inTurn" }) },
    { variables: { ask: { type: "text" } } },
  ),
  by("passes", { field: "record.reviewer" }, { ifNobody: "pass" }),
  by("falls_back", { field: "record.reviewer" }, { ifNobody: { role: "legal" } }),
  by("stops", { field: "record.reviewer" }, { ifNobody: "stop" }),
];

export async function begin(world: World): Promise<void> {
  ({ server, people } = world);
  lawyer = await person(server, "lawyer", "legal", "member");
  company = idOf(await server.request("POST", "/records/company", { name: "North" }));
  const made = { name: "Sales", head: people.cai.id };
  department = idOf(await server.request("POST", "/records/department", made));
  await isLike(server, people.bob, { department });
  await isLike(server, people.cai, { grade: 7 });
  await isLike(server, await person(server, "money", "finance", "member"), { company });
  await person(server, "elsewhere", "finance", "member");
}

async function asked(name: string, values: Json = {}, variables: Json = {}) {
  const { record } = await request(server, name, people.ann, values, variables);
  const { approvals } = await chainOf(server, record);
  return approvals.flatMap(({ tasks }) =>
    tasks.map(({ assignee, status, origin }) => `${assignee.name} ${status} ${origin}`),
  );
}

export const tests: Tests = {
  "people are named by address, role, department, line, field, rule or choice": async () => {
    const reviewed = { reviewer: people.cai.id };
    expect(await asked("by_mail")).toEqual(["cai pending step"]);
    expect(await asked("by_role")).toEqual(["lawyer pending step"]);
    expect(await asked("by_company", { company })).toEqual(["money pending step"]);
    expect(await asked("by_head", { department })).toEqual(["cai pending step"]);
    expect(await asked("by_people", { department })).toEqual(["bob pending step"]);
    expect(await asked("by_manager")).toEqual(["cai pending step"]);
    expect(await asked("by_grade")).toEqual(["bob pending step", "cai waiting step"]);
    expect(await asked("by_field", reviewed)).toEqual(["cai pending step"]);
    expect(await asked("by_rule", { ...reviewed, amount: "900.00" })).toEqual(["cai pending step"]);
    expect(await asked("by_rule", { ...reviewed, amount: "90.00" })).toEqual(["bob pending step"]);
    expect(await asked("by_starter")).toEqual(["ann pending step"]);
    expect(await asked("by_choice", {}, { ask: `${lawyer.id}, bob@example.com` })).toEqual([
      "lawyer pending step",
      "bob waiting step",
    ]);
  },

  "where nobody is found the administrators are asked, or what the step says": async () => {
    expect(await asked("by_field")).toEqual(["admin pending administrator"]);
    expect(await asked("falls_back")).toEqual(["lawyer pending fallback"]);
    const { run, record } = await request(server, "passes", people.ann);
    await ended(server, run);
    expect((await chainOf(server, record)).approvals).toMatchObject([
      { status: "approved", reason: "nobody", tasks: [] },
    ]);
  },

  "a step that is to stop fails where everybody sees it, and goes on when somebody is there":
    async () => {
      const { run, record } = await request(server, "stops", people.ann);
      const failed = await until(server, run, "failed");
      expect(failed.now).toMatchObject([{ problems: [{ code: "approval_nobody" }] }]);
      const headers = { "if-match": "*" };
      const reviewer = people.bob.id;
      await server.request("PATCH", `/records/expense/${record}`, { reviewer }, { headers });
      await server.request("POST", `/runs/${run}/retry`, {});
      await does(server, people.bob, record, "approve");
      await ended(server, run);
    },

  "whoever cannot come in is stood in for by his manager, and by the administrators in the end":
    async () => {
      const gone = await staff(server, "gone", "boss");
      const shut = (one: Person, disabled: boolean) =>
        server.request("PATCH", `/users/${one.id}`, { disabled });
      await shut(gone.gone, true);
      expect(await asked("by_field", { reviewer: gone.gone.id })).toEqual(["boss pending manager"]);
      await shut(gone.boss, true);
      expect(await asked("by_field", { reviewer: gone.gone.id })).toEqual([
        "admin pending administrator",
      ]);
    },

  "nobody is asked about his own request: his manager is": async () => {
    const { record } = await request(server, "by_field", people.ann, { reviewer: people.ann.id });
    expect(said(await chainOf(server, record))).toEqual(["ask pending: bob pending"]);
  },
};
