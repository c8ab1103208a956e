/**
 * Deleting one record: it goes into the recycle bin with all that is deleted along with it, and
 * whoever pointed at it lets go, as a change of his own.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { nameInRecords } from "../../metadata/model/dynamic-lookups.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import { fieldsOfEveryChange } from "../../metadata/model/system-fields.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { engineRights, historyRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { readRecord, readRecords } from "../query/read-records.ts";
import { RevisionConflict } from "./conflict.ts";
import { databaseProblem } from "./database-problems.ts";
import { hiddenFields, readWithHidden } from "./hidden-fields.ts";
import { withoutSpent } from "./hidden-values.ts";
import { writeHistory } from "./history.ts";
import { lockOrder } from "./lock-order.ts";
import { type LockedRecord, lockRecord, parseRecord } from "./lock-record.ts";
import { refuseDeletion } from "./locked-state.ts";
import { atPlaces, type ReactedRecord, type Reaction, reactionTo } from "./reactions.ts";
import { lockFollowers, recompute, recomputeAfterDelete } from "./recompute.ts";
import { differenceBetween, keptValues } from "./record-difference.ts";
import { type BinEntry, putIntoBin } from "./recycle-bin.ts";
import { type Reference, referencesTo } from "./referencing.ts";
import { refuseResting } from "./resting-records.ts";
import { removalProblem } from "./single-record.ts";
import { requireReach } from "./within-reach.ts";
import { atomic, orRefuse, Refused, type Writer, writtenIn } from "./writer.ts";

/** @throws RevisionConflict when `base` is given and not the current revision. */
export async function deleteRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  base: number | null,
): Promise<Result<null>> {
  const refusal = removalProblem(model);
  if (refusal !== null) return failure(refusal);
  try {
    await atomic(writer, (inside) => remove(inside, model, id, base));
    return success(null);
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    if (error instanceof RevisionConflict) throw error;
    const found = databaseProblem(error, writer, model);
    if (found === null) throw error;
    return failure(found.code === "unknown_record" ? { ...found, code: "record_in_use" } : found);
  }
}

