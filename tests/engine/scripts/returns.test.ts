import { afterAll, describe, expect, test } from "vitest";
import type { ScriptRun } from "../../../engine/scripts/script-run.ts";
import { body, scriptRun, testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

const outcome = (text: string, parts: Partial<ScriptRun> = {}) =>
  runners.run(scriptRun(text, parts));
const thrown = async (text: string, parts: Partial<ScriptRun> = {}) => {
  const ended = await outcome(text, parts);
  return ended.kind === "threw" ? ended.error : ended;
};

describe("a script", () => {
  test("is given its input and answers with JSON", async () => {
    const input = {
      lines: [{ quantity: "2", price: "1.50" }],
      note: 'é 中 \u2028 "\\',
      none: null,
    };
    expect(await runners.value("return { input, more: [1, true, undefined] }", { input })).toEqual({
      input,
      more: [1, true, null],
    });
  });

  test("that returns nothing returns null", async () => {
    expect(await runners.value("")).toBeNull();
  });

  test("may have other exports, of which one is called", async () => {
    const text = "export const total = (input) => input + 1; export default () => 0;";
    expect(await outcome(text, { exportName: "total", input: 4 })).toMatchObject({ value: 5 });
  });

  test("knows who acts, and cannot be told otherwise", async () => {
    expect(await runners.value("return user")).toEqual({ id: "u1", name: "Ada" });
    expect(await runners.value('try { user.id = "u2" } catch {} return user.id')).toBe("u1");
  });

  test("imports modules of its own, by name and beside it, and in circles", async () => {
    const modules = {
      "script.ts": 'import { even } from "./even.ts"; export default (input) => even(input);',
      "even.ts": 'import { odd } from "odd.ts"; export const even = (n) => n === 0 || odd(n - 1);',
      "odd.ts": 'import { even } from "even.ts"; export const odd = (n) => n !== 0 && even(n - 1);',
    };
    expect(await outcome("", { modules, input: 10 })).toMatchObject({ value: true });
  });

  test("may await before its export is called", async () => {
    const text = "const five = await Promise.resolve(5); export default () => five;";
    expect(await outcome(text)).toMatchObject({ value: 5 });
  });

  test("tells what it cost", async () => {
    const { usage } = await outcome(body('await db.get("a", "1"); for (let i = 0; i < 1e6; i++);'));
    expect(usage).toMatchObject({ calls: 1, log: [], logLinesDropped: 0 });
    expect(usage.cpuMilliseconds).toBeGreaterThan(0);
    expect(usage.wallMilliseconds).toBeGreaterThan(0);
  });

  test("writes lines that stay with its run", async () => {
    const text = `log.info("a", 1, { b: [2] }); log.warn(null); console.log("c"); console.error(new TypeError("d"));
      const loop = {}; loop.loop = loop; log.debug(loop);`;
    const { usage } = await outcome(body(text));
    expect(usage.log).toEqual([
      { level: "info", text: 'a 1 {"b":[2]}' },
      { level: "warn", text: "null" },
      { level: "info", text: "c" },
      { level: "error", text: "TypeError: d" },
      { level: "debug", text: "[object Object]" },
    ]);
  });
});

describe("an error", () => {
  test("has its place in the text of the module", async () => {
    expect(await thrown("export default () => {\n  throw new RangeError('too far');\n};")).toEqual({
      name: "RangeError",
      message: "too far",
      code: null,
      details: null,
      module: "script.ts",
      line: 2,
      column: 9,
    });
  });

  test("has its place after calls, and in other modules", async () => {
    const modules = {
      "script.ts": 'import { check } from "check.ts"; export default (input) => check(input);',
      "check.ts": `import { db } from "tenon";\nexport async function check() {\n  await db.get("a", "1");\n  null.x;\n}`,
    };
    expect(await thrown("", { modules })).toMatchObject({
      name: "TypeError",
      module: "check.ts",
      line: 4,
    });
  });

  test("of a module's own text has its place, too", async () => {
    expect(await thrown("const a = 1;\nthrow new TypeError('b');")).toMatchObject({
      name: "TypeError",
      message: "b",
      module: "script.ts",
      line: 2,
    });
  });

  test("of syntax has its place", async () => {
    expect(await thrown("export default () => {\n  let let = 1;\n};")).toMatchObject({
      name: "SyntaxError",
      message: "Unexpected strict mode reserved word",
      module: "script.ts",
      line: 2,
    });
  });

  test.each([
    ['import { a } from "gone.ts";', /no module "gone.ts"/],
    ['import { a } from "node:fs";', /no module "node:fs"/],
    ['import { start } from "main.ts";', /no module "main.ts"/],
    ['import { entry } from "entry";', /no module "entry"/],
    ['import { nothing } from "tenon"; export default () => 1;', /nothing/],
    ["export const other = 1;", /does not export a function "default"/],
    ["export default 5;", /does not export a function "default"/],
  ])("is what comes of %s", async (text, message) => {
    expect(await thrown(text)).toMatchObject({ message: expect.stringMatching(message) });
  });

  test("that is said on purpose names a code and a field", async () => {
    const text = body('fail({ code: "over_limit", message: "Too much", at: "/total" })');
    expect(await thrown(text)).toMatchObject({
      name: "Failure",
      message: "Too much",
      code: "over_limit",
      details: { at: "/total" },
      module: "script.ts",
      line: 2,
    });
    expect(await thrown(body('fail("No")'))).toMatchObject({ message: "No", code: "failed" });
  });

  test.each([
    ["'text'", { name: "Error", message: "text" }],
    ["5n", { name: "Error", message: "5" }],
    ["null", { name: "Error", message: "null" }],
    ["undefined", { name: "Error", message: "undefined" }],
    ["Symbol('a')", { name: "Error", message: "Symbol(a)" }],
    ["Object.create(null)", { name: "Error", message: "" }],
    ["{ message: 'm', name: 7, code: 'c', details: [1] }", { name: "7", code: "c", details: [1] }],
  ])("may be anything: %s", async (value, expected) => {
    expect(await thrown(body(`throw ${value}`))).toMatchObject(expected);
  });

  test.each(["5n", "(() => { const a = []; a.push(a); return a; })()"])(
    "is what comes of a result that is no JSON: %s",
    async (value) => {
      expect(await thrown(body(`return ${value}`))).toMatchObject({ name: "TypeError" });
    },
  );
});
