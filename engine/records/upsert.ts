/** Create or change by the value of a unique field. All or none. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldsOfEveryChange } from "../../metadata/model/system-fields.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import type { RecordText } from "../query/read-records.ts";
import { changeRecord } from "./change.ts";
import { columnOf, columnParameter } from "./columns.ts";
import { createRecords } from "./create.ts";
import { lookedUpBy } from "./lock-looked-up.ts";
import { lockFollowers } from "./recompute.ts";
import { atIndex, atomic, orRefuse, Refused, type Writer } from "./writer.ts";

export interface Upserted {
  readonly records: readonly RecordText[];
  readonly created: number;
}

export async function upsertRecords(
  writer: Writer,
  model: ObjectModel,
  key: FieldModel,
  values: readonly unknown[],
  many: boolean,
): Promise<Result<Upserted>> {
  const problems: Problem[] = [];
  const keys = values.map((value, index) => {
    const given = isJsonObject(value) ? key.type.normalise(value[key.name], key.schema) : null;
    const path = `${many ? pointer("", index) : ""}${pointer("", key.name)}`;
    if (given === null || given === undefined) problems.push(problem("required", path));
    else {
      const wrong = valueProblems(key.schema, key.type, given);
      problems.push(...wrong.map((item) => ({ ...item, path: `${path}${item.path}` })));
    }
    return given;
  });
  const texts = keys.map((given) => JSON.stringify(given));
  for (const [index, text] of texts.entries()) {
    if (texts.indexOf(text) < index) {
      problems.push(problem("repeated_item", `${pointer("", index)}${pointer("", key.name)}`));
    }
  }
  if (problems.length > 0) return failure(...problems);
  const attempt = () =>
    atomic(writer, (inside) => upsertAll(inside, model, key, keys, values, many));
  for (let left = attemptsMaximum; ; left--) {
    try {
      return success(await attempt());
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Another request created the same key between the look and the insert: look again.
      const raced = error.problems.some(
        ({ code, path }) => code === "not_unique" && path.endsWith(pointer("", key.name)),
      );
      if (!raced || left === 1) return failure(...error.problems);
    }
  }
}

/** Of several keys each may be created by another meanwhile. */
const attemptsMaximum = 5;

async function upsertAll(
  writer: Writer,
  model: ObjectModel,
  key: FieldModel,
  keys: readonly unknown[],
  values: readonly unknown[],
  many: boolean,
): Promise<Upserted> {
  const existing = await takeAll(writer, model, key, keys, values);
  const records: RecordText[] = [];
  let created = 0;
  for (const [index, value] of values.entries()) {
    const id = existing.get(index);
    const at = many ? index : null;
    if (id === undefined) {
      if (key.readOnly)
        throw new Refused(atIndex([problem("key_not_there", pointer("", key.name))], at));
      created++;
      const result = await createRecords(writer, model, [value], false);
      if (!result.ok) throw new Refused(atIndex(result.problems, at));
      records.push(...orRefuse(result));
    } else {
      const result = await changeRecord(writer, model, id, changesOf(key, value), null);
      if (!result.ok) throw new Refused(atIndex(result.problems, at));
      records.push(result.value);
    }
  }
  return { records, created };
}

/** What is written of a record that is there: it holds the key already, which callers may not write. */
function changesOf(key: FieldModel, value: unknown): unknown {
  if (!key.readOnly || !isJsonObject(value)) return value;
  const { [key.name]: _held, ...changes } = value;
  return changes;
}

/**
 * Takes what there is of the records, and before and behind it, in the order of locks, all that
 * writes of several of them come to; ids by the place of the key.
 */
async function takeAll(
  writer: Writer,
  model: ObjectModel,
  key: FieldModel,
  keys: readonly unknown[],
  values: readonly unknown[],
): Promise<ReadonlyMap<number, string>> {
  const written = values.filter(isJsonObject);
  const lookedUp = lookedUpBy(
    writer,
    model,
    written.map((record) => ({ id: null, values: record })),
  );
  const existing = await lookedUp.takeAround(() => idsByKey(writer, model, key, keys));
  if (existing.size > 1) {
    const work = { ...writer, clock: clockValues(writer.clock) };
    const sent = written.flatMap((record) => Object.keys(record));
    const names = new Set([...sent, ...fieldsOfEveryChange]);
    await lockFollowers(work, [{ model, ids: [...existing.values()] }], names);
  }
  return existing;
}

/** Ids of the records that hold one of `keys`, by the place of the key. PostgreSQL compares. */
async function idsByKey(
  writer: Writer,
  model: ObjectModel,
  key: FieldModel,
  keys: readonly unknown[],
): Promise<ReadonlyMap<number, string>> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const values = slot("keys", `${columnOf(key).parameter}[]`);
  const { rows } = await writer.executor.run(
    prepareSql(
      sql`select k."place", t."id" from unnest(${values}) with ordinality as k("value", "place") join ${table} as t on t.${identifier(key.name)} = k."value" order by t."id" for no key update of t`,
    ).bind({
      keys: keys.map((value) => {
        const parameter = columnParameter(key, value);
        return parameter === null ? null : String(parameter);
      }),
    }),
  );
  return new Map(rows.map(([place, id]) => [Number(place) - 1, String(id)]));
}
