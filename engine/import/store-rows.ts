/**
 * Rows of a file, stored a part at a time inside one transaction. A row that is refused is set
 * aside with its reasons and takes no other along: the part is tried again without it, or, when the
 * reason names no row, by halves, each behind a savepoint.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem, type Result } from "../../metadata/problem.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import type { RecordText } from "../query/read-records.ts";
import { storeNew } from "../records/create.ts";
import { additionProblem } from "../records/single-record.ts";
import { upsertRecords } from "../records/upsert.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { validateWritten } from "../records/written-states.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { ImportCounts } from "./import-table.ts";
import { rowsToRecords } from "./rows-to-records.ts";

export interface RefusedRow {
  /** Line of the file, the header being the first. */
  readonly line: number;
  /** Its place among the rows. */
  readonly row: number;
  readonly problems: readonly Problem[];
}

interface Row {
  readonly index: number;
  readonly record: Readonly<Record<string, unknown>>;
}

export class RowStore {
  readonly refused: RefusedRow[] = [];
  readonly written: string[] = [];
  readonly #writer: Writer;
  readonly #model: ObjectModel;
  readonly #plan: ImportPlan;
  readonly #keys = new Set<string>();
  #read = 0;
  #created = 0;
  #changed = 0;

  /** @param writer in an open transaction */
  constructor(writer: Writer, model: ObjectModel, plan: ImportPlan) {
    this.#writer = writer;
    this.#model = model;
    this.#plan = plan;
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
    const { clock } = this.#writer;
    const part = { ...this.#plan.table, rows: cells };
    const context = { locale: "en", timeZone: clock.timeZone } as const;
    const rows = await rowsToRecords(this.#writer, part, this.#plan.columns, context);
    const good = rows.flatMap(({ record, problems }, index): readonly Row[] =>
      this.#checked({ index: start + index, record }, problems),
    );
    await this.#store(good);
    this.#read += cells.length;
  }

  /** The row as it is stored; none when it is refused on its own account. */
  #checked(row: Row, unread: readonly Problem[]): readonly Row[] {
    const { key } = this.#plan;
    const checked =
      key === null
        ? validateWritten(this.#writer, this.#model, "create", row.record)
        : { ok: true as const, value: row.record };
    const known = new Set(unread.map(({ path }) => path));
    const wrong = checked.ok ? [] : checked.problems.filter(({ path }) => !known.has(path));
    const repeated = key === null ? [] : this.#repeated(row.record[key.name]);
    const problems = [...unread, ...wrong, ...repeated];
    if (problems.length === 0 && checked.ok) return [{ ...row, record: checked.value }];
    this.#refuse(row.index, problems);
    return [];
  }

  /** A second row with the same key would change what the first has just written. */
  #repeated(value: unknown): readonly Problem[] {
    const { key } = this.#plan;
    if (key === null || value === undefined || value === null) return [];
    const text = JSON.stringify(key.type.normalise(value, key.schema));
    if (this.#keys.has(text)) return [problem("repeated_item", pointer("", key.name))];
    this.#keys.add(text);
    return [];
  }

  #refuse(index: number, problems: readonly Problem[]): void {
    this.refused.push({ line: index + 2, row: index, problems });
  }

  async #store(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const problems = await this.#attempt(rows);
    if (problems === null) return;
    const byRow = new Map<number, Problem[]>();
    for (const item of problems) {
      const [, first = "", ...rest] = item.path.split("/");
      const index = rows.length === 1 && !/^\d+$/.test(first) ? 0 : Number(first || Number.NaN);
      if (!Number.isInteger(index) || index >= rows.length) continue;
      const path = /^\d+$/.test(first) ? rest : [first, ...rest];
      const inside = path.join("/");
      byRow.set(index, [
        ...(byRow.get(index) ?? []),
        { ...item, path: inside === "" ? "" : `/${inside}` },
      ]);
    }
    if (byRow.size > 0) {
      for (const [index, found] of byRow) this.#refuse(rows[index]?.index ?? 0, found);
      return this.#store(rows.filter((_, index) => !byRow.has(index)));
    }
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) return this.#refuse(only.index, problems);
    const middle = Math.ceil(rows.length / 2);
    await this.#store(rows.slice(0, middle));
    await this.#store(rows.slice(middle));
  }

  /** Null when all are stored; else nothing is. */
  async #attempt(rows: readonly Row[]): Promise<readonly Problem[] | null> {
    const stored = await behindSavepoint(
      this.#writer.executor,
      () => this.#write(rows.map(({ record }) => record)),
      ({ ok }) => ok,
    );
    if (!stored.ok) return stored.problems;
    const { records, created } = stored.value;
    this.#created += created;
    this.#changed += records.length - created;
    for (const { json } of records) this.written.push(idOf(json));
    return null;
  }

  async #write(
    records: readonly Readonly<Record<string, unknown>>[],
  ): Promise<Result<{ readonly records: readonly RecordText[]; readonly created: number }>> {
    const { key } = this.#plan;
    try {
      if (key !== null) return await upsertRecords(this.#writer, this.#model, key, records, true);
      const refusal = additionProblem(this.#model);
      if (refusal !== null) throw new Refused([refusal]);
      const own = records.map((record) => ({ ...record }));
      const stored = await storeNew(this.#writer, this.#model, own, true);
      return stored.ok
        ? { ok: true, value: { records: stored.value, created: records.length } }
        : stored;
    } catch (error) {
      if (error instanceof Refused) return { ok: false, problems: error.problems };
      throw error;
    }
  }
}

function idOf(json: string): string {
  const record: unknown = JSON.parse(json);
  if (!isJsonObject(record)) throw new Error("A record is no record");
  return String(record.id);
}