/** Records of one object. */
interface Group {
  readonly model: ObjectModel;
  readonly ids: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

async function remove(
  writer: Writer,
  model: ObjectModel,
  id: string,
  base: number | null,
): Promise<void> {
  await requireReach(writer, model, id, "delete");
  const locked = await lockRecord({ ...writer, rights: engineRights }, model, id);
  await requireReach(writer, model, id, "delete");
  const { revision } = locked;
  if (base !== null && revision !== base) {
    const theirs = parseRecord(orRefuse(await readRecord(writer, model, id)).json);
    throw new RevisionConflict(problem("revision_conflict", "", { fields: [model.title] }), {
      base: {},
      theirs,
      yours: {},
      revision,
    });
  }
  refuseDeletion(writer, model, locked);
  const reaction = reactionTo(writer, model, { kind: "delete" });
  const { record } = await reactBefore(writer, model, reaction, id, locked);
  const { groups, holders } = await takeConcerned(writer, model, id);
  const documents = await documentsOf(writer, groups, record);
  const before = await statesOf(writer, holders);
  const work = { ...writer, clock: clockValues(writer.clock) };
  const finishing: (() => Promise<void>)[] = [];
  for (const group of groups)
    finishing.push(await recomputeAfterDelete(work, group.model, group.ids));
  const table = identifier(writer.catalog.schema, tableOf(model));
  await writer.executor.run(
    prepareSql(sql`delete from ${table} where "id" = ${slot("id", "uuid")}`).bind({ id }),
  );
  for (const finish of finishing) await finish();
  for (const holder of holders) {
    await raiseRevisions(writer, holder);
    await recompute(work, holder.model, holder.ids, lettingFields(writer, groups, holder.model));
  }
  const letGo = await recordLettingGo(writer, holders, before);
  await putIntoBin(
    writer,
    documents.map((document, place) => binEntry(document, { batch: id, place, letGo })),
  );
  if (reaction?.after) await atPlaces(false, reaction.after(writer, [goneRecord(id, record)]));
}

/** The record as it is deleted: what waits for deletions may have changed it, or written what did. */
async function reactBefore(
  writer: Writer,
  model: ObjectModel,
  reaction: Reaction | null,
  id: string,
  locked: LockedRecord,
): Promise<LockedRecord> {
  if (!reaction?.before) return locked;
  await atPlaces(false, reaction.before(writer, [goneRecord(id, locked.record)]));
  const again = await lockRecord({ ...writer, rights: engineRights }, model, id);
  refuseDeletion(writer, model, again);
  return again;
}

const goneRecord = (id: string, record: Values): ReactedRecord => ({
  id,
  record,
  former: record,
  changed: new Set(),
});

interface Document {
  readonly model: ObjectModel;
  readonly record: Values;
}

function binEntry(
  { model, record }: Document,
  deletion: {
    readonly batch: string;
    readonly place: number;
    readonly letGo: BinEntry["let_go"];
  },
): BinEntry {
  const { batch, place, letGo } = deletion;
  const system = Object.fromEntries(model.systemFields.map(({ name }) => [name, record[name]]));
  return {
    id: String(record.id),
    object: model.id,
    batch,
    place,
    revision: Number(record.revision) + 1,
    document: { system, values: keptValues(model, record, true) },
    let_go: place === 0 ? letGo : [],
  };
}

interface Concerned {
  readonly groups: readonly Group[];
  readonly holders: readonly Group[];
}

/**
 * The record, all that goes with it, and all that lets go. They are taken in the order of locks as
 * for a change, and those that go for good when everybody else is taken: who writes a record that
 * points at one of them takes it to see that it is there, and may do so while he is waited for.
 */
async function takeConcerned(writer: Writer, model: ObjectModel, id: string): Promise<Concerned> {
  const alone = [{ model, ids: [id] }];
  let found: Concerned = { groups: alone, holders: [] };
  if (referencesTo(writer.catalog, model).length > 0) {
    const work = { ...writer, clock: clockValues(writer.clock) };
    const count = () => found.groups.flatMap(({ ids }) => ids).length;
    found = await findConcerned(writer, model, id);
    for (let known = 0; known < count(); ) {
      known = count();
      await lockFollowers(work, [...found.groups, ...found.holders], null);
      for (const group of found.groups) await lockAll(writer, group, "delete");
      // Nothing new can come from here on.
      found = await findConcerned(writer, model, id);
    }
  }
  for (const group of found.groups) await refuseResting(writer, group.model, group.ids, "edit");
  return found;
}

async function findConcerned(writer: Writer, model: ObjectModel, id: string): Promise<Concerned> {
  const groups = await deletedTogether(writer, model, id);
  return { groups, holders: await holdersOf(writer, groups) };
}

/** The record, which comes first, and everything that PostgreSQL deletes with it. */
async function deletedTogether(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<readonly Group[]> {
  const groups: Group[] = [{ model, ids: [id] }];
  const seen = new Set([id]);
  for (const group of groups) {
    for (const reference of referencesTo(writer.catalog, group.model)) {
      if (!reference.cascades) continue;
      const ids = await lockedOwners(writer, reference.owner, [[reference, group.ids]], seen);
      if (ids.length === 0) continue;
      for (const found of ids) seen.add(found);
      groups.push({ model: reference.owner, ids });
    }
  }
  return groups;
}

/** Names of what is written of `holder`: lookups and links that let go, lists whose rows do, the revision. */
const lettingFields = (
  { catalog }: Writer,
  groups: readonly Group[],
  holder: ObjectModel,
): ReadonlySet<string> =>
  new Set([
    ...fieldsOfEveryChange,
    ...groups
      .flatMap(({ model }) => referencesTo(catalog, model))
      .filter(({ owner }) => owner === holder)
      .map(({ model, field }) => rowsPathOf(model)[0] ?? nameInRecords(field)),
  ]);

/** Records that stay and lose a value, a row or a link. */
async function holdersOf(writer: Writer, groups: readonly Group[]): Promise<readonly Group[]> {
  const { catalog } = writer;
  const deleted = new Set(groups.flatMap(({ ids }) => ids));
  const held = groups.flatMap(({ model, ids }) =>
    referencesTo(catalog, model)
      .filter(({ cascades }) => !cascades)
      .map((reference): Held => [reference, ids]),
  );
  const turn = ([owner]: readonly [ObjectModel, unknown]) => lockOrder(catalog).turn(owner);
  const owners = [...Map.groupBy(held, ([{ owner }]) => owner)].sort((a, b) => turn(a) - turn(b));
  const holders: Group[] = [];
  for (const [owner, some] of owners) {
    const ids = await lockedOwners(writer, owner, some, deleted);
    if (ids.length > 0) holders.push({ model: owner, ids: ids.toSorted() });
  }
  return holders;
}

/** A reference, and the ids of what is pointed at. */
type Held = readonly [Reference, readonly string[]];

/**
 * Takes the records that point at something, those in `known` left out, for the rest of the
 * transaction. What let go by itself before it was taken is left out.
 */
async function lockedOwners(
  writer: Writer,
  owner: ObjectModel,
  held: readonly Held[],
  known: ReadonlySet<string>,
): Promise<readonly string[]> {
  const find = async () => {
    const found = new Set<string>();
    for (const [{ owners }, ids] of held) {
      const { rows } = await writer.executor.run(owners.bind({ ids: [...ids] }));
      for (const [id] of rows) if (!known.has(String(id))) found.add(String(id));
    }
    return [...found];
  };
  const found = await find();
  if (found.length === 0) return [];
  await lockAll(writer, { model: owner, ids: found }, "change");
  const still = new Set(await find());
  return found.filter((id) => still.has(id));
}

async function lockAll(
  writer: Writer,
  { model, ids }: Group,
  purpose: "change" | "delete",
): Promise<void> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const strength = purpose === "delete" ? sql`update` : sql`no key update`;
  const statement = sql`select "id" from ${table} where "id" = any(${slot("ids", "uuid[]")}) order by "id" for ${strength}`;
  await writer.executor.run(prepareSql(statement).bind({ ids: [...ids] }));
}

/** Records as they are kept in the bin: with what waits hidden of them. `record` is the first, as it was read. */
async function documentsOf(
  writer: Writer,
  groups: readonly Group[],
  record: Values,
): Promise<readonly Document[]> {
  const documents: Document[] = [];
  const withHidden = await hiddenFields(writer);
  for (const [index, group] of groups.entries()) {
    const model = withHidden(group.model);
    const isKnown = index === 0 && model === group.model;
    const records = isKnown ? [record] : await readWithHidden(writer, model, group.ids);
    for (const each of records)
      documents.push({ model, record: withoutSpent(model, each, writtenIn(writer)) });
  }
  return documents;
}

/** What history keeps of records, by id. */
async function statesOf(
  writer: Writer,
  groups: readonly Group[],
): Promise<ReadonlyMap<string, Values>> {
  const states = new Map<string, Values>();
  for (const { model, ids } of groups) {
    const records = await readRecords({ ...writer, rights: historyRights }, model, ids);
    for (const { json } of records) {
      const record = parseRecord(json);
      states.set(String(record.id), record);
    }
  }
  return states;
}

/** Gives records that had to let go a new revision; formulas may read it. */
async function raiseRevisions(writer: Writer, { model, ids }: Group): Promise<void> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  await writer.executor.run(
    prepareSql(
      sql`update ${table} set "revision" = "revision" + 1, "updated_at" = ${slot("at", "timestamptz")}, "updated_by" = ${slot("by", "uuid")} where "id" = any(${slot("ids", "uuid[]")})`,
    ).bind({ at: writer.clock.now, by: writer.actor, ids: [...ids] }),
  );
}

/** An entry in the history of each record that had to let go. */
async function recordLettingGo(
  writer: Writer,
  holders: readonly Group[],
  before: ReadonlyMap<string, Values>,
): Promise<BinEntry["let_go"]> {
  const letGo: [string, string, number][] = [];
  for (const group of holders) {
    const { model, ids } = group;
    const after = await statesOf(writer, [group]);
    const entries = ids.map((id) => {
      const [was, is] = [before.get(id) ?? {}, after.get(id) ?? {}];
      const revision = Number(is.revision);
      letGo.push([model.id, id, revision]);
      return {
        record: id,
        revision,
        kind: "changed" as const,
        changes: differenceBetween(model, was, is),
      };
    });
    await writeHistory(writer, model, entries);
  }
  return letGo;
}
