/** Who follows what: rows of one person each, a record or the list of an object. */
import type { Pace } from "../../metadata/digest-pace.ts";
import type { Snapshot } from "../changes/position.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { paceOf } from "./digest-rows.ts";

export interface Subscription {
  readonly id: string;
  readonly account: string;
  /** Id of the object. */
  readonly object: string;
  /** Null: all records of the object that fit the filter. */
  readonly record: string | null;
  readonly filter: string | null;
  /** What the person calls a list; null: it is called like its object. */
  readonly title: string | null;
  /** How the screen shows the list: the query of its address. */
  readonly view: string | null;
  readonly createdAt: Date;
  /** How soon the person is written to about it; null: as about all. */
  readonly pace: Pace | null;
}

/** What of a subscription its notices are made of. */
export interface Followed extends Omit<Subscription, "createdAt"> {
  /** What was committed by then is not told. */
  readonly since: Snapshot;
}

const tableIn = (schema: string): string => `${quoted(schema)}."_subscription"`;

/** Subscriptions of one person. */
export const subscriptionsMaximum = 200;

const columns = `"id", "account", "object", "record", "filter", "title", "view", "created_at", "pace"`;

const subscriptionOf = (row: TextRow): Subscription => {
  const [id, account, object, record, filter, title, view, createdAt, pace] = row;
  return {
    id: String(id),
    account: String(account),
    object: String(object),
    record: record ?? null,
    filter: filter ?? null,
    title: title ?? null,
    view: view ?? null,
    createdAt: new Date(String(createdAt)),
    pace: paceOf(pace),
  };
};

/** Adds one; the one that is there when the record is followed already. Null: the person has too many. */
export async function addSubscription(
  transaction: Executor,
  schema: string,
  { account, object, record, filter, title, view }: Omit<Subscription, "id" | "createdAt" | "pace">,
  now: Date,
): Promise<Subscription | null> {
  const own = await subscriptionsOf(transaction, schema, account);
  const known = own.find((each) => record !== null && each.record === record);
  if (known !== undefined) return known;
  if (own.length >= subscriptionsMaximum) return null;
  const { rows } = await transaction.run({
    text: `insert into ${tableIn(schema)} (${columns}, "since")
      select $1, $2, $3, $4, $5, $6, $7, $8, null, pg_current_snapshot()::text
      on conflict ("record", "account") where "record" is not null do update set "object" = excluded."object" returning ${columns}`,
    values: [newUuid(), account, object, record, filter, title, view, now],
  });
  const [row] = rows;
  return row === undefined ? null : subscriptionOf(row);
}

/** Of one person, newest first. */
export async function subscriptionsOf(
  executor: Executor,
  schema: string,
  account: string,
): Promise<readonly Subscription[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where "account" = $1 order by "created_at" desc, "id" desc`,
    values: [account],
  });
  return rows.map(subscriptionOf);
}

/** False when the person has none of this id. */
export async function removeSubscription(
  executor: Executor,
  schema: string,
  account: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `delete from ${tableIn(schema)} where "id" = $1 and "account" = $2`,
    values: [id, account],
  });
  return rowCount > 0;
}

/** Ids of the objects that anybody follows a record or a list of. */
export async function followedObjects(
  executor: Executor,
  schema: string,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `select distinct "object" from ${tableIn(schema)}`,
    values: [],
  });
  return rows.map(([object]) => String(object));
}

/** Who follows one of these records, or a list of these objects. */
export async function followersOf(
  executor: Executor,
  schema: string,
  records: readonly string[],
  objects: readonly string[],
): Promise<readonly Followed[]> {
  const { rows } = await executor.run({
    text: `select ${columns}, "since" from ${tableIn(schema)} where "record" = any($1::uuid[])
      union all select ${columns}, "since" from ${tableIn(schema)} where "object" = any($2) and "record" is null
      order by "account", "id"`,
    values: [records, objects],
  });
  return rows.map((row) => ({ ...subscriptionOf(row), since: String(row.at(-1)) }));
}
