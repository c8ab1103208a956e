/**
 * Runs scripts in runner processes: none until the first script runs, one that is warm beside those
 * that are busy, and no more than there may be. Who computes for long, fills a queue or is ended
 * takes nothing from another workspace but its turn.
 */
import { availableParallelism } from "node:os";
import { isTooLarge, stoppedBefore } from "./active-run.ts";
import { type RunnerProgram, readRunnerProgram } from "./program.ts";
import { RunQueue } from "./run-queue.ts";
import { RunnerProcess } from "./runner-process.ts";
import type { ScriptOutcome, ScriptRun, StopReason } from "./script-run.ts";

export interface ScriptRunners {
  /**
   * Never rejects for anything that a script does.
   * @throws Error when no runner can be started, or what `call` of the run has thrown
   * @throws TypeError when the input is no JSON
   */
  run(run: ScriptRun): Promise<ScriptOutcome>;
  /** Lets runs end that have begun, for as long as they may take and no longer than `graceMilliseconds`. */
  stop(): Promise<void>;
  facts(): RunnerFacts;
}

/** For metrics. */
export interface RunnerFacts {
  readonly processes: number;
  readonly running: number;
  readonly waiting: number;
  /** Since the start: runs that began, processes that were started, and that were ended by reason. */
  readonly runs: number;
  readonly started: number;
  readonly killed: Readonly<Partial<Record<StopReason, number>>>;
  /** Ids of the processes. */
  readonly processIds: readonly number[];
}

export interface RunnerOptions {
  /** Scripts that compute at once, as far as they are short. */
  readonly computing?: number;
  /** Processes at most; a script that waits for the database keeps its own. */
  readonly processes?: number;
  /** Of which one workspace has at most. */
  readonly perWorkspace?: number;
  readonly graceMilliseconds?: number;
}

/** A script that computes for longer keeps nobody waiting, unless its workspace has several. */
const shortMilliseconds = 50;
/** A process that nobody has needed for so long is let go, if it is not the last. */
const idleMilliseconds = 30_000;
/** Processes in a row that end before they are ready: then something is wrong with all of them. */
const failuresMaximum = 3;

interface Waiting {
  readonly run: ScriptRun;
  readonly since: number;
  readonly end: PromiseWithResolvers<ScriptOutcome>;
  timer?: NodeJS.Timeout;
}

/**
 * Starts nothing by itself.
 * @param readProgram what processes are started with; read once, when the first is needed
 */
export function createScriptRunners(
  options: RunnerOptions = {},
  readProgram: () => Promise<RunnerProgram> = readRunnerProgram,
): ScriptRunners {
  const processes = options.processes ?? 8;
  return new RunnerPool(readProgram, {
    computing: options.computing ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    processes,
    perWorkspace: options.perWorkspace ?? Math.max(1, Math.floor(processes / 2)),
    graceMilliseconds: options.graceMilliseconds ?? 5000,
  });
}

