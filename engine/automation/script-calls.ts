/**
 * What scripts ask of the server: each operation of the SDK by its name, carried out in the
 * transaction of the run and with its rights. What is refused is answered as an error that the
 * script can catch; it leaves nothing behind.
 */
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, problemMessage, type Result } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import type { RecordVerb } from "../access/rights.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import { uuidPattern } from "../db/uuid.ts";
import type { FileStore } from "../files/file-store.ts";
import type { Outbound } from "../outbound/outbound.ts";
import { readAggregate } from "../query/aggregate.ts";
import { parseListRequest } from "../query/list-request.ts";
import { type RecordText, readPage, readRecord } from "../query/read-records.ts";
import { changeRecord } from "../records/change.ts";
import { createRecords } from "../records/create.ts";
import { deleteRecord } from "../records/delete.ts";
import { lockRecord, parseRecord } from "../records/lock-record.ts";
import { takeTransition } from "../records/transition.ts";
import { requireReach } from "../records/within-reach.ts";
import { atomic, orRefuse, Refused, type Writer } from "../records/writer.ts";
import type { CallAnswer } from "../scripts/script-run.ts";
import type { LateTransaction } from "./late-transaction.ts";
import type { ScriptBudget } from "./script-budget.ts";
import type { SecretHandles } from "./secret-handles.ts";

/** What the calls of one run work with. */
export interface CallPlace {
  /** With the rights of the run; in an open transaction, if the call may write. */
  readonly writer: Writer;
  readonly budget: ScriptBudget;
  readonly locale: Locale;
  readonly script: ScriptModel;
  readonly services: CallServices;
  /** Of the run, whatever it asks. */
  readonly handles: SecretHandles;
  /** Null: a transaction is open from the beginning, and somebody waits for it. */
  readonly outside: OutsideRun | null;
  /** Aborted when the run ends before the call does. */
  readonly signal: AbortSignal;
}

/** What calls need beside the database. */
export interface CallServices {
  readonly files: FileStore;
  /** Whether this installation can send mail at all. */
  readonly mailConfigured: boolean;
}

/** A run in the background that may ask others until it writes. */
export interface OutsideRun {
  readonly transaction: LateTransaction;
  readonly outbound: Outbound;
  /** The same when the run is repeated: others know its requests by it. */
  readonly key: string;
}

type Argument = Readonly<Record<string, unknown>>;

/** An operation beside those of the database, such as sending mail. */
export type ScriptOperation = (place: CallPlace, argument: Argument) => Promise<unknown>;

/** Answers one call. @throws Refused when the run has used up what it may */
export async function answerCall(
  place: CallPlace,
  operations: Readonly<Record<string, ScriptOperation>>,
  operation: string,
  argument: unknown,
): Promise<CallAnswer> {
  const work = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (work === undefined || !isJsonObject(argument))
    return refusal(place, [problem("script_call_unknown", "", { operation })]);
  try {
    return { value: await work(place, argument) };
  } catch (error) {
    if (error instanceof Refused && !error.problems.some(({ code }) => code === "script_budget"))
      return refusal(place, error.problems);
    throw error;
  }
}

/** As exceptions of scripts show it: the first code, all sentences, and each problem by itself. */
function refusal({ locale }: CallPlace, problems: readonly Problem[]): CallAnswer {
  const told = problems.map((item) => ({
    path: item.path,
    code: item.code,
    message: problemMessage(item, locale),
  }));
  return {
    error: {
      code: problems[0]?.code ?? "refused",
      message: told
        .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
        .join(" "),
      details: { problems: told },
    },
  };
}

/** The object of a call; one the run may not use does not exist for it. */
export function objectOf({ writer }: CallPlace, argument: Argument, verb: RecordVerb): ObjectModel {
  const name = textOf(argument, "object");
  const model = writer.catalog.objects.get(name);
  if (model === undefined || !writer.rights.mayUse(model, "read"))
    throw new Refused([problem("unknown_object", "", { name })]);
  if (!writer.rights.mayUse(model, verb)) throw new Refused([problem("not_permitted")]);
  return model;
}

const textOf = (argument: Argument, name: string): string => {
  const value = argument[name];
  return typeof value === "string" ? value : "";
};

function idOf(argument: Argument): string {
  const id = textOf(argument, "id");
  if (!uuidPattern.test(id)) throw new Refused([problem("record_not_found")]);
  return id;
}

/** Text of a member that may be one text or a list of them. */
const listText = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : Array.isArray(value)
      ? value.map(String).join(",")
      : String(value);

