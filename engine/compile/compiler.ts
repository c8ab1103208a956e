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

/** Problems: `script_check_endless`, `script_check_too_large`, `script_check_failed`. */
export function askCompiler(request: CompilerRequest): Promise<Result<CompilerAnswer>> {
  const worker = new Worker(new URL("./compiler-worker.ts", import.meta.url), {
    workerData: request,
    env: {},
  });
  return new Promise((resolve) => {
    let pid: number | undefined;
    const end = (result: Result<CompilerAnswer>) => {
      clearTimeout(late);
      clearInterval(looks);
      if (pid !== undefined) kill(pid);
      pid = undefined;
      void worker.terminate();
      resolve(result);
    };
    const late = setTimeout(
      () => end(failure(problem("script_check_endless", "", { limit: compileSeconds }))),
      compileSeconds * 1000,
    );
    const looks = setInterval(async () => {
      if ((await megabytesOf(pid)) > compileMegabytes)
        end(failure(problem("script_check_too_large", "", { limit: compileMegabytes })));
    }, lookEvery);
    worker.on("message", (message: CompilerMessage) => {
      if ("pid" in message) pid = message.pid;
      else if ("answer" in message) end(success(message.answer));
      else end(failure(problem("script_check_failed")));
    });
    worker.on("error", () => end(failure(problem("script_check_failed"))));
  });
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
