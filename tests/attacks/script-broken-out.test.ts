/**
 * A runner that a script has taken over: a real process with the flags of one, and a program that
 * does what it likes. The server must neither believe it nor be held up by it.
 */
import { afterEach, describe, expect, test } from "vitest";
import { readRunnerProgram } from "../../engine/scripts/program.ts";
import { RunnerProcess } from "../../engine/scripts/runner-process.ts";
import type { ScriptLimits, ScriptOutcome } from "../../engine/scripts/script-run.ts";
import { patientLimits, scriptRun } from "../support/script-runs.ts";
import { endingOf } from "./script-attack.ts";

const started: RunnerProcess[] = [];
afterEach(async () => {
  for (const process of started) process.close();
  await Promise.all(started.splice(0).map(({ exited }) => exited));
});

/** @param deeds what the process does with a run whose number is `run` */
async function takenOver(
  deeds: string,
  limits: Partial<ScriptLimits> = {},
): Promise<ScriptOutcome> {
  const text = `
    import { stdin, stdout } from "node:process";
    const post = (frame) => stdout.write(JSON.stringify(frame) + "\\n");
    const done = (text) => post({ type: "done", run, cpu: 1, logLinesDropped: 0, result: { kind: "returned", text } });
    let run = 1;
    stdin.setEncoding("utf8").on("data", async (chunk) => { if (chunk.includes('"type":"run"')) { ${deeds} } });
    post({ type: "ready" });`;
  const program = { ...(await readRunnerProgram()), text };
  const rested = Promise.withResolvers<void>();
  const process = new RunnerProcess(program, {
    rested: rested.resolve,
    waits: () => undefined,
    ended: () => undefined,
  });
  started.push(process);
  await rested.promise;
  const run = scriptRun("", { limits: { ...patientLimits, ...limits } });
  return process.execute(run, 0);
}

describe("own: a runner that is taken over", () => {
  test.each([
    ["says what no runner says", 'stdout.write("hello\\n")', "crashed"],
    ["says nothing any more", "", "crashed"],
    ["ends", "process.exit(0)", "crashed"],
    ["aborts", "process.abort()", "heap"],
    ["writes a line without end", 'for (;;) stdout.write("x".repeat(65536))', "crashed"],
    ["returns more than it may", 'done(JSON.stringify("x".repeat(2000)))', "result"],
    ["returns what is no JSON", 'done("{")', "result"],
    ["returns what is too deep", 'done("[".repeat(900) + "]".repeat(900))', "result"],
    [
      "asks for more than it may",
      'for (let i = 0; i < 4; i++) post({ type: "call", run, operation: "db.get", argument: "{}" })',
      "calls",
    ],
    [
      "takes memory and says it does not",
      'globalThis.kept = Buffer.alloc(3e8, 1); setInterval(() => post({ type: "beat", residentBytes: 1, cpu: {} }), 10)',
      "resident",
    ],
  ])("and %s is ended", async (_, deeds, ending) => {
    const limits = { resultBytes: 1000, argumentBytes: 1000, calls: 3, residentMegabytes: 200 };
    expect(endingOf(await takenOver(deeds, limits))).toBe(ending);
  });

  test("speaks for no run but its own, and does not rest while it has one", async () => {
    const outcome = await takenOver(`
      post({ type: "ready" });
      post({ type: "log", run: 7, level: "info", text: "another's" });
      post({ type: "done", run: 7, cpu: 1, logLinesDropped: 0, result: { kind: "returned", text: "7" } });
      post({ type: "log", run, level: "info", text: "x".repeat(5000) });
      done("1");`);
    expect(outcome).toMatchObject({ kind: "returned", value: 1 });
    expect(outcome.usage.log).toEqual([{ level: "info", text: "x".repeat(2048) }]);
  });

  test("finds no environment and reads, writes, starts and loads nothing", async () => {
    const outcome = await takenOver(`
      const tries = {
        environment: () => Object.keys(process.env).join(),
        file: async () => (await import("node:fs")).readFileSync("/etc/hostname", "utf8"),
        project: async () => (await import("node:fs")).readFileSync(${JSON.stringify(import.meta.filename)}, "utf8"),
        folder: async () => (await import("node:fs")).readdirSync("/").join(),
        write: async () => (await import("node:fs")).writeFileSync("/tmp/tenon-script", "x"),
        memory: async () => (await import("node:fs")).readFileSync("/proc/" + process.ppid + "/environ", "utf8"),
        child: async () => (await import("node:child_process")).execSync("true").length,
        worker: async () => new (await import("node:worker_threads")).Worker("0", { eval: true }).threadId,
        module: async () => Object.keys(await import(${JSON.stringify(import.meta.url)})).length,
        inspector: async () => (await import("node:inspector")).open(0),
      };
      const found = {};
      for (const [name, attempt] of Object.entries(tries))
        try { found[name] = await attempt() } catch (error) { found[name] = error.code ?? error.name }
      done(JSON.stringify(found));`);
    const denied = "ERR_ACCESS_DENIED";
    expect(outcome).toMatchObject({
      value: {
        environment: "TZ",
        ...{ file: denied, project: denied, folder: denied, write: denied, memory: denied },
        ...{ child: denied, worker: denied, module: denied, inspector: denied },
      },
    });
  });
});
