/** What is shown of a task outside of the screens: in a mail, and on the page behind its link. */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import type { DecisionFact } from "../../metadata/task-wire.ts";
import type { Locale } from "../../metadata/text.ts";
import { approvalOf } from "../../metadata/workflows/approval.ts";
import { resolveWorkflow, type Step } from "../../metadata/workflows/workflow.ts";
import { accountNames } from "../access/accounts.ts";
import type { Reader } from "../query/read-records.ts";
import type { PinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { localisedWorkflow } from "../workflows/workflow-titles.ts";
import { type RecordWords, recordWords } from "./decision-facts.ts";
import type { TaskRow } from "./read-tasks.ts";
import { shownValues } from "./shown-values.ts";

/** What is asked, about what, in one language. */
export interface DecisionWords extends RecordWords {
  readonly step: string;
  readonly description: string;
}

export interface ShownDecision {
  /** Names of who decides and of who asks. */
  readonly person: string;
  readonly asked_by: string | null;
  readonly words: Readonly<Record<Locale, DecisionWords>>;
}

const nothing: RecordWords = { title: null, facts: [] };

/** @param reader with the rights of the person who is asked */
export async function shownDecision(
  reader: Reader,
  row: TaskRow,
  pinned: PinnedWorkflow,
  step: Step,
): Promise<ShownDecision> {
  const { assignee } = row.task;
  const names = await accountNames(reader.executor, [assignee, row.startedBy ?? assignee]);
  const values = await shownValues(reader, row, approvalOf(step.content).fields.hide);
  const model = reader.catalog.objects.get(row.object ?? "");
  const record =
    values === null || model === undefined ? null : await recordWords(reader, model, values);
  const words = (locale: Locale): DecisionWords => {
    const { steps } = resolveWorkflow(localisedWorkflow(reader.catalog, locale, pinned.content));
    const { title, content } = steps.get(step.id) ?? step;
    return {
      ...(record?.[locale] ?? nothing),
      step: title,
      description: textOrEmpty(content.description),
    };
  };
  return {
    person: names.get(assignee) ?? "",
    asked_by: names.get(row.startedBy ?? "") ?? null,
    words: { en: words("en"), "zh-CN": words("zh-CN") },
  };
}

/** As it was kept with a link. */
export function keptDecision(kept: Readonly<Record<string, unknown>>): ShownDecision {
  const { person, asked_by: askedBy, words: keptWords } = kept;
  const words = (locale: Locale): DecisionWords => {
    const own = isJsonObject(keptWords) ? keptWords[locale] : null;
    const { step, description, title, facts } = isJsonObject(own) ? own : {};
    return {
      step: textOrEmpty(step),
      description: textOrEmpty(description),
      title: typeof title === "string" ? title : null,
      facts: Array.isArray(facts) ? facts.flatMap(factsIn) : [],
    };
  };
  return {
    person: textOrEmpty(person),
    asked_by: typeof askedBy === "string" ? askedBy : null,
    words: { en: words("en"), "zh-CN": words("zh-CN") },
  };
}

const factsIn = (value: unknown): readonly DecisionFact[] =>
  isJsonObject(value) ? [{ title: textOrEmpty(value.title), value: textOrEmpty(value.value) }] : [];
