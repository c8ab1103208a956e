/** A notice for people inside of the workspace. */
import { isJsonObject } from "../../../metadata/json-object.ts";
import { locales } from "../../../metadata/text.ts";
import { addNotifications } from "../notifications.ts";
import { recipientsOf } from "../recipients.ts";
import { type StepContext, type StepExecutor, textOf } from "../step-context.ts";

/** The texts of a keyword by language, values put in. */
export async function textsIn(
  context: StepContext,
  keyword: string,
): Promise<Readonly<Record<string, string>>> {
  const written = context.step.content[keyword];
  const texts: Record<string, string> = {};
  for (const language of locales) {
    const own = isJsonObject(written) ? (written[language] ?? Object.values(written)[0]) : written;
    if (typeof own === "string") texts[language] = await textOf(context, own, `/${keyword}`);
  }
  return texts;
}

export const notify: StepExecutor = {
  execute: async (context) => {
    const { run, writer, now } = context;
    const people = await recipientsOf(context);
    const subject = await textsIn(context, "subject");
    const text = context.step.content.text === undefined ? null : await textsIn(context, "text");
    const accounts = people.map(({ id }) => id);
    await addNotifications(
      writer.executor,
      writer.catalog.schema,
      { accounts, run: run.id, object: run.object, record: run.record, subject, text },
      now,
    );
    return { kind: "on", input: { subject, text }, output: { to: accounts } };
  },
};
