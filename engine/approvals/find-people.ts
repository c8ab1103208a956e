/** Who an entry of a step means, in the order in which they are asked. */
import { pointer, problem } from "../../metadata/problem.ts";
import type { Approver } from "../../metadata/workflows/approver.ts";
import { memberField } from "../../metadata/workflows/member-field.ts";
import { findAccount } from "../access/accounts.ts";
import { activeMembers } from "../access/acting-members.ts";
import { departmentsFrom, peopleIn } from "../access/departments.ts";
import { roleId } from "../access/roles.ts";
import { quoted, tableOf } from "../db/names.ts";
import { uuidPattern } from "../db/uuid.ts";
import { Refused } from "../records/writer.ts";
import { rightsOfRun } from "../workflows/run-rights.ts";
import { computed, expressionAt, type StepContext } from "../workflows/step-context.ts";
import { managersAbove, managersUpTo } from "./managers.ts";

export interface FoundPerson {
  readonly account: string;
  /** Id of the role for which he was found. */
  readonly role: string | null;
}

/** @param subject above whom managers stand; null: nobody is known */
export async function findPeople(
  context: StepContext,
  approvers: readonly Approver[],
  subject: string | null,
): Promise<readonly FoundPerson[]> {
  const found = new Map<string, FoundPerson>();
  for (const approver of approvers)
    for (const person of await peopleOf(context, approver, subject))
      if (!found.has(person.account)) found.set(person.account, person);
  return [...found.values()];
}

const plain = (accounts: readonly unknown[]): readonly FoundPerson[] =>
  accounts.flatMap((account) => (typeof account === "string" ? [{ account, role: null }] : []));

async function peopleOf(
  context: StepContext,
  approver: Approver,
  subject: string | null,
): Promise<readonly FoundPerson[]> {
  const { writer, run, step } = context;
  switch (approver.kind) {
    case "user":
      return plain(await accountsNamed(context, approver.user));
    case "starter":
      return plain([run.startedBy]);
    case "chosen":
      return plain(await accountsNamed(context, String(run.variables[step.id] ?? "")));
    case "person":
      return plain([await computed(context, approver.text, "person", "/who")]);
    case "manager": {
      const above = subject === null ? [] : await managersAbove(writer, subject);
      return plain([above[approver.level - 1]]);
    }
    case "managers": {
      const above = subject === null ? [] : await managersAbove(writer, subject);
      const { upTo } = approver;
      if (typeof upTo === "number") return plain(above.slice(0, upTo));
      const place = {
        path: pointer("/steps", step.id, "who"),
        step: step.id,
        use: "manager",
        name: null,
      } as const;
      return plain(await managersUpTo(writer, above, expressionAt(context, upTo, place)));
    }
    case "department":
      return plain(await peopleOfDepartment(context, approver));
    case "script":
      return plain(await peopleOfScript(context, approver.script));
    case "role":
      return peopleWithRole(context, approver);
  }
}

/** Ids that a script answers. */
export const scriptPeopleMaximum = 200;

/** With the rights that the steps of the run have. */
async function peopleOfScript(
  { run, step, pinned, writer, services }: StepContext,
  name: string,
): Promise<readonly string[]> {
  const { executor, catalog } = writer;
  const rights = await rightsOfRun(executor, catalog, pinned.workflow.as, run.startedBy);
  const { workflow, object, record, startedBy } = run;
  const input = { workflow, step: step.id, object, record, started_by: startedBy };
  const answer = await services.runScript({ ...writer, rights }, name, input);
  const ids: readonly unknown[] = Array.isArray(answer) ? answer : [null];
  const people = ids.flatMap((id) => (typeof id === "string" && uuidPattern.test(id) ? [id] : []));
  if (people.length < ids.length || people.length > scriptPeopleMaximum)
    throw new Refused([
      problem("approval_script_answer", "/who", { name, maximum: scriptPeopleMaximum }),
    ]);
  return people;
}

/** Accounts by id or e-mail, several divided by spaces or commas. */
async function accountsNamed(
  { writer }: StepContext,
  names: string,
): Promise<readonly (string | null)[]> {
  const found: (string | null)[] = [];
  for (const name of names.split(/[\s,;]+/).filter((one) => one !== ""))
    found.push(
      uuidPattern.test(name)
        ? name
        : ((await findAccount(writer.executor, name.toLowerCase()))?.id ?? null),
    );
  return found;
}

async function peopleOfDepartment(
  context: StepContext,
  { department, whom }: Extract<Approver, { kind: "department" }>,
): Promise<readonly (string | null)[]> {
  const { executor, catalog } = context.writer;
  const id = await computed(context, department, "department", "/who");
  const model = catalog.objects.get("department");
  if (typeof id !== "string" || model === undefined) return [];
  if (whom === "people") return peopleIn(executor, catalog, [id]);
  if (!model.byName.has("head")) return [];
  const { rows } = await executor.run({
    text: `select "head" from ${quoted(catalog.schema)}.${quoted(tableOf(model))} where "id" = $1`,
    values: [id],
  });
  return rows.map(([head]) => head ?? null);
}

async function peopleWithRole(
  context: StepContext,
  { role, within }: Extract<Approver, { kind: "role" }>,
): Promise<readonly FoundPerson[]> {
  const { executor, catalog } = context.writer;
  const id = roleId(catalog, role);
  if (id === null) return [];
  const members = await activeMembers(executor, catalog.workspaceId, { accounts: [], roles: [id] });
  const among = within === null ? null : await peopleWithin(context, within);
  return members
    .filter((member) => among === null || among.has(member.id))
    .map((member) => ({ account: member.id, role: id }));
}

/** Who belongs to a record by a field of his own; to a department also who works below it. */
async function peopleWithin(context: StepContext, text: string): Promise<ReadonlySet<string>> {
  const { executor, catalog } = context.writer;
  const place = {
    path: pointer("/steps", context.step.id, "within"),
    step: context.step.id,
    use: "record",
    name: null,
  } as const;
  const { type } = expressionAt(context, text, place);
  const id = await computed(context, text, "record", "/within");
  const people = catalog.objects.get("user");
  const field = type.kind === "record" ? memberField(catalog.objects, type.object) : null;
  if (typeof id !== "string" || people === undefined || field === null) return new Set();
  const ids =
    field.target === "department" ? await departmentsFrom(executor, catalog, id, true) : [id];
  const { rows } = await executor.run({
    text: `select "id" from ${quoted(catalog.schema)}.${quoted(tableOf(people))} where ${quoted(field.name)} = any($1::uuid[])`,
    values: [ids],
  });
  return new Set(rows.map(([found]) => String(found)));
}
