/**
 * Deleting one record: it goes into the recycle bin with all that is deleted along with it, and
 * whoever pointed at it lets go, as a change of his own.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { engineRights, historyRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { readRecord, readRecords } from "../query/read-records.ts";
import { RevisionConflict } from "./conflict.ts";
import { databaseProblem } from "./database-problems.ts";
import { writeHistory } from "./history.ts";
import { lockRecord, parseRecord } from "./lock-record.ts";
import { refuseDeletion } from "./locked-state.ts";
import { atPlaces, reactionTo } from "./reactions.ts";
import { recompute, recomputeAfterDelete } from "./recompute.ts";
import { differenceBetween, keptValues } from "./record-difference.ts";
import { type BinEntry, putIntoBin } from "./recycle-bin.ts";
import { type Reference, referencesTo } from "./referencing.ts";
import { refuseResting } from "./resting-records.ts";
import { removalProblem } from "./single-record.ts";
import { requireReach } from "./within-reach.ts";
import { atomic, orRefuse, Refused, type Writer } from "./writer.ts";

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
  const { record, revision } = locked;
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
  const gone = { id, record, former: record, changed: new Set<string>() };
  if (reaction?.before) await atPlaces(false, reaction.before(writer, [gone]));
  const groups = await deletedTogether(writer, model, id);
  for (const group of groups) await refuseResting(writer, group.model, group.ids, "edit");
  const holders = await holdersOf(writer, groups);
  const documents = [{ model, record }, ...(await documentsOf(writer, groups.slice(1)))];
  const before = await statesOf(writer, holders);
  const finishing: (() => Promise<void>)[] = [];
  const work = { ...writer, clock: clockValues(writer.clock) };
  for (const group of groups)
    finishing.push(await recomputeAfterDelete(work, group.model, group.ids));
  const table = identifier(writer.catalog.schema, tableOf(model));
  await writer.executor.run(
    prepareSql(sql`delete from ${table} where "id" = ${slot("id", "uuid")}`).bind({ id }),
  );
  for (const finish of finishing) await finish();
  for (const holder of holders) {
    await recompute(work, holder.model, holder.ids, lettingFields(writer, groups, holder.model));
  }
  const letGo = await recordLettingGo(writer, holders, before);
  await putIntoBin(
    writer,
    documents.map((document, place) => binEntry(document, { batch: id, place, letGo })),
  );
  if (reaction?.after) await atPlaces(false, reaction.after(writer, [gone]));
}

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

/** The record and everything that PostgreSQL deletes with it, each behind what it points at. */
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
      const ids = await lockedOwners(writer, reference, group.ids, seen);
      if (ids.length === 0) continue;
      for (const found of ids) seen.add(found);
      groups.push({ model: reference.owner, ids });
    }
  }
  return groups;
}

/** Names of the fields of `holder` that let go: lookups, links, or lists whose rows do. */
const lettingFields = (
  { catalog }: Writer,
  groups: readonly Group[],
  holder: ObjectModel,
): ReadonlySet<string> =>
  new Set(
    groups
      .flatMap(({ model }) => referencesTo(catalog, model))
      .filter(({ owner }) => owner === holder)
      .map(({ model, field }) => rowsPathOf(model)[0] ?? field.name),
  );

/** Records that stay and lose a value, a row or a link. */
async function holdersOf(writer: Writer, groups: readonly Group[]): Promise<readonly Group[]> {
  const deleted = new Set(groups.flatMap(({ ids }) => ids));
  const holders = new Map<ObjectModel, Set<string>>();
  for (const { model, ids } of groups) {
    for (const reference of referencesTo(writer.catalog, model)) {
      if (reference.cascades) continue;
      for (const id of await lockedOwners(writer, reference, ids, deleted)) {
        const known = holders.get(reference.owner) ?? new Set();
        holders.set(reference.owner, known.add(id));
      }
    }
  }
  return [...holders].map(([model, ids]) => ({ model, ids: [...ids].sort() }));
}

/**
 * Takes the records that point at `ids`, those in `known` left out, for the rest of the transaction.
 * What let go by itself before it was taken is left out; nothing new can come, for whoever points
 * at a record waits for its row.
 */
async function lockedOwners(
  writer: Writer,
  { owner, owners }: Reference,
  ids: readonly string[],
  known: ReadonlySet<string>,
): Promise<readonly string[]> {
  const find = async () => {
    const { rows } = await writer.executor.run(owners.bind({ ids: [...ids] }));
    return rows.map((row) => String(row[0])).filter((id) => !known.has(id));
  };
  const found = await find();
  if (found.length === 0) return [];
  await lockAll(writer, { model: owner, ids: found });
  const still = new Set(await find());
  return found.filter((id) => still.has(id));
}

async function lockAll(writer: Writer, { model, ids }: Group): Promise<void> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const statement = sql`select "id" from ${table} where "id" = any(${slot("ids", "uuid[]")}) order by "id" for update`;
  await writer.executor.run(prepareSql(statement).bind({ ids: [...ids] }));
}

async function documentsOf(writer: Writer, groups: readonly Group[]): Promise<readonly Document[]> {
  const documents: Document[] = [];
  for (const { model, ids } of groups) {
    const records = await readRecords({ ...writer, rights: engineRights }, model, ids);
    documents.push(...records.map(({ json }) => ({ model, record: parseRecord(json) })));
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

/** A new revision and an entry for each record that had to let go. */
async function recordLettingGo(
  writer: Writer,
  holders: readonly Group[],
  before: ReadonlyMap<string, Values>,
): Promise<BinEntry["let_go"]> {
  const letGo: [string, string, number][] = [];
  for (const group of holders) {
    const { model, ids } = group;
    const table = identifier(writer.catalog.schema, tableOf(model));
    await writer.executor.run(
      prepareSql(
        sql`update ${table} set "revision" = "revision" + 1, "updated_at" = ${slot("at", "timestamptz")}, "updated_by" = ${slot("by", "uuid")} where "id" = any(${slot("ids", "uuid[]")})`,
      ).bind({ at: writer.clock.now, by: writer.actor, ids: [...ids] }),
    );
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
