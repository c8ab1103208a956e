/** Whoever is asked gets a mail, where the step says so: queued with what it asks, written when it leaves. */
import type { ApprovalDefinition } from "../../metadata/workflows/approval.ts";
import { activeMembers } from "../access/acting-members.ts";
import { queueMail } from "../mail/outbox.ts";
import type { Reader } from "../query/read-records.ts";
import type { Approval, Task } from "./approval-rows.ts";
import { addLinks } from "./decision-links.ts";

const prefix = "decision/";

/** The link of a mail by what the outbox calls it; null: another mail. */
export const linkOfMail = (kind: string): string | null =>
  kind.startsWith(prefix) ? kind.slice(prefix.length) : null;

/** @param arrived tasks that are asked from now on. An address that had too many mails gets none. */
export async function askByMail(
  { executor, catalog }: Reader,
  { kind }: Approval,
  { mail }: ApprovalDefinition,
  arrived: readonly Task[],
): Promise<void> {
  if (mail === "never" || kind !== "approval" || arrived.length === 0) return;
  const { workspaceId, schema } = catalog;
  const links = await addLinks(executor, schema, arrived);
  const accounts = arrived.map(({ assignee }) => assignee);
  for (const { id, email, language } of await activeMembers(executor, workspaceId, {
    accounts,
    roles: [],
  }))
    for (const task of arrived.filter(({ assignee }) => assignee === id && email !== ""))
      await queueMail(executor, {
        workspaceId,
        kind: `${prefix}${links.get(task.id)}`,
        recipient: email,
        language,
        sender: "",
      });
}
