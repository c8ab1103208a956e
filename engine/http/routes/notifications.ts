/** Notices of the caller. */
import { problem } from "../../../metadata/problem.ts";
import type { NoticeEntry, NoticePage } from "../../../metadata/workflow-wire.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { showNews } from "../../subscriptions/show-notices.ts";
import { readTold } from "../../subscriptions/told.ts";
import {
  countUnread,
  markRead,
  type Notification,
  notificationsMaximum,
  readNotifications,
} from "../../workflows/notifications.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { idIn, limitIn } from "./run-answers.ts";

export const notificationRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/notifications",
    guard: "signed_in",
    query: ["unread", "after", "limit"],
    handle: list,
  },
  { method: "POST", path: "/notifications/read", guard: "signed_in", query: [], handle: read },
];

const usual = 50;

async function list(exchange: Exchange): Promise<Answer> {
  const { query, executor, catalog, principal } = exchange;
  const account = principal?.account.id ?? "";
  const limit = limitIn(query, usual, notificationsMaximum);
  const after = idIn(query, "after");
  const unread = query.get("unread") ?? "false";
  const wrong = (name: string, ...expected: readonly string[]) =>
    refuse(exchange, problem("invalid_parameter", "", { name, expected: oneOf(...expected) }));
  if (limit === null) return wrong("limit", `1–${notificationsMaximum}`);
  if (unread !== "true" && unread !== "false") return wrong("unread", "true", "false");
  if (after === undefined) return refuse(exchange, problem("invalid_cursor"));
  const asked = { unread: unread === "true", limit: limit + 1, after };
  const [found, count] = await Promise.all([
    readNotifications(executor, catalog.schema, account, asked),
    countUnread(executor, catalog.schema, account),
  ]);
  const data = await shown(exchange, found.slice(0, limit));
  const next = found.length > limit ? (data.at(-1)?.id ?? null) : null;
  return jsonOf({ data, next, unread: count } satisfies NoticePage);
}

/** What subscriptions tell is put into words now, by what the caller may see. */
async function shown(
  exchange: Exchange,
  notices: readonly Notification[],
): Promise<readonly NoticeEntry[]> {
  const { services, locale } = exchange;
  const told = notices.map((notice) => readTold(notice.told));
  const showing = { reader: readerOf(exchange), core: services.database, locale };
  const news = await showNews(
    showing,
    told.flatMap((each) => each ?? []),
  );
  return notices.map(({ id, object, record, subject, text, at, readAt }, index) => ({
    id,
    ...(news.get(told[index] ?? null) ?? {
      object,
      record,
      view: null,
      subject: subject[locale] ?? "",
      text: text?.[locale] ?? null,
    }),
    at: at.toISOString(),
    read_at: readAt?.toISOString() ?? null,
  }));
}

/** Those that are named, or all. */
async function read(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["ids"]);
  if (form instanceof Answer) return form;
  const ids = form.names("ids");
  if (ids?.some((id) => !uuidPattern.test(id))) form.problems.push(problem("not_text", "/ids"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { executor, catalog, principal } = exchange;
  await markRead(executor, catalog.schema, principal?.account.id ?? "", ids, new Date());
  return new Answer(null, { status: 204 });
}
