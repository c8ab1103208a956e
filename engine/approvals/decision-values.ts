/** What is said with a decision: the opinion, and the fields of the record that change with it. */
import { isJsonObject, type JsonSchema } from "../../metadata/json-object.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import { opinionName } from "../../metadata/workflows/approval.ts";
import { administratorRights } from "../access/rights.ts";
import { changeRecord } from "../records/change.ts";
import { storedRecords } from "../records/reactions.ts";
import { differenceBetween } from "../records/record-difference.ts";
import { holdRevision } from "../records/record-heads.ts";
import { orRefuse, Refused, type Writer } from "../records/writer.ts";
import { linkOf } from "../workflows/cause-chain.ts";
import type { Task } from "./approval-rows.ts";
import type { Acting, HeldTask } from "./hold-task.ts";

export interface Decision {
  readonly decision: "approve" | "reject";
  readonly opinion: string | null;
  /** Ids of uploads. */
  readonly files: readonly string[];
  /** Of the record as it was seen; null: whichever it is. */
  readonly revision: number | null;
  /** Fields of the record that change with it. */
  readonly values: JsonSchema;
}

/** @throws Refused when the step requires an opinion, and there is none */
export function requireOpinion({ definition }: HeldTask, opinion: string | null): void {
  if (opinion === null && definition.fields.require.includes(opinionName))
    throw new Refused([problem("required", "/opinion")]);
}

type Values = Readonly<Record<string, unknown>>;

/** Writes what changes with a decision; before and after, by id of the field. */
export async function changesWith(
  { writer, actor }: Acting,
  held: HeldTask,
  { decision, revision, values }: Decision,
): Promise<Task["changes"]> {
  const { model, run, definition, approval, step } = held;
  const names = Object.keys(values);
  const known = approval.kind === "resubmit" ? [] : definition.fields.edit;
  const fixed = names.filter((name) => !known.includes(name));
  if (fixed.length > 0)
    throw new Refused(
      fixed.map((name) => problem("task_field_fixed", pointer("/values", name), { name, known })),
    );
  if (model === null || run.record === null) return null;
  const { executor, catalog } = writer;
  const current = await holdRevision(executor, catalog.schema, model, run.record);
  if (revision !== null && current !== revision)
    throw new Refused([problem("task_record_changed", "/revision")]);
  if (current === null) return null;
  const as: Writer = {
    ...writer,
    rights: administratorRights,
    actor,
    cause: "workflow",
    causality: run.id,
    chain: [...run.chain, linkOf(run.workflow, step.id, run.record)],
  };
  const [before = {}] = await storedRecords(as, model, [run.record]);
  if (names.length > 0) orRefuse(placed(await changeRecord(as, model, run.record, values, null)));
  const [after = {}] = await storedRecords(as, model, [run.record]);
  if (decision === "approve" && approval.kind !== "resubmit") requireFilled(held, after);
  const ids = new Set(names.map((name) => model.byName.get(name)?.id));
  const changes = Object.entries(differenceBetween(model, before, after, values)).filter(([id]) =>
    ids.has(id),
  );
  return changes.length === 0 ? null : Object.fromEntries(changes);
}

/** Problems of the record stand at the values of the decision. */
const placed = <Found extends Awaited<ReturnType<typeof changeRecord>>>(found: Found): Found =>
  found.ok
    ? found
    : {
        ...found,
        problems: found.problems.map((one) => ({ ...one, path: `/values${one.path}` })),
      };

/** @throws Refused when a field that the step requires is empty */
function requireFilled({ definition }: HeldTask, record: Values): void {
  const missing = definition.fields.require.filter(
    (name) => name !== opinionName && isEmpty(record[name]),
  );
  if (missing.length > 0)
    throw new Refused(missing.map((name) => problem("required", pointer("/values", name))));
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0);
