/** A lookup of a large table that becomes several, and several that become one: made beside it. Pure. */
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import {
  foreignKeyName,
  indexName,
  nextName,
  parentKeyName,
  primaryKeyName,
  quoted,
  tableOf,
  uniqueName,
} from "../db/names.ts";
import { columnOf, isLarge, type LargeWork, nothing } from "./large-work.ts";
import type { Planning } from "./planning.ts";
import { alter } from "./staged-statement.ts";
import { createOwnTable, fieldForeignKeys } from "./table-statements.ts";
import {
  addKept,
  type KeptLinks,
  type Linked,
  linkedLater,
  linkInserts,
  listedLater,
  lookupUpdate,
  type UnlinkedColumns,
} from "./type-change-statements.ts";
import type { TypeChange } from "./type-changes.ts";

/** What is known of a change that makes links of lookups, now and when the plan is carried out. */
interface Linking {
  readonly former: string;
  readonly keptNow: KeptLinks | null;
  readonly keptLater: KeptLinks | null;
}

/** Where each statement of the plan is taken by what was made beforehand; none for a small table. */
export function largeLinks(
  planning: Planning,
  change: TypeChange,
  { former, keptNow, keptLater }: Linking,
): readonly LargeWork[] {
  const { before, names, catalog } = planning;
  const { object, after } = change;
  const table = before.table(object.id);
  const lookup = before.column(change.before.id);
  const records = before.table(change.targetBefore ?? "");
  if (!isLarge(planning, object) || table === undefined) return [];
  if (lookup === undefined || records === undefined) return [];
  const schema = quoted(catalog.schema);
  const next = `${schema}.${quoted(nextName(after.id))}`;
  const now: Linked = {
    rows: `${schema}.${quoted(table)}`,
    links: next,
    lookup: lookup.name,
    records: `${schema}.${quoted(records)}`,
  };
  const later = linkedLater(names, object, after, former);
  const place = { object, table };
  const [create = "", ...indexes] = createOwnTable(names, object, after);
  const called = [primaryKeyName(after.id), uniqueName(after), indexName(after)];
  const renamed = (name: string) =>
    `alter index ${schema}.${quoted(linksName(name))} rename to ${quoted(name)}`;
  const made = called.reduce(
    (texts, name) => texts.map((text) => text.replace(quoted(name), quoted(linksName(name)))),
    [create, ...indexes].map((text) => text.replace(later.links, next)),
  );
  const rest = linkInserts(later, keptLater);
  const ends = [
    { name: parentKeyName(after.id), column: "_parent", of: now.rows },
    { name: foreignKeyName(after), column: "_target", of: `${schema}.${quoted(records)}` },
  ];
  return [
    {
      ...place,
      kind: "links",
      next: nextName(after.id),
      create: [`drop table if exists ${next}`, ...made],
      fill: (range) =>
        linkInserts(now, keptNow).map((text) => onlyOnce(among(text, range(sql`t."id"`)))),
      bind: ends.map(({ name, column, of }) => bound(next, name, column, of)),
      sweep: ends.map(({ column, of }) => strays(next, column, of)),
      replaces: create,
      by: [
        `alter table ${next} rename to ${later.links.slice(later.links.indexOf(".") + 1)}`,
        ...called.map(renamed),
      ],
    },
    ...indexes.map((replaces) => ({ ...place, kind: "name" as const, replaces, by: [] })),
    ...rest.map((replaces, index) => ({
      ...place,
      kind: "rest" as const,
      replaces,
      by: [],
      settle: (isWritten: (id: Sql) => Sql) => [
        ...(index === 0 ? [outdated(later, isWritten)] : []),
        among(replaces, isWritten(sql`t."id"`)),
      ],
    })),
    ...fieldForeignKeys(names, object, after).map((replaces) => ({
      ...place,
      kind: "foreign_key" as const,
      replaces,
      by: isCascade(replaces) ? [] : [`${rebound(replaces)} not valid`],
    })),
  ];
}

