/**
 * A process that runs scripts, watched: it is ended when a run takes too long or too much memory,
 * and when it does not come to rest after one. One script at a time, with those that its calls
 * need: what ends the process ends nobody else's run.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import {
  ActiveRun,
  afterReading,
  isTooLarge,
  type RunnerOfRun,
  stoppedBefore,
} from "./active-run.ts";
import {
  frameLine,
  lineReader,
  type RunnerFrame,
  readRunnerFrame,
  type ServerFrame,
} from "./frames.ts";
import type { RunnerProgram } from "./program.ts";
import { firstToGo, residentBytes } from "./resident-memory.ts";
import {
  nestedMaximum,
  type ScriptOutcome,
  type ScriptRun,
  type StopReason,
} from "./script-run.ts";

const megabyte = 1024 * 1024;
const pollMilliseconds = 25;
/** A process that says nothing for so many polls while it runs a script is lost. */
const silentPolls = 120;
/** After a run, and when it starts. */
const restMilliseconds = 2000;
const startMilliseconds = 30_000;
/** What a line holds beside its text. */
const lineBesides = 65_536;
const errorTextMaximum = 2000;

export interface RunnerEvents {
  /** It may be given a run. */
  rested(): void;
  /** Its script waits for a call. */
  waits(): void;
  /** It has ended. */
  ended(reason: StopReason | null): void;
}

type FrameOfRun = Extract<RunnerFrame, { run: number }>;
type State = "starting" | "resting" | "running" | "settling" | "ended";

/** As `nice` counts it: when all processors are busy, a runner gets a tenth of what the server does. */
const priority = 10;

export class RunnerProcess implements RunnerOfRun {
  state: State = "starting";
  /** What its standard error said last. */
  errorText = "";
  /** Resolves when the system has no such process any more. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #events: RunnerEvents;
  readonly #runs = new Map<number, ActiveRun>();
  #lastRun = 0;
  #root: ActiveRun | null = null;
  /** Polls since it said something. */
  #silent = 0;
  #reason: StopReason | null = null;
  #rest: NodeJS.Timeout;
  #poll: NodeJS.Timeout | undefined;

  constructor(program: RunnerProgram, events: RunnerEvents) {
    this.#events = events;
    this.#child = spawn(process.execPath, flagsOf(program), {
      // Nothing of the server's environment: no credentials, no paths, no proxy.
      env: { TZ: "UTC" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    if (this.#child.pid !== undefined) void firstToGo(this.#child.pid);
    this.#letOthersGoFirst();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.exited = promise;
    this.#child.once("close", resolve);
    this.#rest = this.#mustRest(startMilliseconds);
    this.#listen();
    this.#send({ type: "open", library: program.library, sdk: program.sdk });
  }

  /** Who waits for an answer and runs no script has the processor before those who do. */
  #letOthersGoFirst(): void {
    try {
      if (this.#child.pid !== undefined) setPriority(this.#child.pid, priority);
    } catch {
      // It has not started, or has ended already: both are told as events.
    }
  }

  get processId(): number | null {
    return this.#child.pid ?? null;
  }

  /** The run that it was given; null while there is none. */
  get root(): ActiveRun | null {
    return this.#root;
  }

  /** Whether a script in it computes, and since when, on the clock of `performance.now()`. */
  get computingSince(): number | null {
    if (this.state === "settling") return 0;
    const computing = [...this.#runs.values()].filter((run) => run.pendingCalls === 0);
    return computing.length === 0 ? null : Math.min(...computing.map((run) => run.computingSince));
  }

  /**
   * Only while it rests.
   * @throws TypeError for a run whose input is no JSON
   */
  execute(run: ScriptRun, queueMilliseconds: number): Promise<ScriptOutcome> {
    if (this.state !== "resting") throw new Error(`The runner is ${this.state}`);
    this.#root = this.#begin(run, null, queueMilliseconds);
    this.state = "running";
    this.#silent = 0;
    this.#poll = setInterval(() => void this.#watch(), pollMilliseconds);
    return this.#root.outcome;
  }

  async nest(run: ScriptRun, parent: ActiveRun): Promise<ScriptOutcome> {
    if (parent.hasEnded) return stoppedBefore(this.#reason ?? "crashed");
    if (parent.level >= nestedMaximum) return stoppedBefore("nested");
    if (isTooLarge(run)) return stoppedBefore("modules");
    return this.#begin(run, parent, 0).outcome;
  }

  #begin(run: ScriptRun, parent: ActiveRun | null, queueMilliseconds: number): ActiveRun {
    const active = new ActiveRun(run, ++this.#lastRun, this, parent, queueMilliseconds);
    this.#runs.set(active.number, active);
    active.start();
    return active;
  }

  post(frame: ServerFrame): void {
    this.#send(frame);
  }

  kill(reason: StopReason): void {
    if (this.state === "ended") return;
    this.#reason ??= reason;
    this.#child.kill("SIGKILL");
    this.#end(reason);
  }

  /** Lets it go, which is not counted as a kill. */
  close(): void {
    if (this.state === "ended") return;
    this.#child.kill("SIGKILL");
    this.#end(null);
  }

  #send(frame: ServerFrame): void {
    if (this.state !== "ended") this.#child.stdin.write(frameLine(frame));
  }

  #listen(): void {
    const { stdin, stdout, stderr } = this.#child;
    const read = lineReader(
      () => this.#lineMaximum(),
      (line) => this.#hear(readRunnerFrame(line)),
    );
    stdout.setEncoding("utf8").on("data", (chunk: string) => {
      if (!read(chunk)) this.kill("crashed");
    });
    stderr.setEncoding("utf8").on("data", (chunk: string) => {
      this.errorText = (this.errorText + chunk).slice(-errorTextMaximum);
    });
    // A process that has gone is heard of by its end.
    for (const stream of [stdin, stdout, stderr]) stream.on("error", () => undefined);
    this.#child.on("error", (error) => {
      this.errorText = error.message;
      this.#end("crashed");
    });
    // The engine below aborts when it cannot give a script the memory it takes.
    this.#child.on("exit", (_, signal) => this.#end(signal === "SIGABRT" ? "heap" : "crashed"));
  }

