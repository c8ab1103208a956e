/**
 * TypeScript's native compiler for one piece of work, as a process of its own with an empty
 * environment. It is ended when the work takes too long or too much memory: types can be written
 * that no compiler ever finishes.
 */
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import type { CompilerAnswer, CompilerMessage, CompilerRequest } from "./compiler-messages.ts";

/** Seconds that one piece of work may take. */
export const compileSeconds = 10;
/** Megabytes that the compiler may hold. */
export const compileMegabytes = 1024;

/** How often its memory is looked at, in milliseconds. */
const lookEvery = 50;

/** A thread that has answered waits for the next question so long, in milliseconds. */
const idleMaximum = 60_000;

/**
 * One question at a time is best: who asks several shares the machine between them. Problems:
 * `script_check_endless`, `script_check_too_large`, `script_check_failed`.
 */
export async function askCompiler(request: CompilerRequest): Promise<Result<CompilerAnswer>> {
  const kept = takeIdle();
  if (kept !== null) {
    const answer = await askWorker(kept, request);
    // A thread may break over what it was asked before.
    if (answer.ok || answer.problems[0]?.code !== "script_check_failed") return answer;
  }
  return askWorker(startWorker(), request);
}

function askWorker(worker: Worker, request: CompilerRequest): Promise<Result<CompilerAnswer>> {
  return new Promise((resolve) => {
    let pid: number | undefined;
    const end = (result: Result<CompilerAnswer>) => {
      clearTimeout(late);
      clearInterval(looks);
      worker.off("message", hear).off("error", broken);
      if (pid !== undefined) kill(pid);
      pid = undefined;
      if (result.ok) keepIdle(worker);
      else void worker.terminate();
      resolve(result);
    };
    const late = setTimeout(
      () => end(failure(problem("script_check_endless", "", { limit: compileSeconds }))),
      compileSeconds * 1000,
    );
    const looks = setInterval(async () => {
      if ((await megabytesOf(pid)) > compileMegabytes && pid !== undefined)
        end(failure(problem("script_check_too_large", "", { limit: compileMegabytes })));
    }, lookEvery);
    const hear = (message: CompilerMessage) => {
      if ("pid" in message) pid = message.pid;
      else if ("answer" in message) end(success(message.answer));
      else end(failure(problem("script_check_failed")));
    };
    const broken = () => end(failure(problem("script_check_failed")));
    worker.on("message", hear).on("error", broken);
    worker.ref();
    worker.postMessage(request);
  });
}

function startWorker(): Worker {
  const worker = new Worker(new URL("./compiler-worker.ts", import.meta.url), { env: {} });
  // One that breaks while nobody asks is only forgotten.
  const drop = () => {
    if (idle?.worker === worker) idle = null;
  };
  return worker.on("error", drop).on("exit", drop);
}

/** Loading what speaks to the compiler takes longer than most questions: one thread is kept. */
let idle: { readonly worker: Worker; readonly forget: NodeJS.Timeout } | null = null;

function takeIdle(): Worker | null {
  if (idle === null) return null;
  const { worker, forget } = idle;
  idle = null;
  clearTimeout(forget);
  return worker;
}

function keepIdle(worker: Worker): void {
  if (idle !== null) {
    void worker.terminate();
    return;
  }
  // Nothing waits for it when the server ends.
  worker.unref();
  const forget = setTimeout(() => void worker.terminate(), idleMaximum).unref();
  idle = { worker, forget };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Zero where the system does not tell. */
async function megabytesOf(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
