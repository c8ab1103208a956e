/** Imports by the command, on a file with these bytes. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importCommand } from "../../engine/command-line/import-command.ts";
import { readConfig } from "../../engine/config.ts";
import type { TestServer } from "./server.ts";

export interface CommandOutcome {
  readonly status: number;
  readonly said: readonly string[];
  readonly complaints: readonly string[];
}

export async function importByCommand(
  { services, workspace }: TestServer,
  object: string,
  content: string | Uint8Array,
  options: Readonly<Record<string, string | boolean>> = {},
): Promise<CommandOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-import-"));
  const path = join(folder, `${object}.csv`);
  await writeFile(path, content);
  const said: string[] = [];
  const complaints: string[] = [];
  const status = await importCommand.run({
    config: readConfig({}),
    words: [object, path],
    options: { workspace, ...options },
    services: async () => services,
    say: (line) => said.push(line),
    report: () => undefined,
    complain: (line) => complaints.push(line),
  });
  await rm(folder, { recursive: true });
  return { status, said, complaints };
}