  /** Its texts are results and arguments, whose quotes are escaped once more. */
  #lineMaximum(): number {
    const limits = [...this.#runs.values()].map(({ run }) => run.limits);
    const texts = limits.flatMap(({ resultBytes, argumentBytes }) => [resultBytes, argumentBytes]);
    return 2 * Math.max(0, ...texts) + lineBesides;
  }

  #hear(frame: RunnerFrame | null): void {
    if (this.state === "ended") return;
    this.#silent = 0;
    if (frame === null) this.kill("crashed");
    else if (frame.type === "ready") this.#rested();
    else if (frame.type === "beat") this.#beat(frame.residentBytes, frame.cpu);
    else this.#hearOf(this.#runs.get(frame.run), frame);
  }

  #hearOf(run: ActiveRun | undefined, frame: FrameOfRun): void {
    if (run === undefined) return;
    if (frame.type === "log") {
      run.logged(frame);
    } else if (frame.type === "call") {
      void run.called(frame);
      this.#events.waits();
    } else {
      run.finished(frame);
      this.#forget(run);
    }
  }

  #beat(resident: number, cpu: Readonly<Record<string, number>>): void {
    for (const [number, spent] of Object.entries(cpu)) {
      const run = this.#runs.get(Number(number));
      if (run !== undefined) run.cpuMilliseconds = spent;
    }
    this.#weigh(resident);
  }

  #weigh(resident: number | null): void {
    const limits = this.#root?.run.limits;
    if (limits !== undefined && resident !== null && resident > limits.residentMegabytes * megabyte)
      this.kill("resident");
  }

  async #watch(): Promise<void> {
    if (++this.#silent > silentPolls) return this.kill("crashed");
    const { pid } = this.#child;
    if (pid !== undefined) this.#weigh(await residentBytes(pid));
  }

  /** A run that has ended is over, though its isolate may still be on its way out. */
  #forget(run: ActiveRun): void {
    if (!run.hasEnded) return;
    this.#runs.delete(run.number);
    if (run !== this.#root || this.state !== "running") return;
    this.state = "settling";
    this.#rest = this.#mustRest(restMilliseconds);
  }

  #mustRest(milliseconds: number): NodeJS.Timeout {
    return afterReading(() => {
      if (this.state === "starting" || this.state === "settling") this.kill("crashed");
    }, milliseconds);
  }

  #rested(): void {
    // A run of its own making would be needed to say so in the middle of another.
    if (this.state === "running") return;
    clearTimeout(this.#rest);
    clearInterval(this.#poll);
    this.#root = null;
    this.state = "resting";
    this.#events.rested();
  }

  #end(reason: StopReason | null): void {
    if (this.state === "ended") return;
    this.state = "ended";
    clearTimeout(this.#rest);
    clearInterval(this.#poll);
    const why = this.#reason ?? reason ?? "stopping";
    for (const run of this.#runs.values()) run.stop(why);
    this.#runs.clear();
    this.#root = null;
    this.#child.stdin.destroy();
    this.#events.ended(reason);
  }
}

const flagsOf = (program: RunnerProgram): readonly string[] => [
  // No compiled code, so that faults of the compiler are none of ours.
  "--jitless",
  "--no-node-snapshot",
  "--permission",
  "--allow-addons",
  `--allow-fs-read=${program.library}`,
  "--no-warnings",
  "--input-type=module",
  "--eval",
  program.text,
];
