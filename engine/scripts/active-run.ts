/** One run that a runner process is busy with, as the server sees it. */
import { createHash } from "node:crypto";
import type { AnswerFrame, RunFrame, RunnerFrame, RunResult } from "./frames.ts";
import { readScriptJson } from "./script-json.ts";
import {
  type CallAnswer,
  type LogLine,
  logLineMaximum,
  type ScriptOutcome,
  type ScriptRun,
  type ScriptUsage,
  type StopReason,
} from "./script-run.ts";
import { thrownError } from "./thrown-error.ts";

/** What a run needs of the process that it is in. */
export interface RunnerOfRun {
  post(frame: RunFrame | AnswerFrame): void;
  /** Runs another script in the same process, while the one that asks waits. */
  nest(run: ScriptRun, parent: ActiveRun): Promise<ScriptOutcome>;
  /** Ends the process and all its runs. */
  kill(reason: StopReason): void;
}

type CallFrame = Extract<RunnerFrame, { type: "call" }>;
type DoneFrame = Extract<RunnerFrame, { type: "done" }>;

/** Of a run that never began. */
export const stoppedBefore = (limit: StopReason, queueMilliseconds = 0): ScriptOutcome => ({
  kind: "stopped",
  limit,
  usage: {
    queueMilliseconds,
    wallMilliseconds: 0,
    cpuMilliseconds: 0,
    calls: 0,
    log: [],
    logLinesDropped: 0,
  },
});

/** Whether the texts of a run are too long to be sent to a runner. */
export const isTooLarge = ({ modules, limits }: ScriptRun): boolean =>
  Object.values(modules).reduce((sum, text) => sum + Buffer.byteLength(text), 0) >
  limits.modulesBytes;

/**
 * Does something after a while and what has arrived by then: a server that was busy itself does not
 * blame a runner that has long said what it is waiting for.
 */
export const afterReading = (then: () => void, milliseconds: number): NodeJS.Timeout =>
  setTimeout(() => setImmediate(then), milliseconds);

export class ActiveRun {
  readonly run: ScriptRun;
  readonly number: number;
  /** How many runs wait for this one. */
  readonly level: number;
  /** When it must have ended, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly outcome: Promise<ScriptOutcome>;
  /** Calls that are being answered: while there are any, the script does not compute. */
  pendingCalls = 0;
  /** Since when it has computed without a call, on the same clock. */
  computingSince: number;
  cpuMilliseconds = 0;
  readonly #runner: RunnerOfRun;
  readonly #frame: RunFrame;
  readonly #began: number;
  readonly #queueMilliseconds: number;
  readonly #ended = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #log: LogLine[] = [];
  readonly #end: PromiseWithResolvers<ScriptOutcome> = Promise.withResolvers();
  #calls = 0;
  #dropped = 0;

  constructor(
    run: ScriptRun,
    number: number,
    runner: RunnerOfRun,
    parent: ActiveRun | null,
    queueMilliseconds: number,
  ) {
    // First, as it throws when the input is no JSON.
    this.#frame = runFrame(run, number);
    this.run = run;
    this.number = number;
    this.level = parent === null ? 0 : parent.level + 1;
    this.outcome = this.#end.promise;
    this.#runner = runner;
    this.#queueMilliseconds = queueMilliseconds;
    this.#began = performance.now();
    this.computingSince = this.#began;
    const own = this.#began + run.limits.wallMilliseconds;
    this.deadline = parent === null ? own : Math.min(own, parent.deadline);
    this.#timer = afterReading(() => {
      if (!this.hasEnded) runner.kill("wall");
    }, this.deadline - this.#began);
  }

  start(): void {
    this.#runner.post(this.#frame);
  }

  get hasEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  async called({ operation, argument }: CallFrame): Promise<void> {
    if (this.hasEnded) return;
    this.#calls++;
    // Its runner counts, too: this one does not.
    if (this.#calls > this.run.limits.calls) return this.#runner.kill("calls");
    this.pendingCalls++;
    try {
      const answer = await this.#answer(operation, argument);
      this.#runner.post({ type: "answer", run: this.number, text: JSON.stringify(answer) });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.pendingCalls--;
      this.computingSince = performance.now();
    }
  }

  async #answer(operation: string, text: string): Promise<CallAnswer> {
    const argument = readScriptJson(text);
    if (argument === undefined) {
      const message = "The argument has too many levels, or is no JSON.";
      return { error: { code: "json_too_deep", message } };
    }
    return this.run.call(operation, argument, {
      signal: this.#ended.signal,
      run: (nested) => this.#runner.nest(nested, this),
    });
  }

  logged({ level, text }: LogLine): void {
    if (this.#log.length < this.run.limits.logLines)
      this.#log.push({ level, text: text.slice(0, logLineMaximum) });
    else this.#dropped++;
  }

  finished({ result, cpu, logLinesDropped }: DoneFrame): void {
    this.cpuMilliseconds = cpu;
    this.#dropped += logLinesDropped;
    this.#finish(result);
  }

  stop(limit: StopReason): void {
    this.#finish({ kind: "stopped", limit });
  }

  #finish(result: RunResult): void {
    if (this.#settle()) this.#end.resolve(this.#outcomeOf(result));
  }

  /** A call could not be answered at all: whoever asked for the run is told, not the script. */
  #fail(error: unknown): void {
    if (!this.#settle()) return;
    this.#end.reject(error);
    // It waits for an answer that will not come. Within another run, that one's call fails, too.
    if (this.level === 0) this.#runner.kill("crashed");
  }

  #settle(): boolean {
    if (this.hasEnded) return false;
    clearTimeout(this.#timer);
    this.#ended.abort();
    return true;
  }

  #outcomeOf(result: RunResult): ScriptOutcome {
    const usage = this.#usage();
    if (result.kind === "stopped") return { ...result, usage };
    if (result.kind === "threw") {
      const error = thrownError(result.text, Object.keys(this.run.modules));
      return { kind: "threw", error, usage };
    }
    const short = Buffer.byteLength(result.text) <= this.run.limits.resultBytes;
    const value = short ? readScriptJson(result.text) : undefined;
    return value === undefined
      ? { kind: "stopped", limit: "result", usage }
      : { kind: "returned", value, usage };
  }

  #usage(): ScriptUsage {
    return {
      queueMilliseconds: this.#queueMilliseconds,
      wallMilliseconds: performance.now() - this.#began,
      cpuMilliseconds: this.cpuMilliseconds,
      calls: this.#calls,
      log: [...this.#log],
      logLinesDropped: this.#dropped,
    };
  }
}

/** @throws TypeError for an input or a user that is no JSON */
function runFrame(run: ScriptRun, number: number): RunFrame {
  const { modules, entry, exportName, input, user, at, today, seed, limits } = run;
  return {
    type: "run",
    run: number,
    modules,
    entry,
    exportName,
    input: JSON.stringify(input) ?? "null",
    user: JSON.stringify(user) ?? "null",
    at: at.getTime(),
    today,
    key: createHash("sha256").update(seed).digest("hex"),
    limits,
  };
}
