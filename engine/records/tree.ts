/** Records as trees: none may come to stand below itself, whoever else moves records meanwhile. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { Refused, type Writer } from "./writer.ts";

/** The parents among `fields` that are given a record: what a change of them must ask first. */
export const movedParents = (
  fields: readonly FieldModel[],
  changes: Readonly<Record<string, unknown>>,
): readonly FieldModel[] =>
  fields.filter(
    ({ type, name }) => type.name === "tree_parent" && typeof changes[name] === "string",
  );

/**
 * Refuses to move a record below itself. Moves in one tree follow one another: the lock lasts to
 * the end of the transaction, and the look behind it sees what was committed before. Records that
 * move to the top make no ring and take no lock; of new records see `ringsAmong`.
 * @throws Refused
 */
export async function refuseRings(
  writer: Writer,
  model: ObjectModel,
  id: string,
  fields: readonly FieldModel[],
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const field of movedParents(fields, changes)) {
    const table = identifier(writer.catalog.schema, tableOf(model));
    const column = identifier(field.name);
    const key = `${writer.catalog.schema}/${field.id}`;
    await writer.executor.run(
      prepareSql(
        sql`select pg_advisory_xact_lock(hashtextextended(${slot("key", "text")}, 0))`,
      ).bind({ key }),
    );
    const { rows } = await writer.executor.run(
      prepareSql(
        sql`with recursive "path" ("id") as (select ${slot("parent", "uuid")} union select t.${column} from ${table} as t join "path" as p on t."id" = p."id")
          select 1 from "path" where "id" = ${slot("id", "uuid")}`,
      ).bind({ id, parent: String(changes[field.name]) }),
    );
    if (rows.length > 0) throw new Refused([problem("tree_ring", pointer("", field.name))]);
  }
}

/**
 * What is wrong with records that are stored together, by their places: those that stand below
 * themselves, or below one that does. Nothing but each other can stand below them yet.
 */
export function ringsAmong(
  model: ObjectModel,
  records: readonly Readonly<Record<string, unknown>>[],
): readonly (readonly Problem[])[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = records.map((): Problem[] => []);
  for (const { name } of model.fields.filter(({ type }) => type.name === "tree_parent")) {
    const ended = new Set<unknown>();
    for (const [place, record] of records.entries()) {
      const path = new Set([record.id]);
      let above = record[name];
      for (; byId.has(above) && !path.has(above) && !ended.has(above); ) {
        path.add(above);
        above = byId.get(above)?.[name];
      }
      if (path.has(above)) found[place]?.push(problem("tree_ring", pointer("", name)));
      else for (const id of path) ended.add(id);
    }
  }
  return found;
}
