/** What a command is, and what it is given. */
import type { Config } from "../config.ts";
import type { Services } from "../http/exchange.ts";

export interface CommandCall {
  readonly config: Config;
  /** Words after the command's name. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Opens the database; closed after the command. */
  services(): Promise<Services>;
  /** One line for people; nothing with `--json`. */
  say(line: string): void;
  /** One value for programs: a line of JSON with `--json`; else nothing. */
  report(value: unknown): void;
  /** One line on standard error. */
  complain(line: string): void;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  /** Options it takes, with whether they carry a value. */
  readonly options: Readonly<Record<string, "string" | "boolean">>;
  /** Exit status: 0 done, 1 failed, 2 called wrongly. */
  run(call: CommandCall): Promise<number>;
}

/** Called with words or options that make no sense. */
export class UsageMistake extends Error {}

export const requiredOption = (call: CommandCall, name: string): string => {
  const value = call.options[name];
  if (typeof value !== "string" || value === "") throw new UsageMistake(`--${name} is missing.`);
  return value;
};

export const requiredWord = (call: CommandCall, index: number, name: string): string => {
  const word = call.words[index];
  if (word === undefined) throw new UsageMistake(`${name} is missing.`);
  return word;
};
