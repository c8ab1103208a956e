/** Records in a locked state: nothing of them changes but by a transition. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { isLocked } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import { type Asker, mayKnowState, possibleTitles, stateTitle } from "./lifecycle-words.ts";
import type { LockedRecord } from "./lock-record.ts";
import { isGapless } from "./numbering.ts";
import { Refused } from "./writer.ts";

/** @throws Refused when the record's state is a locked one, which is named to who may read it */
export function refuseLocked(asker: Asker, model: ObjectModel, state: string | null): void {
  const { catalog, rights } = asker;
  const { lifecycle } = model;
  if (lifecycle === null || !isLocked(lifecycle, state)) return;
  if (!mayKnowState(rights, model)) throw new Refused([problem("not_permitted")]);
  throw new Refused([
    problem("state_locked", pointer("", lifecycle.field), {
      state: stateTitle(catalog, model, state),
      possible: possibleTitles(asker, model, state),
    }),
  ]);
}

/** @throws Refused when the record is locked, or holds a number whose series has no gaps */
export function refuseDeletion(
  asker: Asker,
  model: ObjectModel,
  { state, numbers }: LockedRecord,
): void {
  refuseLocked(asker, model, state);
  const kept = model.fields.filter((field) => isGapless(field) && numbers.has(field.name));
  const number = kept.map(({ name }) => numbers.get(name) ?? null).find((value) => value !== null);
  if (number === undefined) return;
  const isSeen = kept.every((field) => asker.rights.mayRead(model, field));
  throw new Refused([isSeen ? problem("number_kept", "", { number }) : problem("not_permitted")]);
}

/** ` and …`: true of rows whose state is not locked; nothing for objects without locked states. */
export function andNotLocked(model: ObjectModel, alias: string): Sql {
  const { lifecycle } = model;
  if (lifecycle === null || lifecycle.locked.length === 0) return sql``;
  const state = sql`coalesce(${identifier(alias, lifecycle.field)}, ${parameter(lifecycle.initial, "text")})`;
  return sql` and ${state} <> all(${parameter([...lifecycle.locked], "text[]")})`;
}
