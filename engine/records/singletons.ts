/** Objects of which there is exactly one record: made with the object, never added or removed. */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { administratorRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { storeNew } from "./create.ts";
import { noReactions } from "./reactions.ts";
import { orRefuse, Refused, type Writer } from "./writer.ts";

/**
 * Gives each of the objects its record, of defaults alone, unless it has one: run in the
 * transaction of the publish, so that nobody ever sees the object without.
 * @throws Refused when seeds or defaults do not make exactly one
 */
export async function completeSingletons(
  publisher: Omit<Writer, "rights" | "reactions" | "chain">,
  models: readonly ObjectModel[],
): Promise<void> {
  const writer = { ...publisher, rights: administratorRights, reactions: noReactions, chain: [] };
  for (const model of models.filter(({ singleton }) => singleton)) {
    const table = identifier(writer.catalog.schema, tableOf(model));
    const { rows } = await writer.executor.run(
      prepareSql(sql`select count(*) from ${table}`).bind({}),
    );
    const count = Number(rows[0]?.[0]);
    if (count > 1)
      throw new Refused([problem("singleton_has_record", "", { object: model.title })]);
    if (count === 1) continue;
    const record = orRefuse(validateRecord(model, "create", {}));
    orRefuse(await storeNew(writer, model, [record], false));
  }
}
