/** The owner of locked records, with all that follows from it: formulas, rules, history, who waits. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldsOfEveryChange, ownerFieldId } from "../../metadata/model/system-fields.ts";
import { historyRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { type RecordText, readRecords } from "../query/read-records.ts";
import { writeValues } from "./change.ts";
import { formulaGraph } from "./formula-graph.ts";
import { historySlots, writeHistory } from "./history.ts";
import { holdFiles } from "./hold-files.ts";
import { lookedUpByChange } from "./lock-looked-up.ts";
import { parseRecord } from "./lock-record.ts";
import {
  changedNames,
  prepareChange,
  type Reaction,
  reactionTo,
  storedRecords,
} from "./reactions.ts";
import { recompute } from "./recompute.ts";
import { differenceBetween, type KeptChanges } from "./record-difference.ts";
import { refuseBroken, rulesOf, wholeRecords } from "./record-rules.ts";
import { Refused, type Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

export interface OwnedRecord {
  readonly id: string;
  readonly revision: number;
  readonly owner: string | null;
}

/** Takes the rows of the records for the rest of the transaction; what is not there is left out. */
export async function lockOwned(
  { executor, catalog }: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly OwnedRecord[]> {
  const table = identifier(catalog.schema, tableOf(model));
  const statement = sql`select "id", "revision", "owner" from ${table} where "id" = any(${slot("ids", "uuid[]")}) order by "id" for update`;
  const { rows } = await executor.run(prepareSql(statement).bind({ ids: [...ids] }));
  return rows.map(([id, revision, owner]) => ({
    id: String(id),
    revision: Number(revision),
    owner: owner ?? null,
  }));
}

/**
 * Gives locked records to `owner`; their revisions now, by id.
 * @param placeOf where the request names a record: problems about it stand there
 * @throws Refused
 */
export async function writeOwners(
  writer: Writer,
  model: ObjectModel,
  moved: readonly OwnedRecord[],
  owner: string,
  placeOf: (id: string) => string,
): Promise<ReadonlyMap<string, number>> {
  if (moved.length === 0) return new Map();
  const ids = moved.map(({ id }) => id);
  const reaction = reactionTo(writer, model, { kind: "update" });
  const former = reaction === null ? [] : await storedRecords(writer, model, ids);
  const sets = await setBefore(writer, model, reaction, former, owner);
  const follows = sets.size > 0 || isRead(writer, model, namesWritten);
  const keeper: Writer = { ...writer, rights: historyRights };
  const before = follows ? await readRecords(keeper, model, ids) : [];
  for (const [id, set] of sets) {
    const [values = set] = await holdFiles(writer, model, [{ id, values: set }], false);
    await lookedUpByChange(writer, model, id, values).take();
    await writeValues(writer, model, id, values);
  }
  const revisions = await updateOwners(writer, model, ids, owner, [...sets.keys()]);
  const clock = clockValues(writer.clock);
  await recompute({ ...writer, clock }, model, ids, namesWritten);
  const after = follows ? await readRecords(keeper, model, ids) : [];
  const isJudged = sets.size > 0 || isRead(writer, model, new Set(["owner"]));
  await refuseBrokenByOwner(writer, model, ids, isJudged, placeOf);
  const changes = moved.map((record, index) => ({
    [ownerFieldId]: [record.owner, owner] as const,
    ...otherChanges(model, before[index], after[index], sets.get(record.id)),
  }));
  await writeHistory(
    writer,
    model,
    moved.map(({ id, revision }, index) => ({
      record: id,
      revision: revisions.get(id) ?? revision + 1,
      kind: "transferred",
      changes: changes[index] ?? {},
    })),
  );
  if (!reaction?.after) return revisions;
  const stored = await storedRecords(writer, model, ids);
  await reaction.after(
    writer,
    stored.map((record, index) => ({
      id: String(record.id),
      record,
      former: former[index] ?? null,
      changed: new Set(["owner", ...changedNames(model, changes[index] ?? {})]),
    })),
  );
  const now = await lockOwned(writer, model, ids);
  return new Map(now.map(({ id, revision }) => [id, revision]));
}

/** What whoever waits for a change sets besides, by the id of the record; nothing is left out. */
async function setBefore(
  writer: Writer,
  model: ObjectModel,
  reaction: Reaction | null,
  former: readonly Values[],
  owner: string,
): Promise<ReadonlyMap<string, Values>> {
  const sets = new Map<string, Values>();
  if (reaction === null || reaction.before === null) return sets;
  for (const record of former) {
    const id = String(record.id);
    const wanted = { id, former: record, changes: { owner } };
    const { owner: _, ...set } = await prepareChange(writer, model, reaction, wanted);
    if (Object.keys(set).length > 0) sets.set(id, set);
  }
  return sets;
}

/** All that a transfer writes. */
const namesWritten: ReadonlySet<string> = new Set(["owner", ...fieldsOfEveryChange]);

/** True when a formula of the record reads one of the fields. */
const isRead = ({ catalog }: Writer, model: ObjectModel, names: ReadonlySet<string>): boolean =>
  formulaGraph(catalog)
    .of(model)
    .some(({ reads }) => [...reads].some((name) => names.has(name)));

/** @param counted records whose revision has grown already, by what was set besides */
async function updateOwners(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  owner: string,
  counted: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const { rows } = await writer.executor.run(
    prepareSql(
      sql`update ${table} set "owner" = ${slot("owner", "uuid")}, "updated_at" = ${slot("at", "timestamptz")}, "updated_by" = ${slot("by", "uuid")},
          "revision" = "revision" + case when "id" = any(${slot("counted", "uuid[]")}) then 0 else 1 end
        where "id" = any(${slot("ids", "uuid[]")}) returning "id", "revision"`,
    ).bind({ ...historySlots(writer), owner, ids: [...ids], counted: [...counted] }),
  );
  return new Map(rows.map(([id, revision]) => [String(id), Number(revision)]));
}

function otherChanges(
  model: ObjectModel,
  before: RecordText | undefined,
  after: RecordText | undefined,
  set: Values = {},
): KeptChanges {
  if (before === undefined || after === undefined) return {};
  return differenceBetween(model, parseRecord(before.json), parseRecord(after.json), set);
}

/** A transfer edits nothing: it is held to the rules of an object that look at the owner, unless more follows. */
async function refuseBrokenByOwner(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  isJudged: boolean,
  placeOf: (id: string) => string,
): Promise<void> {
  const book = rulesOf(writer.catalog, model);
  if (book === null || !(isJudged || book.names.has("owner"))) return;
  const keeper: Writer = { ...writer, rights: historyRights };
  const texts = await readRecords(keeper, model, ids);
  const records = await wholeRecords(keeper, model, ids, texts);
  try {
    await refuseBroken(writer, model, book, { ids, records, former: null, many: true });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const place = (path: string) =>
      path.replace(/^\/(\d+)/, (_, index: string) => placeOf(ids[Number(index)] ?? ""));
    throw new Refused(error.problems.map((item) => ({ ...item, path: place(item.path) })));
  }
}
