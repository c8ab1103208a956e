/**
 * What a page of writes has to tell to whom: to each who follows, what others did, of the records
 * and fields that he may read now.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { activePeople } from "../access/acting-members.ts";
import { rightsOfRoles } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { WrittenRow } from "../changes/read-writes.ts";
import { clockAt } from "../clock.ts";
import type { Executor } from "../db/database.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import type { Observe } from "../observe.ts";
import type { Reader } from "../query/read-records.ts";
import { rightsOfPerson } from "../query/standing.ts";
import { type FreshNews, writeNews } from "./follow-notices.ts";
import { matchingIds } from "./matching-records.ts";
import { isSeenBefore } from "./seen-before.ts";
import { type Followed, followersOf } from "./subscription-rows.ts";
import { addWrite, type ToldKind, type ToldRecord, type ToldWrite } from "./told.ts";
import { seenFields, touchedPlaces } from "./touched-fields.ts";

export interface Telling {
  readonly transaction: Executor;
  readonly catalog: Catalog;
  readonly timeZone: string;
  /** Whether this installation sends mail. */
  readonly mails: boolean;
  readonly observe: Observe;
}

interface Write extends ToldWrite {
  readonly record: string;
  readonly xid: string;
}

/** The writes of a page, by the object that they were done to. */
interface Page {
  readonly model: ObjectModel;
  readonly writes: readonly Write[];
}

export async function tellFollowers(
  telling: Telling,
  rows: readonly WrittenRow[],
  now: Date,
): Promise<void> {
  const { transaction, catalog } = telling;
  const pages = pagesOf(catalog, rows);
  const followers = await followersOf(
    transaction,
    catalog.schema,
    [...new Set(rows.map(({ record }) => record))],
    [...pages.keys()],
  );
  if (followers.length === 0) return;
  const groups = Map.groupBy(followers, ({ account }) => account);
  const people = await activePeople(transaction, catalog.workspaceId, {
    accounts: [...groups.keys()],
  });
  const news: FreshNews[] = [];
  for (const { id, roles } of people) {
    const own = rightsOfRoles(catalog, roles);
    const reader: Reader = {
      executor: transaction,
      catalog,
      rights: await rightsOfPerson(transaction, catalog, own, id, true),
      clock: clockAt(now, telling.timeZone, id),
    };
    for (const followed of groups.get(id) ?? []) {
      const page = pages.get(followed.object);
      const records = page && (await apart(telling, () => newsFor(reader, followed, page)));
      if (records && records.length > 0) news.push({ followed, records });
    }
  }
  const { timeZone, mails } = telling;
  await writeNews(transaction, catalog, news, { now, timeZone, mails });
}

function pagesOf({ objects }: Catalog, rows: readonly WrittenRow[]): ReadonlyMap<string, Page> {
  const models = new Map([...objects.values()].map((model) => [model.id, model]));
  const pages = new Map<string, { readonly model: ObjectModel; readonly writes: Write[] }>();
  for (const { object, record, kind, by, changes, xid } of rows) {
    const model = models.get(object);
    if (model === undefined) continue;
    const page = pages.get(object) ?? { model, writes: [] };
    pages.set(object, page);
    page.writes.push({
      record,
      xid,
      by,
      kind: kindOf(kind),
      places: touchedPlaces(model, changes),
    });
  }
  return pages;
}

const kindOf = (kind: string): ToldKind =>
  kind === "deleted"
    ? "deleted"
    : kind === "created" || kind === "restored"
      ? "created"
      : "changed";

/** What fails for one who follows, as a filter that computes too far, keeps nothing from the others. */
async function apart<Value>(
  { transaction, observe }: Telling,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await behindSavepoint(transaction, work);
  } catch (error) {
    observe({ kind: "background_failed", what: "subscriptions", error });
    return undefined;
  }
}

async function newsFor(
  reader: Reader,
  followed: Followed,
  { model, writes }: Page,
): Promise<readonly ToldRecord[]> {
  const { account, record, since } = followed;
  const told = writes.filter(
    (write) =>
      write.by !== account &&
      (record === null ? write.kind !== "deleted" : write.record === record) &&
      !isSeenBefore(write.xid, since) &&
      isTold(reader, model, write),
  );
  // What was written last comes last.
  const groups = new Map<string, readonly Write[]>();
  for (const write of told) {
    const before = groups.get(write.record) ?? [];
    groups.delete(write.record);
    groups.set(write.record, [...before, write]);
  }
  if (groups.size === 0) return [];
  const matching = await matchingIds(reader, model, followed.filter, [...groups.keys()]);
  return [...groups].flatMap(([id, group]): readonly ToldRecord[] => {
    const known = group.filter(
      ({ kind }) => matching.has(id) || (kind === "deleted" && seesDeletions(reader, model)),
    );
    return known.length === 0
      ? []
      : [{ id, writes: known.map(toldOf).reduce<readonly ToldWrite[]>(addWrite, []) }];
  });
}

const toldOf = ({ by, kind, places }: Write): ToldWrite => ({ by, kind, places });

/** Of a change one hears when he may read something of what it touched. */
const isTold = ({ rights }: Reader, model: ObjectModel, { kind, places }: ToldWrite): boolean =>
  kind !== "changed" || seenFields(model, places, rights).length > 0;

/** A record that is gone is within nobody's reach: who does not reach all may never have seen it. */
export const seesDeletions = ({ rights }: Pick<Reader, "rights">, model: ObjectModel): boolean =>
  rights.mayUse(model, "read") && rights.reach(model, "read") === null;
