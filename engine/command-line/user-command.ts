import { randomBytes } from "node:crypto";
import { problemMessage } from "../../metadata/problem.ts";
import { ensureAccount, grantMembership } from "../access/accounts.ts";
import { readMember } from "../access/members.ts";
import { passwordMistake } from "../access/password-rules.ts";
import { roleId, roleNames, rolesOf } from "../access/roles.ts";
import { commandLineActor, recordAct } from "../audit/record-act.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { type Command, requiredOption, requiredWord, UsageMistake } from "./command.ts";
import { resetOfCall } from "./reset-second-factor.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const userCommand: Command = {
  name: "user",
  usage: "user create EMAIL --workspace W --role R [--password P] | reset-second-factor EMAIL",
  help: "create: give somebody an account and a role, or several: a,b; without --password one is made and printed. reset-second-factor: remove app, passkeys and recovery codes of somebody who lost them.",
  options: { workspace: "string", role: "string", password: "string" },
  run: async (call) => {
    if (call.words[0] === "reset-second-factor") return resetOfCall(call);
    if (call.words[0] !== "create")
      throw new UsageMistake("Say: user create EMAIL, or user reset-second-factor EMAIL");
    const email = requiredWord(call, 1, "EMAIL");
    const role = requiredOption(call, "role");
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      throw new UsageMistake(`${email} is not an e-mail address.`);
    const given = call.options.password;
    const name = email.split("@")[0] ?? email;
    const mistake =
      typeof given === "string" ? await passwordMistake(given, { email, name }, "") : null;
    if (mistake !== null) throw new UsageMistake(problemMessage(mistake, "en"));
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const ids = role.split(",").map((name) => roleId(catalog, name));
    if (ids.some((id) => id === null))
      throw new UsageMistake(
        `There is no role "${role}": ${[...rolesOf(catalog).byName.keys()].join(", ")}.`,
      );
    const password = typeof given === "string" ? given : randomBytes(12).toString("base64url");
    const known = ids.filter((id) => id !== null);
    const account = await services.database.transaction(async (transaction) => {
      const found = await ensureAccount(transaction, { email, name, password });
      await giveRoles(transaction, catalog, { id: found.id, email }, known);
      return found;
    });
    const shown = account.created && typeof given !== "string" ? password : null;
    call.say(
      `${email} is ${role} of ${catalog.workspace}${shown === null ? "" : `; password ${shown}`}`,
    );
    call.report({
      email,
      role,
      workspace: catalog.workspace,
      created: account.created,
      password: shown,
    });
    return 0;
  },
};

async function giveRoles(
  transaction: Executor,
  catalog: Catalog,
  { id, email }: { readonly id: string; readonly email: string },
  roles: readonly string[],
): Promise<void> {
  const { workspaceId } = catalog;
  const before = await readMember(transaction, workspaceId, id);
  await grantMembership(transaction, workspaceId, id, ...roles);
  const actor = commandLineActor(workspaceId);
  const about = { account: id, whom: email };
  const after = roleNames(catalog, roles);
  if (before === null)
    await recordAct(transaction, actor, "user_created", { ...about, roles: after });
  else
    await recordAct(transaction, actor, "roles_changed", {
      ...about,
      before: roleNames(catalog, before.roles),
      after,
    });
}
