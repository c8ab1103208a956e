/** What one wants to be reminded of. */
import type { ReminderEntry, ReminderList } from "../../metadata/subscription-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";

const remindersKey = ["reminders"] as const;

/** The next one first; `undefined` until they are known. @param record of one record; without it all */
export function createReminders(
  { client, queries }: Application,
  record?: () => string,
): () => readonly ReminderEntry[] | undefined {
  const result = observeQuery<ReminderList>(queries, () => {
    const query = record === undefined ? {} : { record: record() };
    return {
      queryKey: [...remindersKey, query],
      queryFn: ({ signal }) => client.load<ReminderList>("/reminders", query, signal),
    };
  });
  return () => result().data?.data;
}

export async function addReminder(
  { client, queries }: Application,
  wanted: Pick<ReminderEntry, "record" | "at" | "note"> & { readonly object: string },
): Promise<ProblemJson | null> {
  const answer = await client.request("POST", "/reminders", { body: wanted });
  await queries.invalidateQueries({ queryKey: remindersKey });
  return answer.ok ? null : answer.problem;
}

export async function removeReminder(
  { client, queries }: Application,
  { id }: Pick<ReminderEntry, "id">,
): Promise<ProblemJson | null> {
  const answer = await client.request("DELETE", `/reminders/${id}`);
  await queries.invalidateQueries({ queryKey: remindersKey });
  return answer.ok ? null : answer.problem;
}
