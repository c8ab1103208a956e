/** Notices of scripts: to people of the workspace, in the transaction of the run. */
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { addNotifications } from "../workflows/notifications.ts";
import { aboutIn, recipientsIn, textsIn } from "./message-parts.ts";
import type { ScriptOperation } from "./script-calls.ts";

/** Characters of a title and of a text. */
const titleMaximum = 200;
const textMaximum = 4000;

export const sendNotice: ScriptOperation = async ({ writer, budget }, argument) => {
  budget.take("writes", 1);
  const notice = objectOrEmpty(argument.notice);
  const people = await recipientsIn(notice, writer);
  budget.take("rows_written", people.length);
  await addNotifications(
    writer.executor,
    writer.catalog.schema,
    {
      accounts: people.map(({ id }) => id),
      run: null,
      ...aboutIn(notice),
      subject: textsIn(notice, "title", titleMaximum),
      text: notice.text === undefined ? null : textsIn(notice, "text", textMaximum),
    },
    new Date(writer.clock.now),
  );
  return null;
};
