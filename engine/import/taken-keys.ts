/**
 * Which of many new records hold what a unique field, or a key of several, has already, in the table
 * or in a record before them. PostgreSQL compares; it names one at a time when they are inserted.
 */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { recordset, storedFields, storedPart } from "../records/columns.ts";
import { notUnique, notUniqueTogether } from "../records/database-problems.ts";
import type { Writer } from "../records/writer.ts";

type Values = Readonly<Record<string, unknown>>;

interface Key {
  readonly fields: readonly FieldModel[];
  readonly problem: (writer: Writer) => Problem;
  /** `rows` in, the places of those that are refused out. */
  readonly taken: PreparedSql;
}

/**
 * Problems by the place of the record; what is made up when it is stored is not looked at. Records
 * that repeat another are among them when no other is: that one may be refused itself.
 */
export async function takenKeys(
  writer: Writer,
  model: ObjectModel,
  records: readonly Values[],
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const held = new Map<number, Problem[]>();
  const repeated = new Map<number, Problem[]>();
  for (const { fields, problem, taken } of keysOf(writer.catalog, model)) {
    const rows = records.map((record, place) => ({ place, ...storedPart(fields, record, openly) }));
    const answer = await writer.executor.run(taken.bind({ rows: JSON.stringify(rows) }));
    for (const [text, isHeld] of answer.rows) {
      const place = Number(text);
      const found = isHeld === "t" ? held : repeated;
      found.set(place, [...(found.get(place) ?? []), problem(writer)]);
    }
  }
  return held.size > 0 ? held : repeated;
}

const openly = (field: FieldModel): never => {
  throw new Error(`${field.name} is sealed, and so no key`);
};

const keysKey = Symbol("keys of imported objects");

function keysOf(catalog: Catalog, model: ObjectModel): readonly Key[] {
  const known = catalog.derived(keysKey, () => new Map<string, readonly Key[]>());
  const keys = known.get(model.name) ?? keysIn(catalog, model);
  known.set(model.name, keys);
  return keys;
}

function keysIn(catalog: Catalog, model: ObjectModel): readonly Key[] {
  const stored = storedFields(model).filter(({ type }) => !type.sealed);
  const single = stored.filter(({ unique }) => unique);
  const several = model.unique.map((names) =>
    names.flatMap((name) => stored.find((field) => field.name === name) ?? []),
  );
  return [
    ...single.map((field) => ({
      fields: [field],
      problem: ({ rights }: Writer) => notUnique(model, model, field, rights),
      taken: takenRows(catalog, model, [field]),
    })),
    ...several
      .filter((fields, index) => fields.length === model.unique[index]?.length)
      .map((fields) => ({
        fields,
        problem: ({ rights }: Writer) => notUniqueTogether(model, fields, rights),
        taken: takenRows(catalog, model, fields),
      })),
  ];
}

/** What is empty is the same as nothing else, and so in no group of more than one. */
function takenRows(
  catalog: Catalog,
  model: ObjectModel,
  fields: readonly FieldModel[],
): PreparedSql {
  const each = (piece: (column: Sql, field: FieldModel) => Sql, between: Sql): Sql =>
    joinSql(
      fields.map((field) => piece(identifier("r", field.name), field)),
      between,
    );
  const present = each((column) => sql`${column} is not null`, sql` and `);
  const same = each((column, { name }) => sql`t.${identifier(name)} = ${column}`, sql` and `);
  return prepareSql(sql`select "place", "held" from (select r."place", r."turn",
      exists (select 1 from ${identifier(catalog.schema, tableOf(model))} as t where ${same}) as "held" from (
      select r.*, row_number() over (partition by ${each((column) => column, sql`, `)} order by r."place") as "turn"
      from ${recordset("rows", fields, { place: "integer" })} where ${present}) as r
    ) as found where "turn" > 1 or "held"`);
}
