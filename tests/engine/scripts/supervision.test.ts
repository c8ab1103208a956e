import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readRunnerProgram } from "../../../engine/scripts/program.ts";
import type { ScriptRun } from "../../../engine/scripts/script-run.ts";
import { createScriptRunners } from "../../../engine/scripts/script-runners.ts";
import { answer, body, patientLimits, scriptRun, testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

const lives = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};

/** Calls that wait until they are let go, in the order in which they came. */
function gate() {
  const waiting: (() => void)[] = [];
  const arrivals: (() => void)[] = [];
  const call: ScriptRun["call"] = async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    arrivals.shift()?.();
    await promise;
    return answer(null);
  };
  return {
    call,
    open: () => waiting.shift()?.(),
    arrival: () => new Promise<void>((resolve) => arrivals.push(resolve)),
  };
}
const waits = body('await db.get("a", "1"); return 1');

describe("runners", () => {
  test("are none until a script runs, then one and one that is warm", async () => {
    const own = testRunners();
    try {
      expect(own.facts()).toMatchObject({ processes: 0, started: 0 });
      expect(await own.value("return 1")).toBe(1);
      expect(await own.value("return 2")).toBe(2);
      expect(own.facts()).toMatchObject({ processes: 2, started: 2, runs: 2, running: 0 });
    } finally {
      await own.stop();
    }
  });

  test("that are ended are replaced, and counted by what ended them", async () => {
    const own = testRunners();
    try {
      const limits = { ...patientLimits, wallMilliseconds: 150 };
      const loop = scriptRun(body("[].length = 2 ** 32 - 1, Array(1e9).fill(0)"), { limits });
      expect(await own.run(loop)).toMatchObject({ kind: "stopped" });
      expect(await own.value("return 1")).toBe(1);
      expect(Object.values(own.facts().killed)).toEqual([1]);
    } finally {
      await own.stop();
    }
  });

  test("have no environment, no arguments of the server, and may read no file", async () => {
    await runners.value("return 1");
    const [processId] = runners.facts().processIds;
    const environment = readFileSync(`/proc/${processId}/environ`, "utf8");
    expect(environment.split("\0").filter((entry) => entry !== "")).toEqual(["TZ=UTC"]);
    expect(readFileSync(`/proc/${processId}/cmdline`, "utf8")).toMatch(/^tenon script runner/);
    // The first to go when the machine has no memory left.
    expect(readFileSync(`/proc/${processId}/oom_score_adj`, "utf8").trim()).toBe("1000");
  });
});

test("a server that is busy itself ends no run that was in time", async () => {
  const own = testRunners();
  try {
    await own.value("return 0");
    const limits = { ...patientLimits, wallMilliseconds: 2000 };
    const outcome = own.run(scriptRun(body("return 1"), { limits }));
    // Nothing is read and no timer runs while this thread is held up.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    expect(await outcome).toMatchObject({ kind: "returned", value: 1 });
    expect(own.facts().killed).toEqual({});
  } finally {
    await own.stop();
  }
});

describe("runners that do not start", () => {
  test("keep nobody waiting, and say why", async () => {
    const text = 'console.error("no such thing"); process.exit(3);';
    const own = createScriptRunners({}, async () => ({ ...(await readRunnerProgram()), text }));
    await expect(own.run(scriptRun(body("")))).rejects.toThrow(/do not start: .*no such thing/s);
    expect(own.facts()).toMatchObject({ running: 0, waiting: 0, started: 3 });
    await own.stop();
  });

  test("are tried again by the next run", async () => {
    const programs = [() => Promise.reject(new Error("no library")), readRunnerProgram];
    const own = createScriptRunners({}, () => (programs.shift() ?? readRunnerProgram)());
    await expect(own.run(scriptRun(body("")))).rejects.toThrow("no library");
    expect(await own.run(scriptRun(body("return 1")))).toMatchObject({ value: 1 });
    await own.stop();
  });
});

test("an input that is no JSON is the fault of who gives it, and takes no runner along", async () => {
  await expect(runners.value("return 1", { input: 1n })).rejects.toThrow(TypeError);
  expect(await runners.value("return 1")).toBe(1);
  expect(runners.facts()).toMatchObject({ running: 0, waiting: 0, killed: {} });
});

