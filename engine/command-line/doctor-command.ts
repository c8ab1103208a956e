import { checkServer } from "../db/core-schema.ts";
import { type Examination, examineWorkspace } from "../examine-workspace.ts";
import { type Command, type CommandCall, requiredOption } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor --workspace W [--repair] [--json]",
  help: "Check settings, database, audit log, tables and computed fields; --repair computes the fields anew.",
  options: { workspace: "string", repair: "boolean" },
  run: async (call) => {
    requiredOption(call, "workspace");
    // Settings were read before the command; opening the database checks it, too.
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    call.say("Settings and database: in order.");
    const role = await checkServer(services.database);
    if (role.isSuperuser)
      call.say(
        `Database: ${role.name} is a superuser, who may do more than the engine needs. Give DATABASE_URL a role that owns the database alone.`,
      );
    call.report({ check: "database", ok: true, role: role.name, superuser: role.isSuperuser });
    const found = await examineWorkspace(services, catalog, call.options.repair === true);
    tellAudit(call, found);
    tellTables(call, found);
    tellFormulas(call, found);
    const formulas = found.left ?? found.formulas;
    const isWhole = found.audit.broken === null && found.tables.length === 0;
    return isWhole && formulas?.length === 0 ? 0 : 1;
  },
};

const faults = {
  missing: "is missing",
  changed: "was changed",
  unlinked: "does not follow the one before",
} as const;

function tellAudit(call: CommandCall, { audit }: Examination): void {
  const { entries, head, broken } = audit;
  if (broken === null) call.say(`Audit log: in order, ${entries} entries.`);
  else call.say(`Audit log: entry ${broken.number} ${faults[broken.fault]}`);
  call.report({ check: "audit", ok: broken === null, entries, head, broken });
}

function tellTables(call: CommandCall, { tables }: Examination): void {
  if (tables.length === 0) call.say("Tables: as the published documents say.");
  for (const { table, part, name, expected, found } of tables) {
    const place = part === "table" ? `Table ${table}` : `Table ${table}, ${part} ${name}`;
    call.say(`${place}: expected ${expected ?? "nothing"}, found ${found ?? "nothing"}`);
  }
  call.report({ check: "tables", ok: tables.length === 0, drift: tables });
}

function tellFormulas(call: CommandCall, { formulas, left }: Examination): void {
  if (formulas === null) call.say("Computed fields: not compared until the tables are in order.");
  else if (formulas.length === 0) call.say("Computed fields: in order.");
  for (const { object, field, rows } of formulas ?? []) {
    call.say(`Computed field ${object}.${field}: ${rows} rows are not what its formula gives`);
  }
  if (left?.length === 0) call.say("Computed fields: repaired.");
  call.report({ check: "formulas", ok: formulas?.length === 0, drift: formulas, left });
}
