import { randomBytes } from "node:crypto";
import { ensureAccount, grantMembership } from "../access/accounts.ts";
import { passwordLengthMaximum, passwordLengthMinimum } from "../access/password-rules.ts";
import { roleId, rolesOf } from "../access/roles.ts";
import { type Command, requiredOption, requiredWord, UsageMistake } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const userCommand: Command = {
  name: "user",
  usage: "user create EMAIL --workspace W --role R [--password P]",
  help: "Give somebody an account and a role, or several: a,b; without --password one is made and printed.",
  options: { workspace: "string", role: "string", password: "string" },
  run: async (call) => {
    if (call.words[0] !== "create") throw new UsageMistake("Say: user create EMAIL");
    const email = requiredWord(call, 1, "EMAIL");
    const role = requiredOption(call, "role");
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      throw new UsageMistake(`${email} is not an e-mail address.`);
    const given = call.options.password;
    if (
      typeof given === "string" &&
      (given.length < passwordLengthMinimum || given.length > passwordLengthMaximum)
    ) {
      throw new UsageMistake(
        `A password has ${passwordLengthMinimum} to ${passwordLengthMaximum} characters.`,
      );
    }
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const ids = role.split(",").map((name) => roleId(catalog, name));
    if (ids.some((id) => id === null))
      throw new UsageMistake(
        `There is no role "${role}": ${[...rolesOf(catalog).byName.keys()].join(", ")}.`,
      );
    const password = typeof given === "string" ? given : randomBytes(12).toString("base64url");
    const account = await ensureAccount(services.database, {
      email,
      name: email.split("@")[0] ?? email,
      password,
    });
    await grantMembership(
      services.database,
      catalog.workspaceId,
      account.id,
      ...ids.filter((id) => id !== null),
    );
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
