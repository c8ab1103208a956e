import { isJsonObject, type JsonSchema } from "../../../metadata/json-object.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { type Problem, problem, type Result } from "../../../metadata/problem.ts";
import type { Text } from "../../../metadata/text.ts";
import type { RecordVerb, Rights } from "../../access/rights.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { parseListRequest } from "../../query/list-request.ts";
import { type RecordText, readPage, readRecord } from "../../query/read-records.ts";
import { parseSelection } from "../../query/selection.ts";
import { changeRecord } from "../../records/change.ts";
import { createRecords } from "../../records/create.ts";
import { deleteRecord } from "../../records/delete.ts";
import { upsertRecords } from "../../records/upsert.ts";
import { Answer } from "../answer.ts";
import { type Exchange, hasBody, largeBodyFactor, readerOf, writerOf } from "../exchange.ts";
import { anObject, objectOrArray, oneOf } from "../expected.ts";
import { problemAnswer } from "../problem-answer.ts";
import { json, listKeys, type Route } from "../route.ts";

export const recordRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object",
    guard: "signed_in",
    query: [...listKeys, "limit", "after", "count"],
    expensive: (query) => query.get("count") === "exact",
    handle: list,
  },
  {
    method: "POST",
    path: "/records/:object",
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: create,
  },
  {
    method: "PUT",
    path: "/records/:object",
    guard: "signed_in",
    query: ["key"],
    idempotent: true,
    handle: upsert,
  },
  {
    method: "GET",
    path: "/records/:object/:id",
    guard: "signed_in",
    query: ["fields"],
    handle: get,
  },
  {
    method: "PATCH",
    path: "/records/:object/:id",
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: change,
  },
  { method: "DELETE", path: "/records/:object/:id", guard: "signed_in", query: [], handle: remove },
];

export const recordsMaximum = 1000;

/** The object of the address; one the caller may not use does not exist for him. */
export function objectOf(exchange: Exchange, verb: RecordVerb): ObjectModel | Answer {
  const name = exchange.parameter("object");
  const model = exchange.catalog.objects.get(name);
  if (model === undefined || !exchange.rights.mayUse(model, "read")) {
    return refuse(exchange, problem("unknown_object", "", { name }));
  }
  return exchange.rights.mayUse(model, verb) ? model : refuse(exchange, problem("not_permitted"));
}

export interface AddressedRecord {
  readonly model: ObjectModel;
  readonly id: string;
}

/** Object and record of the address; whether there is such a record is seen when it is read. */
export function recordOf(exchange: Exchange, verb: RecordVerb): AddressedRecord | Answer {
  const model = objectOf(exchange, verb);
  if (model instanceof Answer) return model;
  const id = exchange.parameter("id");
  return uuidPattern.test(id) ? { model, id } : refuse(exchange, problem("record_not_found"));
}

export const refuse = (exchange: Exchange, ...problems: readonly Problem[]): Answer => {
  const isAsked = exchange.context.req.method === "GET";
  const told = isAsked ? problems.map((item) => ofQuery(exchange.query, item)) : problems;
  return problemAnswer(told, exchange.locale, exchange.requestId);
};

/** A query is no document that a path could lead into: what is wrong there is told of its parameter. */
function ofQuery(query: URLSearchParams, item: Problem): Problem {
  const parameter = item.path.slice(1);
  return query.has(parameter) ? { ...item, path: "", params: { ...item.params, parameter } } : item;
}

export const etag = (revision: number): Record<string, string> => ({ etag: `"${revision}"` });

async function list(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const request = parseListRequest(exchange.query, model, exchange.catalog, exchange.rights);
  if (!request.ok) return refuse(exchange, ...request.problems);
  const page = await readPage(readerOf(exchange), request.value);
  return page.ok ? json(page.value) : refuse(exchange, ...page.problems);
}

async function get(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const { model, id } = found;
  const text = exchange.query.get("fields");
  const selection =
    text === null ? null : parseSelection(text, model, exchange.catalog, exchange.rights);
  if (selection !== null && !selection.ok) return refuse(exchange, ...selection.problems);
  const selected =
    selection === null || text === null ? undefined : { text, selection: selection.value };
  const record = await readRecord(readerOf(exchange), model, id, selected);
  return record.ok
    ? json(record.value.json, 200, etag(record.value.revision))
    : refuse(exchange, ...record.problems);
}

/** The object that is sent. */
export async function sentObject(exchange: Exchange): Promise<JsonSchema | Answer> {
  const body = await exchange.body(largeBodyFactor);
  if (!body.ok) return refuse(exchange, ...body.problems);
  return isJsonObject(body.value)
    ? body.value
    : refuse(exchange, problem("body_expected", "", { expected: anObject }));
}