class RunnerPool implements ScriptRunners {
  readonly #readProgram: () => Promise<RunnerProgram>;
  readonly #options: Required<RunnerOptions>;
  readonly #processes = new Set<RunnerProcess>();
  readonly #queue = new RunQueue<Waiting>();
  readonly #killed: Partial<Record<StopReason, number>> = {};
  /** Runs that have begun. */
  readonly #under = new Set<Promise<ScriptOutcome>>();
  #program: Promise<RunnerProgram> | null = null;
  /** A process is on its way that is not in the list yet. */
  #starting = false;
  #stopping = false;
  #runs = 0;
  #started = 0;
  #failures = 0;
  #again: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(readProgram: () => Promise<RunnerProgram>, options: Required<RunnerOptions>) {
    this.#readProgram = readProgram;
    this.#options = options;
  }

  async run(run: ScriptRun): Promise<ScriptOutcome> {
    if (this.#stopping) return stoppedBefore("stopping");
    if (isTooLarge(run)) return stoppedBefore("modules");
    const waiting: Waiting = { run, since: performance.now(), end: Promise.withResolvers() };
    waiting.timer = setTimeout(() => this.#giveUp(waiting), run.limits.queueMilliseconds);
    this.#queue.add(run.workspace, run.background, waiting);
    this.#advance();
    return waiting.end.promise;
  }

  facts(): RunnerFacts {
    const processes = [...this.#processes];
    return {
      processes: processes.length,
      running: this.#under.size,
      waiting: this.#queue.size,
      runs: this.#runs,
      started: this.#started,
      killed: { ...this.#killed },
      processIds: processes.flatMap(({ processId }) => processId ?? []),
    };
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#again);
    clearTimeout(this.#idle);
    this.#refuseWaiting(({ end }) => end.resolve(stoppedBefore("stopping")));
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, this.#options.graceMilliseconds);
    await Promise.race([Promise.allSettled(this.#under), grace.promise]);
    clearTimeout(timer);
    await this.#program?.catch(() => undefined);
    const processes = [...this.#processes];
    for (const process of processes) process.kill("stopping");
    await Promise.all(processes.map(({ exited }) => exited));
  }

  /** Begins what may begin now; whatever changes that calls it again. */
  #advance(): void {
    clearTimeout(this.#again);
    while (this.#queue.size > 0 && !this.#stopping) {
      const resting = [...this.#processes].find(({ state }) => state === "resting");
      if (resting === undefined) {
        this.#keepWarm();
        return;
      }
      const wait = this.#untilOthersAreLong();
      if (wait > 0) {
        this.#again = setTimeout(() => this.#advance(), wait);
        return;
      }
      const next = this.#queue.take((...turn) => this.#mayBegin(...turn));
      if (next === null) return;
      this.#begin(resting, next);
    }
  }

  /** Milliseconds until so few short scripts compute that another may; 0: it may now. */
  #untilOthersAreLong(): number {
    const now = performance.now();
    const ages = [...this.#processes].flatMap(({ computingSince }) =>
      computingSince === null ? [] : now - computingSince,
    );
    const short = ages.filter((age) => age < shortMilliseconds).sort((a, b) => b - a);
    if (short.length < this.#options.computing) return 0;
    return Math.max(1, shortMilliseconds - (short[0] ?? 0));
  }

  #mayBegin(workspace: string, background: boolean): boolean {
    const { computing, processes, perWorkspace } = this.#options;
    const busy = [...this.#processes].filter(({ root }) => root !== null);
    const own = busy.filter(({ root }) => root?.run.workspace === workspace);
    if (own.length >= perWorkspace) return false;
    const ownComputing = own.filter(({ computingSince }) => computingSince !== null);
    if (ownComputing.length >= 2 * computing) return false;
    const inBackground = busy.filter(({ root }) => root?.run.background);
    return !background || inBackground.length < Math.max(1, Math.floor(processes / 2));
  }

  #begin(process: RunnerProcess, waiting: Waiting): void {
    clearTimeout(waiting.timer);
    let outcome: Promise<ScriptOutcome>;
    try {
      outcome = process.execute(waiting.run, performance.now() - waiting.since);
    } catch (error) {
      waiting.end.reject(error);
      return;
    }
    this.#runs++;
    this.#under.add(outcome);
    const over = () => {
      this.#under.delete(outcome);
      this.#advance();
    };
    outcome.then(waiting.end.resolve, waiting.end.reject).then(over, over);
    this.#keepWarm();
  }

  #giveUp(waiting: Waiting): void {
    const { workspace, background } = waiting.run;
    if (this.#queue.remove(workspace, background, waiting))
      waiting.end.resolve(stoppedBefore("queue", performance.now() - waiting.since));
  }

  #refuseWaiting(refuse: (waiting: Waiting) => void): void {
    for (;;) {
      const waiting = this.#queue.take(() => true);
      if (waiting === null) return;
      clearTimeout(waiting.timer);
      refuse(waiting);
    }
  }

  /** One process that is not busy, as far as there may be one. */
  #keepWarm(): void {
    const free = [...this.#processes].some(
      ({ state }) => state === "resting" || state === "starting",
    );
    if (free || this.#starting || this.#stopping) return;
    if (this.#processes.size >= this.#options.processes) return;
    this.#starting = true;
    this.#program ??= this.#readProgram();
    this.#program.then(
      (program) => this.#start(program),
      (error) => {
        this.#starting = false;
        this.#program = null;
        this.#refuseWaiting(({ end }) => end.reject(error));
      },
    );
  }

  #start(program: RunnerProgram): void {
    this.#starting = false;
    if (this.#stopping) return;
    this.#started++;
    let isSound = false;
    const process = new RunnerProcess(program, {
      rested: () => {
        isSound = true;
        this.#failures = 0;
        this.#advance();
        this.#letGoLater();
      },
      waits: () => this.#advance(),
      ended: (reason) => {
        this.#processes.delete(process);
        if (!isSound) return this.#failed(process.errorText);
        if (reason !== null) this.#killed[reason] = (this.#killed[reason] ?? 0) + 1;
        this.#keepWarm();
        this.#advance();
      },
    });
    this.#processes.add(process);
  }

  /** A process that never came to rest: after some of them nobody is kept waiting. */
  #failed(errorText: string): void {
    this.#failures++;
    if (this.#failures < failuresMaximum) {
      this.#keepWarm();
      return;
    }
    this.#failures = 0;
    const error = new Error(`Script runners do not start: ${errorText}`);
    this.#refuseWaiting(({ end }) => end.reject(error));
  }

  #letGoLater(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const resting = [...this.#processes].filter(({ state }) => state === "resting");
      for (const process of resting.slice(1)) process.close();
    }, idleMilliseconds);
    this.#idle.unref();
  }
}
