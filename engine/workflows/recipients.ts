/** Who a notice or a mail is for: people of fields, everybody of a role, who started. */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { pointer } from "../../metadata/problem.ts";
import { activeMembers } from "../access/acting-members.ts";
import { roleId } from "../access/roles.ts";
import { computed, type StepContext } from "./step-context.ts";

/** People of one notice. */
export const recipientsMaximum = 500;

export async function recipientsOf(context: StepContext) {
  const { writer, step, run } = context;
  const to: readonly unknown[] = Array.isArray(step.content.to) ? step.content.to : [];
  const accounts: string[] = [];
  const roles: string[] = [];
  for (const [index, entry] of to.entries()) {
    if (!isJsonObject(entry)) continue;
    if (entry.starter === true && run.startedBy !== null) accounts.push(run.startedBy);
    if (typeof entry.role === "string") roles.push(roleId(writer.catalog, entry.role) ?? "");
    if (typeof entry.field !== "string") continue;
    const person = await computed(context, entry.field, "person", pointer("/to", index, "field"));
    if (typeof person === "string") accounts.push(textOrEmpty(person));
  }
  const people = await activeMembers(writer.executor, writer.catalog.workspaceId, {
    accounts,
    roles,
  });
  return people.slice(0, recipientsMaximum);
}
