/** Files of records on their way in: what a file holds, and the jobs that import it. */
import { isJsonObject } from "../../../metadata/json-object.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { failure, problem, type Result, success } from "../../../metadata/problem.ts";
import type { ImportPreview } from "../../../metadata/wire.ts";
import { importScripts } from "../../automation/import-scripts.ts";
import {
  guessMapping,
  type Mapping,
  planImport,
  withoutSecretCells,
} from "../../import/import-plan.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { always, jsonOf, type Route } from "../route.ts";
import { tableBody } from "../table-body.ts";
import { objectOf, refuse } from "./records.ts";

const reading = ["sheet", "mapping"] as const;

export const importRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/import/:object",
    guard: "signed_in",
    query: ["key", "dry_run", "mode", ...reading],
    expensive: always,
    handle: startImport,
  },
  {
    method: "POST",
    path: "/import/:object/preview",
    guard: "signed_in",
    query: reading,
    expensive: always,
    handle: preview,
  },
];

/** `mapping={"Column":"field","Other":null}`; null leaves a column out. */
function mappingOf(exchange: Exchange): Result<Mapping> {
  const text = exchange.query.get("mapping");
  if (text === null) return success(new Map());
  const expected = {
    en: 'JSON: {"column": "field" or null}',
    "zh-CN": 'JSON：{"列名": "字段"或 null}',
  };
  const refusal = failure(problem("invalid_parameter", "", { name: "mapping", expected }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusal;
  }
  if (!isJsonObject(value)) return refusal;
  const entries = Object.entries(value).map(
    ([name, field]): readonly [string, string | null] | null =>
      field === null || typeof field === "string" ? [name, field === "" ? null : field] : null,
  );
  const sound = entries.filter((entry) => entry !== null);
  return sound.length < entries.length ? refusal : success(new Map(sound));
}

/** One of the words, the first when it is not given. */
function choice<Word extends string>(
  exchange: Exchange,
  name: string,
  words: readonly [Word, ...Word[]],
): Result<Word> {
  const given = exchange.query.get(name);
  const found = given === null ? words[0] : words.find((word) => word === given);
  return found === undefined
    ? failure(problem("invalid_parameter", "", { name, expected: oneOf(...words) }))
    : success(found);
}

async function startImport(exchange: Exchange): Promise<Answer> {
  const { services, principal, query } = exchange;
  const model = writableObject(exchange, query.get("key") !== null);
  if (model instanceof Answer) return model;
  const mapping = mappingOf(exchange);
  if (!mapping.ok) return refuse(exchange, ...mapping.problems);
  const mode = choice(exchange, "mode", ["all", "valid"]);
  if (!mode.ok) return refuse(exchange, ...mode.problems);
  const dryRun = choice(exchange, "dry_run", ["false", "true"]);
  if (!dryRun.ok) return refuse(exchange, ...dryRun.problems);
  const file = await tableBody(exchange);
  if (!file.ok) return refuse(exchange, ...file.problems);
  const writer = { ...writerOf(exchange), cause: "import" };
  const plan = planImport(writer, model, file.value.table, {
    key: query.get("key"),
    mapping: mapping.value,
  });
  if (!plan.ok) return refuse(exchange, ...plan.problems);
  const id = await services.imports.start({
    writer,
    model,
    plan: plan.value,
    account: principal?.account.id ?? "",
    actor: actorOf(exchange),
    mode: mode.value,
    dryRun: dryRun.value === "true",
    preparation: importScripts(
      services.scripts.surroundings(exchange.locale, false),
      exchange.catalog,
      model,
    ),
  });
  if (id === null) return refuse(exchange, problem("too_many_jobs"));
  const location = `/${exchange.catalog.workspace}/api/jobs/${id}`;
  return jsonOf({ id, state: "running" }, 202, { location });
}

/** Changing records by a key takes the right to change them. */
function writableObject(exchange: Exchange, changes: boolean): ObjectModel | Answer {
  const model = importedObject(exchange);
  return model instanceof Answer || !changes ? model : objectOf(exchange, "update");
}

function importedObject(exchange: Exchange): ObjectModel | Answer {
  const model = objectOf(exchange, "create");
  return model instanceof Answer || exchange.rights.may(model, "import")
    ? model
    : refuse(exchange, problem("not_permitted"));
}

const shownRows = 20;

async function preview(exchange: Exchange): Promise<Answer> {
  const model = importedObject(exchange);
  if (model instanceof Answer) return model;
  const mapping = mappingOf(exchange);
  if (!mapping.ok) return refuse(exchange, ...mapping.problems);
  const file = await tableBody(exchange);
  if (!file.ok) return refuse(exchange, ...file.problems);
  const { table, format, encoding, separator, sheets } = file.value;
  const guessed = guessMapping(table.header, model, exchange, mapping.value);
  const meanings = table.header.map((name) => guessed.get(name) ?? null);
  const first = { ...table, rows: table.rows.slice(0, shownRows) };
  const answer: ImportPreview = {
    format,
    encoding,
    separator,
    sheets,
    total: table.rows.length,
    columns: table.header.map((name, index) => ({ name, field: meanings[index] ?? null })),
    rows: withoutSecretCells(first, meanings, model, exchange).rows,
  };
  return jsonOf(answer);
}
