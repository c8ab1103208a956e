/** The first start: an administrator, and the demo workspace with every example app. */
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { problemMessage } from "../metadata/problem.ts";
import { ensureAccount, grantMembership } from "./access/accounts.ts";
import { readAppFolder } from "./app-folder.ts";
import { recordAct, serverActor } from "./audit/record-act.ts";
import { readWorkspaces } from "./catalog/document-store.ts";
import type { Services } from "./http/exchange.ts";
import { publishFolder } from "./publish-folder.ts";
import { createWorkspace, dropWorkspace } from "./workspaces.ts";

const examplesFolder = fileURLToPath(new URL("../examples", import.meta.url));

export interface FirstStart {
  readonly email: string;
  /** Set when the account was just made: shown once, kept nowhere. */
  readonly password: string | null;
}

/** Makes sure an administrator exists; on an empty database also the demo. */
export async function prepareFirstStart(services: Services): Promise<FirstStart> {
  const { config, database } = services;
  const password = config.adminPassword ?? randomBytes(9).toString("base64url");
  const admin = await ensureAccount(database, {
    email: config.adminEmail,
    name: config.adminEmail.split("@")[0] ?? config.adminEmail,
    password,
  });
  const workspaces = await readWorkspaces(database);
  if (workspaces.length === 0 && config.demo) await createDemo(services);
  for (const workspace of await readWorkspaces(database)) {
    if (admin.created || workspaces.length === 0)
      await database.transaction(async (transaction) => {
        await grantMembership(transaction, workspace.id, admin.id, "admin");
        const about = { account: admin.id, whom: config.adminEmail, roles: ["admin"] };
        await recordAct(transaction, serverActor(workspace.id), "user_created", about);
      });
  }
  return { email: config.adminEmail, password: admin.created ? password : null };
}

const demoName = "demo";

async function createDemo(services: Services): Promise<void> {
  const { config, database, catalogs } = services;
  const created = await createWorkspace(database, demoName);
  if (!created.ok) return;
  try {
    for (const entry of (await readdir(examplesFolder, { withFileTypes: true })).filter((item) =>
      item.isDirectory(),
    )) {
      const folder = await readAppFolder(join(examplesFolder, entry.name));
      if (!folder.ok)
        throw new Error(
          folder.problems.map((item) => `${item.file}: ${problemMessage(item, "en")}`).join("\n"),
        );
      const catalog = await catalogs.current(demoName);
      if (catalog === null) throw new Error("The demo workspace vanished");
      const outcome = await publishFolder(services, catalog, {
        folder: folder.value,
        answers: {},
        message: `Example ${folder.value.app}`,
        author: config.adminEmail,
        timeZone: config.timeZone,
        actor: serverActor(catalog.workspaceId),
      });
      if (!outcome.ok) {
        throw new Error(
          outcome.problems
            .map((item) => `${item.file ?? ""}${item.path}: ${problemMessage(item, "en")}`)
            .join("\n"),
        );
      }
    }
  } catch (error) {
    // Half a demo would never be completed by a later start.
    await dropWorkspace(database, demoName);
    throw error;
  }
}