/** The object that is sent, where what it may say needs not be said: an empty one for no body. */
export const sentObjectIfAny = async (exchange: Exchange): Promise<JsonSchema | Answer> =>
  hasBody(exchange) ? sentObject(exchange) : {};

/** One record or a list of them, as the body says; null after a refusal. */
async function sentRecords(
  exchange: Exchange,
): Promise<{ readonly values: readonly unknown[]; readonly many: boolean } | Answer> {
  const body = await exchange.body(largeBodyFactor);
  if (!body.ok) return refuse(exchange, ...body.problems);
  const many = Array.isArray(body.value);
  const values: readonly unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  if (!many && !isJsonObject(body.value))
    return refuse(exchange, problem("body_expected", "", { expected: objectOrArray }));
  if (values.length === 0) return refuse(exchange, problem("too_few_items", "", { minimum: 1 }));
  if (values.length > recordsMaximum)
    return refuse(exchange, problem("too_many_items", "", { maximum: recordsMaximum }));
  return { values, many };
}

async function create(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "create");
  if (model instanceof Answer) return model;
  const sent = await sentRecords(exchange);
  if (sent instanceof Answer) return sent;
  const created = await createRecords(writerOf(exchange), model, sent.values, sent.many);
  return created.ok
    ? createdAnswer(exchange, model, created.value, sent.many)
    : refuse(exchange, ...created.problems);
}

function createdAnswer(
  exchange: Exchange,
  model: ObjectModel,
  records: readonly RecordText[],
  many: boolean,
): Answer {
  if (many) return json(`{"data":[${records.map((record) => record.json).join(",")}]}`, 201);
  const [record] = records;
  if (record === undefined) throw new Error("Nothing was created");
  return json(record.json, 201, {
    ...etag(record.revision),
    location: `/${exchange.catalog.workspace}/api/records/${model.name}/${idOf(record)}`,
  });
}

/** The id is the first member of every record the engine writes. */
const idOf = (record: RecordText): string => record.json.slice(7, 43);

async function upsert(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "update");
  if (model instanceof Answer) return model;
  if (!exchange.rights.mayUse(model, "create")) return refuse(exchange, problem("not_permitted"));
  const key = model.byName.get(exchange.query.get("key") ?? "");
  if (key === undefined || !key.unique || key.system || !exchange.rights.mayRead(model, key)) {
    return refuse(
      exchange,
      problem("invalid_parameter", "", {
        name: "key",
        expected: uniqueNames(model, exchange.rights),
      }),
    );
  }
  const sent = await sentRecords(exchange);
  if (sent instanceof Answer) return sent;
  const stored = await upsertRecords(writerOf(exchange), model, key, sent.values, sent.many);
  if (!stored.ok) return refuse(exchange, ...stored.problems);
  const { records, created } = stored.value;
  if (sent.many) return json(`{"data":[${records.map((record) => record.json).join(",")}]}`);
  return created > 0
    ? createdAnswer(exchange, model, records, false)
    : json(records[0]?.json ?? "", 200, etag(records[0]?.revision ?? 0));
}

function uniqueNames(model: ObjectModel, rights: Rights): Text {
  const names = model.fields
    .filter((field) => field.unique && rights.mayRead(model, field))
    .map(({ name }) => name);
  return names.length === 0 ? { en: "a unique field", "zh-CN": "唯一字段" } : oneOf(...names);
}

/** `If-Match`: the revision the caller saw, null for `*`. */
export function ifMatch(exchange: Exchange): Result<number | null> {
  const header = exchange.context.req.header("if-match")?.trim();
  if (header === undefined) return { ok: false, problems: [problem("precondition_required")] };
  if (header === "*") return { ok: true, value: null };
  const revision = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
  return revision === undefined
    ? {
        ok: false,
        problems: [
          problem("invalid_parameter", "", { name: "If-Match", expected: oneOf('"1"', "*") }),
        ],
      }
    : { ok: true, value: Number(revision) };
}

async function change(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "update");
  if (found instanceof Answer) return found;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  const values = await sentObject(exchange);
  if (values instanceof Answer) return values;
  const { model, id } = found;
  const changed = await changeRecord(writerOf(exchange), model, id, values, base.value);
  return changed.ok
    ? json(changed.value.json, 200, etag(changed.value.revision))
    : refuse(exchange, ...changed.problems);
}

async function remove(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "delete");
  if (found instanceof Answer) return found;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  const removed = await deleteRecord(writerOf(exchange), found.model, found.id, base.value);
  return removed.ok ? new Answer(null, { status: 204 }) : refuse(exchange, ...removed.problems);
}