interface Unlinking extends Pick<UnlinkedColumns, "former" | "became"> {
  /** The table of the lists as it is now. */
  readonly links: string;
  /** What stands for a list that is none. */
  readonly fill: Sql | null;
}

/** Lists become lookups: those, what is kept and what is remembered, in columns of their own. */
export function largeLists(
  planning: Planning,
  change: TypeChange,
  { former, became, links, fill }: Unlinking,
): readonly LargeWork[] {
  const { before, names, catalog } = planning;
  const { object, after } = change;
  const table = before.table(object.id);
  const records = before.table(change.targetBefore ?? "");
  const type = after.type.column(after.schema)?.sql;
  if (!isLarge(planning, object) || table === undefined) return [];
  if (records === undefined || type === undefined) return [];
  const schema = quoted(catalog.schema);
  const [kept, remembered] = [nextName(`former_${after.id}`), nextName(`became_${after.id}`)];
  const parts = lookupUpdate({
    rows: `${schema}.${quoted(table)}`,
    links: `${schema}.${quoted(links)}`,
    records: `${schema}.${quoted(records)}`,
    ...{ kept, lookup: nextName(after.id), became: remembered },
  });
  const column = columnOf(planning, object, after, {
    ...nothing,
    listed: {
      ...{ links, next: kept },
      fill: (range) => between(parts, range(sql`l."_parent"`), range(sql`t."id"`)),
    },
    became: { column: became, next: remembered, type },
    fill,
  });
  const place = { object, table };
  const later = listedLater(names, object, after, { former, became });
  const replaces = lookupUpdate(later).join("true");
  return [
    column,
    {
      ...place,
      kind: "name",
      replaces: addKept(names, object, former),
      by: [alter(names, tableOf(object), `rename column ${quoted(kept)} to ${quoted(former)}`)],
    },
    {
      ...place,
      kind: "rest",
      replaces,
      by: [],
      settle: (isWritten) => [
        sql`update ${{ pieces: [later.rows] }} as t set ${identifier(former)} = null, ${identifier(after.name)} = null, ${identifier(became)} = null where ${isWritten(sql`t."id"`)}`,
        between(lookupUpdate(later), isWritten(sql`l."_parent"`), isWritten(sql`t."id"`)),
      ],
    },
  ];
}

/** A statement in two parts, with its conditions on links and on rows. */
const between = ([head, tail]: readonly [string, string], links: Sql, rows: Sql): Sql =>
  sql`${{ pieces: [head] }}${links}${{ pieces: [tail] }} and ${rows}`;

/** What they are called meanwhile: the lookup's own indexes are called after the field, too. */
const linksName = (name: string): string => `$links_${name}`;

const among = (text: string, condition: Sql): Sql => sql`${{ pieces: [text] }} and (${condition})`;

/** Work that is taken up may begin with rows that are done. */
const onlyOnce = (insert: Sql): Sql => sql`${insert} on conflict do nothing`;

/** Links of records that were written since; those of records that are gone went with them. */
const outdated = ({ links }: Linked, isWritten: (id: Sql) => Sql): Sql =>
  sql`delete from ${{ pieces: [links] }} as l where ${isWritten(sql`l."_parent"`)}`;

const strays = (links: string, column: string, records: string): string =>
  `delete from ${links} as l where not exists (select 1 from ${records} as r where r."id" = l."${column}")`;

const isCascade = (key: string): boolean => key.endsWith(" on delete cascade");

/**
 * A foreign key of links that nobody sees yet: they never keep a record from being deleted. It is
 * compared with the links that are there after the publish.
 */
const bound = (links: string, name: string, column: string, records: string): string =>
  `${rebound(`alter table ${links} add constraint ${quoted(name)} foreign key (${quoted(column)}) references ${records} ("id") on delete cascade`)} not valid`;

/** In place of the one that has its name, if there is any. */
const rebound = (key: string): string =>
  key.replace(/ add constraint ("[^"]+")/, " drop constraint if exists $1, add constraint $1");
