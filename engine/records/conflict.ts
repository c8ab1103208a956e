/**
 * Someone else changed the record since the caller read it. Changes of different fields both win;
 * changes of the same field are refused with what all three sides hold.
 */
import { slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { withoutSecrets } from "../../metadata/model/secrets.ts";
import { ownerFieldId } from "../../metadata/model/system-fields.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { historyTable } from "./history.ts";
import {
  type KeptValues,
  keptValues,
  namedValues,
  parseChanges,
  undo,
} from "./record-difference.ts";
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
  const base = await stateAtBase(writer, model, attempt);
  const names = [...model.fields, ...ownerOf(model)]
    .filter(
      (field) =>
        Object.hasOwn(attempt.changes, field.name) &&
        (base === null || base.changed.has(field.id)) &&
        !(base !== null && same(attempt.changes[field.name], attempt.record[field.name])),
    )
    .map(({ name }) => name);
  if (base !== null && names.length === 0) return;
  const pick = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      names
        .filter((name) => writer.rights.mayRead(model, model.byName.get(name) as FieldModel))
        .map((name) => [name, values[name] ?? null]),
    );
  /** What others wrote holds no more than the caller may read, in child rows neither. */
  const seen = (kept: KeptValues) =>
    pick({
      ...namedValues(model, kept, writer.rights),
      owner: kept[ownerFieldId] ?? attempt.record.owner,
    });
  const titles = names.map((name) => model.byName.get(name)?.title ?? name);
  throw new RevisionConflict(
    problem("revision_conflict", pointer("", ...names.slice(0, 1)), { fields: titles }),
    {
      base: seen(base?.values ?? {}),
      theirs: seen(keptValues(model, attempt.record)),
      yours: pick(withoutSecrets(model, attempt.changes)),
      revision: attempt.current,
    },
  );
}

/** The one system field that is written by itself. */
const ownerOf = ({ systemFields }: ObjectModel): readonly FieldModel[] =>
  systemFields.filter(({ id }) => id === ownerFieldId);

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

/**
 * The record at the base revision, and the ids of the fields that changed since. Null when history
 * does not reach back that far.
 */
async function stateAtBase(
  writer: Writer,
  model: ObjectModel,
  attempt: Attempt,
): Promise<{
  readonly values: KeptValues;
  readonly changed: ReadonlySet<string>;
} | null> {
  const { rows } = await writer.executor.run(
    prepareSql(sql`select "changes" from ${historyTable(writer.catalog)}
      where "record" = ${slot("id", "uuid")} and "revision" > ${slot("base", "bigint")} order by "revision" desc`).bind(
      {
        id: attempt.id,
        base: attempt.base,
      },
    ),
  );
  if (attempt.base > attempt.current || rows.length !== attempt.current - attempt.base) return null;
  const steps = rows.map(([text]) => parseChanges(text));
  const values = steps.reduce(undo, keptValues(model, attempt.record));
  return {
    values,
    changed: new Set(steps.flatMap((changes) => Object.keys(changes))),
  };
}
