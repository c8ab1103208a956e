/** Records in a locked state: nothing of them changes but by a transition. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { isLocked } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { possibleTitles, stateTitle } from "./lifecycle-words.ts";
import type { LockedRecord } from "./lock-record.ts";
import { isGapless } from "./numbering.ts";
import { Refused } from "./writer.ts";

/** @throws Refused when the record's state is a locked one */
export function refuseLocked(catalog: Catalog, model: ObjectModel, state: string | null): void {
  const { lifecycle } = model;
  if (lifecycle === null || !isLocked(lifecycle, state)) return;
  throw new Refused([
    problem("state_locked", pointer("", lifecycle.field), {
      state: stateTitle(catalog, model, state),
      possible: possibleTitles(catalog, model, state),
    }),
  ]);
}

/** @throws Refused when the record is locked, or holds a number whose series has no gaps */
export function refuseDeletion(
  catalog: Catalog,
  model: ObjectModel,
  { state, numbers }: LockedRecord,
): void {
  refuseLocked(catalog, model, state);
  const kept = model.fields.filter(isGapless).flatMap(({ name }) => numbers.get(name) ?? []);
  const [number] = kept;
  if (number !== undefined) throw new Refused([problem("number_kept", "", { number })]);
}

/** ` and …`: true of rows whose state is not locked; nothing for objects without locked states. */
export function andNotLocked(model: ObjectModel, alias: string): Sql {
  const { lifecycle } = model;
  if (lifecycle === null || lifecycle.locked.length === 0) return sql``;
  const state = sql`coalesce(${identifier(alias, lifecycle.field)}, ${parameter(lifecycle.initial, "text")})`;
  return sql` and ${state} <> all(${parameter([...lifecycle.locked], "text[]")})`;
}
