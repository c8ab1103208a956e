/**
 * Someone else changed the record since the caller read it. Changes of different fields both win;
 * changes of the same field are refused with what all three sides hold.
 */
import { slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { historyTable } from "./history.ts";
import type { Writer } from "./writer.ts";

export interface ConflictSides {
  readonly base: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly yours: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/** Stops the write; carries what the caller needs to decide. */
export class RevisionConflict extends Error {
  readonly problem: Problem;
  readonly sides: ConflictSides;
  constructor(cause: Problem, sides: ConflictSides) {
    super("revision conflict");
    this.problem = cause;
    this.sides = sides;
  }
}

interface Attempt {
  readonly id: string;
  readonly base: number;
  readonly current: number;
  readonly changes: Readonly<Record<string, unknown>>;
  /** The record as it is now. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** Returns when the changes may be made all the same. @throws RevisionConflict */
export async function conflictWith(
  writer: Writer,
  model: ObjectModel,
  attempt: Attempt,
): Promise<void> {
  const former = await valuesAt(writer, attempt);
  const names = model.fields
    .map(({ name }) => name)
    .filter(
      (name) =>
        Object.hasOwn(attempt.changes, name) && (former === null || Object.hasOwn(former, name)),
    )
    .filter((name) => former === null || !same(attempt.changes[name], attempt.record[name]));
  if (former !== null && names.length === 0) return;
  const pick = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  const titles = names.map((name) => model.byName.get(name)?.title ?? name);
  throw new RevisionConflict(
    problem("revision_conflict", pointer("", ...names.slice(0, 1)), { fields: titles }),
    {
      base: pick(former ?? {}),
      theirs: pick(attempt.record),
      yours: pick(attempt.changes),
      revision: attempt.current,
    },
  );
}

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

/**
 * The values at the base revision of the fields that changed since: the `before` of each field's
 * first later change. Null when history does not reach back that far.
 */
async function valuesAt(
  writer: Writer,
  attempt: Attempt,
): Promise<Readonly<Record<string, unknown>> | null> {
  const { rows } = await writer.executor.run(
    prepareSql(sql`select "revision", "changes" from ${historyTable(writer.catalog)}
      where "record" = ${slot("id", "uuid")} and "revision" > ${slot("base", "bigint")} order by "revision"`).bind(
      {
        id: attempt.id,
        base: attempt.base,
      },
    ),
  );
  if (attempt.base > attempt.current || rows.length !== attempt.current - attempt.base) return null;
  const values: Record<string, unknown> = {};
  for (const [, text] of rows) {
    const changes: unknown = JSON.parse(text ?? "{}");
    if (!isJsonObject(changes)) continue;
    for (const [name, pair] of Object.entries(changes)) {
      if (!Object.hasOwn(values, name)) values[name] = Array.isArray(pair) ? pair[0] : null;
    }
  }
  return values;
}
