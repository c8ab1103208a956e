/** A second workspace in a server's database, with the same documents and an administrator. */
import { randomBytes } from "node:crypto";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { createToken } from "../../engine/access/credentials.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { TestServer } from "./server.ts";

/** Makes `name`; what it answers is a server whose calls go there, as its own administrator. */
export async function secondWorkspace(
  server: TestServer,
  name: string,
  documents: readonly MetadataDocument[],
): Promise<TestServer> {
  const { services } = server;
  const made = await createWorkspace(services.database, name);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const email = `admin@${name}.example`;
  const password = randomBytes(9).toString("base64url");
  const token = await newMember(services.database, made.value, email, password, "admin");
  const memberToken = await newMember(
    services.database,
    made.value,
    `member@${name}.example`,
    password,
    "member",
  );
  const catalog = await services.catalogs.current(name);
  if (catalog === null) throw new Error("no catalog");
  const published = await publishFolder(services, catalog, {
    folder: { app: "test", documents, seeds: new Map() },
    answers: {},
    message: "test",
    author: email,
    timeZone: "UTC",
  });
  if (!published.ok) throw new Error(JSON.stringify(published.problems));
  return {
    ...server,
    workspace: name,
    adminToken: token,
    memberToken,
    admin: { email, password },
    // One that climbs out of the first workspace's address reaches the second's.
    request: (method, path, body, options = {}) =>
      server.request(method, `/../../${name}/api${path}`, body, {
        ...options,
        token: options.token === undefined ? token : options.token,
      }),
  };
}

async function newMember(
  database: TestServer["services"]["database"],
  workspaceId: string,
  email: string,
  password: string,
  role: string,
): Promise<string> {
  const account = await ensureAccount(database, { email, name: email, password });
  await grantMembership(database, workspaceId, account.id, role);
  return createToken(database, workspaceId, account.id);
}
