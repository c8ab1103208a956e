/**
 * A column that keeps what a field held in a former type, and how it is known which of its values
 * nobody has written another for since. Values that went from or to a lookup remember what they
 * became: titles change, and records come to be called alike. All others become the same again
 * whenever they are converted, so they are converted again and compared.
 */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { hiddenName, type Removed, type RemovedThing } from "../catalog/removed.ts";
import { becameName } from "../db/names.ts";
import type { Conversion } from "./conversion.ts";
import { replacedSince } from "./returned-values.ts";
import type { RewrittenValues } from "./rewritten-values.ts";
import { type Former, keptSince, type TypeChange } from "./type-changes.ts";

/** Column with the values that the field had when it was of the new type before. */
export interface FormerColumn {
  readonly column: string;
  /** What the values went on as in place, and are read as; it stays. Null: they are of the type. */
  readonly as: FieldModel | null;
  /** Column that remembers what they became; null: none does. */
  readonly became: string | null;
  /** Steps that are remembered, from the first on. */
  readonly steps: readonly RememberedStep[];
  /** The column from which on nothing is remembered; null: all is. */
  readonly compared: ComparedColumn | null;
}

interface RememberedStep {
  readonly became: string;
  /** Where its values were kept when they went on; null: they stand in the field. */
  readonly next: string | null;
}

/** What its values became is what they become when they are converted again. */
export interface ComparedColumn extends FirstConversion {
  readonly column: string;
  /** What became of options that went since, one after the other. */
  readonly replaced: readonly RewrittenValues[];
  /** Null: as values of the type that the field gets. */
  readonly as: FieldModel | null;
}

export interface FirstConversion {
  readonly as: FieldModel | null;
  /** What the values turned into at first; null where that is not known. */
  readonly became: FieldModel | null;
  /** Column that remembers what each became; null: none does. */
  readonly remembered: string | null;
  /** Columns that were kept after it: what stands there was written since. */
  readonly since: readonly string[];
}

/** Whether titles have a say in what values become, and both are there to be compared one day. */
export const remembersBecame = ({ before, after }: Pick<TypeChange, "before" | "after">): boolean =>
  before.formula === null &&
  after.formula === null &&
  (before.target !== null || after.target !== null);

const rememberedBy = ({ remembers, subject, version }: RemovedThing): string | null =>
  remembers ? becameName(subject, version) : null;

export const firstConversion = (removed: Removed, thing: RemovedThing): FirstConversion => ({
  as: thing.field,
  became: thing.became,
  remembered: rememberedBy(thing),
  since: keptSince(removed, thing).map(hiddenName),
});

/** Without what was kept between a change of type and its way back: the values are those again. */
const withoutDetours = (since: readonly RemovedThing[]): readonly RemovedThing[] =>
  since.filter(
    ({ version }) =>
      !since.some(
        (back) => back.spends !== null && back.spends <= version && version <= back.version,
      ),
  );

const areAlike = (one: FieldModel | null, other: FieldModel): boolean =>
  one !== null && one.type.column(one.schema)?.sql === other.type.column(other.schema)?.sql;

/**
 * @param before the field as it is now
 */
export function formerColumn(
  removed: Removed,
  { thing, as }: Former,
  before: FieldModel,
): FormerColumn {
  const steps: RememberedStep[] = [];
  let compared: RemovedThing | null = thing;
  const since = keptSince(removed, thing).filter(({ kind }) => kind === "former");
  for (const next of [...withoutDetours(since), null]) {
    const became: string | null = compared === null ? null : rememberedBy(compared);
    const held = next === null ? before : next.field;
    // Of another type it is when what came between is kept no longer.
    if (became === null || held === null || !areAlike(compared?.became ?? null, held)) break;
    steps.push({ became, next: next === null ? null : hiddenName(next) });
    compared = next;
  }
  return {
    column: hiddenName(thing),
    as,
    became: rememberedBy(thing),
    steps,
    compared:
      compared === null
        ? null
        : {
            ...firstConversion(removed, compared),
            column: hiddenName(compared),
            replaced: replacedSince(removed, before, compared.version),
            as: compared === thing ? as : compared.field,
          },
  };
}

/**
 * True for rows of `t` that have a former value which can come back, as far as it is remembered what
 * became of it. A lookup that is empty because its record went was emptied by nobody; one to a
 * record that went does not come back.
 */
export function mayComeBack(
  conversion: Conversion,
  { column, as, steps }: FormerColumn,
  from: Sql,
): Sql {
  const { before, after } = conversion;
  const former = identifier("t", column);
  const isThere = (lookup: FieldModel, id: Sql): Sql => {
    const records = conversion.targets(lookup);
    return records === null
      ? sql`false`
      : sql`exists (select 1 from ${records.table} as "there" where "there"."id" = ${id})`;
  };
  const unwritten = steps.flatMap(({ became, next }) => {
    const was = identifier("t", became);
    if (next !== null) return sql`${identifier("t", next)} is not distinct from ${was}`;
    // Nobody writes what is computed.
    if (before.formula !== null) return [];
    const same = sql`${from} is not distinct from ${was}`;
    return before.target === null
      ? same
      : sql`(${same} or (${from} is null and not ${isThere(before, was)}))`;
  });
  // Of several, those come back that are there.
  const isLookup = after.target !== null && after.type.storage === "column" && as === null;
  const present = isLookup ? [isThere(after, former)] : [];
  return joinSql([sql`${former} is not null`, ...unwritten, ...present], sql` and `);
}
