/** Notices of approvals, and copies of them. */
import { locales, type Text } from "../../metadata/text.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { addNotifications } from "../workflows/notifications.ts";
import { copyTable } from "./approval-rows.ts";

/** What people are told, in each language; the title is the step's. */
const texts = {
  asked: { en: "Please decide: {title}", "zh-CN": "请审批：{title}" },
  toDo: { en: "To do: {title}", "zh-CN": "待办：{title}" },
  resubmit: { en: "Returned to you: {title}", "zh-CN": "已退回给您：{title}" },
  reminded: { en: "Still waiting for you: {title}", "zh-CN": "请尽快处理：{title}" },
  late: { en: "Overdue: {title}", "zh-CN": "已超时：{title}" },
  consulted: { en: "Your opinion is asked: {title}", "zh-CN": "征求您的意见：{title}" },
  answered: { en: "An opinion has come: {title}", "zh-CN": "已收到意见：{title}" },
  copied: { en: "For your information: {title}", "zh-CN": "抄送：{title}" },
  approved: { en: "Approved: {title}", "zh-CN": "已通过：{title}" },
  rejected: { en: "Rejected: {title}", "zh-CN": "已驳回：{title}" },
} as const;

export type Told = keyof typeof texts;

/** What a notice is about. */
export interface Subject {
  readonly run: string;
  readonly title: Text;
  /** Name of the object. */
  readonly object: string | null;
  readonly record: string | null;
}

export async function tell(
  transaction: Executor,
  schema: string,
  what: Told,
  accounts: readonly string[],
  { run, title, object, record }: Subject,
  now: Date,
): Promise<void> {
  const unique = [...new Set(accounts)];
  if (unique.length === 0) return;
  const subject = Object.fromEntries(
    locales.map((language) => [
      language,
      texts[what][language].replace("{title}", () => title[language]),
    ]),
  );
  await addNotifications(
    transaction,
    schema,
    { accounts: unique, run, object, record, subject, text: null },
    now,
  );
}

/**
 * Copies of an approval for people who do not decide it; gives whom they are news to. Who has one
 * already gets no other; at the end it counts as unread again.
 */
export async function copyTo(
  transaction: Executor,
  schema: string,
  approval: string,
  accounts: readonly string[],
  reason: "start" | "end" | "hand",
  now: Date,
): Promise<readonly string[]> {
  const rows = [...new Set(accounts)].map((account) => ({ id: newUuid(), account }));
  const added = await transaction.run({
    text: `insert into ${copyTable(schema)} ("id", "approval", "account", "reason", "at") select c.id, $2::uuid, c.account, $3, $4::timestamptz from json_to_recordset($1::json) as c(id uuid, account uuid)
      on conflict ("approval", "account") do ${reason === "end" ? `update set "at" = excluded."at", "read_at" = null` : "nothing"} returning "account"`,
    values: [JSON.stringify(rows), approval, reason, now],
  });
  return added.rows.map(([account]) => String(account));
}
