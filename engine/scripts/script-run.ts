/**
 * One run of a script, and what comes of it. The script is somebody else's program: it sees the
 * modules and the JSON that it is given, and nothing of the server.
 */

/** What a call of the script is answered; the error becomes an exception inside the script. */
export type CallAnswer =
  | { readonly value: unknown }
  | {
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly details?: unknown;
      };
    };

/** What a call may use while it is answered. */
export interface CallContext {
  /** Aborted when the run ends before its call does. */
  readonly signal: AbortSignal;
  /**
   * A run that this call needs, such as the trigger of what it writes. It takes place where the
   * calling script waits, so that it never queues behind it.
   */
  run(nested: ScriptRun): Promise<ScriptOutcome>;
}

export interface ScriptRun {
  /** JavaScript of every module by its name, such as `credit_check.ts`. */
  readonly modules: Readonly<Record<string, string>>;
  /** The module whose export is called. */
  readonly entry: string;
  /** `default`, or another name. */
  readonly exportName: string;
  /** JSON; the one argument of the export. */
  readonly input: unknown;
  /** JSON; what the script imports as `user`. */
  readonly user: unknown;
  /** What the clock shows from the first to the last moment of the run. */
  readonly at: Date;
  /** The day of that moment where the workspace is, `2026-01-31`. */
  readonly today: string;
  /** All chance in the run comes from it; keep it secret, as it foretells `crypto.randomUUID`. */
  readonly seed: string;
  /** Whose run it is: workspaces take turns, and none takes all runners. */
  readonly workspace: string;
  /** Nobody waits for it with a transaction open: it comes after those where somebody does. */
  readonly background: boolean;
  readonly limits: ScriptLimits;
  /**
   * Answers a call of the script: an operation of the SDK and its JSON argument. When it rejects,
   * the run ends and `run` rejects with the same error, which the script never sees.
   */
  call(operation: string, argument: unknown, context: CallContext): Promise<CallAnswer>;
}

export interface ScriptLimits {
  /** Waiting for a runner. */
  readonly queueMilliseconds: number;
  /** Computing, without the time its calls take. */
  readonly cpuMilliseconds: number;
  /** From start to end, calls included. */
  readonly wallMilliseconds: number;
  /** Objects of the script. */
  readonly heapMegabytes: number;
  /** Memory of the whole runner process: what the engine below the script takes besides. */
  readonly residentMegabytes: number;
  readonly calls: number;
  /** JSON text of the result. */
  readonly resultBytes: number;
  /** JSON text of the argument of one call. */
  readonly argumentBytes: number;
  /** Text of all modules together. */
  readonly modulesBytes: number;
  /** Later lines are counted, not kept. */
  readonly logLines: number;
}

const megabyte = 1024 * 1024;

/** For scripts that a transaction waits for. */
export const transactionLimits: ScriptLimits = {
  queueMilliseconds: 3000,
  cpuMilliseconds: 1000,
  wallMilliseconds: 3000,
  heapMegabytes: 64,
  residentMegabytes: 300,
  calls: 200,
  resultBytes: 5 * megabyte,
  argumentBytes: megabyte,
  modulesBytes: 4 * megabyte,
  logLines: 200,
};

/** For scripts that nobody waits for. */
export const backgroundLimits: ScriptLimits = {
  ...transactionLimits,
  queueMilliseconds: 120_000,
  cpuMilliseconds: 10_000,
  wallMilliseconds: 120_000,
  heapMegabytes: 128,
  residentMegabytes: 400,
  calls: 650,
};

/** Characters of one line of a script's log; the rest is left out. */
export const logLineMaximum = 2048;

/** Runs inside each other: a script that writes, whose trigger writes, and so on. */
export const nestedMaximum = 8;

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

/** What a run has cost, also when it was ended. */
export interface ScriptUsage {
  /** Before it began. */
  readonly queueMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number;
  readonly calls: number;
  readonly log: readonly LogLine[];
  /** Lines beyond the limit. */
  readonly logLinesDropped: number;
}

/** What the script threw, as far as texts tell it. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  /** Of a call that was refused, or of `fail`. */
  readonly code: string | null;
  readonly details: unknown;
  /** Where in the script; null when that is not known. */
  readonly module: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/**
 * Why a run was ended: a limit; `budget`: what it asked the server for; `unsettled`: it waits for what can never come; `crashed`: its
 * process ended; `stopping`: the server stops.
 */
export type StopReason =
  | "queue"
  | "cpu"
  | "wall"
  | "heap"
  | "resident"
  | "calls"
  | "budget"
  | "result"
  | "argument"
  | "modules"
  | "nested"
  | "unsettled"
  | "crashed"
  | "stopping";

export type ScriptOutcome =
  | { readonly kind: "returned"; readonly value: unknown; readonly usage: ScriptUsage }
  | { readonly kind: "threw"; readonly error: ThrownError; readonly usage: ScriptUsage }
  | { readonly kind: "stopped"; readonly limit: StopReason; readonly usage: ScriptUsage };
