/**
 * What else happens when records are written: scripts before and after, workflows that start. They
 * run inside the transaction of the write; whoever makes them stands above this room and hands them
 * over with the writer.
 */
import { computeFields } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { settleSecrets } from "../../metadata/model/secrets.ts";
import type { Problem } from "../../metadata/problem.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { historyRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { readRecords } from "../query/read-records.ts";
import { completedProblems } from "./completed-values.ts";
import { applyDefaults } from "./defaults.ts";
import { parseRecord } from "./lock-record.ts";
import { withOwnFormulas } from "./own-formulas.ts";
import type { KeptChanges } from "./record-difference.ts";
import { ringsAmong } from "./tree.ts";
import { emptyFields, withFilledRows, withWholeRows } from "./whole-rows.ts";
import { atIndex, Refused, type Writer } from "./writer.ts";

/** What a write is to those who wait for it: an edit, or a step of the lifecycle by its name. */
export type WriteEvent =
  | { readonly kind: "create" | "update" | "delete" }
  | { readonly kind: "transition"; readonly name: string };

type Values = Readonly<Record<string, unknown>>;

/** One record of a write, whole: with the fields that the writer may not read. */
export interface ReactedRecord {
  readonly id: string;
  /** As it is to be written, or is written. Of a deletion: as it was. */
  readonly record: Values;
  /** As it was; null of a new record. */
  readonly former: Values | null;
  /** Names of the fields that are written with other values. */
  readonly changed: ReadonlySet<string>;
}

export interface Reaction {
  /**
   * Runs before the records are stored. Gives for each what is to be written besides.
   * Null: nothing waits for that.
   * @throws Refused whose paths begin with the place of the record
   */
  readonly before:
    | ((inside: Writer, records: readonly ReactedRecord[]) => Promise<readonly Values[]>)
    | null;
  /** Runs after the records and their history are stored, before the commit. @throws as above */
  readonly after: ((inside: Writer, records: readonly ReactedRecord[]) => Promise<void>) | null;
}

export interface Reactions {
  /** What waits for writes of this kind; null is the rule, and costs nothing. */
  to(catalog: Catalog, model: ObjectModel, event: WriteEvent): Reaction | null;
}

/** One after another; only the first has anything to set before a write. */
export const joinReactions = (first: Reactions, second: Reactions): Reactions => ({
  to: (catalog, model, event) => {
    const [one, other] = [first.to(catalog, model, event), second.to(catalog, model, event)];
    if (one === null || other === null) return one ?? other;
    if (other.before !== null) throw new Error("Two set values before a write");
    return {
      before: one.before,
      after: async (inside, records) => {
        await one.after?.(inside, records);
        await other.after?.(inside, records);
      },
    };
  },
});

/** Seeds and the engine's own records: nothing else happens. */
export const noReactions: Reactions = { to: () => null };

export const reactionTo = (
  { reactions, catalog }: Writer,
  model: ObjectModel,
  event: WriteEvent,
): Reaction | null => reactions.to(catalog, model, event);

/** New records with what was set on them, checked, and the formulas that they alone decide. */
export async function prepareNew(
  writer: Writer,
  model: ObjectModel,
  reaction: Reaction,
  records: readonly Values[],
  many: boolean,
): Promise<readonly Record<string, unknown>[]> {
  if (reaction.before === null) return records.map((record) => ({ ...record }));
  const work = reaction.before(writer, records.map(newRecord));
  const sets = await atPlaces(many, work).catch((error: unknown) => {
    // A script that stumbles over what is missing has less to say than what is missing.
    refuseEmpty(model, records, many);
    throw error;
  });
  const prepared: Record<string, unknown>[] = [];
  for (const [index, record] of records.entries()) {
    const values = await checkedValues(writer, model, null, sets[index] ?? {}, many ? index : null);
    const whole: Record<string, unknown> = { ...record, ...values };
    // What a script sets may decide a default.
    applyDefaults(model, whole, writer.catalog.objects, writer.clock);
    prepared.push({ ...withOwnFormulas(writer, model, whole), id: record.id });
  }
  refuseEmpty(model, prepared, many);
  refuseUnfit(writer, model, prepared, many);
  const rings = ringsAmong(model, prepared).flatMap((found, index) =>
    atIndex(found, many ? index : null),
  );
  if (rings.length > 0) throw new Refused(rings);
  return prepared;
}

