import type { Command } from "./command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { exportCommand } from "./export-command.ts";
import { importCommand } from "./import-command.ts";
import { publishCommand } from "./publish-command.ts";
import { secretsCommand } from "./secrets-command.ts";
import { serveCommand } from "./serve-command.ts";
import { settingsCommand } from "./settings-command.ts";
import { tokenCommand } from "./token-command.ts";
import { typesCommand } from "./types-command.ts";
import { userCommand } from "./user-command.ts";
import { workspaceCommand } from "./workspace-command.ts";

/** Every command, in the order they are listed. */
export const commands: readonly Command[] = [
  serveCommand,
  workspaceCommand,
  publishCommand,
  exportCommand,
  importCommand,
  typesCommand,
  userCommand,
  tokenCommand,
  secretsCommand,
  settingsCommand,
  doctorCommand,
];
