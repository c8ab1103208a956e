/** What is shown of a task outside of the screens: in a mail, and on the page behind its link. */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import type { DecisionFact } from "../../metadata/task-wire.ts";
import type { Locale } from "../../metadata/text.ts";
import { approvalOf } from "../../metadata/workflows/approval.ts";
import type { Step } from "../../metadata/workflows/workflow.ts";
import { accountNames } from "../access/accounts.ts";
import type { Reader } from "../query/read-records.ts";
import { type RecordWords, recordWords } from "./decision-facts.ts";
import type { TaskRow } from "./read-tasks.ts";
import { shownValues } from "./shown-values.ts";

export interface ShownDecision {
  /** Names of who decides and of who asks. */
  readonly person: string;
  readonly asked_by: string | null;
  readonly step: string;
  readonly description: string;
  /** In the words of each language. */
  readonly record: Readonly<Record<Locale, RecordWords>>;
}

const nothing: RecordWords = { title: null, facts: [] };

/** @param reader with the rights of the person who is asked */
export async function shownDecision(
  reader: Reader,
  row: TaskRow,
  step: Step,
): Promise<ShownDecision> {
  const { assignee } = row.task;
  const names = await accountNames(reader.executor, [assignee, row.startedBy ?? assignee]);
  const values = await shownValues(reader, row, approvalOf(step.content).fields.hide);
  const model = reader.catalog.objects.get(row.object ?? "");
  const isTold = values !== null && model !== undefined;
  return {
    person: names.get(assignee) ?? "",
    asked_by: names.get(row.startedBy ?? "") ?? null,
    step: step.title,
    description: textOrEmpty(step.content.description),
    record: isTold ? await recordWords(reader, model, values) : { en: nothing, "zh-CN": nothing },
  };
}

/** As it was kept with a link. */
export function keptDecision(kept: Readonly<Record<string, unknown>>): ShownDecision {
  const { person, asked_by: askedBy, step, description, record } = kept;
  const words = (locale: Locale): RecordWords => {
    const own = isJsonObject(record) ? record[locale] : null;
    if (!isJsonObject(own)) return nothing;
    const title = typeof own.title === "string" ? own.title : null;
    return { title, facts: Array.isArray(own.facts) ? own.facts.flatMap(factsIn) : [] };
  };
  return {
    person: textOrEmpty(person),
    asked_by: typeof askedBy === "string" ? askedBy : null,
    step: textOrEmpty(step),
    description: textOrEmpty(description),
    record: { en: words("en"), "zh-CN": words("zh-CN") },
  };
}

const factsIn = (value: unknown): readonly DecisionFact[] =>
  isJsonObject(value) ? [{ title: textOrEmpty(value.title), value: textOrEmpty(value.value) }] : [];
