/** Giving records to another owner: by whom, which of them, and to whom. */
import { type Mutation, mutation } from "./mutation.ts";

const transfer = "engine/records/transfer.ts";

const one = "permissions/transfer";
const many = "permissions/transfer-many";
const waiting = "permissions/while-waiting";

export const transferMutations: readonly Mutation[] = [
  mutation(
    "transfer-granted",
    "engine/http/routes/owner.ts",
    'return exchange.rights.may(model, "transfer")\n',
    'return model.name !== ""\n',
    `${one}#is refused`,
  ),
  mutation(
    "transfer-within",
    transfer,
    'const within = await idsWithin(writer, model, ids, "update");',
    "const within = new Set(ids);",
    `${one}#is refused`,
  ),
  mutation(
    "transfer-updatable",
    transfer,
    'const within = await idsWithin(writer, model, ids, "update");',
    'const within = await idsWithin(writer, model, ids, "read");',
    `${one}#is refused`,
  ),
  mutation(
    "transfer-unseen",
    transfer,
    'const seen = await idsWithin(writer, model, ids, "read");',
    "const seen = new Set(ids);",
    `${one}#is refused`,
  ),
  mutation(
    "transfer-before-waiting",
    transfer,
    "  await requireUpdatable(writer, model, ids, request);\n  const held",
    "  const held",
    `${waiting}#who does not see`,
  ),
  mutation(
    "transfer-after-waiting",
    transfer,
    "  await requireUpdatable(writer, model, ids, request);\n  await refuseOvertaken",
    "  await refuseOvertaken",
    `${waiting}#a transfer`,
  ),
  mutation(
    "assign-updatable",
    transfer,
    "    await requireUpdatable(inside, model, [id], request);\n",
    "",
    "engine/assignment-request#a record that is out",
  ),
  mutation(
    "assign-to-who-may-read",
    "engine/records/assignment-people.ts",
    'rightsOfRoles(catalog, roles).mayUse(model, "read")',
    "roles.length > 0",
    "engine/assignment-people#a rule that finds nobody",
  ),
  mutation(
    "transfer-of-all",
    transfer,
    'const { row, condition } = withinReach(model, options, "update");',
    'const { row } = withinReach(model, options, "update");\n  const condition = null;',
    `${many}#what belongs`,
  ),
  mutation(
    "transfer-to-active",
    transfer,
    'if (member === null || member.state !== "active")',
    "if (member === null)",
    `${one}#goes to active`,
  ),
  mutation(
    "transfer-to-reader",
    transfer,
    'if (!rightsOfRoles(catalog, member.roles).mayUse(model, "read"))',
    'if (model.name === "")',
    `${one}#goes to active`,
  ),
];
