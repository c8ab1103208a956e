/** Files of records, files in records, and secrets: on their way out and in. */
import { type Mutation, mutation } from "./mutation.ts";

const rows = "engine/import/rows-to-records.ts";
const plan = "engine/import/import-plan.ts";
const secrets = "engine/http/routes/secrets.ts";
const held = "engine/records/hold-files.ts";

const tables = "permissions/tables";
const files = "attacks/files";

export const tableMutations: readonly Mutation[] = [
  mutation(
    "export-right",
    "engine/http/routes/export.ts",
    'if (!exchange.rights.may(model, "export")) return refuse(exchange, problem("not_permitted"));',
    "",
    "permissions/writing#export and import",
  ),
  mutation(
    "import-right",
    "engine/http/routes/imports.ts",
    'model instanceof Answer || exchange.rights.may(model, "import")',
    "model instanceof Answer || exchange.rights !== null",
    "permissions/writing#export and import",
  ),
  mutation(
    "import-changes",
    "engine/http/routes/imports.ts",
    'return model instanceof Answer || !changes ? model : objectOf(exchange, "update");',
    'return model instanceof Answer || !changes ? model : objectOf(exchange, "create");',
    `${tables}#an import`,
  ),
  mutation(
    "import-script-sight",
    "engine/automation/import-scripts.ts",
    "  rights.mayWrite(model, field) &&\n",
    "",
    "engine/automation/import-script-rights#secrets are imported",
  ),
  mutation(
    "import-key",
    plan,
    "!(key.unique && writer.rights.mayRead(model, key))",
    "!key.unique",
    `${tables}#an import`,
  ),
  mutation(
    "import-field",
    rows,
    "field.armOf === null && rights.mayRead(model, field);",
    "field.armOf === null;",
    "permissions/written-parts#a column",
  ),
  mutation(
    "import-target",
    rows,
    '      rights.mayUse(target, "read") &&\n',
    "",
    "permissions/written-parts#a column",
  ),
  mutation(
    "import-target-key",
    rows,
    "      rights.mayRead(target, key);",
    "      target !== null;",
    "permissions/written-parts#a column",
  ),
  mutation(
    "import-title",
    rows,
    "    if (!rights.mayRead(target, title)) continue;\n",
    "",
    `${tables}#a cell`,
  ),
  mutation(
    "job-of-account",
    "engine/import/job-rows.ts",
    'where "id" = $1 and "account" = $2`,',
    'where "id" = $1 and $2::uuid is not null`,',
    "engine/import-jobs#an import job belongs",
  ),
  mutation(
    "undo-deletes",
    "engine/http/routes/jobs.ts",
    'job.created === 0 || rights.mayUse(model, "delete")',
    "job.created === 0 || rights !== null",
    `${tables}#taking an import back`,
  ),
  mutation(
    "undo-changes",
    "engine/http/routes/jobs.ts",
    'job.changed === 0 || rights.mayUse(model, "update")',
    "job.changed === 0 || rights !== null",
    `${tables}#taking an import back`,
  ),
  mutation(
    "secret-revealed",
    secrets,
    'if (!rights.mayReveal(found.holder, found.field))\n    return refuse(exchange, problem("not_permitted"));',
    "",
    "permissions/role-identity#secrets are opened",
  ),
  mutation(
    "secret-of-seen",
    secrets,
    'if (rights.reach(model, "read") !== null) {',
    'if (rights.reach(model, "read") === undefined) {',
    `${tables}#a secret`,
  ),
  mutation(
    "secret-rows-seen",
    secrets,
    "if (!rows?.children || !rights.mayRead(holder, rows)) return null;",
    "if (!rows?.children) return null;",
    `${tables}#a secret`,
  ),
  mutation(
    "secret-field-seen",
    secrets,
    "field?.type.sealed && rights.mayRead(holder, field) ?",
    "field?.type.sealed ?",
    "permissions/role-identity#secrets are opened",
  ),
  mutation(
    "secret-of-rows",
    "engine/records/reveal-secret.ts",
    ' and ${owned(catalog, model, levels, sql`"_parent"`, sql`array[${slot("id", "uuid")}]`)}`;',
    ' and ${slot("id", "uuid")} is not null and ${owned(catalog, model, levels, sql`"_parent"`, sql`array[${slot("id", "uuid")}]`)} is not null`;',
    `${tables}#a secret`,
  ),
  mutation(
    "file-is-there",
    "engine/records/held-file.ts",
    "if (!held.some((each) => each.id === file)) return null;",
    "",
    `${files}#people a file is only`,
  ),
  mutation(
    "file-of-seen",
    "engine/records/held-file.ts",
    "  if (!record.ok) return null;\n",
    "  if (!record.ok) return (await readFiles(executor, catalog.schema, [file])).get(file) ?? null;\n",
    `${files}#people a deleted record`,
  ),
  mutation(
    "file-of-field",
    "engine/records/held-file.ts",
    "  if (!selection.ok) return null;\n",
    "  if (!selection.ok) return (await readFiles(executor, catalog.schema, [file])).get(file) ?? null;\n",
    `${files}#people what may not be read`,
  ),
  mutation(
    "file-of-uploader",
    held,
    "const mine = writer.actor === null || file.by === writer.actor;",
    "const mine = writer.actor !== undefined || file.by === writer.actor;",
    `${files}#people a member does not attach`,
  ),
  mutation(
    "file-held-before",
    held,
    "!(holding.readable && held.has(keyOf(use)))",
    "!holding.readable",
    `${files}#people a file that a member reads`,
  ),
  mutation(
    "file-of-readable-field",
    held,
    "!(holding.readable && held.has(keyOf(use)))",
    "!held.has(keyOf(use))",
    `${tables}#a file that was held`,
  ),
];
