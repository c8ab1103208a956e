/** A lookup of a large table that becomes several, and several that become one: made beside it. Pure. */
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import { indexName, nextName, primaryKeyName, quoted, tableOf, uniqueName } from "../db/names.ts";
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
  return [
    {
      ...place,
      kind: "links",
      create: [`drop table if exists ${next}`, ...made],
      fill: (range) =>
        linkInserts(now, keptNow).map((text) => onlyOnce(among(text, range(sql`t."id"`)))),
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
      settle: (written: Sql) => [
        ...(index === 0 ? outdated(later, written) : []),
        among(replaces, written),
      ],
    })),
    ...fieldForeignKeys(names, object, after).map((replaces) => ({
      ...place,
      kind: "foreign_key" as const,
      replaces,
      by: [`${replaces} not valid`],
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
      next: kept,
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
      settle: (written) => [
        sql`update ${{ pieces: [later.rows] }} as t set ${identifier(former)} = null, ${identifier(after.name)} = null, ${identifier(became)} = null where ${written}`,
        between(
          lookupUpdate(later),
          sql`l."_parent" in (select t."id" from ${{ pieces: [later.rows] }} as t where ${written})`,
          written,
        ),
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

/** Links of records that were written since, and of those that are gone. */
function outdated({ links, rows }: Linked, written: Sql): readonly Sql[] {
  const [linked, records] = [{ pieces: [links] }, { pieces: [rows] }];
  return [
    sql`delete from ${linked} as l where l."_parent" in (select t."id" from ${records} as t where ${written})`,
    sql`delete from ${linked} as l where not exists (select 1 from ${records} as t where t."id" = l."_parent")`,
  ];
}
