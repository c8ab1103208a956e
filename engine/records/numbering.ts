/**
 * Auto-numbers. Counters live in the workspace's `_counter`; numbers are taken in a statement of
 * their own, so that no writer waits for another's transaction. Requests that arrive while one is
 * under way are served together by the next. A write that fails afterwards leaves a gap.
 *
 * Numbers without gaps are taken in the transaction that stores their record: the counter's row
 * stays locked until it ends, and a rollback gives the numbers back.
 */
import { numberSeries, readNumber } from "../../metadata/fields/number-template.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Writer } from "./writer.ts";

interface Waiting {
  readonly count: number;
  readonly resolve: (first: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Per database, and per open transaction: a transaction's numbers are its own. */
const queuesOf = new WeakMap<Executor, Map<string, Waiting[]>>();

function queuesFor(executor: Executor): Map<string, Waiting[]> {
  let queues = queuesOf.get(executor);
  if (queues === undefined) {
    queues = new Map();
    queuesOf.set(executor, queues);
  }
  return queues;
}

/** Takes `count` consecutive numbers of a counter; returns the first. */
export function takeNumbers(
  executor: Executor,
  schema: string,
  key: string,
  count: number,
): Promise<number> {
  const name = `${schema}\u0001${key}`;
  const queues = queuesFor(executor);
  return new Promise((resolve, reject) => {
    const queue = queues.get(name);
    if (queue !== undefined) {
      queue.push({ count, resolve, reject });
      return;
    }
    queues.set(name, []);
    void serve(executor, schema, key, name, [{ count, resolve, reject }]);
  });
}

async function serve(
  executor: Executor,
  schema: string,
  key: string,
  name: string,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    const total = batch.reduce((sum, { count }) => sum + count, 0);
    const { rows } = await executor.run({
      text: `insert into "${schema}"."_counter" as c ("id", "key", "value") values ($1, $2, $3) on conflict ("key") do update set "value" = c."value" + excluded."value" returning "value"`,
      values: [newUuid(), key, total],
    });
    let next = Number(rows[0]?.[0]) - total + 1;
    for (const { count, resolve } of batch) {
      resolve(next);
      next += count;
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
  const queues = queuesFor(executor);
  const waiting = queues.get(name) ?? [];
  if (waiting.length === 0) queues.delete(name);
  else {
    queues.set(name, []);
    void serve(executor, schema, key, name, waiting);
  }
}

export const isNumber = (field: FieldModel): boolean => field.type.name === "auto_number";
/** True of numbers whose records stay: a deletion would leave a gap. */
export const isGapless = (field: FieldModel): boolean =>
  isNumber(field) && field.schema.gapless === true;
const isAtOnce = (field: FieldModel): boolean => typeof field.schema.assign_on !== "string";

/** Numbers that a new record gets before its transaction begins. */
export const givenAhead = (field: FieldModel): boolean => isAtOnce(field) && !isGapless(field);

/** Numbers that a new record gets inside its transaction. */
export const givenInside = (field: FieldModel): boolean => isAtOnce(field) && isGapless(field);

/** Numbers that a transition gives. */
export const givenOn =
  (transition: string) =>
  (field: FieldModel): boolean =>
    field.schema.assign_on === transition;

/**
 * Fills the auto-numbers chosen by `which` of records that have none; all counters go on after the
 * numbers that others brought along. Changes the records.
 */
export async function assignNumbers(
  writer: Writer,
  model: ObjectModel,
  records: readonly Record<string, unknown>[],
  which: (field: FieldModel) => boolean,
): Promise<void> {
  for (const field of model.fields) {
    if (!isNumber(field) || !which(field)) continue;
    const open = records.filter(
      (record) => record[field.name] === undefined || record[field.name] === null,
    );
    if (open.length < records.length) await countGiven(writer, field, records);
    if (open.length === 0) continue;
    const series = numberSeries(templateOf(field), writer.clock.today);
    const key = `${field.id}:${series.key}`;
    const first = await takeNumbers(writer.executor, schemaOf(writer.catalog), key, open.length);
    for (const [index, record] of open.entries()) {
      record[field.name] = series.render(first + index);
    }
  }
}

/** Raises the counters to the highest numbers given. */
async function countGiven(
  writer: Writer,
  field: FieldModel,
  records: readonly Record<string, unknown>[],
): Promise<void> {
  const highest = new Map<string, number>();
  for (const { [field.name]: written } of records) {
    const read = typeof written === "string" ? readNumber(templateOf(field), written) : null;
    if (read === null) continue;
    highest.set(read.key, Math.max(read.count, highest.get(read.key) ?? 0));
  }
  for (const [key, count] of highest)
    await raiseCounter(writer.executor, schemaOf(writer.catalog), `${field.id}:${key}`, count);
}

/** The next number of a counter will be higher than `count`. */
export async function raiseCounter(
  executor: Executor,
  schema: string,
  key: string,
  count: number,
): Promise<void> {
  await executor.run({
    text: `insert into "${schema}"."_counter" as c ("id", "key", "value") values ($1, $2, $3) on conflict ("key") do update set "value" = greatest(c."value", excluded."value")`,
    values: [newUuid(), key, count],
  });
}

const schemaOf = (catalog: Catalog): string => {
  if (!/^[a-z0-9_]+$/.test(catalog.schema))
    throw new Error(`Not a generated name: ${catalog.schema}`);
  return catalog.schema;
};

export const templateOf = (field: FieldModel): string =>
  typeof field.schema.template === "string" ? field.schema.template : "{0}";
