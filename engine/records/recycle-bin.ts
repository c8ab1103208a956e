/**
 * The recycle bin: deleted records as documents by field id, in the workspace's `_deleted`. The
 * rows themselves are gone, so that unique values, lookups, counts and indexes stay honest.
 */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import type { BinPage } from "../../metadata/wire.ts";
import { accountNames } from "../access/accounts.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Database, Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { timestampText } from "../query/projection.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { historySlots, historyTable } from "./history.ts";
import { atomic, Refused, type Writer } from "./writer.ts";

export function binTables(schema: string): readonly string[] {
  const table = `${quoted(schema)}."_deleted"`;
  return [
    `create table ${table} ("id" uuid not null, "object" text not null, "batch" uuid not null, "place" integer not null, "revision" bigint not null, "version" integer not null, "at" timestamptz(3) not null, "by" uuid, "document" jsonb not null, "let_go" jsonb not null, constraint "_deleted_pk" primary key ("id"))`,
    `create index "_deleted_object" on ${table} ("object", "at", "id")`,
    `create index "_deleted_batch" on ${table} ("batch")`,
    `create index "_deleted_at" on ${table} ("at")`,
  ];
}

export const binTable = (catalog: Catalog): Sql => identifier(catalog.schema, "_deleted");

export interface BinEntry {
  readonly id: string;
  readonly object: string;
  /** The record whose deletion took this one along; its own id for that record itself. */
  readonly batch: string;
  /** 0: the record of the batch; those in front come back first, as far as lookups let them. */
  readonly place: number;
  readonly revision: number;
  /** Values by field id; system fields under `system`. */
  readonly document: { readonly system: object; readonly values: object };
  /** Records that pointed here and let go: object id, record, the revision that says so. */
  readonly let_go: readonly (readonly [string, string, number])[];
}

const columns = sql`"id", "object", "batch", "place", "revision", "version", "at", "by", "document", "let_go"`;

/** Puts records into the bin and writes the history of their deletion, in one statement. */
export async function putIntoBin(writer: Writer, entries: readonly BinEntry[]): Promise<void> {
  const statement = sql`with kept as (insert into ${binTable(writer.catalog)} (${columns})
      select r.id, r.object, r.batch, r.place, r.revision, ${slot("version", "bigint")}::integer, ${slot("at", "timestamptz")}, ${slot("by", "uuid")}, r.document, r.let_go
      from json_to_recordset(${slot("entries", "json")}) as r(id uuid, object text, batch uuid, place integer, revision bigint, document jsonb, let_go jsonb)
      returning "object", "id", "revision")
    insert into ${historyTable(writer.catalog)} ("object", "record", "revision", "kind", "at", "by", "cause", "causality", "changes")
      select "object", "id", "revision", 'deleted', ${slot("at", "timestamptz")}, ${slot("by", "uuid")}, ${slot("cause", "text")}, ${slot("causality", "uuid")}, null from kept`;
  await writer.executor.run(
    prepareSql(statement).bind({
      ...historySlots(writer),
      version: writer.catalog.version,
      entries: JSON.stringify(entries),
    }),
  );
}

/** Whose deletions a caller may see and undo: all as an administrator, else his own. */
const whose = (writer: Writer): string | null => (writer.rights.mayDesign ? null : writer.actor);

/**
 * What was taken along by the deletion of another record may have been out of the caller's reach:
 * who does not reach every record of the object sees those that he deleted themselves.
 */
const mine = sql`(${slot("whose", "uuid")} is null or "by" = ${slot("whose", "uuid")}) and (${slot("along", "boolean")} or "batch" = "id")`;

const mineSlots = (writer: Writer, model: ObjectModel) => ({
  whose: whose(writer),
  along: writer.rights.reach(model, "read") === null,
});

export async function readBin(
  writer: Writer,
  core: Executor,
  model: ObjectModel,
  page: {
    readonly limit: number;
    readonly after: string | null;
    /** How long the bin keeps a record; 0: for ever. */
    readonly keptDays: number;
  },
): Promise<Result<BinPage>> {
  const after = page.after === null ? null : readBinCursor(page.after);
  if (page.after !== null && after === null) return failure(problem("invalid_cursor"));
  const further = after
    ? sql` and ("at", "id") < (${slot("after_at", "timestamptz")}, ${slot("after_id", "uuid")})`
    : sql``;
  const { rows } = await writer.executor.run(
    prepareSql(sql`select d."id", d."at", d."by", d."batch", d."document" -> 'values' ->> ${slot("title", "text")}, jsonb_array_length(d."let_go"), (select b."object" from ${binTable(writer.catalog)} b where b."id" = d."batch")
      from ${binTable(writer.catalog)} d where d."object" = ${slot("object", "text")} and ${mine}${further}
      order by d."at" desc, d."id" desc limit ${slot("limit", "bigint")}`).bind({
      object: model.id,
      title: titleId(writer, model),
      ...mineSlots(writer, model),
      limit: page.limit + 1,
      ...(after ? { after_at: after[0], after_id: after[1] } : {}),
    }),
  );
  const shown = rows.slice(0, page.limit);
  const names = await accountNames(
    core,
    shown.flatMap((row) => row[2] ?? []),
  );
  const objects = new Map([...writer.catalog.objects.values()].map((each) => [each.id, each.name]));
  const last = shown.at(-1);
  return success({
    data: shown.map(([id, at, by, batch, title, letGo, object]) => ({
      id: String(id),
      title: title ?? null,
      deleted_at: timestampText(at ?? ""),
      kept_until: page.keptDays === 0 ? null : daysAfter(timestampText(at ?? ""), page.keptDays),
      deleted_by: by ?? null,
      deleted_by_name: names.get(by ?? "") ?? null,
      deleted_with:
        batch === id ? null : { object: objects.get(object ?? "") ?? null, id: String(batch) },
      let_go: Number(letGo),
    })),
    next:
      rows.length > page.limit && last
        ? Buffer.from(JSON.stringify([last[1], last[0]])).toString("base64url")
        : null,
  });
}

