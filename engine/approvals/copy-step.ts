/** People are told of a step that others settle, as it says. */
import type { StepContext } from "../workflows/step-context.ts";
import { findPeople } from "./find-people.ts";
import { definitionIn, subjectOf } from "./step-parts.ts";
import { copyTo, tell } from "./tell.ts";

/** Who was told of the beginning is told of the end as well: it is news. */
export async function copyStep(
  context: StepContext,
  approval: string,
  time: "start" | "end",
): Promise<void> {
  const { run, writer, now } = context;
  const { executor, catalog } = writer;
  const people = await findPeople(context, definitionIn(context).copy[time], run.startedBy);
  const accounts = people.map(({ account }) => account);
  const copied = await copyTo(executor, catalog.schema, approval, accounts, time, now);
  await tell(executor, catalog.schema, "copied", copied, subjectOf(context), now);
}
