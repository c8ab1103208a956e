/**
 * Whose turn it is, and how much everybody has to do. A row of `_assignment_turn` for each list of
 * people stays locked until the transaction ends: who is chosen at the same time is chosen after
 * that, and a rollback gives the turn back.
 */
import { identifier, slot, sql, toSql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import { quoted } from "../db/names.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { callerSlots } from "../query/read-plans.ts";
import type { CompiledAssignment } from "./assignment-book.ts";
import type { Writer } from "./writer.ts";

export const turnTable = (schema: string): string =>
  `create table ${quoted(schema)}."_assignment_turn" ("key" text not null, "last" uuid, constraint "_assignment_turn_pk" primary key ("key"))`;

/** Takes the turn of a list of people: who was chosen last, null before the first. */
export async function takeTurn({ executor, catalog }: Writer, key: string): Promise<string | null> {
  const { rows } = await executor.run({
    text: `insert into ${quoted(catalog.schema)}."_assignment_turn" as t ("key") values ($1)
      on conflict ("key") do update set "key" = excluded."key" returning t."last"`,
    values: [key],
  });
  return rows[0]?.[0] ?? null;
}

export const keepTurn = ({ executor, catalog }: Writer, key: string, last: string) =>
  executor.run({
    text: `update ${quoted(catalog.schema)}."_assignment_turn" set "last" = $2 where "key" = $1`,
    values: [key, last],
  });

/** How many open records people own. @param but records that are being given away */
export async function openRecords(
  writer: Writer,
  model: ObjectModel,
  { open }: CompiledAssignment,
  people: readonly string[],
  but: readonly string[],
): Promise<Map<string, number>> {
  if (open === null) return new Map();
  const { catalog, executor } = writer;
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const owner = identifier(source.alias, "owner");
  const condition = toSql(open, source);
  const statement = sql`select ${owner}, count(*) from ${source.from()}
    where ${owner} = any(${slot("people", "uuid[]")}) and ${identifier(source.alias, "id")} <> all(${slot("but", "uuid[]")}) and (${condition}) is true group by ${owner}`;
  const { rows } = await executor.run(
    prepareSql(statement).bind({ ...callerSlots(writer), people: [...people], but: [...but] }),
  );
  return new Map(rows.map(([id, count]) => [String(id), Number(count)]));
}
