/**
 * Mails of scripts: to people of the workspace, as rows in the transaction of the run. Their texts
 * are texts: nothing in them is evaluated, whatever values the script has put in.
 */
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import { addDelivery } from "../deliveries/delivery-rows.ts";
import { queueMail } from "../mail/outbox.ts";
import { Refused } from "../records/writer.ts";
import { mailKind } from "../workflows/workflow-mails.ts";
import { aboutIn, recipientsIn, textsIn } from "./message-parts.ts";
import type { ScriptOperation } from "./script-calls.ts";

/** Characters. */
export const mailSubjectMaximum = 200;
export const mailTextMaximum = 20_000;

export const sendMail: ScriptOperation = async ({ writer, budget, services }, argument) => {
  budget.take("writes", 1);
  if (!services.mailConfigured) throw new Refused([problem("mail_not_configured")]);
  const message = objectOrEmpty(argument.message);
  const subject = textsIn(message, "subject", mailSubjectMaximum);
  const text = textsIn(message, "text", mailTextMaximum);
  const people = await recipientsIn(message, writer);
  budget.take("rows_written", people.length);
  const { executor, catalog, clock } = writer;
  const heldBack: string[] = [];
  for (const { id: account, email, language } of people) {
    const delivery = {
      kind: "mail",
      target: account,
      payload: { subject, text, account },
      run: null,
      token: null,
      ...aboutIn(message),
    } as const;
    const id = await addDelivery(executor, catalog, delivery, new Date(clock.now));
    const queued = await queueMail(executor, {
      workspaceId: catalog.workspaceId,
      kind: mailKind(id),
      recipient: email,
      language,
      sender: "",
    });
    if (!queued) heldBack.push(account);
  }
  return { held_back: heldBack };
};
