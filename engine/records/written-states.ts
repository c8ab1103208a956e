/**
 * The state of a record in what callers send. It changes by transitions only; records of seeds and
 * of an administrator's import bring the state they have elsewhere.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { hasSecrets, settleSecrets } from "../../metadata/model/secrets.ts";
import { failure, type Problem, pointer, type Result, success } from "../../metadata/problem.ts";
import type { RecordMode } from "../../metadata/validate/record-schema.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { rowIdProblems } from "./child-rows.ts";
import { possibleTitles } from "./lifecycle-words.ts";
import { lifecycleState } from "./lock-record.ts";
import { unwritableFields, withReadableHints } from "./unwritable.ts";
import { idsWithin } from "./within-reach.ts";
import type { Writer } from "./writer.ts";

/** True of a field that this writer may set although nobody else may. */
export const bringsState = (writer: Writer, model: ObjectModel, field: FieldModel): boolean =>
  field.name === model.lifecycle?.field &&
  writer.rights.mayDesign &&
  (writer.cause === "import" || writer.cause === "seed");

/** Checks and normalises one record, its state included; secrets that stay are taken out. */
export function validateWritten(
  writer: Writer,
  model: ObjectModel,
  mode: RecordMode,
  value: unknown,
): Result<Record<string, unknown>> {
  const refused = unwritableFields(writer.rights, model, value);
  if (refused.length > 0) return failure(...refused);
  const checked = validateWithState(writer, model, mode, value);
  if (!checked.ok) return failure(...withReadableHints(writer.rights, model, checked.problems));
  const strangers = mode === "change" ? [] : rowIdProblems(model, checked.value);
  return strangers.length > 0 ? failure(...strangers) : withSecretsSettled(model, mode, checked);
}

/** A checked record without the secrets that stay as they are. */
export function withSecretsSettled(
  model: ObjectModel,
  mode: RecordMode,
  checked: Result<Record<string, unknown>>,
): Result<Record<string, unknown>> {
  if (!checked.ok || !hasSecrets(model)) return checked;
  const { values, problems } = settleSecrets(model, mode !== "change", checked.value);
  return problems.length > 0 ? failure(...problems) : success(values);
}

function validateWithState(
  writer: Writer,
  model: ObjectModel,
  mode: RecordMode,
  value: unknown,
): Result<Record<string, unknown>> {
  const field = model.byName.get(model.lifecycle?.field ?? "");
  if (field === undefined || !isJsonObject(value) || !Object.hasOwn(value, field.name)) {
    return validateRecord(model, mode, value);
  }
  const { [field.name]: state, ...rest } = value;
  const empty = state === null || state === undefined;
  const initial = mode !== "change" && (empty || state === model.lifecycle?.initial);
  if (initial || (empty && bringsState(writer, model, field))) {
    return validateRecord(model, mode, rest);
  }
  if (!bringsState(writer, model, field)) {
    const checked = validateRecord(model, mode, value);
    return checked.ok || mode === "change"
      ? checked
      : failure(...namingSteps(checked.problems, writer, model, null));
  }
  const problems = valueProblems(field.schema, field.type, state);
  const checked = validateRecord(model, mode, rest);
  if (checked.ok && problems.length === 0) {
    return success({ ...checked.value, [field.name]: field.type.normalise(state, field.schema) });
  }
  return failure(
    ...(checked.ok ? [] : checked.problems),
    ...problems.map((item) => ({ ...item, path: `${pointer("", field.name)}${item.path}` })),
  );
}

/** Problems with a written state name the steps that lead on from where the record stands. */
export async function namingPossibleSteps(
  writer: Writer,
  model: ObjectModel,
  id: string,
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  if (!problems.some(({ code }) => code === "state_by_transition")) return problems;
  // Of a record that is not his to read, the state tells as little as of one that is not there.
  const seen = await idsWithin(writer, model, [id], "read");
  const found = seen.has(id) ? await lifecycleState(writer, model, id) : null;
  return namingSteps(problems, writer, model, found?.state ?? null);
}

const namingSteps = (
  problems: readonly Problem[],
  writer: Writer,
  model: ObjectModel,
  state: string | null,
): readonly Problem[] =>
  problems.map((item) =>
    item.code === "state_by_transition"
      ? { ...item, params: { possible: possibleTitles(writer, model, state) } }
      : item,
  );
