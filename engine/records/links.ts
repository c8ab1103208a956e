/** Links of many-to-many fields, in the order they were given. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { linkTableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import type { Writer } from "./writer.ts";

export interface LinkList {
  readonly parent: string;
  /** Ids, or nothing. */
  readonly targets: unknown;
}

interface LinkStatements {
  readonly remove: PreparedSql;
  readonly insert: PreparedSql;
}

const statementsKey = Symbol("link statements");

/** Makes the links of records what the lists say. `fresh`: the records are new. */
export async function replaceLinks(
  writer: Writer,
  model: ObjectModel,
  field: FieldModel,
  lists: readonly LinkList[],
  fresh: boolean,
): Promise<void> {
  const cache = writer.catalog.derived(statementsKey, () => new Map<FieldModel, LinkStatements>());
  let statements = cache.get(field);
  if (statements === undefined) {
    const table = identifier(writer.catalog.schema, linkTableOf(model, field));
    statements = {
      remove: prepareSql(
        sql`delete from ${table} where "_parent" = any(${slot("parents", "uuid[]")})`,
      ),
      insert: prepareSql(sql`insert into ${table} ("id", "_parent", "_target", "_position")
        select * from unnest(${slot("ids", "uuid[]")}, ${slot("parents", "uuid[]")}, ${slot("targets", "uuid[]")}, ${slot("positions", "integer[]")})`),
    };
    cache.set(field, statements);
  }
  if (!fresh)
    await writer.executor.run(
      statements.remove.bind({ parents: lists.map(({ parent }) => parent) }),
    );
  const links = lists.flatMap(({ parent, targets }) =>
    (Array.isArray(targets) ? targets : []).map((target, position) => ({
      parent,
      target: String(target),
      position,
    })),
  );
  if (links.length === 0) return;
  await writer.executor.run(
    statements.insert.bind({
      ids: links.map(() => newUuid()),
      parents: links.map(({ parent }) => parent),
      targets: links.map(({ target }) => target),
      positions: links.map(({ position }) => String(position)),
    }),
  );
}
