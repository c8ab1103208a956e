import { Script } from "node:vm";
import { afterAll, describe, expect, test } from "vitest";
import { readRunnerProgram } from "../../engine/scripts/program.ts";
import type { ScriptRun } from "../../engine/scripts/script-run.ts";
import { answer, body, patientLimits, scriptRun, testRunners } from "../support/script-runs.ts";
import { attacks, tightLimits } from "./script-attack.ts";

const { stop, ends, attack, value, facts } = attacks();
afterAll(stop);

describe("7: rejections that nobody handles", () => {
  test(
    "of a promise executor end nothing but the run",
    ends(["returned", "threw"], 'new Promise((_, no) => no(new Error("left"))); return 1'),
  );
  test(
    "a thousand of them",
    ends(["returned", "threw"], "for (let i = 0; i < 1000; i++) Promise.reject(i); return 1"),
  );
  test(
    "thrown in a microtask after the result",
    ends(["returned", "threw"], "Promise.resolve().then(() => { throw 1 }); return 1"),
  );
});

test("16: what is thrown inside shows no place of the host", async () => {
  const texts = [
    "null.x",
    "[].reduce()",
    'new RegExp("(")',
    'JSON.parse("{")',
    'await import("x")',
    "globalThis.eval('1')",
  ];
  for (const text of texts) {
    const all = await value(
      `try { ${text} } catch (error) { return String(error.stack) + String(error) }`,
    );
    expect(all).not.toMatch(/node:|\/work|\/usr|file:|runner-program|isolated-vm/);
  }
});

describe("23: a promise that never settles while locks are held", () => {
  test("is ended at once when nothing can wake it", async () => {
    const outcome = await attack(
      body('await db.lock("a", "1"); await new Promise(() => undefined)'),
    );
    expect(outcome).toMatchObject({ kind: "stopped", limit: "unsettled" });
  });

  test("is ended at its wall when a call hangs, and the call is told", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call: ScriptRun["call"] = async (_operation, _argument, { signal }) => {
      signal.addEventListener("abort", () => resolve());
      await promise;
      return answer(null);
    };
    const parts = { call, limits: { ...tightLimits, wallMilliseconds: 2000 } };
    expect(await attack(body('await db.lock("a", "1")'), parts)).toMatchObject({ limit: "wall" });
    await promise;
  });
});

test("24: an isolate that is disposed of while a call waits takes nothing with it", async () => {
  for (let turn = 0; turn < 5; turn++) {
    const limits = { ...tightLimits, calls: 3 };
    const text = 'for (;;) await db.get("a", "1")';
    expect(await attack(body(text), { limits })).toMatchObject({ limit: "calls" });
  }
  expect(facts().killed).toEqual({ wall: 1 });
});

describe("25: calls without end", () => {
  test(
    "in a loop that catches",
    ends(["calls"], 'for (let i = 0; i < 1e6; i++) try { await db.get("a", "1") } catch {}'),
  );
  test(
    "not awaited",
    ends(["calls"], 'for (let i = 0; i < 1e6; i++) db.get("a", "1").catch(() => undefined)'),
  );
  test(
    "in finally",
    ends(
      ["calls"],
      'const go = async () => { try { await db.get("a", "1") } finally { await go() } }; await go()',
    ),
  );
});

test("22: a thousand runs of one workspace leave the others their turn", async () => {
  const runners = testRunners({ processes: 3 });
  try {
    const many = scriptRun(body("for (let i = 0; i < 1e4; i++); return 1"), {
      workspace: "crowd",
      limits: { ...patientLimits, queueMilliseconds: 600_000 },
    });
    const crowd = Promise.all(Array.from({ length: 1000 }, () => runners.run(many)));
    const ended = { crowd: false };
    void crowd.then(() => {
      ended.crowd = true;
    });
    for (let turn = 0; turn < 20; turn++) {
      expect(await runners.value("return 1", { workspace: `other${turn % 2}` })).toBe(1);
      // Twenty runs one after the other have had their turns, and the crowd is not through.
      expect(ended.crowd).toBe(false);
    }
    const kinds = (await crowd).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["returned"]));
    expect(runners.facts()).toMatchObject({ runs: 1020, waiting: 0, killed: {} });
  } finally {
    await runners.stop();
  }
}, 300_000);

test("57: a secret that a script prints or sends is its handle", async () => {
  const call: ScriptRun["call"] = async (operation) =>
    operation === "secrets.handle" ? answer({ secret: "erp" }) : answer(null);
  const text = `const token = await secrets.handle("erp"); log.info(token, JSON.stringify(token));
    await http.request({ headers: { authorization: token } }); return token`;
  const seen: unknown[] = [];
  const outcome = await attack(body(text), {
    call: (operation, argument, context) => {
      seen.push(argument);
      return call(operation, argument, context);
    },
  });
  expect(outcome).toMatchObject({ kind: "returned", value: { secret: "erp" } });
  expect(outcome.usage.log).toEqual([{ level: "info", text: '{"secret":"erp"} {"secret":"erp"}' }]);
  expect(seen[1]).toEqual({ request: { headers: { authorization: { secret: "erp" } } } });
});

test("18: no compiled code or snapshot has a way in: a module is a text that is compiled", async () => {
  const { text, sdk } = await readRunnerProgram();
  for (const source of [text, sdk])
    expect(source).not.toMatch(/snapshot|NativeModule|createInspectorSession/i);
  // The one text that is not compiled each time is the engine's own, by its own process.
  const kept = [...text.matchAll(/\.compile\w+\(\s*(\w+),\s*\{[^;]*achedData/g)].map(
    ([, kind]) => kind,
  );
  expect(kept).toEqual(["sdkText", "sdkText"]);
  expect([...text.matchAll(/cachedData: (\w+)/g)].map(([, kind]) => kind)).toEqual(["sdkCode"]);
  expect(text.match(/sdkCode (?:\?\?)?=(?!=).*/g)).toEqual(["sdkCode = script.cachedData;"]);
  const compiled = new Script("1").createCachedData().toString("latin1");
  expect(await attack(compiled)).toMatchObject({ kind: "threw", error: { name: "SyntaxError" } });
});
