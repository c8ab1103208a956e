/** Who stands above whom: the workspace's own rows of people. */
import { decimal, type Expression, evaluate } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { recordValues } from "../../metadata/model/record-values.ts";
import { managersMaximum } from "../../metadata/workflows/approver.ts";
import { levelName } from "../../metadata/workflows/workflow-scope.ts";
import { historyRights } from "../access/rights.ts";
import { quoted, tableOf } from "../db/names.ts";
import { type Reader, readRecords } from "../query/read-records.ts";
import { parseRecord } from "../records/lock-record.ts";
import { recordsBehind } from "../records/records-behind.ts";
import { lookupsOn } from "../workflows/run-values.ts";

/** The managers above a person, the direct one first. */
export async function managersAbove(reader: Reader, person: string): Promise<readonly string[]> {
  const { catalog, executor } = reader;
  const people = catalog.objects.get("user");
  if (people?.byName.has("manager") !== true) return [];
  const table = `${quoted(catalog.schema)}.${quoted(tableOf(people))}`;
  const { rows } = await executor.run({
    text: `with recursive up("id", "level") as (select "manager", 1 from ${table} where "id" = $1 union all select u."manager", up."level" + 1 from up join ${table} u on u."id" = up."id" where up."level" < $2)
      select "id" from up where "id" is not null order by "level"`,
    values: [person, managersMaximum],
  });
  return rows.map(([id]) => String(id));
}

/** Managers up to the first for whom the condition holds, he included; all where it never does. */
export async function managersUpTo(
  reader: Reader,
  managers: readonly string[],
  condition: Expression,
): Promise<readonly string[]> {
  const people = reader.catalog.objects.get("user");
  if (people === undefined) return [];
  for (const [index, manager] of managers.entries())
    if (await holdsFor(reader, people, manager, index + 1, condition))
      return managers.slice(0, index + 1);
  return managers;
}

async function holdsFor(
  reader: Reader,
  people: ObjectModel,
  person: string,
  level: number,
  condition: Expression,
): Promise<boolean> {
  const engine = { ...reader, rights: historyRights };
  const [found] = await readRecords(engine, people, [person]);
  if (found === undefined) return false;
  const record = parseRecord(found.json);
  const lookups = condition.references.flatMap(({ path }) => lookupsOn(path, people, reader));
  const related = await recordsBehind(engine, people, [record], lookups);
  const values = recordValues(people, record, { objects: reader.catalog.objects, related });
  const isLevel = (name: string): boolean => name === levelName && !people.byName.has(name);
  const environment = {
    record: {
      ...values,
      value: (name: string) => (isLevel(name) ? decimal(level) : values.value(name)),
    },
    clock: reader.clock,
  };
  return evaluate(condition, environment) === true;
}
