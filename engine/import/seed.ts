/**
 * Seed records of an app's `data` folder: `data/<object>.csv`, and files with their child rows and
 * links (`seed-lists.ts`). Loaded in the transaction of the publish that creates the object's table,
 * through the ordinary write path.
 */

import { numberSeries } from "../../metadata/fields/number-template.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import type { Problem } from "../../metadata/problem.ts";
import { newUuid } from "../db/uuid.ts";
import { storeChange } from "../records/change.ts";
import { storeNew } from "../records/create.ts";
import { noReactions } from "../records/reactions.ts";
import { orRefuse, Refused, type Writer } from "../records/writer.ts";
import { validateWritten } from "../records/written-states.ts";
import { type Column, columnsOf, rowsToRecords } from "./rows-to-records.ts";
import { attachLists, seedContext as context, readSeed, type SeedFiles } from "./seed-lists.ts";
import { type Table, withColumns } from "./table.ts";

/** Loads the seeds of new objects. @throws Refused with the file and line of every mistake */
export async function loadSeeds(
  loader: Omit<Writer, "reactions" | "chain">,
  created: readonly ObjectModel[],
  files: SeedFiles,
): Promise<number> {
  const writer = { ...loader, reactions: noReactions, chain: [] };
  let count = 0;
  for (const model of byDependency(created)) {
    const text = files.get(model.name);
    if (text !== undefined) count += await loadObject(writer, model, text, files);
  }
  return count;
}

/** Objects that are looked up come before those that look them up. */
function byDependency(models: readonly ObjectModel[]): readonly ObjectModel[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const order = new Set<ObjectModel>();
  const visit = (model: ObjectModel, path: readonly ObjectModel[]): void => {
    if (order.has(model) || path.includes(model)) return;
    const fields = withRowModels(model).flatMap((rows) => rows.fields);
    for (const { target } of fields.flatMap(holdersOf)) {
      const next = byName.get(target ?? "");
      if (next !== undefined) visit(next, [...path, model]);
    }
    order.add(model);
  };
  for (const model of models) visit(model, []);
  return [...order];
}

async function loadObject(
  writer: Writer,
  model: ObjectModel,
  text: string,
  files: SeedFiles,
): Promise<number> {
  const file = `data/${model.name}.csv`;
  const table = readSeed(text, file);
  const { columns, problems } = columnsOf(table.header, model, writer);
  if (problems.length > 0) throw new Refused(problems.map((item) => ({ ...item, file })));
  // Rows may point to rows below them: such columns are written when all rows are there.
  const later = columns.map(
    ({ field, key }) =>
      key?.target === model ||
      (key === null && field.arms.some(({ target }) => target === model.name)),
  );
  const rows = await rowsToRecords(
    writer,
    withColumns(
      table,
      later.map((late) => !late),
    ),
    columns.filter((_, index) => !later[index]),
    context,
  );
  const records = rows.map(({ record }) => ({ ...record }) as Record<string, unknown>);
  const holders = records.map((record, index) => ({
    record,
    keys: [],
    cells: table.rows[index] ?? [],
  }));
  await attachLists(writer, model, { path: model.name, header: table.header, holders }, files);
  const ready = records.map((record, index) =>
    checked(writer, model, record, rows[index]?.problems ?? [], file, index),
  );
  const result = await storeNew(writer, model, ready, true);
  if (!result.ok) throw new Refused(result.problems.map((item) => atLine(item, file)));
  const stored = result.value;
  await continueNumbers(writer, model, ready);
  if (later.some(Boolean)) {
    await writeLater(
      writer,
      model,
      table,
      columns,
      later,
      stored.map(({ json }) => json),
    );
  }
  return stored.length;
}

/** The record as the write path wants it; given auto-numbers are kept. */
/** `/3/name` of the list becomes the line of the file. */
function atLine(item: Problem, file: string): Problem {
  const path = item.path.replace(/^\/(\d+)/, (_, index: string) => `/${Number(index) + 2}`);
  return { ...item, file, path };
}

function checked(
  writer: Writer,
  model: ObjectModel,
  record: Record<string, unknown>,
  found: readonly Problem[],
  file: string,
  index: number,
): Record<string, unknown> {
  const numbers = model.fields.filter(
    (field) => field.type.name === "auto_number" && typeof record[field.name] === "string",
  );
  const given = Object.fromEntries(numbers.map(({ name }) => [name, record[name]]));
  for (const { name } of numbers) delete record[name];
  const result = validateWritten(writer, model, "create", record);
  const problems = [...found, ...(result.ok ? [] : result.problems)];
  if (problems.length > 0 || !result.ok) {
    throw new Refused(
      problems.map((item) => ({ ...item, file, path: `/${index + 2}${item.path}` })),
    );
  }
  return { ...result.value, ...given };
}

async function writeLater(
  writer: Writer,
  model: ObjectModel,
  table: Table,
  columns: readonly Column[],
  later: readonly boolean[],
  stored: readonly string[],
): Promise<void> {
  const only = columns.filter((_, index) => later[index]);
  const cells: Table = {
    ...table,
    header: table.header.filter((_, index) => later[index]),
    rows: table.rows.map((row) => row.filter((_, index) => later[index])),
  };
  const rows = await rowsToRecords(writer, cells, only, context);
  for (const [index, { record, problems }] of rows.entries()) {
    if (problems.length > 0)
      throw new Refused(problems.map((item) => ({ ...item, path: `/${index + 2}${item.path}` })));
    const made: unknown = JSON.parse(stored[index] ?? "null");
    if (Object.keys(record).length === 0 || !isJsonObject(made)) continue;
    orRefuse(await storeChange(writer, model, String(made.id), record, null));
  }
}

/** Counters go on behind the largest number that was given. */
async function continueNumbers(
  writer: Writer,
  model: ObjectModel,
  records: readonly Record<string, unknown>[],
): Promise<void> {
  for (const field of model.fields) {
    if (field.type.name !== "auto_number") continue;
    const template = typeof field.schema.template === "string" ? field.schema.template : "{0}";
    const series = numberSeries(template, writer.clock.today);
    const [before = "", after = ""] = series.key.split(/\{0+\}/);
    const largest = records.reduce((maximum, record) => {
      const text = String(record[field.name] ?? "");
      if (!text.startsWith(before) || !text.endsWith(after)) return maximum;
      const digits = text.slice(before.length, text.length - after.length);
      return /^\d{1,15}$/.test(digits) ? Math.max(maximum, Number(digits)) : maximum;
    }, 0);
    if (largest === 0) continue;
    await writer.executor.run({
      text: `insert into "${writer.catalog.schema}"."_counter" as c ("id", "key", "value") values ($1, $2, $3) on conflict ("key") do update set "value" = greatest(c."value", excluded."value")`,
      values: [newUuid(), `${field.id}:${series.key}`, largest],
    });
  }
}
