/**
 * Records that get another owner. Who gives one away must reach it as one that he may change; after
 * that it may be out of his reach, for giving away is the point. All that are named, or none.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, pointer, problem, type Result, success } from "../../metadata/problem.ts";
import { type Member, readMember } from "../access/members.ts";
import { historyRights } from "../access/rights.ts";
import { rightsOfRoles } from "../access/roles.ts";
import { makeAliases, withinReach } from "../query/joins.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { callerSlots } from "../query/read-plans.ts";
import { type RecordText, readRecord, recordNotFound } from "../query/read-records.ts";
import { conflictWith, RevisionConflict } from "./conflict.ts";
import { databaseProblem } from "./database-problems.ts";
import { decideOwners } from "./decide-owners.ts";
import { lookedUpBy } from "./lock-looked-up.ts";
import { parseRecord } from "./lock-record.ts";
import { storedRecords } from "./reactions.ts";
import { refuseResting } from "./resting-records.ts";
import { seenOrBrief } from "./seen-or-brief.ts";
import { idsWithin } from "./within-reach.ts";
import { lockOwned, type OwnedRecord, writeOwners } from "./write-owners.ts";
import { atomic, Refused, type Writer } from "./writer.ts";

/** Records that one request gives away. */
export const transferMaximum = 1000;

export interface Transferred {
  readonly id: string;
  readonly revision: number;
}

/** Gives one record to another owner; null: the caller does not care which revision it has. */
export async function transferRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  owner: string,
  base: number | null,
): Promise<Result<RecordText>> {
  return refusing(writer, model, async (inside) => {
    await requireOwner(inside, model, owner);
    const [moved] = await give(inside, model, [id], owner, { placeOf: nowhere, base });
    if (moved === undefined) throw new Refused([recordNotFound()]);
    return seenOrBrief(inside, model, id);
  });
}

/** Gives one record to whom the rules of assignment say now. */
export async function assignRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  base: number | null,
): Promise<Result<RecordText>> {
  return refusing(writer, model, async (inside) => {
    if (model.assignment.length === 0)
      throw new Refused([problem("assign_without_rules", "", { object: model.title })]);
    const request: Request = { placeOf: nowhere, base };
    await requireUpdatable(inside, model, [id], request);
    const decided = await decideOwners(inside, model, await storedRecords(inside, model, [id]));
    const owner = decided.get(id) ?? null;
    if (owner === null) throw new Refused([problem("assign_nobody_found")]);
    await give(inside, model, [id], owner, request);
    return seenOrBrief(inside, model, id);
  });
}

export interface TransferredRecords {
  readonly to: Member;
  readonly records: readonly Transferred[];
  /** There are others that were meant. */
  readonly more: boolean;
}

/** Gives all of these records to another owner, or none. */
export const transferRecords = (
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  owner: string,
): Promise<Result<TransferredRecords>> =>
  refusing(writer, model, async (inside) => {
    const to = await requireOwner(inside, model, owner);
    const placeOf = (id: string) => pointer("/ids", ids.indexOf(id));
    const records = await give(inside, model, ids, owner, { placeOf, base: null });
    return { to, records, more: false };
  });

/**
 * Gives away what belongs to somebody, as far as the writer may change it: the first
 * `transferMaximum` of these records, by their ids.
 */
export const transferAllOf = (
  writer: Writer,
  model: ObjectModel,
  from: string,
  owner: string,
): Promise<Result<TransferredRecords>> =>
  refusing(writer, model, async (inside) => {
    const to = await requireOwner(inside, model, owner);
    const found = from === owner ? [] : await ownedBy(inside, model, from);
    const ids = found.slice(0, transferMaximum);
    const records = await give(inside, model, ids, owner, { placeOf: nowhere, base: null });
    return { to, records, more: found.length > ids.length };
  });

