/** Who works in which department: the workspace's own rows of people and departments. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";
import type { Member } from "./members.ts";

export interface Department {
  readonly id: string;
  readonly name: string;
}

interface Tables {
  readonly people: string;
  readonly departments: string;
}

/** Null where objects of these names stand in the way of the built-in ones. */
function tablesOf({ schema, objects }: Catalog): Tables | null {
  const [people, departments] = [objects.get("user"), objects.get("department")];
  if (!people?.byName.has("department") || !departments?.byName.has("parent")) return null;
  const table = (model: ObjectModel) => `${quoted(schema)}.${quoted(tableOf(model))}`;
  return { people: table(people), departments: table(departments) };
}

const idsOf = (rows: readonly TextRow[]): readonly string[] => rows.map(([id]) => String(id));

/**
 * The department of a member; null: none. Of somebody who has not come in yet the one that he is
 * invited into.
 */
export async function departmentOf(
  executor: Executor,
  catalog: Catalog,
  { id, isPending, invitedInto }: Pick<Member, "id" | "isPending" | "invitedInto">,
): Promise<string | null> {
  if (isPending) return invitedInto;
  const tables = tablesOf(catalog);
  if (tables === null) return null;
  const { rows } = await executor.run({
    text: `select "department" from ${tables.people} where "id" = $1`,
    values: [id],
  });
  return rows[0]?.[0] ?? null;
}

/** A department and, where asked for, all below it. */
export async function departmentsFrom(
  executor: Executor,
  catalog: Catalog,
  department: string,
  below: boolean,
): Promise<readonly string[]> {
  const tables = tablesOf(catalog);
  if (tables === null || !below) return [department];
  const { rows } = await executor.run({
    text: `with recursive tree("id") as (select $1::uuid union select d."id" from ${tables.departments} d join tree t on d."parent" = t."id") select "id" from tree`,
    values: [department],
  });
  return idsOf(rows);
}

/** Who works in one of these. */
export async function peopleIn(
  executor: Executor,
  catalog: Catalog,
  departments: readonly string[],
): Promise<readonly string[]> {
  const tables = tablesOf(catalog);
  if (tables === null || departments.length === 0) return [];
  const { rows } = await executor.run({
    text: `select "id" from ${tables.people} where "department" = any($1::uuid[])`,
    values: [[...departments]],
  });
  return idsOf(rows);
}

/** Departments by id, as far as they are there. */
export async function departmentNames(
  executor: Executor,
  catalog: Catalog,
  ids: readonly string[],
): Promise<readonly Department[]> {
  const tables = tablesOf(catalog);
  if (tables === null || ids.length === 0) return [];
  const { rows } = await executor.run({
    text: `select "id", "name" from ${tables.departments} where "id" = any($1::uuid[]) order by "name", "id"`,
    values: [[...new Set(ids)]],
  });
  return rows.map(([id, name]) => ({ id: String(id), name: name ?? "" }));
}

/** Departments of people by the people's ids; who has none is left out. */
export async function departmentsOf(
  executor: Executor,
  catalog: Catalog,
  people: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const tables = tablesOf(catalog);
  if (tables === null || people.length === 0) return new Map();
  const { rows } = await executor.run({
    text: `select "id", "department" from ${tables.people} where "id" = any($1::uuid[]) and "department" is not null`,
    values: [[...people]],
  });
  return new Map(rows.map(([id, department]) => [String(id), String(department)]));
}
