/**
 * The mails that ask people to decide. Each is written when it leaves, with the rights that its reader
 * has then; the secret of its link is made here, and kept nowhere.
 */
import { type Locale, locales, type Text } from "../../metadata/text.ts";
import { approvalOf } from "../../metadata/workflows/approval.ts";
import { digestOf, newSecret } from "../access/credentials.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Database } from "../db/database.ts";
import { letterOf } from "../mail/letter-text.ts";
import type { Compose } from "../mail/sender.ts";
import type { Letter } from "../mail/transport.ts";
import { holdRevision } from "../records/record-heads.ts";
import { pinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { catalogOf } from "../workflows/workspace-catalogs.ts";
import { linkOfMail } from "./ask-by-mail.ts";
import { type Decider, type DecidingRules, deciderOf } from "./decider.ts";
import { type DecisionLink, decisionHours, giveSecret, readLink } from "./decision-links.ts";
import { readTaskRow, type TaskRow } from "./read-tasks.ts";
import { type ShownDecision, shownDecision } from "./shown-decision.ts";

export interface DecisionMailParts extends DecidingRules {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly publicUrl: string;
}

const words = {
  subject: { en: "Please decide: {what}", "zh-CN": "请审批：{what}" },
  greeting: { en: "Hello {person},", "zh-CN": "{person}，您好：" },
  asks: { en: "{by} asks you to decide: {step}.", "zh-CN": "{by} 请您审批：{step}。" },
  asked: { en: "You are asked to decide: {step}.", "zh-CN": "请您审批：{step}。" },
  about: { en: "It is about {record}.", "zh-CN": "事项：{record}。" },
  decide: { en: "Look at it and decide", "zh-CN": "查看并审批" },
  once: {
    en: `The link works once, for ${decisionHours} hours, without signing in: whoever has it can decide in your name. Do not pass it on.`,
    "zh-CN": `此链接仅可使用一次，${decisionHours} 小时内有效，无需登录：持有者可以您的名义审批，请勿转发。`,
  },
  signIn: { en: "Signed in, you see all of it: {task}", "zh-CN": "登录后可查看全部内容：{task}" },
} as const satisfies Readonly<Record<string, Text>>;

/** Mails that ask for a decision; all others are made by `others`. */
export const decisionMails =
  (parts: DecisionMailParts, others: Compose): Compose =>
  async (mail) => {
    const id = linkOfMail(mail.kind);
    if (id === null) return others(mail);
    const { database, catalogs } = parts;
    const catalog = await catalogOf(database, catalogs, mail.workspaceId);
    if (catalog === null) return null;
    const link = await readLink(database, catalog.schema, id);
    const row = link && (await readTaskRow(database, catalog.schema, link.task));
    return link === null || row === null ? null : letterFor(parts, catalog, link, row);
  };

/** Null when nothing is to be decided any more, or not by him. */
async function letterFor(
  parts: DecisionMailParts,
  catalog: Catalog,
  link: DecisionLink,
  row: TaskRow,
): Promise<Letter | null> {
  const { database } = parts;
  const { task, approval } = row;
  const now = new Date();
  const isOpen = task.status === "pending" && approval.status === "pending";
  const person = await deciderOf({ executor: database, catalog }, parts, task.assignee, now);
  const pinned = await pinnedWorkflow(database, catalog, row.digest, row.version);
  const step = pinned?.workflow.steps.get(approval.step);
  if (!isOpen || person === null || pinned === null || step === undefined) return null;
  if (task.at.getTime() !== link.at.getTime()) return null;
  if (approvalOf(step.content).mail === "never") return null;
  if (task.role !== null && !person.roles.includes(task.role)) return null;
  const model = catalog.objects.get(row.object ?? "");
  const revision =
    model === undefined || row.record === null
      ? null
      : await holdRevision(database, catalog.schema, model, row.record);
  const shown = await shownDecision(person.reader, row, pinned, step);
  const place = `${parts.publicUrl}/${catalog.workspace}`;
  const taskPage = `${place}/tasks/${task.id}`;
  if (person.mustSignIn) return decisionLetter(person, shown, taskPage, null);
  const secret = newSecret();
  const given = { id: link.id, shown: { ...shown }, revision };
  await giveSecret(database, catalog.schema, given, digestOf(secret), now);
  return decisionLetter(person, shown, `${place}/decide#${secret}`, taskPage);
}

/** @param taskPage beside a link that decides; null: the link leads there, and decides nothing */
function decisionLetter(
  { email, language: chosen }: Decider,
  { person, asked_by: by, words: shown }: ShownDecision,
  address: string,
  taskPage: string | null,
): Letter {
  const language: Locale = locales.find((known) => known === chosen) ?? "en";
  const { step, description, title, facts } = shown[language];
  const values: Readonly<Record<string, string>> = {
    person,
    step,
    by: by ?? "",
    record: title ?? "",
    task: taskPage ?? "",
    what: title === null ? step : `${step} – ${title}`,
  };
  const filled = (text: Text): string =>
    text[language].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return letterOf({
    to: email,
    language,
    subject: filled(words.subject),
    greeting: filled(words.greeting),
    before: [
      filled(by === null ? words.asked : words.asks),
      ...(description === "" ? [] : [description]),
      ...(title === null ? [] : [filled(words.about)]),
    ],
    facts,
    link: { title: filled(words.decide), address },
    after: taskPage === null ? [] : [filled(words.once), filled(words.signIn)],
  });
}