/** @throws Refused for what defaults and formulas made of what a script has set, and no field takes */
function refuseUnfit(
  { rights }: Writer,
  model: ObjectModel,
  records: readonly Values[],
  many: boolean,
): void {
  const completed = { rights, path: "", scriptFollows: false };
  const unfit = records.flatMap((record, index) =>
    atIndex(completedProblems(model, record, completed), many ? index : null),
  );
  if (unfit.length > 0) throw new Refused(unfit);
}

/** @throws Refused for required fields that neither the caller nor a default nor a script has filled */
function refuseEmpty(model: ObjectModel, records: readonly Values[], many: boolean): void {
  const missing = records.flatMap((record, index) =>
    atIndex(emptyFields(model, record, ""), many ? index : null),
  );
  if (missing.length > 0) throw new Refused(missing);
}

/** All that a change writes, with what was set besides. */
export async function prepareChange(
  writer: Writer,
  model: ObjectModel,
  reaction: Reaction,
  {
    id,
    former,
    changes,
  }: { readonly id: string; readonly former: Values; readonly changes: Values },
): Promise<Values> {
  if (reaction.before === null) return changes;
  const whole = withWholeRows(model, former, changes);
  const record = withFormulas(writer, model, { ...former, ...whole });
  const changed = new Set(Object.keys(changes));
  const work = reaction.before(writer, [{ id, record, former, changed }]);
  const [set = {}] = await atPlaces(false, work);
  return { ...changes, ...(await checkedValues(writer, model, former, set, null)) };
}

/** A new record as those who wait for it see it. */
export const newRecord = (record: Values): ReactedRecord => ({
  id: String(record.id),
  record,
  former: null,
  changed: new Set(Object.keys(record).filter((name) => record[name] !== null)),
});

/** What is refused in a write of one record stands at its fields, without a place. */
export async function atPlaces<Value>(many: boolean, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (many || !(error instanceof Refused)) throw error;
    const placeless = /^\/0(?=\/|$)/;
    throw new Refused(
      error.problems.map((item) => ({ ...item, path: item.path.replace(placeless, "") })),
    );
  }
}

const withFormulas = (writer: Writer, model: ObjectModel, record: Values) =>
  computeFields(
    model,
    { ...record },
    { objects: writer.catalog.objects, clock: writer.clock, related: null },
  );

/** What was set, as what a caller sends; `former` is null of a new record. @throws Refused */
async function checkedValues(
  writer: Writer,
  model: ObjectModel,
  former: Values | null,
  set: Values,
  index: number | null,
): Promise<Values> {
  if (Object.keys(set).length === 0) return set;
  const refuse = (problems: readonly Problem[]) => new Refused(atIndex(problems, index));
  const checked = validateRecord(model, "change", set);
  if (!checked.ok) throw refuse(checked.problems);
  const { values, problems } = settleSecrets(model, former === null, checked.value);
  if (problems.length > 0) throw refuse(problems);
  return withFilledRows(writer, model, former, values).catch((error: unknown) => {
    throw error instanceof Refused ? refuse(error.problems) : error;
  });
}

/** The records as they are stored now, whole. */
export async function storedRecords(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly Values[]> {
  const texts = await readRecords({ ...writer, rights: historyRights }, model, ids);
  return texts.map(({ json }) => parseRecord(json));
}

/** Names of the fields of which history keeps a change. */
export const changedNames = (model: ObjectModel, changes: KeptChanges): ReadonlySet<string> =>
  new Set(model.fields.filter(({ id }) => Object.hasOwn(changes, id)).map(({ name }) => name));
