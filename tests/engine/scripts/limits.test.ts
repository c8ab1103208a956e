import { afterAll, describe, expect, test } from "vitest";
import {
  logLineMaximum,
  type ScriptLimits,
  type ScriptRun,
} from "../../../engine/scripts/script-run.ts";
import { body, patientLimits, scriptRun, testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

const limited = (text: string, limits: Partial<ScriptLimits>, parts: Partial<ScriptRun> = {}) =>
  runners.run(scriptRun(body(text), { limits: { ...patientLimits, ...limits }, ...parts }));

/** A text of JSON whose length is given, quotes included. */
const textOf = (length: number) => `"x".repeat(${length - 2})`;

describe("what fits a limit is taken, and one more is not:", () => {
  test("bytes of the result", async () => {
    const limits = { resultBytes: 1000 };
    expect(await limited(`return ${textOf(1000)}`, limits)).toMatchObject({ kind: "returned" });
    expect(await limited(`return ${textOf(1001)}`, limits)).toMatchObject({ limit: "result" });
    expect(await limited('return "é".repeat(499)', limits)).toMatchObject({ kind: "returned" });
    expect(await limited('return "é".repeat(500)', limits)).toMatchObject({ limit: "result" });
  });

  test("bytes of an argument", async () => {
    const limits = { argumentBytes: 1000 };
    const around = JSON.stringify({ object: "a", id: "" }).length;
    const call = (length: number) => `await db.get("a", "x".repeat(${length - around})); return 1`;
    expect(await limited(call(1000), limits)).toMatchObject({ kind: "returned" });
    const beyond = await limited(`try { ${call(1001)} } catch { return "caught" }`, limits);
    expect(beyond).toMatchObject({ kind: "stopped", limit: "argument", usage: { calls: 0 } });
  });

  test("calls", async () => {
    const call = 'try { await db.get("a", "1") } catch {}';
    expect(await limited(`${call} ${call}`, { calls: 2 })).toMatchObject({ kind: "returned" });
    expect(await limited(`${call} ${call} ${call}`, { calls: 2 })).toMatchObject({
      kind: "stopped",
      limit: "calls",
      usage: { calls: 2 },
    });
  });

  test("bytes of the modules", async () => {
    const text = body("return 1");
    const modulesBytes = text.length;
    expect(await limited("return 1", { modulesBytes })).toMatchObject({ kind: "returned" });
    expect(await limited("return 11", { modulesBytes })).toMatchObject({ limit: "modules" });
  });

  test("levels of what is returned", async () => {
    const levels = (count: number) =>
      `let value = 0; for (let i = 0; i < ${count}; i++) value = [value]; return value`;
    expect(await limited(levels(64), {})).toMatchObject({ kind: "returned" });
    expect(await limited(levels(65), {})).toMatchObject({ limit: "result" });
  });

  test("levels of an argument, which the script is told", async () => {
    const text = `let value = 0; for (let i = 0; i < 64; i++) value = [value];
      try { return await db.create("a", value) } catch (error) { return error.code }`;
    expect(await limited(text, {})).toMatchObject({ value: "json_too_deep" });
  });
});

test("lines of the log beyond the limit are counted, long ones cut", async () => {
  const text = `log.info("x".repeat(${logLineMaximum + 1})); for (let i = 0; i < 9; i++) log.warn(i)`;
  const { kind, usage } = await limited(text, { logLines: 4 });
  expect(kind).toBe("returned");
  expect(usage.log.map((line) => line.text)).toEqual(["x".repeat(logLineMaximum), "0", "1", "2"]);
  expect(usage.logLinesDropped).toBe(6);
});

describe("a script is ended for", () => {
  test("computing for too long, whatever it catches", async () => {
    const text = "for (;;) try { for (;;); } catch {} finally { for (;;); }";
    const { usage, ...ended } = await limited(text, { cpuMilliseconds: 100 });
    expect(ended).toEqual({ kind: "stopped", limit: "cpu" });
    expect(usage.cpuMilliseconds).toBeGreaterThanOrEqual(100);
  });

  test("taking too long with its calls, which are no computing", async () => {
    const { promise } = Promise.withResolvers<never>();
    const limits = { cpuMilliseconds: 20_000, wallMilliseconds: 200 };
    const ended = await limited('log.info("before"); await db.get("a", "1")', limits, {
      call: () => promise,
    });
    expect(ended).toMatchObject({
      kind: "stopped",
      limit: "wall",
      usage: { calls: 1, log: [{ text: "before" }] },
    });
  });

  test("filling its heap", async () => {
    const text = "const all = []; for (;;) all.push({ at: all.length });";
    expect(await limited(text, { heapMegabytes: 16 })).toMatchObject({ limit: "heap" });
  });

  test("filling memory beside its heap", async () => {
    const text = `const all = []; for (;;) all.push("x".repeat(2 ** 20).normalize("NFD") + all.length);`;
    const ended = await limited(text, { heapMegabytes: 1024, residentMegabytes: 200 });
    expect(ended).toMatchObject({ limit: "resident" });
  });

  test.each([
    "await new Promise(() => undefined)",
    "await { then() {} }",
    "return { then: () => undefined }",
  ])("waiting for what never comes: %s", async (text) => {
    expect(await limited(text, {})).toMatchObject({ kind: "stopped", limit: "unsettled" });
  });
});
