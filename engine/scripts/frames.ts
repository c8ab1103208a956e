/**
 * What server and runner process say to each other: one JSON text a line. The server believes
 * nothing of what it reads: a runner is where a script that broke out would sit.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { LogLevel, ScriptLimits, StopReason } from "./script-run.ts";

/** Texts that a runner needs before it can run anything. */
export interface OpenFrame {
  readonly type: "open";
  /** File of the native library. */
  readonly library: string;
  /** The script that every isolate runs first: `inside.generated.mjs`. */
  readonly sdk: string;
}

export interface RunFrame {
  readonly type: "run";
  readonly run: number;
  readonly modules: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exportName: string;
  /** JSON text. */
  readonly input: string;
  /** JSON text. */
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly today: string;
  /** 32 bytes in hexadecimal digits. */
  readonly key: string;
  readonly limits: ScriptLimits;
}

export interface AnswerFrame {
  readonly type: "answer";
  /** It waits in one call at a time. */
  readonly run: number;
  /** JSON text of a `CallAnswer`. */
  readonly text: string;
}

export type ServerFrame = OpenFrame | RunFrame | AnswerFrame;

/** How a run ended, in texts of the script's own making. */
export type RunResult =
  | { readonly kind: "returned"; readonly text: string }
  | { readonly kind: "threw"; readonly text: string }
  | { readonly kind: "stopped"; readonly limit: StopReason };

export type RunnerFrame =
  | { readonly type: "ready" }
  | {
      /** It lives; what it takes, and what its runs have computed in milliseconds. */
      readonly type: "beat";
      readonly residentBytes: number;
      readonly cpu: Readonly<Record<string, number>>;
    }
  | {
      readonly type: "call";
      readonly run: number;
      readonly operation: string;
      readonly argument: string;
    }
  | {
      readonly type: "log";
      readonly run: number;
      readonly level: LogLevel;
      readonly text: string;
    }
  | {
      readonly type: "done";
      readonly run: number;
      readonly cpu: number;
      readonly logLinesDropped: number;
      readonly result: RunResult;
    };

export const frameLine = (frame: ServerFrame): string => `${JSON.stringify(frame)}\n`;

/** Null for a line that no runner of ours writes. */
export function readRunnerFrame(line: string): RunnerFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isJsonObject(frame)) return null;
  const { type, run, operation, argument, level, text, cpu, residentBytes } = frame;
  if (type === "ready") return { type };
  if (type === "beat" && typeof residentBytes === "number" && isJsonObject(cpu))
    return { type, residentBytes, cpu: numbersOf(cpu) };
  if (typeof run !== "number") return null;
  if (type === "call" && typeof operation === "string" && typeof argument === "string")
    return { type, run, operation, argument };
  if (type === "log" && isLevel(level) && typeof text === "string")
    return { type, run, level, text };
  const result = readResult(frame.result);
  const dropped = frame.logLinesDropped;
  return type === "done" && typeof cpu === "number" && typeof dropped === "number" && result
    ? { type, run, cpu, logLinesDropped: dropped, result }
    : null;
}

function readResult(result: unknown): RunResult | null {
  if (!isJsonObject(result)) return null;
  const { kind, text, limit } = result;
  if (kind === "stopped") return isStopReason(limit) ? { kind, limit } : null;
  const known = kind === "returned" || kind === "threw";
  return known && typeof text === "string" ? { kind, text } : null;
}

const numbersOf = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );

const levels: readonly unknown[] = ["debug", "info", "warn", "error"] satisfies LogLevel[];
const isLevel = (value: unknown): value is LogLevel => levels.includes(value);

/** Reasons that only a runner knows. */
const stopReasons: readonly unknown[] = [
  "cpu",
  "heap",
  "calls",
  "result",
  "argument",
  "unsettled",
  "crashed",
] satisfies StopReason[];
const isStopReason = (value: unknown): value is StopReason => stopReasons.includes(value);

/** Collects the lines of a stream; `false` once a line is longer than it may be by now. */
export function lineReader(maximum: () => number, onLine: (line: string) => void) {
  let parts: string[] = [];
  let length = 0;
  return (chunk: string): boolean => {
    let from = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
      parts.push(chunk.slice(from, end));
      const line = parts.join("");
      [parts, length, from] = [[], 0, end + 1];
      if (line.length > maximum()) return false;
      onLine(line);
    }
    parts.push(chunk.slice(from));
    length += chunk.length - from;
    return length <= maximum();
  };
}
