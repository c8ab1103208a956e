/** Mails that ask for decisions, and what is done with their links. */
import type { MailServer, ReceivedMail } from "../../support/mail-server.ts";
import type { Answer, TestServer } from "../../support/server.ts";
import { ours } from "../../support/sessions.ts";
import { type Json, request, type World } from "./approval-world.ts";

export interface MailWorld extends World {
  readonly mails: MailServer;
}

export interface Mailed {
  readonly run: string;
  readonly record: string;
  readonly mail: ReceivedMail;
  /** Of the mail's link. */
  readonly token: string;
}

export const mailSettings = (mails: MailServer): Readonly<Record<string, string>> => ({
  TENON_MAIL_URL: mails.url,
  TENON_MAIL_FROM: "tenon@example.com",
  TENON_PUBLIC_URL: "https://tenon.example.com",
});

const stranger = { token: null, headers: ours } as const;

export const linkIn = ({ text }: ReceivedMail): string =>
  /decide#([\w-]{43})/.exec(text)?.[1] ?? "";

/** The next mail to somebody that follows upon something. */
export async function mailAfter(
  { server, mails }: Pick<MailWorld, "server" | "mails">,
  work: () => Promise<unknown>,
  to = "bob",
): Promise<ReceivedMail> {
  // An address gets five an hour.
  await server.services.database.run({
    text: "delete from core.mail where due_at is null",
    values: [],
  });
  let index = mails.received.length;
  await work();
  server.services.mail.wake();
  let mail = await mails.mail(index);
  while (mail.to[0] !== `${to}@example.com`) mail = await mails.mail(++index);
  return mail;
}

/** A request of Ann's, and the mail to somebody that it has sent. */
export async function mailed(
  world: MailWorld,
  workflow: string,
  values: Json = {},
  to = "bob",
): Promise<Mailed> {
  const { server, people } = world;
  const made: { run: string; record: string }[] = [];
  const work = async () => made.push(await request(server, workflow, people.ann, values));
  const mail = await mailAfter(world, work, to);
  const [{ run, record } = { run: "", record: "" }] = made;
  return { run, record, mail, token: linkIn(mail) };
}

export const opens = (server: TestServer, token: string, locale = "en"): Promise<Answer> =>
  server.request("POST", `/decisions/check?locale=${locale}`, { token }, stranger);

export const decides = (
  server: TestServer,
  token: string,
  decision: "approve" | "reject" = "approve",
  more: Json = {},
): Promise<Answer> => server.request("POST", "/decisions", { token, decision, ...more }, stranger);
