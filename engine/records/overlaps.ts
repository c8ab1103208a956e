/**
 * No overlap of periods, also between writers at the same time: after storing, a write takes a lock
 * for every key it wrote and then looks. The lock goes with the transaction, so whoever looks sees
 * all who wrote that key before.
 */

import {
  identifier,
  joinSql,
  parameter,
  type Sql,
  slot,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { ruleProblem } from "../../metadata/model/record-verdict.ts";
import type { Overlap } from "../../metadata/model/rule.ts";
import type { CompiledRule, Rulebook } from "../../metadata/model/rulebook.ts";
import type { Problem } from "../../metadata/problem.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { type Aliases, makeAliases, type RowSource, rowSource } from "../query/joins.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import type { Writer } from "./writer.ts";

/** What is wrong with the stored records `ids`, by id. Must run in their transaction. */
export async function overlapProblems(
  writer: Writer,
  model: ObjectModel,
  book: Rulebook,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Problem[]>> {
  const found = new Map<string, readonly Problem[]>();
  if (book.overlaps.length === 0) return found;
  const { locks, checks } = statements(writer.catalog, model, book);
  const slots = { ids: [...ids], ...clockValues(writer.clock) };
  await writer.executor.run(locks.bind(slots));
  for (const { rule, statement } of checks) {
    const { rows } = await writer.executor.run(statement.bind(slots));
    for (const [id] of rows) {
      found.set(String(id), [...(found.get(String(id)) ?? []), ruleProblem(rule.rule)]);
    }
  }
  return found;
}

interface Statements {
  readonly locks: PreparedSql;
  readonly checks: readonly { readonly rule: CompiledRule; readonly statement: PreparedSql }[];
}

const statementsKey = Symbol("overlap statements");

function statements(catalog: Catalog, model: ObjectModel, book: Rulebook): Statements {
  const cache = catalog.derived(statementsKey, () => new Map<ObjectModel, Statements>());
  let made = cache.get(model);
  if (made === undefined) {
    made = {
      locks: prepareSql(lockStatement(catalog, model, book)),
      checks: book.overlaps.map((rule) => ({
        rule,
        statement: prepareSql(
          overlapping(catalog, model, rule, (row) => sql`${row} = any(${slot("ids", "uuid[]")})`),
        ),
      })),
    };
    cache.set(model, made);
  }
  return made;
}

/**
 * Keys share this many locks a rule: PostgreSQL has a few thousand for everybody, and an import
 * writes any number of keys. Two writers of other keys seldom wait for each other, and not long.
 */
const locksPerRule = 512;

/** All locks of all rules in one order, so that two writers never wait for each other. */
function lockStatement(catalog: Catalog, model: ObjectModel, book: Rulebook): Sql {
  const table = identifier(catalog.schema, tableOf(model));
  const keys = book.overlaps.flatMap(({ rule }) => {
    if (rule.overlap === null) return [];
    const values = rule.overlap.key.map((name) => sql`${identifier("t", name)}::text`);
    const scope = parameter(`${catalog.schema}/${model.id}/${rule.name}`, "text");
    const number = sql`abs(mod(hashtextextended(jsonb_build_array(${joinSql(values, sql`, `)})::text, 0), ${parameter(locksPerRule, "bigint")}))`;
    return [
      sql`select hashtextextended(jsonb_build_array(${scope}, ${number})::text, 0) as "key" from ${table} as t where t."id" = any(${slot("ids", "uuid[]")})`,
    ];
  });
  return sql`select pg_advisory_xact_lock("key") from (select distinct "key" from (${joinSql(keys, sql` union all `)}) as k order by "key" offset 0) as ordered`;
}

/** `select id` of the records among `chosen` whose period meets another record's. */
export function overlapping(
  catalog: Catalog,
  model: ObjectModel,
  rule: CompiledRule,
  chosen: (id: Sql) => Sql,
): Sql {
  const { overlap } = rule.rule;
  if (overlap === null) throw new Error(`${model.name}.${rule.rule.name} is not about periods`);
  const aliases: Aliases = makeAliases();
  const own = rowSource(model, { catalog, aliases, rights: engineRights });
  const other = rowSource(model, { catalog, aliases, rights: engineRights });
  const takesPart = (source: RowSource): Sql =>
    joinSql(
      [...hasPeriod(source, overlap), ...(rule.when === null ? [] : [toSql(rule.when, source)])],
      sql` and `,
    );
  const sameKey = overlap.key.map(
    (name) => sql`${identifier(own.alias, name)} = ${identifier(other.alias, name)}`,
  );
  const meets = joinSql(
    [
      ...sameKey,
      sql`${identifier(own.alias, "id")} <> ${identifier(other.alias, "id")}`,
      sql`${identifier(own.alias, overlap.from)} < ${end(other, overlap)}`,
      sql`${identifier(other.alias, overlap.from)} < ${end(own, overlap)}`,
      takesPart(other),
    ],
    sql` and `,
  );
  const ownPart = takesPart(own);
  return sql`select ${identifier(own.alias, "id")} from ${own.from()} where ${chosen(identifier(own.alias, "id"))} and ${ownPart}
    and exists (select 1 from ${other.from()} where ${meets})`;
}

const end = (source: RowSource, { to }: Overlap): Sql =>
  sql`coalesce(${identifier(source.alias, to)}, 'infinity')`;

function hasPeriod(source: RowSource, overlap: Overlap): readonly Sql[] {
  return [
    sql`${identifier(source.alias, overlap.from)} is not null`,
    sql`${identifier(source.alias, overlap.from)} < ${end(source, overlap)}`,
  ];
}
