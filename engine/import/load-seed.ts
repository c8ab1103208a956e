/**
 * Stores the seed records of an example: all or none. Objects that hold records already are left
 * alone, so that publishing an example again adds nothing twice.
 */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, type Result, success } from "../../metadata/problem.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { storeNew } from "../records/create.ts";
import { atomic, orRefuse, Refused, type Writer } from "../records/writer.ts";
import type { KeyReference } from "./csv-columns.ts";
import { afterTheirNeeds, seedOrder } from "./seed-order.ts";
import { type KeyIndex, readRecordsOf, type SeedRecord } from "./seed-records.ts";
import { type ObjectSeed, readSeed, type SeedFile } from "./seed-tables.ts";

/** Gives the number of records stored. */
export async function loadSeed(
  writer: Writer,
  files: readonly SeedFile[],
): Promise<Result<number>> {
  const seeds = readSeed(files, writer.catalog.objects);
  if (!seeds.ok) return seeds;
  try {
    return success(await atomic(writer, (inside) => storeAll(inside, seedOrder(seeds.value))));
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

async function storeAll(writer: Writer, seeds: readonly ObjectSeed[]): Promise<number> {
  const stored: KeyIndex[] = [];
  let count = 0;
  for (const seed of seeds) {
    if (await hasRecords(writer, seed.model)) continue;
    count += await storeObject(writer, seed, stored);
  }
  return count;
}

async function storeObject(writer: Writer, seed: ObjectSeed, known: KeyIndex[]): Promise<number> {
  const tables = [seed.records, ...seed.children];
  const references = [
    ...tables.flatMap(({ columns }) => columns.flatMap(({ reference }) => reference ?? [])),
    ...seed.links.map(({ target }) => target),
  ];
  for (const reference of references) {
    if (reference.object === seed.model || known.some((index) => isIndexOf(index, reference))) {
      continue;
    }
    known.push({ ...reference, ids: await readKeys(writer, reference) });
  }
  const read = readRecordsOf(seed, known, newUuid);
  const ordered = afterTheirNeeds(read.records, read.refersTo);
  const { values, problems } = checkRecords(seed, ordered);
  const all = [...read.problems, ...problems];
  if (all.length > 0) throw new Refused(all);
  orRefuse(await storeNew(writer, seed.model, values));
  return values.length;
}

const isIndexOf = (index: KeyIndex, reference: KeyReference): boolean =>
  index.object === reference.object && index.key === reference.key;

/** The verdict of the one validator. Running numbers are brought along, callers may not set them. */
function checkRecords(
  { model, records }: ObjectSeed,
  read: readonly SeedRecord[],
): { values: readonly Record<string, unknown>[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const values = read.map(({ id, line, values: given }) => {
    const isNumber = (name: string) => model.byName.get(name)?.type.name === "auto_number";
    const entries = Object.entries(given);
    const own = Object.fromEntries(entries.filter(([name]) => !isNumber(name)));
    const numbers = Object.fromEntries(entries.filter(([name]) => isNumber(name)));
    const checked = validateRecord(model, "create", own);
    if (checked.ok) return { ...checked.value, ...numbers, id };
    problems.push(
      ...checked.problems.map((item) => ({
        ...item,
        path: `/${line}${item.path}`,
        file: records.path,
      })),
    );
    return {};
  });
  return { values, problems };
}

async function hasRecords(writer: Writer, model: ObjectModel): Promise<boolean> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const { rows } = await writer.executor.run(
    prepareSql(sql`select 1 from ${table} limit 1`).bind({}),
  );
  return rows.length > 0;
}

async function readKeys(
  writer: Writer,
  { object, key }: { object: ObjectModel; key: FieldModel },
): Promise<ReadonlyMap<string, string>> {
  const table = identifier(writer.catalog.schema, tableOf(object));
  const column = identifier(key.name);
  const { rows } = await writer.executor.run(
    prepareSql(sql`select ${column}, "id" from ${table} where ${column} is not null`).bind({}),
  );
  return new Map(rows.map(([value, id]) => [String(value), String(id)]));
}