const dayMilliseconds = 86_400_000;

const daysAfter = (moment: string, days: number): string =>
  new Date(Date.parse(moment) + days * dayMilliseconds).toISOString();

function readBinCursor(text: string): readonly [string, string] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [at, id] = value;
    const fits =
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/.test(String(at)) &&
      /^[0-9a-f-]{36}$/.test(String(id));
    return fits ? [String(at), String(id)] : null;
  } catch {
    return null;
  }
}

/** Titles of deleted records by id, as far as their reader may know them; he reaches all of the object. */
export async function deletedTitles(
  reader: Reader,
  model: ObjectModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await reader.executor.run(
    prepareSql(
      sql`select "id", "document" -> 'values' ->> ${slot("title", "text")} from ${binTable(reader.catalog)} where "id" = any(${slot("ids", "uuid[]")}) and "object" = ${slot("object", "text")}`,
    ).bind({ ids, object: model.id, title: titleId(reader, model) }),
  );
  return new Map(rows.flatMap(([id, title]) => (title ? [[String(id), title] as const] : [])));
}

/** Where the title stands in a document; nowhere when the caller may not read it. */
function titleId(reader: Reader, model: ObjectModel): string {
  const field = model.byName.get(model.recordTitle);
  return field === undefined || field.system || !reader.rights.mayRead(model, field)
    ? ""
    : field.id;
}

export interface Binned extends Omit<BinEntry, "document"> {
  /** That of the catalog when it was deleted. */
  readonly version: number;
  readonly system: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Takes the records that were deleted together with `id` out of the bin. @throws Refused */
export async function takeOutOfBin(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<readonly Binned[]> {
  const table = binTable(writer.catalog);
  // Whoever comes second waits here for the first and finds nothing.
  const asked = await writer.executor.run(
    prepareSql(
      sql`select "batch" from ${table} where "id" = ${slot("id", "uuid")} and "object" = ${slot("object", "text")} and ${mine} for update`,
    ).bind({ id, object: model.id, ...mineSlots(writer, model) }),
  );
  const batch = asked.rows[0]?.[0];
  if (batch === undefined || batch === null) throw new Refused([recordNotFound()]);
  const { rows } = await writer.executor.run(
    prepareSql(
      sql`delete from ${table} where "batch" = ${slot("batch", "uuid")} returning "id", "object", "batch", "place", "revision", "version", "document", "let_go"`,
    ).bind({ batch }),
  );
  const binned = rows.map(binnedOf).sort((left, right) => left.place - right.place);
  if (!binned.some((entry) => entry.id === id)) throw new Refused([recordNotFound()]);
  return binned;
}

function binnedOf(row: readonly (string | null)[]): Binned {
  const [id, object, batch, place, revision, version, document, letGo] = row;
  const kept: unknown = JSON.parse(document ?? "{}");
  const part = (name: string) => {
    const value = isJsonObject(kept) ? kept[name] : null;
    return isJsonObject(value) ? value : {};
  };
  return {
    id: String(id),
    object: String(object),
    batch: String(batch),
    place: Number(place),
    revision: Number(revision),
    version: Number(version),
    system: part("system"),
    values: part("values"),
    let_go: JSON.parse(letGo ?? "[]") as BinEntry["let_go"],
  };
}

/**
 * Removes a record and what was deleted with it for good: out of the bin, and the values out of
 * its history. That it was there, and who changed it when, stays.
 */
export async function removeForGood(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<Result<null>> {
  try {
    await atomic(writer, async (inside) => {
      const gone = await takeOutOfBin(inside, model, id);
      await inside.executor.run(
        prepareSql(
          sql`update ${historyTable(writer.catalog)} set "changes" = null where "record" = any(${slot("ids", "uuid[]")})`,
        ).bind({ ids: gone.map((entry) => entry.id) }),
      );
    });
    return success(null);
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

const rowsPerStatement = 1000;

/** Empties the bin of what has lain there longer than `days`, some at a time. */
export async function purgeBin(
  database: Database,
  schema: string,
  days: number,
  now: Date,
): Promise<number> {
  const table = `${quoted(schema)}."_deleted"`;
  const before = new Date(now.getTime() - days * dayMilliseconds);
  let removed = 0;
  for (let count = rowsPerStatement; count === rowsPerStatement; removed += count) {
    const gone = await database.run({
      text: `delete from ${table} where "id" in (select "id" from ${table} where "at" < $1 order by "at" limit ${rowsPerStatement} for update skip locked)`,
      values: [before],
    });
    count = gone.rowCount;
  }
  return removed;
}
