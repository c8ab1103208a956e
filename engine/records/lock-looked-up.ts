/**
 * Takes the records that formulas read through the lookups of a write, so that a change of one of
 * them in another transaction either is seen here or sees these. They come before the records that
 * are written: see `lock-order.ts`.
 */
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import { nameInRecords, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { uuidPattern } from "../db/uuid.ts";
import { rowsIn } from "./child-rows.ts";
import { childFields } from "./columns.ts";
import { applyDefaults } from "./defaults.ts";
import { reachedLock, slotAt } from "./formula-locks.ts";
import { pathKey, pathSteps, type Step } from "./formula-paths.ts";
import { lockOrder } from "./lock-order.ts";
import type { Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

export interface WrittenRecord {
  /** Null: it is not there yet. */
  readonly id: string | null;
  readonly values: Values;
}

export interface LookedUp {
  /** Takes them. */
  take(): Promise<void>;
  /**
   * Takes them, then runs `work`, which takes the written records. What these lead to by a way that
   * could be another until then is taken once more; mostly there is no such way, and no statement.
   * That waits for nobody, for it would be out of order: the transaction begins anew instead. All
   * are sent without waiting for answers.
   */
  takeAround<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The same of other values of the one record, without what is taken already. */
  further(values: Values): LookedUp;
}

/** A way of a formula from a record, or a row of it, to a record that is looked up. */
interface Way {
  readonly model: ObjectModel;
  readonly first: Step;
  readonly rest: readonly Step[];
  readonly to: ObjectModel;
  /** Null: who writes the lookup takes it. Else rows that are written under this name look there. */
  readonly under: string | null;
}

/** Of records that say all that they are, or of what somebody has sent. */
export const lookedUpBy = (
  writer: Writer,
  model: ObjectModel,
  records: readonly WrittenRecord[],
): LookedUp => lookedUp(writer, model, records, { complete: (_, row) => row, held: new Map() });

/** Of a valid change of a record. New rows in it are given their defaults. */
export const lookedUpByChange = (
  writer: Writer,
  model: ObjectModel,
  id: string,
  values: Values,
): LookedUp => {
  const complete: Complete = (rows, row) => withDefaults(writer, rows, row);
  return lookedUp(writer, model, [{ id, values }], { complete, held: new Map() });
};

type Found = ReadonlyMap<Way, Set<string>>;

/** A new row as it is stored. */
type Complete = (rows: ObjectModel, row: Values) => Values;

function lookedUp(
  writer: Writer,
  model: ObjectModel,
  records: readonly WrittenRecord[],
  { complete, held }: { readonly complete: Complete; readonly held: Found },
): LookedUp {
  const { catalog, executor } = writer;
  const ways = waysFrom(catalog, model);
  const found: Found = new Map(ways.map((way) => [way, new Set<string>()]));
  if (ways.length > 0)
    for (const { id, values } of records) collect(complete, { model, id, values }, found);
  for (const [way, ids] of found) for (const id of held.get(way) ?? []) ids.delete(id);
  const targets = Map.groupBy(ways, ({ to }) => to);
  const lock = async (patience: "any" | "none", isMeant: (way: Way) => boolean): Promise<void> => {
    const sent = [...targets].flatMap(([target, all]) => {
      if (!all.some((way) => isMeant(way) && idsOf(found, way).length > 0)) return [];
      const arms = all.map(({ first, rest, under }) => (under === null ? rest : [first, ...rest]));
      const slots = all.map((way, index) => [slotAt(index), idsOf(found, way)] as const);
      const statement = reachedLock(catalog, target, arms, patience);
      return executor.run(statement.bind(Object.fromEntries(slots)));
    });
    await Promise.all(sent);
  };
  const takeAround = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const [, value] = await Promise.all([
      lock("any", () => true),
      work(),
      lock("none", ({ rest, under }) => rest.length > 0 || under !== null),
    ]);
    return value;
  };
  return {
    take: () => takeAround(async () => undefined),
    takeAround,
    further: (values) => {
      const [id = null] = records.map((record) => record.id);
      return lookedUp(writer, model, [{ id, values }], { complete, held: found });
    },
  };
}

const idsOf = (found: Found, way: Way): string[] => [...(found.get(way) ?? [])];

/** Notes from which ids the ways of a record, and of the rows below it, are taken. */
function collect(
  complete: Complete,
  { model, id, values }: WrittenRecord & { readonly model: ObjectModel },
  found: Found,
): void {
  for (const [way, ids] of found) {
    if (way.model !== model) continue;
    const field = model.byName.get(way.first.name);
    if (field === undefined) continue;
    const held = valueHeld(field, values);
    const isGiven = Object.hasOwn(values, nameInRecords(field));
    if (way.under === null && isId(held)) ids.add(held);
    if (way.under !== null && id !== null && !isGiven && Object.hasOwn(values, way.under))
      ids.add(id);
  }
  for (const { name, children } of childFields(model)) {
    for (const row of rowsIn(values[name])) {
      const own = isId(row.id) ? row.id : null;
      const whole = own === null ? complete(children, row) : row;
      collect(complete, { model: children, id: own, values: whole }, found);
    }
  }
}

const isId = (value: unknown): value is string =>
  typeof value === "string" && uuidPattern.test(value);

function withDefaults({ catalog, clock }: Writer, rows: ObjectModel, row: Values): Values {
  const whole: Record<string, unknown> = structuredClone(row);
  applyDefaults(rows, whole, catalog.objects, clock);
  return whole;
}

const waysKey = Symbol("ways of lookups");

/** Of an object and of its rows, in the order in which what they lead to is taken. */
function waysFrom(catalog: Catalog, model: ObjectModel): readonly Way[] {
  const all = catalog.derived(waysKey, () => waysOfAll(catalog));
  return all.get(lockOrder(catalog).recordsOf(model).name) ?? [];
}

function waysOfAll(catalog: Catalog): ReadonlyMap<string, readonly Way[]> {
  const order = lockOrder(catalog);
  const found = new Map<string, Way>();
  for (const model of catalog.rows.values()) {
    for (const field of model.fields) {
      for (const { path } of formulaOf(field, model, catalog.objects)?.references ?? [])
        for (const [key, way] of waysOfPath(pathSteps(model, path, catalog))) found.set(key, way);
    }
  }
  const sorted = [...found.values()].sort(
    (a, b) => order.turn(a.to) - order.turn(b.to) || (a.to.name < b.to.name ? -1 : 1),
  );
  return Map.groupBy(sorted, (way) => order.recordsOf(way.model).name);
}

/** What is left of a path at each lookup on it, up to each lookup behind. */
function waysOfPath(steps: readonly Step[]): readonly (readonly [string, Way])[] {
  return steps.flatMap((first, start) => {
    if (first.kind !== "lookup") return [];
    const before = steps[start - 1];
    const below = before?.kind === "parent" ? (rowsPathOf(before.from).at(-1) ?? null) : null;
    const unders = below === null ? [null] : [null, below];
    return steps.slice(start).flatMap(({ kind, to }, length) => {
      if (kind !== "lookup") return [];
      const rest = steps.slice(start + 1, start + length + 1);
      return unders.map((under): readonly [string, Way] => [
        `${pathKey([first, ...rest])} ${under}`,
        { model: first.from, first, rest, to, under },
      ]);
    });
  });
}
