/**
 * Rows of a file, prepared, checked and stored a part at a time inside one transaction. A row that is
 * refused is set aside with its reasons and takes no other along, nor what was written to prepare
 * it: the part is tried again without it, or, when the reason names no row, by halves, each behind a
 * savepoint. Keys that are there already are looked for beforehand, once there was one. What refuses the preparation and names no row refuses all rows of the part.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import type { RecordText } from "../query/read-records.ts";
import { storeNew } from "../records/create.ts";
import { additionProblem } from "../records/single-record.ts";
import { upsertRecords } from "../records/upsert.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { validateWritten } from "../records/written-states.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { ImportCounts } from "./import-table.ts";
import { byRow, lineOf, type Refusals, type RefusedRow, reported } from "./refused-rows.ts";
import type { PreparedRow, RowPreparation } from "./row-preparation.ts";
import { type RowRecord, rowsToRecords } from "./rows-to-records.ts";
import { takenKeys } from "./taken-keys.ts";

type Values = Readonly<Record<string, unknown>>;

interface Row extends RowRecord {
  readonly index: number;
}

interface CheckedRow {
  readonly row: Row;
  readonly values: Values;
}

export class RowStore {
  readonly refused: RefusedRow[] = [];
  readonly skipped: RefusedRow[] = [];
  readonly written: string[] = [];
  readonly #writer: Writer;
  readonly #model: ObjectModel;
  readonly #plan: ImportPlan;
  readonly #preparation: RowPreparation | null;
  /** The first row of each key. */
  readonly #keys = new Map<string, number>();
  /** Once a key was there already, the next part may hold some, too. */
  #looksForTaken = false;
  #read = 0;
  #created = 0;
  #changed = 0;

  /**
   * @param writer in an open transaction
   * @param preparation null: rows are checked as they were read
   */
  constructor(
    writer: Writer,
    model: ObjectModel,
    plan: ImportPlan,
    preparation: RowPreparation | null,
  ) {
    this.#writer = writer;
    this.#model = model;
    this.#plan = plan;
    this.#preparation = preparation;
  }

  counts(): ImportCounts {
    return {
      read: this.#read,
      created: this.#created,
      changed: this.#changed,
      refused: this.refused.length,
    };
  }

  async add(start: number, cells: readonly (readonly string[])[]): Promise<void> {
    const atATime = this.#preparation?.atATime ?? cells.length;
    for (let first = 0; first < cells.length; first += atATime)
      await this.#addPart(start + first, cells.slice(first, first + atATime));
    this.#read += cells.length;
  }

  async #addPart(start: number, cells: readonly (readonly string[])[]): Promise<void> {
    const { clock } = this.#writer;
    const part = { ...this.#plan.table, rows: cells };
    const context = { locale: "en", timeZone: clock.timeZone } as const;
    const records = await rowsToRecords(this.#writer, part, this.#plan.columns, context);
    await this.#store(records.map((record, index) => ({ ...record, index: start + index })));
  }

  async #store(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const looked = this.#looksForTaken;
    const refusals = await behindSavepoint(
      this.#writer.executor,
      () => this.#attempt(rows),
      (found) => found?.size === 0,
    );
    if (refusals === null && looked !== this.#looksForTaken) return this.#store(rows);
    if (refusals === null) {
      const middle = Math.ceil(rows.length / 2);
      await this.#store(rows.slice(0, middle));
      return this.#store(rows.slice(middle));
    }
    for (const [row, problems] of refusals) this.refused.push(reported(row, problems));
    if (refusals.size > 0) await this.#store(rows.filter((row) => !refusals.has(row)));
  }

  /** Null when they cannot be stored together and nothing says which of them is why. */
  async #attempt(rows: readonly Row[]): Promise<Refusals<Row> | null> {
    const prepared = await this.#prepared(rows);
    if (!prepared.ok)
      return byRow(rows, prepared.problems) ?? new Map(rows.map((row) => [row, prepared.problems]));
    const refusals = new Map<Row, readonly Problem[]>();
    const skipped: RefusedRow[] = [];
    const good: CheckedRow[] = [];
    for (const [place, row] of rows.entries()) {
      const made = prepared.value[place];
      if (made === undefined) throw new Error("A row was lost while it was prepared");
      if (made.skipped !== null) {
        skipped.push(reported(row, [made.skipped]));
        continue;
      }
      const checked = this.#checked(row, made.values);
      if (checked.ok) good.push({ row, values: checked.value });
      else refusals.set(row, checked.problems);
    }
    if (refusals.size > 0) return refusals;
    const taken = this.#looksForTaken ? await this.#taken(good) : refusals;
    if (taken.size > 0) return taken;
    const stored = await this.#write(good.map(({ values }) => values));
    if (!stored.ok) {
      this.#looksForTaken ||= this.#plan.key === null && stored.problems.some(isTaken);
      const sent = good.map(({ row }) => row);
      return byRow(sent, stored.problems);
    }
    const { records, created } = stored.value;
    this.#created += created;
    this.#changed += records.length - created;
    for (const { json } of records) this.written.push(idOf(json));
    this.skipped.push(...skipped);
    return refusals;
  }

  /** Rows of the part whose keys are there already, all at once. */
  async #taken(rows: readonly CheckedRow[]): Promise<Refusals<Row>> {
    const places = await takenKeys(
      this.#writer,
      this.#model,
      rows.map(({ values }) => values),
    );
    return new Map(
      rows.flatMap(({ row }, place) => {
        const problems = places.get(place);
        return problems === undefined ? [] : [[row, problems] as const];
      }),
    );
  }

  async #prepared(rows: readonly Row[]): Promise<Result<readonly PreparedRow[]>> {
    if (this.#preparation === null)
      return success(rows.map(({ record }) => ({ values: record, skipped: null })));
    const given = rows.map(({ index, record, unread }) => {
      return { line: lineOf(index), values: record, unread };
    });
    return refusable(async () =>
      success((await this.#preparation?.prepare(this.#writer, given)) ?? []),
    );
  }

  /** The values as they are stored. */
  #checked(row: Row, values: Values): Result<Values> {
    const { key } = this.#plan;
    const checked: Result<Values> =
      key === null ? validateWritten(this.#writer, this.#model, "create", values) : success(values);
    const unread = row.problems.filter(({ path }) => !givenSince(row, values).includes(path));
    const known = new Set(unread.map(({ path }) => path));
    const wrong = checked.ok ? [] : checked.problems.filter(({ path }) => !known.has(path));
    const repeated = key === null ? [] : this.#repeated(row, values[key.name]);
    const problems = [...unread, ...wrong, ...repeated];
    return problems.length === 0 && checked.ok ? checked : failure(...problems);
  }

  /** A second row with the same key would change what the first has just written. */
  #repeated({ index }: Row, value: unknown): readonly Problem[] {
    const { key } = this.#plan;
    if (key === null || value === undefined || value === null) return [];
    const text = JSON.stringify(key.type.normalise(value, key.schema));
    const first = this.#keys.get(text) ?? index;
    this.#keys.set(text, first);
    return first === index ? [] : [problem("repeated_item", pointer("", key.name))];
  }

  async #write(
    records: readonly Values[],
  ): Promise<Result<{ readonly records: readonly RecordText[]; readonly created: number }>> {
    const { key } = this.#plan;
    if (records.length === 0) return success({ records: [], created: 0 });
    return refusable(async () => {
      if (key !== null) return upsertRecords(this.#writer, this.#model, key, records, true);
      const refusal = additionProblem(this.#model);
      if (refusal !== null) return failure(refusal);
      const own = records.map((record) => ({ ...record }));
      const stored = await storeNew(this.#writer, this.#model, own, true);
      return stored.ok ? success({ records: stored.value, created: records.length }) : stored;
    });
  }
}

const isTaken = ({ code }: Problem): boolean =>
  code === "not_unique" || code === "not_unique_together";

async function refusable<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

/** Paths of the fields whose cells could not be read, and which have got a value all the same. */
const givenSince = ({ record, unread }: Row, values: Values): readonly string[] =>
  Object.keys(unread)
    .filter((name) => Object.hasOwn(values, name) && !Object.hasOwn(record, name))
    .map((name) => pointer("", name));

function idOf(json: string): string {
  const record: unknown = JSON.parse(json);
  if (!isJsonObject(record)) throw new Error("A record is no record");
  return String(record.id);
}
