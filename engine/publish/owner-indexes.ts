/**
 * Indexes by owner, in the order of lists, for objects of which some role sees one's own records,
 * or those of a department or team. They follow from roles and not from the object, so they are made
 * and dropped after a publish, beside it; until then lists are right, and slower.
 */
import { personScopes } from "../../metadata/access/role.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { rolesOf } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Database } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";

/** Names that begin with `$` are the engine's own, and no drift of a table from its object. */
const indexOf = ({ id }: ObjectModel): string => `$owner_${id}`;

/** Objects of which somebody reaches the records of some owners alone. */
function objectsByOwner(catalog: Catalog): readonly ObjectModel[] {
  const roles = [...rolesOf(catalog).byName.values()].filter(
    (role) => personScopes([role]).length > 0,
  );
  const named = (role: (typeof roles)[number], name: string) => {
    const grant = role.grants.get(name) ?? role.grants.get("*");
    const only = grant && { ...role, grants: new Map([[name, grant]]), restrictions: new Map() };
    return only !== undefined && personScopes([only]).length > 0;
  };
  return [...catalog.objects.values()].filter(
    (model) => !model.builtIn && roles.some((role) => named(role, model.name)),
  );
}

/** Makes those that lack and drops those that nobody needs any more, without blocking writers. */
export async function settleOwnerIndexes(database: Database, catalog: Catalog): Promise<void> {
  const wanted = new Map(objectsByOwner(catalog).map((model) => [indexOf(model), model]));
  const { rows } = await database.run({
    text: `select c.relname, i.indisvalid from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname like '$owner\\_%'`,
    values: [catalog.schema],
  });
  const valid = new Set(rows.flatMap(([name, isValid]) => (isValid === "t" ? [String(name)] : [])));
  for (const [name] of rows) {
    if (wanted.has(String(name)) && valid.has(String(name))) continue;
    const index = `${quoted(catalog.schema)}.${quoted(String(name))}`;
    await database.run({ text: `drop index concurrently if exists ${index}`, values: [] });
  }
  for (const [name, model] of wanted) {
    if (valid.has(name)) continue;
    const table = `${quoted(catalog.schema)}.${quoted(tableOf(model))}`;
    await database.run({
      text: `create index concurrently if not exists ${quoted(name)} on ${table} ("owner", "created_at", "id")`,
      values: [],
    });
  }
}
