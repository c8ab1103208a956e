/** What a step that people settle is about, for those who carry it out and those who decide. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type ApprovalDefinition, approvalOf } from "../../metadata/workflows/approval.ts";
import { historyRights } from "../access/rights.ts";
import { quoted, tableOf } from "../db/names.ts";
import { readRecords } from "../query/read-records.ts";
import { parseRecord } from "../records/lock-record.ts";
import type { StepContext } from "../workflows/step-context.ts";
import { stepTitles } from "../workflows/workflow-titles.ts";
import type { Subject } from "./tell.ts";

export const definitionIn = ({ step }: StepContext): ApprovalDefinition => approvalOf(step.content);

export const subjectOf = ({ run, step, pinned, writer }: StepContext): Subject => ({
  run: run.id,
  title: stepTitles(writer.catalog, pinned, step.id),
  object: run.object,
  record: run.record,
});

/** The object of a run's record, as it is called now. */
export const modelOf = ({ run, writer }: StepContext): ObjectModel | null =>
  run.record === null ? null : (writer.catalog.objects.get(run.object ?? "") ?? null);

/**
 * The run's record, whole. Whoever writes it now is waited for, and whoever writes it later sees
 * that people decide. Null without one.
 */
export async function heldRecord(context: StepContext): Promise<{
  readonly model: ObjectModel;
  readonly record: Readonly<Record<string, unknown>>;
} | null> {
  const model = modelOf(context);
  const { writer, run } = context;
  if (model === null) return null;
  await writer.executor.run({
    text: `select 1 from ${quoted(writer.catalog.schema)}.${quoted(tableOf(model))} where "id" = $1 for share`,
    values: [run.record],
  });
  const reader = { ...writer, rights: historyRights };
  const [found] = await readRecords(reader, model, [run.record ?? ""]);
  return found === undefined ? null : { model, record: parseRecord(found.json) };
}
