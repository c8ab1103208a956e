/** People of a workspace with roles of its own, each with a token. */
import { grantMembership } from "../../engine/access/accounts.ts";
import { createToken } from "../../engine/access/credentials.ts";
import { roleId } from "../../engine/access/roles.ts";
import { forgetStandings } from "../../engine/query/standing.ts";
import { accountWith } from "./accounts.ts";
import type { TestServer } from "./server.ts";

export interface Person {
  readonly id: string;
  readonly token: string;
}

/** Somebody with the roles of these names; called again, he has these instead. */
export async function person(
  server: TestServer,
  name: string,
  ...roles: readonly string[]
): Promise<Person> {
  const { database, catalogs, credentials } = server.services;
  const catalog = await catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no catalog");
  const email = `${name}@example.com`;
  const id = await accountWith(database, { email, password: "not used" });
  // A role that is no more stays in a membership and grants nothing.
  const ids = roles.map((role) => roleId(catalog, role) ?? "gone");
  await grantMembership(database, catalog.workspaceId, id, ...ids);
  credentials.forgetAll();
  forgetStandings();
  return { id, token: await createToken(database, catalog.workspaceId, id) };
}
