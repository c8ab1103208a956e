/** People who may get records by a rule: active members who work now and may read the object. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { activePeople } from "../access/acting-members.ts";
import { historyRights } from "../access/rights.ts";
import { rightsOfRoles, roleId } from "../access/roles.ts";
import { linkTableOf, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { readRecords } from "../query/read-records.ts";
import type { CompiledAssignment } from "./assignment-book.ts";
import { parseRecord } from "./lock-record.ts";
import type { Writer } from "./writer.ts";

/** A person as his record says, by whose id he is known. */
export type Candidate = Readonly<Record<string, unknown>>;

/** In the order of their ids. */
export async function candidatesOf(
  writer: Writer,
  model: ObjectModel,
  { rule }: CompiledAssignment,
): Promise<readonly Candidate[]> {
  const { catalog } = writer;
  const [name = ""] = rule.receivers;
  switch (rule.kind) {
    case "role":
      return whoMay(writer, model, { roles: [roleId(catalog, name) ?? ""] });
    case "users":
      return whoMay(writer, model, { emails: rule.receivers });
    case "team":
    case "department":
      return whoMay(writer, model, { accounts: await membersOf(writer, rule.kind, name) });
    case "field":
      return [];
  }
}

/** The one of this id, if he may get records. */
export const candidateOf = async (
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<Candidate | null> => (await whoMay(writer, model, { accounts: [id] }))[0] ?? null;

async function whoMay(
  writer: Writer,
  model: ObjectModel,
  whom: Parameters<typeof activePeople>[2],
): Promise<readonly Candidate[]> {
  const { executor, catalog } = writer;
  const people = await activePeople(executor, catalog.workspaceId, whom);
  const may = people.filter(({ roles }) => rightsOfRoles(catalog, roles).mayUse(model, "read"));
  const users = catalog.objects.get("user");
  if (users === undefined) return may;
  const reader = { ...writer, rights: historyRights };
  const texts = await readRecords(
    reader,
    users,
    may.map(({ id }) => id),
  );
  return texts.map(({ json }) => parseRecord(json)).filter(({ active }) => active !== false);
}

async function membersOf(
  { executor, catalog }: Writer,
  kind: "team" | "department",
  name: string,
): Promise<readonly string[]> {
  const users = catalog.objects.get("user");
  const groups = catalog.objects.get(kind);
  const field = users?.byName.get(kind === "team" ? "teams" : "department");
  if (users === undefined || groups === undefined || field === undefined) return [];
  const table = identifier(catalog.schema, tableOf(groups));
  const among = sql`(select g."id" from ${table} g where g."name" = ${slot("name", "text")})`;
  const links = identifier(catalog.schema, kind === "team" ? linkTableOf(users, field) : "");
  const statement =
    kind === "team"
      ? sql`select l."_parent" from ${links} l where l."_target" in ${among}`
      : sql`select u."id" from ${identifier(catalog.schema, tableOf(users))} u where u."department" in ${among}`;
  const { rows } = await executor.run(prepareSql(statement).bind({ name }));
  return rows.map(([id]) => String(id));
}
