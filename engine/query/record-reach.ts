/** Which records a caller reaches, as a condition of SQL over one row. */

import { permissionScope, personName } from "../../metadata/access/permission-scope.ts";
import type { Reach } from "../../metadata/access/permissions.ts";
import type { RecordScope, RecordVerb, ShareAccess } from "../../metadata/access/role.ts";
import {
  clockSlots,
  compileExpression,
  identifier,
  joinSql,
  parameter,
  type Sql,
  type SqlColumn,
  type SqlContext,
  slot,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { booleanType } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { makePlanCache } from "./plan-cache.ts";
import type { RowSource } from "./row-source.ts";
import { peopleSlot, receiversSlot } from "./standing.ts";

/** All rows of an object, under aliases of the same statement. */
export type RowsOf = (model: ObjectModel) => RowSource;

/**
 * True for the records with which `verb` may be done; null when that are all. Whoever may not read
 * a record does nothing else with it.
 */
export function reachCondition(
  source: RowSource,
  catalog: Catalog,
  rights: Rights,
  verb: RecordVerb,
  rowsOf: RowsOf,
): Sql | null {
  const verbs: readonly RecordVerb[] = verb === "read" ? ["read"] : ["read", verb];
  const parts = verbs.flatMap((each) => {
    const reach = rights.reach(source.model, each);
    return reach === null ? [] : [conditionOf(reach, source, catalog, rowsOf)];
  });
  return parts.length === 0 ? null : joinSql(parts, sql` and `);
}

function conditionOf(reach: Reach, source: RowSource, catalog: Catalog, rowsOf: RowsOf): Sql {
  const unions = [reach.any, ...reach.every];
  return joinSql(
    unions.map((scopes) => unionCondition(scopes, source, catalog, rowsOf)),
    sql` and `,
  );
}

/** True for the rows in any of the scopes. */
export const unionCondition = (
  scopes: readonly RecordScope[],
  source: RowSource,
  catalog: Catalog,
  rowsOf: RowsOf,
): Sql =>
  sql`(${joinSql(
    scopes.map((scope) => scopeCondition(scope, source, catalog, rowsOf)),
    sql` or `,
  )})`;

/** True for the rows in a scope of the person whose slots the statement is given. */
export function scopeCondition(
  scope: RecordScope,
  source: RowSource,
  catalog: Catalog,
  rowsOf: RowsOf,
): Sql {
  if (scope.kind === "all") return sql`true`;
  if (scope.kind === "shared")
    return sql`${identifier(source.alias, "id")} = any(${sharedRecords(catalog, source.model, scope.access)})`;
  if (scope.kind !== "when")
    return sql`${identifier(source.alias, "owner")} = any(${slot(peopleSlot(scope), "uuid[]")})`;
  const condition = compileExpression(
    scope.expression,
    permissionScope(source.model, catalog.objects),
    booleanType,
  );
  if (!condition.ok) throw new Error(`${scope.from}: ${condition.problems[0]?.code}`);
  // Empty is not true, and a condition of rows asks for no more; an index could not serve more.
  return sql`(${toSql(condition.value, withPerson(source, catalog, rowsOf))})`;
}

/** Ids of the object's records that are shared with who asks, found once a statement. */
function sharedRecords({ schema }: Catalog, { id }: ObjectModel, access: ShareAccess): Sql {
  const enough = access === "update" ? sql` and s."access" = 'update'` : sql``;
  const now = slot(clockSlots.now, "timestamptz");
  return sql`array(select s."record" from ${identifier(schema, "_share")} s where s."receiver" = any(${slot(receiversSlot, "uuid[]")}) and s."object" = ${parameter(id, "text")}${enough} and (s."until" is null or s."until" > ${now}))`;
}

/** The record's own columns; behind `user` those of who asks, each asked for once a statement. */
function withPerson(source: RowSource, catalog: Catalog, rowsOf: RowsOf): SqlContext {
  const people = catalog.objects.get(personName);
  if (people === undefined) return source;
  const person = (read: (row: RowSource) => Sql): Sql => {
    const row = rowsOf(people);
    const value = read(row);
    return sql`(select ${value} from ${row.from()} where ${identifier(row.alias, "id")} = ${slot(clockSlots.user, "uuid")})`;
  };
  return {
    ...source,
    column: (path): SqlColumn => {
      if (path[0] !== personName) return source.column(path);
      const rest = path.slice(1);
      if (rest.length === 0) return { sql: slot(clockSlots.user, "uuid"), type: "uuid" };
      let type: SqlColumn["type"] = "text";
      const value = person((row) => {
        const column = row.column(rest);
        type = column.type;
        return column.sql;
      });
      return { sql: value, type };
    },
    rows: (path, selection) =>
      path[0] === personName
        ? person((row) => row.rows(path.slice(1), selection))
        : source.rows(path, selection),
  };
}

const fieldsKey = Symbol("fields of reach");

/** Names of the record's own fields that decide whether it is within reach; kept by the catalog. */
export const fieldsOfReach = (
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
  verb: RecordVerb,
): ReadonlySet<string> =>
  catalog
    .derived(fieldsKey, () => makePlanCache<ReadonlySet<string>>())
    .get(`${model.name}\u0001${verb}\u0001${rights.key}`, () =>
      findFieldsOfReach(model, catalog, rights, verb),
    );

function findFieldsOfReach(
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
  verb: RecordVerb,
): ReadonlySet<string> {
  const scopes = (["read", verb] as const).flatMap((each) => {
    const reach = rights.reach(model, each);
    return reach === null ? [] : [...reach.any, ...reach.every.flat()];
  });
  return new Set(
    scopes.flatMap((scope) => {
      // Nobody writes the owner, and what is shared is no field.
      if (scope.kind !== "when") return [];
      const scopeOfNames = permissionScope(model, catalog.objects);
      const condition = compileExpression(scope.expression, scopeOfNames, booleanType);
      return condition.ok ? condition.value.references.flatMap(({ path }) => path[0] ?? []) : [];
    }),
  );
}