function queryText(argument: Argument, members: readonly string[]): URLSearchParams {
  const query = isJsonObject(argument.query) ? argument.query : {};
  const unknown = Object.keys(query).find((name) => !members.includes(name));
  if (unknown !== undefined)
    throw new Refused([problem("unknown_parameter", "", { name: unknown, hint: "" })]);
  const texts = members.flatMap((name): [string, string][] => {
    const text = listText(query[name]);
    return text === null ? [] : [[name, text]];
  });
  return new URLSearchParams(texts);
}

/** A page as JSON: text that the engine wrote itself. */
function rowsOf(text: string): readonly unknown[] {
  const page: unknown = JSON.parse(text);
  return isJsonObject(page) && Array.isArray(page.data) ? page.data : [];
}

async function find(place: CallPlace, argument: Argument): Promise<unknown> {
  const { writer, budget } = place;
  budget.take("queries", 1);
  const model = objectOf(place, argument, "read");
  const query = queryText(argument, ["filter", "sort", "fields", "limit"]);
  const request = orRefuse(parseListRequest(query, model, writer.catalog, writer.rights));
  const rows = rowsOf(orRefuse(await readPage(writer, request)));
  budget.take("rows_read", rows.length);
  return rows;
}

async function get(place: CallPlace, argument: Argument): Promise<unknown> {
  place.budget.take("queries", 1);
  const model = objectOf(place, argument, "read");
  const id = textOf(argument, "id");
  const found = uuidPattern.test(id) ? await readRecord(place.writer, model, id) : null;
  if (found === null || !found.ok) return null;
  place.budget.take("rows_read", 1);
  return parseRecord(found.value.json);
}

async function lock(place: CallPlace, argument: Argument): Promise<unknown> {
  place.budget.take("queries", 1);
  place.budget.take("rows_read", 1);
  const model = objectOf(place, argument, "update");
  const id = idOf(argument);
  await requireReach(place.writer, model, id, "update");
  await lockRecord(place.writer, model, id);
  return parseRecord(orRefuse(await readRecord(place.writer, model, id)).json);
}

async function aggregate(place: CallPlace, argument: Argument): Promise<unknown> {
  place.budget.take("queries", 1);
  const model = objectOf(place, argument, "read");
  const query = queryText(argument, ["group", "measures", "filter"]);
  const rows = rowsOf(
    orRefuse(
      await readAggregate(place.writer, model, {
        group: query.get("group") ?? "",
        measures: query.get("measures") ?? "",
        filter: query.get("filter") || null,
      }),
    ),
  );
  place.budget.take("rows_read", rows.length);
  return rows;
}

/** A write of a call; a refused one leaves the transaction as it was. */
async function written<Value>(
  place: CallPlace,
  rows: number,
  work: (writer: Writer) => Promise<Result<Value>>,
): Promise<Value> {
  place.budget.take("writes", 1);
  place.budget.take("rows_written", rows);
  return atomic(place.writer, (writer) =>
    behindSavepoint(writer.executor, async () => orRefuse(await work(writer))),
  );
}

const recordOf = ({ json }: RecordText): unknown => parseRecord(json);

async function create(place: CallPlace, argument: Argument): Promise<unknown> {
  const model = objectOf(place, argument, "create");
  const many = Array.isArray(argument.values);
  const values: readonly unknown[] = Array.isArray(argument.values)
    ? argument.values
    : [argument.values];
  if (values.length === 0) return [];
  const created = await written(place, values.length, (writer) =>
    createRecords(writer, model, values, many),
  );
  const records = created.map(recordOf);
  return many ? records : (records[0] ?? null);
}

async function update(place: CallPlace, argument: Argument): Promise<unknown> {
  const model = objectOf(place, argument, "update");
  const id = idOf(argument);
  const changed = await written(place, 1, (writer) =>
    changeRecord(writer, model, id, argument.values, null),
  );
  return recordOf(changed);
}

async function transition(place: CallPlace, argument: Argument): Promise<unknown> {
  const model = objectOf(place, argument, "read");
  const id = idOf(argument);
  const name = textOf(argument, "transition");
  const taken = await written(place, 1, (writer) =>
    takeTransition(writer, model, id, name, argument.values ?? {}, null),
  );
  return recordOf(taken);
}

async function remove(place: CallPlace, argument: Argument): Promise<unknown> {
  const model = objectOf(place, argument, "delete");
  const id = idOf(argument);
  await written(place, 1, (writer) => deleteRecord(writer, model, id, null));
  return null;
}

export const databaseOperations: Readonly<Record<string, ScriptOperation>> = {
  "db.find": find,
  "db.get": get,
  "db.lock": lock,
  "db.aggregate": aggregate,
  "db.create": create,
  "db.update": update,
  "db.transition": transition,
  "db.delete": remove,
};
