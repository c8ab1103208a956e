/** `tenon COMMAND …`: finds the command, checks its options, runs it, closes what was opened. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Config, readConfig } from "../config.ts";
import { startEmbeddedServer } from "../db/embedded-server.ts";
import type { Services } from "../http/exchange.ts";
import { logObserver } from "../observe-log.ts";
import { closeServices, openServices } from "../server.ts";
import { type Command, type CommandCall, UsageMistake } from "./command.ts";
import { commands } from "./commands.ts";

const common = { json: "boolean", help: "boolean" } as const;

/** Runs one command; the result is the exit status. */
export async function runCommandLine(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  // A reader such as `head` may leave before all is written.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const command = commands.find(({ name }) => name === words[0]);
  if (command === undefined) {
    const asked = words[0] === undefined || words[0] === "help" || words[0] === "--help";
    (asked ? process.stdout : process.stderr).write(
      `${asked ? "" : `There is no command "${words[0]}".\n\n`}${overview()}`,
    );
    return asked && words[0] !== undefined ? 0 : 2;
  }
  try {
    return await runCommand(command, words.slice(1), readConfig(environment));
  } catch (error) {
    if (error instanceof UsageMistake) {
      process.stderr.write(`${error.message}\nUsage: tenon ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = commands.map(({ usage, help }) => `  ${usage.padEnd(width)}  ${help}`);
  return `Usage: tenon COMMAND\n\n${lines.join("\n")}\n\nEvery command takes --json for lines that programs read.\n`;
}

async function runCommand(
  command: Command,
  words: readonly string[],
  config: Config,
): Promise<number> {
  const { values, positionals } = parse(command, words);
  if (values.help === true) {
    process.stdout.write(`${command.help}\nUsage: tenon ${command.usage}\n`);
    return 0;
  }
  const asJson = values.json === true;
  let opened: { services: Services; close: () => Promise<void> } | null = null;
  const call: CommandCall = {
    config,
    words: positionals,
    options: values,
    services: async () => {
      opened ??= await open(config, command.name === "serve");
      return opened.services;
    },
    say: (line) => {
      if (!asJson) process.stdout.write(`${line}\n`);
    },
    report: (value) => {
      if (asJson) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    complain: (line) => process.stderr.write(`${line}\n`),
  };
  try {
    return await command.run(call);
  } finally {
    await (opened as { close: () => Promise<void> } | null)?.close();
  }
}

function parse(command: Command, words: readonly string[]) {
  try {
    const options = Object.fromEntries(
      Object.entries({ ...common, ...command.options }).map(([name, type]) => [name, { type }]),
    );
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
      strict: true,
    });
    return {
      values: values as Readonly<Record<string, string | boolean | undefined>>,
      positionals,
    };
  } catch (error) {
    throw new UsageMistake(error instanceof Error ? error.message : String(error));
  }
}

/** Connects to DATABASE_URL, or starts or joins the embedded server. */
async function open(config: Config, serving: boolean) {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedServer(join(resolve(config.dataFolder), "database"))
      : null;
  const log = logObserver(serving ? config.logLevel : "error");
  try {
    const services = await openServices(config, config.databaseUrl ?? embedded?.url ?? "", log);
    return {
      services,
      close: async () => {
        await closeServices(services).catch(() => undefined);
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
