/** The mails about accounts: who gets them, with which link, in which words. */
import { type Locale, locales, type Text } from "../../metadata/text.ts";
import type { Database } from "../db/database.ts";
import { type LetterParts, letterOf, oneLine } from "../mail/letter-text.ts";
import type { OutgoingMail } from "../mail/outbox.ts";
import type { Compose } from "../mail/sender.ts";
import {
  calledName,
  invitationHours,
  type LinkKind,
  linkConditions,
  makeLink,
  resetMinutes,
} from "./links.ts";

interface Words {
  readonly subject: Text;
  readonly before: readonly Text[];
  readonly link: Text;
  readonly after: readonly Text[];
}

const words: Readonly<Record<LinkKind, Words>> = {
  invitation: {
    subject: {
      en: "{sender} invites you to {workspace}",
      "zh-CN": "{sender} 邀请您加入 {workspace}",
    },
    before: [
      {
        en: "{sender} has made an account for you in {workspace}. Choose a password to begin.",
        "zh-CN": "{sender} 在 {workspace} 中为您创建了账号，请设置密码后开始使用。",
      },
    ],
    link: { en: "Accept the invitation", "zh-CN": "接受邀请" },
    after: [
      {
        en: `The link works once, for ${invitationHours} hours. If you do not know what this is about, ignore it.`,
        "zh-CN": `此链接仅可使用一次，${invitationHours} 小时内有效。如果您不清楚此事，请忽略本邮件。`,
      },
    ],
  },
  password_reset: {
    subject: { en: "A new password for {workspace}", "zh-CN": "重置 {workspace} 的密码" },
    before: [
      {
        en: "Somebody asked for a new password for your account in {workspace}.",
        "zh-CN": "有人请求重置您在 {workspace} 中的账号密码。",
      },
    ],
    link: { en: "Choose a new password", "zh-CN": "设置新密码" },
    after: [
      {
        en: `The link works once, for ${resetMinutes} minutes. If it was not you, do nothing: your password stays as it is.`,
        "zh-CN": `此链接仅可使用一次，${resetMinutes} 分钟内有效。如果不是您本人操作，请忽略，密码不会改变。`,
      },
    ],
  },
};

const greeting: Text = { en: "Hello {name},", "zh-CN": "{name}，您好：" };

/** Makes letters of queued mails. The link is made here, when the mail leaves, and kept nowhere. */
export const accountMails =
  (database: Database, publicUrl: string): Compose =>
  async (mail) => {
    const kind = kindOf(mail.kind);
    if (kind === null) return null;
    const found = await recipientOf(database, kind, mail);
    if (found === null) return null;
    const place = { workspaceId: mail.workspaceId, workspace: found.workspace };
    const link = await makeLink(database, kind, place, found.accountId, publicUrl);
    return letterOf(partsOf(words[kind], found, mail.sender, link.address));
  };

const kindOf = (kind: string): LinkKind | null =>
  kind === "invitation" || kind === "password_reset" ? kind : null;

interface Recipient {
  readonly accountId: string;
  /** The address that is kept, never the one that was typed. */
  readonly email: string;
  readonly name: string;
  readonly workspace: string;
  readonly language: Locale;
}

async function recipientOf(
  database: Database,
  kind: LinkKind,
  mail: OutgoingMail,
): Promise<Recipient | null> {
  const { rows } = await database.run({
    text: `select a.id, a.email, ${calledName}, w.name, coalesce(a.language, $3) from core.account a
      join core.membership m on m.account = a.id join core.workspace w on w.id = m.workspace
      where lower(a.email) = lower($1) and w.id = $2 and ${linkConditions[kind]}`,
    values: [mail.recipient, mail.workspaceId, mail.language],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [accountId, email, name, workspace, language] = row.map((value) => value ?? "");
  return {
    accountId: accountId ?? "",
    email: email ?? "",
    name: name ?? "",
    workspace: workspace ?? "",
    language: locales.find((known) => known === language) ?? "en",
  };
}

function partsOf(
  { subject, before, link, after }: Words,
  { email, name, workspace, language }: Recipient,
  sender: string,
  address: string,
): LetterParts {
  const values: Readonly<Record<string, string>> = {
    name: oneLine(name),
    sender: oneLine(sender),
    workspace,
  };
  const filled = (text: Text): string =>
    text[language].replace(/\{(\w+)\}/g, (_, key: string) =>
      Object.hasOwn(values, key) ? (values[key] ?? "") : "",
    );
  return {
    to: email,
    language,
    subject: filled(subject),
    greeting: filled(greeting),
    before: before.map(filled),
    link: { title: link[language], address },
    after: after.map(filled),
  };
}
