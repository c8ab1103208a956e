/** What holds of a workspace whatever was done to it. */
import { expect } from "vitest";
import { clockAt } from "../../engine/clock.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import { findFormulaDrift } from "../../engine/records/formula-drift.ts";
import type { TestServer } from "./server.ts";

/**
 * The tables are what the models imply, every formula has its value, and nothing is left of the work
 * on large tables: no column or index that was being made, no constraint that was not looked at.
 */
export async function expectWhole({ services, workspace }: TestServer): Promise<void> {
  const { catalogs, database } = services;
  const catalog = await catalogs.current(workspace);
  if (catalog === null) throw new Error("no catalog");
  expect(await findDrift(database, catalog)).toEqual([]);
  const clock = clockValues(clockAt(new Date(), "UTC"));
  expect(await findFormulaDrift({ executor: database, catalog, clock })).toEqual([]);
  const left = await database.run({
    text: `select attname from pg_attribute join pg_class c on c.oid = attrelid and c.relkind = 'r'
        where attname ~ '^\\$(next|base)_' and not attisdropped
      union all select relname from pg_class where relname ~ '^\\$next_'
      union all select conname from pg_constraint where not convalidated`,
    values: [],
  });
  expect(left.rows).toEqual([]);
}
