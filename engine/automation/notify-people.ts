/** Notices of scripts: to people of the workspace, in the transaction of the run. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import { locales } from "../../metadata/text.ts";
import { activeMembers } from "../access/acting-members.ts";
import { uuidPattern } from "../db/uuid.ts";
import { Refused } from "../records/writer.ts";
import { addNotifications } from "../workflows/notifications.ts";
import { recipientsMaximum } from "../workflows/recipients.ts";
import type { ScriptOperation } from "./script-calls.ts";

/** Characters of a title and of a text. */
const titleMaximum = 200;
const textMaximum = 4000;

/** One text in all languages, or one in each. */
function textsOf(value: unknown, name: string, maximum: number): Readonly<Record<string, string>> {
  const texts = locales.flatMap((locale): [string, string][] => {
    const text = isJsonObject(value) ? (value[locale] ?? value.en) : value;
    return typeof text === "string" && text !== "" ? [[locale, text]] : [];
  });
  if (texts.length < locales.length) throw new Refused([problem("required", `/${name}`)]);
  if (texts.some(([, text]) => text.length > maximum))
    throw new Refused([problem("too_long", `/${name}`, { maximum })]);
  return Object.fromEntries(texts);
}

export const sendNotice: ScriptOperation = async ({ writer, budget }, argument) => {
  budget.take("writes", 1);
  const notice = isJsonObject(argument.notice) ? argument.notice : {};
  const ids = (Array.isArray(notice.to) ? notice.to : [notice.to]).map(String);
  if (ids.length > recipientsMaximum)
    throw new Refused([problem("too_many_items", "/to", { maximum: recipientsMaximum })]);
  if (ids.some((id) => !uuidPattern.test(id)))
    throw new Refused([problem("record_not_found", "/to")]);
  const { record } = notice;
  const about =
    isJsonObject(record) && uuidPattern.test(String(record.id))
      ? { object: String(record.object), record: String(record.id) }
      : { object: null, record: null };
  const { executor, catalog, clock } = writer;
  const people = await activeMembers(executor, catalog.workspaceId, { accounts: ids, roles: [] });
  budget.take("rows_written", people.length);
  await addNotifications(
    executor,
    catalog.schema,
    {
      accounts: people.map(({ id }) => id),
      run: null,
      ...about,
      subject: textsOf(notice.title, "title", titleMaximum),
      text: notice.text === undefined ? null : textsOf(notice.text, "text", textMaximum),
    },
    new Date(clock.now),
  );
  return null;
};