async function refusing<Value>(
  writer: Writer,
  model: ObjectModel,
  work: (inside: Writer) => Promise<Value>,
): Promise<Result<Value>> {
  try {
    return success(await atomic(writer, work));
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    if (error instanceof RevisionConflict) throw error;
    const found = databaseProblem(error, writer, model);
    if (found === null) throw error;
    return failure(found);
  }
}

/** An active member who may read the object; whether he reaches the records is up to his roles. */
async function requireOwner(
  { executor, catalog }: Writer,
  model: ObjectModel,
  owner: string,
): Promise<Member> {
  const member = await readMember(executor, catalog.workspaceId, owner);
  if (member === null || member.state !== "active")
    throw new Refused([problem("owner_unknown", "/owner")]);
  if (!rightsOfRoles(catalog, member.roles).mayUse(model, "read"))
    throw new Refused([problem("owner_may_not_read", "/owner", { object: model.title })]);
  return member;
}

async function ownedBy(
  writer: Writer,
  model: ObjectModel,
  from: string,
): Promise<readonly string[]> {
  const { catalog, rights, executor } = writer;
  const options = { catalog, rights, aliases: makeAliases() };
  const { row, condition } = withinReach(model, options, "update");
  const id = identifier(row.alias, "id");
  const statement = sql`select ${id} from ${row.from()} where ${identifier(row.alias, "owner")} = ${slot("from", "uuid")} and ${condition ?? sql`true`}
    order by ${id} limit ${slot("limit", "bigint")}`;
  const { rows } = await executor.run(
    prepareSql(statement).bind({ ...callerSlots(writer), from, limit: transferMaximum + 1 }),
  );
  return rows.map(([found]) => String(found));
}

/** It is the record of the address, or one that was found. */
const nowhere = (): string => "";

interface Request {
  /** Where the request names a record: problems about it stand there. */
  readonly placeOf: (id: string) => string;
  readonly base: number | null;
}

/** What every named record is now. Those that have the owner already stay as they are. */
async function give(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  owner: string,
  request: Request,
): Promise<readonly Transferred[]> {
  await requireUpdatable(writer, model, ids, request);
  const held = await lookedUpBy(writer, model, [{ id: null, values: { owner } }]).takeAround(() =>
    lockOwned(writer, model, ids),
  );
  // What it was when it could be taken may be another than what was seen a moment ago.
  await requireUpdatable(writer, model, ids, request);
  await refuseOvertaken(writer, model, held, owner, request);
  await refuseResting(writer, model, ids, "step", request.placeOf);
  const moved = held.filter((record) => record.owner !== owner);
  const revisions = await writeOwners(writer, model, moved, owner, request.placeOf);
  return ids.map((id) => ({
    id,
    revision: revisions.get(id) ?? held.find((record) => record.id === id)?.revision ?? 0,
  }));
}

/** A record that may not be read is not there; one that may be read and no more says so. */
async function requireUpdatable(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  { placeOf }: Request,
): Promise<void> {
  const within = await idsWithin(writer, model, ids, "update");
  if (ids.every((id) => within.has(id))) return;
  const seen = await idsWithin(writer, model, ids, "read");
  throw new Refused(
    ids.flatMap((id) =>
      within.has(id)
        ? []
        : [problem(seen.has(id) ? "not_permitted" : "record_not_found", placeOf(id))],
    ),
  );
}

/** @throws RevisionConflict when somebody else gave the one record away meanwhile */
async function refuseOvertaken(
  writer: Writer,
  model: ObjectModel,
  [record]: readonly OwnedRecord[],
  owner: string,
  { base }: Request,
): Promise<void> {
  if (base === null || record === undefined || record.revision === base) return;
  const keeper: Writer = { ...writer, rights: historyRights };
  const found = await readRecord(keeper, model, record.id);
  if (!found.ok) throw new Refused(found.problems);
  await conflictWith(writer, model, {
    id: record.id,
    base,
    current: record.revision,
    changes: { owner },
    record: parseRecord(found.value.json),
  });
}
