/** With whose rights a run writes: asked anew for each of its steps. */
import { problem } from "../../metadata/problem.ts";
import { rolesOfMember } from "../access/acting-members.ts";
import { administratorRights, type Rights } from "../access/rights.ts";
import { rightsOfRoles } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { rightsOfPerson } from "../query/standing.ts";
import { Refused } from "../records/writer.ts";

/** @throws Refused when the person who started is no member any more */
export async function rightsOfStarter(
  executor: Executor,
  catalog: Catalog,
  person: string | null,
): Promise<Rights> {
  const roles = person === null ? null : await rolesOfMember(executor, catalog.workspaceId, person);
  if (person === null || roles === null) throw new Refused([problem("workflow_starter_gone")]);
  const rights = rightsOfRoles(catalog, roles);
  return rights.reachesAll ? rights : rightsOfPerson(executor, catalog, rights, person, true);
}

export const rightsOfRun = (
  executor: Executor,
  catalog: Catalog,
  as: "starter" | "system",
  person: string | null,
): Promise<Rights> =>
  as === "system"
    ? Promise.resolve(administratorRights)
    : rightsOfStarter(executor, catalog, person);
