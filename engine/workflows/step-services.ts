/** What steps need beyond the database; handed over where the server is put together. */
import type { Writer } from "../records/writer.ts";

/** Runs a script of the workspace inside the transaction of `writer`; its answer is JSON. */
export type RunScript = (
  writer: Writer,
  script: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

export interface StepServices {
  readonly runScript: RunScript;
  /** IANA zone in which a date becomes a moment. */
  readonly timeZone: string;
  readonly mailConfigured: boolean;
  /** Domains that mails may go to beside people of the workspace; `*`: all. */
  readonly mailDomains: readonly string[];
}
