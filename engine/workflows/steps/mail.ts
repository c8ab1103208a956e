/**
 * A mail to people of the workspace, and to the addresses in e-mail fields that a step names. It is
 * written with what wants it, and sent by the outbox of mails.
 */
import { problem } from "../../../metadata/problem.ts";
import { addDelivery } from "../../deliveries/delivery-rows.ts";
import { queueMail } from "../../mail/outbox.ts";
import { Refused } from "../../records/writer.ts";
import { outsideAddresses } from "../outside-addresses.ts";
import { recipientsOf } from "../recipients.ts";
import type { StepContext, StepExecutor } from "../step-context.ts";
import { mailKind } from "../workflow-mails.ts";
import { textsIn } from "./notify.ts";

type Payload = Readonly<Record<string, unknown>>;

/** False when the address had too many mails. */
async function write(
  { run, writer, now }: StepContext,
  target: string,
  payload: Payload,
  { recipient, language }: { readonly recipient: string; readonly language: string },
): Promise<boolean> {
  const about = { run: run.id, token: null, object: run.object, record: run.record };
  const delivery = { ...about, kind: "mail", target, payload } as const;
  const id = await addDelivery(writer.executor, writer.catalog, delivery, now);
  const { workspaceId } = writer.catalog;
  const mail = { workspaceId, recipient, language, sender: "", kind: mailKind(id) };
  return queueMail(writer.executor, mail);
}

export const mail: StepExecutor = {
  execute: async (context) => {
    if (!context.services.mailConfigured) throw new Refused([problem("mail_not_configured")]);
    const people = await recipientsOf(context);
    const { allowed, refused } = await outsideAddresses(context);
    const [subject, text] = [await textsIn(context, "subject"), await textsIn(context, "text")];
    const kept: string[] = [];
    const held: string[] = [...refused];
    for (const { id: account, email: recipient, language } of people) {
      const payload = { subject, text, account };
      const queued = await write(context, account, payload, { recipient, language });
      (queued ? kept : held).push(account);
    }
    for (const { address, language } of allowed) {
      const payload = { subject, text, address, language };
      const queued = await write(context, address, payload, { recipient: address, language });
      (queued ? kept : held).push(address);
    }
    return { kind: "on", input: { subject, text }, output: { to: kept, held_back: held } };
  },
};