describe("stopping", () => {
  test("lets a run end that has begun, and begins no other", async () => {
    const own = testRunners({ graceMilliseconds: 60_000, perWorkspace: 1 });
    const door = gate();
    const arrival = door.arrival();
    const begun = own.run(scriptRun(waits, { call: door.call }));
    await arrival;
    const queued = own.run(scriptRun(waits));
    const stopped = own.stop();
    expect(await queued).toMatchObject({ kind: "stopped", limit: "stopping" });
    expect(await own.run(scriptRun(waits))).toMatchObject({ limit: "stopping" });
    door.open();
    expect(await begun).toMatchObject({ kind: "returned" });
    await stopped;
    expect(own.facts()).toMatchObject({ processes: 0, running: 0 });
  });

  test("ends a run that does not, and leaves no process", async () => {
    const own = testRunners({ graceMilliseconds: 1 });
    const door = gate();
    const arrival = door.arrival();
    const begun = own.run(scriptRun(waits, { call: door.call }));
    await arrival;
    const { processIds } = own.facts();
    await own.stop();
    expect(await begun).toMatchObject({ kind: "stopped", limit: "stopping" });
    expect(processIds.filter(lives)).toEqual([]);
  });

  test("of the server by force ends its runners, also one that hangs", async () => {
    const server = spawn(process.execPath, [join(import.meta.dirname, "lost-server.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    while (!text.includes("\n")) text += String((await once(server.stdout, "data"))[0]);
    const ids: number[] = JSON.parse(text);
    expect(ids.filter(lives)).toHaveLength(2);
    server.kill("SIGKILL");
    await once(server, "close");
    await expect.poll(() => ids.filter(lives)).toEqual([]);
  });
});

describe("the queue", () => {
  test("lets a script compute while others wait for their calls, as many as there are processes", async () => {
    const own = testRunners({ computing: 1, processes: 4, perWorkspace: 4 });
    const door = gate();
    try {
      const arrivals = [1, 2, 3].map(() => door.arrival());
      const waiting = [1, 2, 3].map(() => own.run(scriptRun(waits, { call: door.call })));
      await Promise.all(arrivals);
      expect(await own.value("return 4", { workspace: "other" })).toBe(4);
      expect(own.facts()).toMatchObject({ running: 3, processes: 4 });
      for (const _ of waiting) door.open();
      expect(await Promise.all(waiting)).toMatchObject([1, 2, 3].map(() => ({ kind: "returned" })));
    } finally {
      await own.stop();
    }
  });

  test("gives one workspace no more processes than its share", async () => {
    const own = testRunners({ processes: 3, perWorkspace: 2 });
    const door = gate();
    try {
      const arrivals = [door.arrival(), door.arrival()];
      const runs = [1, 2, 3].map(() => own.run(scriptRun(waits, { call: door.call })));
      await Promise.all(arrivals);
      expect(own.facts()).toMatchObject({ running: 2, waiting: 1 });
      expect(await own.value("return 1", { workspace: "other" })).toBe(1);
      expect(own.facts()).toMatchObject({ running: 2, waiting: 1 });
      const last = door.arrival();
      door.open();
      await last;
      door.open();
      door.open();
      expect(await Promise.all(runs)).toHaveLength(3);
    } finally {
      await own.stop();
    }
  });

  test("keeps background runs to half of the processes", async () => {
    const own = testRunners({ processes: 2, perWorkspace: 2 });
    const door = gate();
    try {
      const arrival = door.arrival();
      const first = own.run(scriptRun(waits, { call: door.call, background: true }));
      await arrival;
      const second = own.run(scriptRun(waits, { background: true, workspace: "other" }));
      expect(await own.value("return 1")).toBe(1);
      expect(own.facts()).toMatchObject({ running: 1, waiting: 1 });
      door.open();
      expect(await Promise.all([first, second])).toHaveLength(2);
    } finally {
      await own.stop();
    }
  });

  test("is left by who has waited for too long", async () => {
    const own = testRunners({ processes: 1 });
    const door = gate();
    try {
      const arrival = door.arrival();
      const first = own.run(scriptRun(waits, { call: door.call }));
      await arrival;
      const limits = { ...patientLimits, queueMilliseconds: 50 };
      const second = await own.run(scriptRun(waits, { limits }));
      expect(second).toMatchObject({ kind: "stopped", limit: "queue", usage: { calls: 0 } });
      expect(second.usage.queueMilliseconds).toBeGreaterThanOrEqual(49);
      door.open();
      expect(await first).toMatchObject({ kind: "returned" });
    } finally {
      await own.stop();
    }
  });
});
