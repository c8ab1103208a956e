/** A form is sent: what stands in it is checked as everywhere, and a run begins, once for each sending. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { prepareInput } from "../../metadata/validate/prepare-input.ts";
import type { Reader } from "../query/read-records.ts";
import { idsWithin } from "../records/within-reach.ts";
import { atomic, Refused, type Writer } from "../records/writer.ts";
import { runTable } from "./run-rows.ts";
import type { StartForm } from "./start-forms.ts";
import { startRuns } from "./start-runs.ts";

export interface Submission {
  readonly values: unknown;
  /** Equal for what is sent once more because no answer came. */
  readonly key: string;
}

/** Id of the run. `writer.actor`: who sends it; null: somebody without an account. @throws Refused */
export async function submitForm(
  writer: Writer,
  { pinned, model }: StartForm,
  { values, key }: Submission,
): Promise<string> {
  const checked = prepareInput(model, values);
  if (!checked.ok) throw refused(checked.problems);
  const missing = await unreachable(writer, model, checked.value);
  if (missing.length > 0) throw refused(missing);
  return atomic(writer, async ({ executor, catalog, actor, chain }) => {
    const variables = checked.value;
    const startKey = `form ${actor ?? ""} ${key}`;
    const start = { pinned, event: "form", variables, key: startKey, startedBy: actor, chain };
    const [id] = await startRuns(executor, catalog, [start], new Date());
    if (id !== undefined) return id;
    const { rows } = await executor.run({
      text: `select "id", "variables" = $2::jsonb from ${runTable(catalog.schema)} where "start_key" = $1`,
      values: [`${pinned.workflow.name} ${startKey}`, JSON.stringify(variables)],
    });
    const [before, same] = rows[0] ?? [];
    if (typeof before !== "string" || same !== "t")
      throw new Refused([problem("idempotency_key_reused")]);
    return before;
  });
}

const refused = (problems: readonly Problem[]): Refused =>
  new Refused(problems.map((item) => ({ ...item, path: `/values${item.path}` })));

/** Records that the form names, and who sends it may not read. */
async function unreachable(
  reader: Reader,
  { fields }: ObjectModel,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { name, target } of fields) {
    const id = values[name];
    if (target === null || typeof id !== "string") continue;
    const model = reader.catalog.objects.get(target);
    if (model === undefined || !(await idsWithin(reader, model, [id], "read")).has(id))
      problems.push(problem("record_not_found", pointer("", name)));
  }
  return problems;
}
