/** Actions: scripts that somebody starts for one record, or for those he has selected in a list. */
import type { Action } from "../../metadata/automation/automation.ts";
import { type ActionAnswer, actionRecordsMaximum } from "../../metadata/automation-wire.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, pointer, problem, type Result, success } from "../../metadata/problem.ts";
import { prepareInput } from "../../metadata/validate/prepare-input.ts";
import { historyRights } from "../access/rights.ts";
import { readRecords } from "../query/read-records.ts";
import { parseRecord } from "../records/lock-record.ts";
import { atomic, Refused, type Writer } from "../records/writer.ts";
import { rightsOfRun, runScript, type ScriptSurroundings } from "./run-script.ts";
import { conditionOver, visible } from "./trigger-reactions.ts";

interface ActionStarted {
  readonly ids: readonly string[];
  readonly input: unknown;
  /** JSON Pointer to the input in what was sent. */
  readonly inputAt?: string;
}

/** Who designs may start everything; a list of roles that is empty asks for none. */
export const mayStart = (
  { mayDesign, roles }: { readonly mayDesign: boolean; readonly roles: readonly string[] },
  asked: readonly string[],
): boolean => mayDesign || asked.length === 0 || asked.some((role) => roles.includes(role));

/** Those of them whose condition holds for the record. */
export async function possibleActions(
  writer: Writer,
  model: ObjectModel,
  id: string,
  actions: readonly Action[],
): Promise<readonly Action[]> {
  const records = await wholeRecords(writer, model, [id]);
  if (records === null) return [];
  const possible: Action[] = [];
  for (const action of actions)
    if (await holdsForAll(action, writer, model, records)) possible.push(action);
  return possible;
}

/** Runs an action in one transaction. What is wrong with its input is said below `inputAt`. */
export async function runAction(
  surroundings: ScriptSurroundings,
  writer: Writer,
  model: ObjectModel,
  action: Action,
  { ids, input, inputAt = "" }: ActionStarted,
): Promise<Result<ActionAnswer>> {
  const { script, start } = action;
  const asked = start.input === null ? success(null) : prepareInput(start.input, input);
  if (!asked.ok)
    return failure(...asked.problems.map((it) => ({ ...it, path: `${inputAt}${it.path}` })));
  try {
    return await atomic(writer, async (inside) => {
      const records = await wholeRecords(inside, model, ids);
      if (records === null) throw new Refused([problem("record_not_found")]);
      if (!(await holdsForAll(action, inside, model, records)))
        throw new Refused([problem("action_not_possible", "", { action: start.title })]);
      const rights = rightsOfRun(surroundings, script, inside);
      const seen = records.map((record) => visible(rights, model, record));
      const given = start.on === "record" ? { record: seen[0] } : { records: seen };
      const answer = await runScript(surroundings, inside, {
        script,
        occasion: `action on ${model.name}`,
        input: { ...given, input: asked.value },
      });
      return success(answerOf(answer));
    });
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

/** As they are, of those the caller may read; null when one of them is not among these. */
async function wholeRecords(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[] | null> {
  const seen = await readRecords(writer, model, ids);
  if (seen.length < ids.length) return null;
  const whole = await readRecords({ ...writer, rights: historyRights }, model, ids);
  return whole.map(({ json }) => parseRecord(json));
}

async function holdsForAll(
  { when }: Action,
  writer: Writer,
  model: ObjectModel,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<boolean> {
  if (when === null) return true;
  const holds = await conditionOver(
    when,
    writer,
    model,
    records.map((record) => ({ record })),
  );
  return records.every((_, place) => holds(place));
}

function answerOf(answer: unknown): ActionAnswer {
  if (!isJsonObject(answer)) return { message: null, open: null };
  const { message, open } = answer;
  const leads =
    isJsonObject(open) && typeof open.object === "string" && typeof open.id === "string";
  return {
    message: typeof message === "string" ? message : null,
    open: leads ? { object: String(open.object), id: String(open.id) } : null,
  };
}

/** Ids of a request that names records. */
export function actionIds(
  value: unknown,
  isId: (text: string) => boolean,
): Result<readonly string[]> {
  const ids = Array.isArray(value) ? value.map(String) : [];
  if (ids.length === 0) return failure(problem("required", "/ids"));
  if (ids.length > actionRecordsMaximum)
    return failure(problem("too_many_items", "/ids", { maximum: actionRecordsMaximum }));
  const wrong = ids.findIndex((id) => !isId(id));
  if (wrong >= 0) return failure(problem("record_not_found", pointer("/ids", wrong)));
  return success([...new Set(ids)]);
}
