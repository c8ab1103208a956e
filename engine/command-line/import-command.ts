import { readFile } from "node:fs/promises";
import { type Problem, problemMessage } from "../../metadata/problem.ts";
import { administratorRights } from "../access/rights.ts";
import { commandLineActor, recordAct } from "../audit/record-act.ts";
import { importScripts } from "../automation/import-scripts.ts";
import { clockAt } from "../clock.ts";
import { newUuid } from "../db/uuid.ts";
import { importTable } from "../import/import-table.ts";
import { readTable } from "../import/read-table.ts";
import { type Command, type CommandCall, requiredOption, requiredWord } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const importCommand: Command = {
  name: "import",
  usage: "import OBJECT FILE --workspace W [--key FIELD] [--dry-run]",
  help: "Load a CSV (UTF-8 or GBK) or XLSX file; all rows or none. --key changes records that are there.",
  options: { workspace: "string", key: "string", "dry-run": "boolean" },
  run: async (call) => {
    const name = requiredWord(call, 0, "OBJECT");
    const file = requiredWord(call, 1, "FILE");
    requiredOption(call, "workspace");
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const model = catalog.objects.get(name);
    if (model === undefined) {
      call.complain(`There is no object "${name}" in ${catalog.workspace}.`);
      return 1;
    }
    const read = await readTable(await readFile(file), null);
    if (!read.ok) return refuse(call, read.problems);
    const { table } = read.value;
    const clock = clockAt(new Date(), services.config.timeZone);
    const writer = {
      executor: services.database,
      catalog,
      rights: administratorRights,
      clock,
      actor: null,
      cause: "import",
      causality: newUuid(),
      secrets: services.secrets,
      reactions: services.scripts.reactions("en", false),
      chain: [],
    };
    if (call.options["dry-run"] !== true)
      await recordAct(services.database, commandLineActor(catalog.workspaceId), "import_begun", {
        object: model.name,
        rows: table.rows.length,
        job: null,
      });
    const outcome = await importTable(writer, services.database, model, table, {
      key: typeof call.options.key === "string" ? call.options.key : null,
      dryRun: call.options["dry-run"] === true,
      preparation: importScripts(services.scripts.surroundings("en", false), catalog, model),
      progress: (done, total) => {
        call.report({ progress: done, total });
        if (process.stderr.isTTY)
          process.stderr.write(`\r${done} of ${total}${done === total ? "\n" : ""}`);
      },
    });
    if (!outcome.ok) return refuse(call, outcome.problems);
    const verb = call.options["dry-run"] === true ? "would be stored" : "stored";
    const { records, skipped } = outcome.value;
    complainOf(call, skipped);
    call.say(`${records} records ${verb}`);
    call.report({
      records,
      skipped: skipped.length,
      dry_run: call.options["dry-run"] === true,
    });
    return 0;
  },
};

const shownMaximum = 50;

function complainOf(call: CommandCall, problems: readonly Problem[]): void {
  for (const item of problems.slice(0, shownMaximum)) {
    call.complain(
      `line ${item.path.slice(1).replace("/", ", ")}: ${problemMessage(item, "en")} (${item.code})`,
    );
  }
  if (problems.length > shownMaximum) call.complain(`… and ${problems.length - shownMaximum} more`);
}

function refuse(call: CommandCall, problems: readonly Problem[]): number {
  complainOf(call, problems);
  call.report({ problems });
  return 1;
}
