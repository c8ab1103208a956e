import { afterAll, describe, expect, test } from "vitest";
import type { ScriptRun } from "../../../engine/scripts/script-run.ts";
import { answer, body, returned, scriptRun, testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

describe("every operation of the SDK becomes one call", () => {
  test.each([
    ['db.find("a", { limit: 1 })', "db.find", { object: "a", query: { limit: 1 } }],
    ['db.find("a")', "db.find", { object: "a", query: {} }],
    ['db.get("a", "1")', "db.get", { object: "a", id: "1" }],
    ['db.create("a", { b: 1 })', "db.create", { object: "a", values: { b: 1 } }],
    ['db.create("a", [{}])', "db.create", { object: "a", values: [{}] }],
    ['db.update("a", "1", { b: 2 })', "db.update", { object: "a", id: "1", values: { b: 2 } }],
    ['db.delete("a", "1")', "db.delete", { object: "a", id: "1" }],
    ['db.aggregate("a", {})', "db.aggregate", { object: "a", query: {} }],
    ['db.lock("a", "1")', "db.lock", { object: "a", id: "1" }],
    [
      'db.transition("a", "1", "ship")',
      "db.transition",
      { object: "a", id: "1", transition: "ship", values: {} },
    ],
    ['http.request({ url: "u" })', "http.request", { request: { url: "u" } }],
    ['jobs.add("push", { a: 1 })', "jobs.add", { script: "push", input: { a: 1 } }],
    ['mail.send({ to: "t" })', "mail.send", { message: { to: "t" } }],
    ['notify.send({ to: "t" })', "notify.send", { notice: { to: "t" } }],
    ['files.read({ id: "1" })', "files.read", { file: { id: "1" } }],
    ['files.write({ name: "n" })', "files.write", { file: { name: "n" } }],
    ['secrets.handle("s")', "secrets.handle", { name: "s" }],
  ])("%s", async (text, operation, argument) => {
    expect(await runners.value(`return ${text}`)).toEqual({ operation, argument });
  });

  test("with decimals as texts", async () => {
    expect(await runners.value('return db.create("a", { b: decimal("1.50") })')).toMatchObject({
      argument: { values: { b: "1.5" } },
    });
  });

  test("and has happened when it returns, awaited or not", async () => {
    const seen: string[] = [];
    const call: ScriptRun["call"] = async (_, argument) => {
      seen.push(JSON.stringify(argument));
      return answer(seen.length);
    };
    const text =
      'db.get("a", "1"); const two = db.get("a", "2"); return [await db.get("a", "3"), await two]';
    expect(await runners.value(text, { call })).toEqual([3, 2]);
    expect(seen).toHaveLength(3);
  });
});

describe("a call that is refused", () => {
  const refusing: ScriptRun["call"] = async () => ({
    error: { code: "record_not_found", message: "There is no such record", details: { id: "1" } },
  });

  test("can be caught by its code", async () => {
    const text = `try { await db.get("a", "1") } catch (error) {
      return [error instanceof Error, error.name, error.code, error.message, error.details] }`;
    expect(await runners.value(text, { call: refusing })).toEqual([
      true,
      "CallError",
      "record_not_found",
      "There is no such record",
      { id: "1" },
    ]);
  });

  test("and is not caught ends the script with its code, at the line of the script", async () => {
    const run = scriptRun(body('\n  await db.get("a", "1");\n'), { call: refusing });
    expect(await runners.run(run)).toMatchObject({
      kind: "threw",
      error: { name: "CallError", code: "record_not_found", details: { id: "1" }, line: 3 },
    });
  });
});

describe("what a call cannot answer at all", () => {
  test("is thrown to who asked for the run, and never seen by the script", async () => {
    const call: ScriptRun["call"] = () => Promise.reject(new RangeError("/srv/tenon: pool ended"));
    const run = scriptRun(body('try { await db.get("a", "1") } catch { return "caught" }'), {
      call,
    });
    await expect(runners.run(run)).rejects.toThrow("pool ended");
    expect(await runners.value("return 1")).toBe(1);
  });
});

test("no call is made beside the exported function", async () => {
  const text = 'import { db } from "tenon"; await db.get("a", "1"); export default () => 1;';
  expect(await runners.run(scriptRun(text))).toMatchObject({
    kind: "threw",
    error: { message: expect.stringContaining("inside the exported function") },
    usage: { calls: 0 },
  });
});

test("a call that outlives its run is told so", async () => {
  const own = testRunners({ graceMilliseconds: 1 });
  const told = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const call: ScriptRun["call"] = async (_operation, _argument, { signal }) => {
    signal.addEventListener("abort", () => told.resolve());
    asked.resolve();
    await told.promise;
    return answer(null);
  };
  const outcome = own.run(scriptRun(body('await db.get("a", "1")'), { call }));
  await asked.promise;
  await own.stop();
  await told.promise;
  expect(await outcome).toMatchObject({ kind: "stopped", limit: "stopping" });
});

describe("runs inside each other", () => {
  /** Each call runs the same script one level deeper. */
  const nesting = (levels: number): ScriptRun => {
    const call: ScriptRun["call"] = async (_operation, _argument, { run }) =>
      answer(await run(nesting(levels - 1)));
    return scriptRun(body(levels === 0 ? "return 0" : 'return await db.get("a", "1")'), { call });
  };
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null && "value" in value ? 1 + depthOf(value.value) : 0;

  test("take place in one process, eight deep", async () => {
    const alone = testRunners({ processes: 1 });
    try {
      expect(depthOf(returned(await alone.run(nesting(8))))).toBe(8);
      expect(alone.facts()).toMatchObject({ processes: 1, started: 1 });
    } finally {
      await alone.stop();
    }
  });

  test("go no deeper", async () => {
    expect(JSON.stringify(await runners.run(nesting(9)))).toContain('"limit":"nested"');
  });

  test("may be many for one call, at once", async () => {
    const inner = scriptRun(body("return input"), { input: 7 });
    const call: ScriptRun["call"] = async (_operation, _argument, { run }) => {
      const outcomes = await Promise.all([run(inner), run(inner), run(inner)]);
      return answer(outcomes.map(returned));
    };
    expect(await runners.value('return db.get("a", "1")', { call })).toEqual([7, 7, 7]);
  });

  test("end with the one that waits for them", async () => {
    const inner = scriptRun(body("for (;;);"));
    const ends: unknown[] = [];
    const call: ScriptRun["call"] = async (_operation, _argument, { run }) => {
      ends.push(await run(inner));
      return answer(null);
    };
    const outer = scriptRun(body('await db.get("a", "1")'), { call });
    const limits = { ...outer.limits, wallMilliseconds: 300 };
    expect(await runners.run({ ...outer, limits })).toMatchObject({ limit: "wall" });
    expect(ends).toMatchObject([{ kind: "stopped", limit: "wall" }]);
  });
});
