/** What notices and mails of scripts have in common: whom they go to, and their texts. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import { locales } from "../../metadata/text.ts";
import { activeMembers } from "../access/acting-members.ts";
import { uuidPattern } from "../db/uuid.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { recipientsMaximum } from "../workflows/recipients.ts";

type Message = Readonly<Record<string, unknown>>;

/** Those of them who may come in. @throws Refused */
export function recipientsIn({ to }: Message, { executor, catalog }: Writer) {
  const ids = (Array.isArray(to) ? to : [to]).map(String);
  if (ids.length > recipientsMaximum)
    throw new Refused([problem("too_many_items", "/to", { maximum: recipientsMaximum })]);
  if (ids.some((id) => !uuidPattern.test(id)))
    throw new Refused([problem("record_not_found", "/to")]);
  return activeMembers(executor, catalog.workspaceId, { accounts: ids, roles: [] });
}

/** One text in all languages, or one in each. @throws Refused */
export function textsIn(
  message: Message,
  name: string,
  maximum: number,
): Readonly<Record<string, string>> {
  const value = message[name];
  const texts = locales.flatMap((locale): [string, string][] => {
    const text = isJsonObject(value) ? (value[locale] ?? value.en) : value;
    return typeof text === "string" && text !== "" ? [[locale, text]] : [];
  });
  if (texts.length < locales.length) throw new Refused([problem("required", `/${name}`)]);
  if (texts.some(([, text]) => text.length > maximum))
    throw new Refused([problem("too_long", `/${name}`, { maximum })]);
  return Object.fromEntries(texts);
}

/** The record that it is about, if it names one. */
export const aboutIn = ({ record }: Message) =>
  isJsonObject(record) && uuidPattern.test(String(record.id))
    ? { object: String(record.object), record: String(record.id) }
    : { object: null, record: null };
