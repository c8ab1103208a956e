import { afterAll, describe, expect, test } from "vitest";
import type { ScriptRun } from "../../engine/scripts/script-run.ts";
import { compileExpression } from "../../metadata/expressions/index.ts";
import { orderScope } from "../metadata/expressions/sales-order.ts";
import { body, patientLimits } from "../support/script-runs.ts";
import { attacks, hostFound } from "./script-attack.ts";

const { stop, attack, value } = attacks();
afterAll(stop);

/** Nothing of the process was found; an attempt may fail with an error of the script's own realm. */
const findsNoHost = (expression: string) => async () => {
  const found = await value(hostFound(expression));
  expect([[], ["own error"]]).toContainEqual(found);
};

describe("1: constructors make functions of text", () => {
  test("of every global there is", async () => {
    const text = `const found = [];
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        try { found.push(name + typeof globalThis[name].constructor.constructor("return process")()) }
        catch (error) { if (!(error instanceof EvalError || error instanceof TypeError)) found.push(name) }
      }
      return found`;
    expect(await value(text)).toEqual([]);
  });

  test("of the input", findsNoHost('input?.constructor.constructor("return process")()'));
  test("of an error", findsNoHost('new Error().constructor.constructor("return process")()'));
  test("of a function of the SDK", findsNoHost('db.find.constructor("return process")()'));
  test("of the clock", findsNoHost('Date.constructor("return process")()'));
});

test(
  "2: Promise.resolve().constructor.constructor",
  findsNoHost('Promise.resolve().constructor.constructor("return process")()'),
);

describe("3: constructor by another spelling", () => {
  test("template literal", findsNoHost("(() => 0)[`const$" + '{"ructor"}`]("return process")()'));
  test("computed key", findsNoHost('(() => 0)["con" + "structor"]("return process")()'));
  test("unicode escape", findsNoHost('(() => 0).\\u0063onstructor("return process")()'));
  test("Reflect.get", findsNoHost('Reflect.get(() => 0, "constructor")("return process")()'));
  test("of async functions and generators", async () => {
    const text = `return [async () => 0, function* () {}, async function* () {}].map((kind) => {
      try { return typeof kind.constructor("return process")() } catch (error) { return error.name } })`;
    expect(await value(text)).toEqual(["EvalError", "EvalError", "EvalError"]);
  });
  test("eval, direct and not", findsNoHost('(0, globalThis.eval)("process")'));
});

test("4: with, destructuring and confusion of types are no part of expressions", () => {
  const texts = [
    "with (this) constructor",
    "({ constructor: { constructor: f } } = () => 0)",
    "(() => 0).constructor",
    'status["constructor"]',
    "`$" + "{status}`",
    "[].constructor.constructor('return process')()",
    "new Function('return process')()",
    "this.process",
  ];
  const read = texts.filter((text) => compileExpression(text, orderScope).ok);
  expect(read).toEqual([]);
});

describe("5: promises of async functions", () => {
  test("an own then or catch stays in the realm of the script", async () => {
    const text = `const seen = [];
      try { Promise.prototype.then = function (...parts) { seen.push(parts) } } catch (error) { seen.push(error.name) }
      try { Promise.prototype.catch = null } catch (error) { seen.push(error.name) }
      await db.get("a", "1");
      return seen`;
    expect(await value(text)).toEqual(["TypeError", "TypeError"]);
  });

  test("a species of the script's own sees nothing of the host", async () => {
    const text = `const seen = [];
      class Own extends Promise {
        constructor(run) { super((yes, no) => { seen.push(yes.constructor === Function, no.constructor === Function); run(yes, no) }) }
        static get [Symbol.species]() { return Own }
      }
      await Own.resolve(db.get("a", "1")).then((value) => value);
      const promise = db.get("a", "1");
      Object.defineProperty(promise, "constructor", { value: { [Symbol.species]: Own } });
      await promise.then((value) => value);
      return seen.every(Boolean) && promise instanceof Promise`;
    expect(await value(text)).toBe(true);
  });
});

test("6: what a call answers is of the script's own realm, and JSON", async () => {
  const call: ScriptRun["call"] = async () => ({
    value: { when: new Date(0), list: [1], run: () => 1, map: new Map([[1, 2]]) },
  });
  const text = `const value = await db.get("a", "1");
    return [value, value instanceof Object, Object.getPrototypeOf(value) === Object.prototype,
      value.list instanceof Array, typeof value.when]`;
  expect(await value(text, { call })).toEqual([
    { when: "1970-01-01T00:00:00.000Z", list: [1], map: {} },
    true,
    true,
    true,
    "string",
  ]);
});

test("8: a getter on Array.prototype sees no object of the host", async () => {
  const text = `let foreign = 0, own = 0;
    const see = (value) => { if (value === undefined || value === globalThis || value instanceof Object || Object(value) !== value) own++; else foreign++; };
    for (const key of ["0", "1", "then", "value", "apply"])
      Object.defineProperty(Array.prototype, key, { configurable: true,
        get() { see(this) }, set(value) { see(this); see(value) } });
    for (const key of ["timeout", "arguments", "result", "reference", "copy", "promise", "toJSON"])
      Object.defineProperty(Object.prototype, key, { configurable: true, get() { see(this) } });
    await db.find("a", {});
    log.info("a");
    return foreign`;
  expect(await value(text)).toBe(0);
});

test("9: yield* in an async generator catches no error of the host", async () => {
  const call: ScriptRun["call"] = async () => ({ error: { code: "no", message: "No" } });
  const text = `async function* inner() { yield* (async function* () { yield await db.get("a", "1") })() }
    try { for await (const each of inner()) return each } catch (error) {
      return [error instanceof Error, Object.keys(error), error.constructor.name, error.stack.includes("/")] }`;
  const caught = await value(text, { call });
  expect(caught).toEqual([true, expect.any(Array), "CallError", false]);
});

test("10: there is no WebAssembly", async () => {
  expect(await value("return typeof WebAssembly")).toBe("undefined");
});

describe("11: modules of the host", () => {
  test.each(["process", "node:process", "inspector/promises", "module", "node:fs", "isolated-vm"])(
    "import of %s",
    async (name) => {
      const text = `import * as found from "${name}"; export default () => Object.keys(found);`;
      expect(await attack(text)).toMatchObject({
        kind: "threw",
        error: { message: expect.stringContaining("There is no module") },
      });
    },
  );

  test("import() and require", async () => {
    const text = `const seen = [];
      for (const name of ["process", "node:fs", "script.ts", "tenon", "./main.ts"])
        try { await import(name); seen.push(name) } catch (error) { if (!(error instanceof Error)) seen.push("foreign") }
      return [seen, typeof require, typeof module]`;
    expect(await value(text)).toEqual([[], "undefined", "undefined"]);
  });

  test("import.meta holds nothing", async () => {
    const text = "return [Reflect.ownKeys(import.meta), Object.getPrototypeOf(import.meta)]";
    expect(await value(text)).toEqual([[], null]);
  });
});

test("12: Error.prepareStackTrace and CallSite see no frame of the host", async () => {
  const text = `const seen = [];
    try { Error.prepareStackTrace = (error, frames) => { seen.push(frames.map((each) => each.getThis?.())); return "" } }
    catch (error) { seen.push(error.name) }
    try { Object.defineProperty(Error, "prepareStackTrace", { value: () => seen.push("called") }) } catch (error) { seen.push(error.name) }
    class Own extends Error { static prepareStackTrace() { seen.push("own") } }
    const holder = {}; Error.captureStackTrace(holder);
    return [seen, typeof new Own().stack, typeof holder.stack, /node:|\\/work|\\/usr|file:/.test(new Error().stack + holder.stack)]`;
  expect(await value(text)).toEqual([["TypeError", "TypeError"], "string", "string", false]);
});

test("13: an overflow of the stack around a call shows no error of the host", async () => {
  const text = `const kinds = new Set();
    const own = (error) => kinds.add(error instanceof Error && error.constructor.constructor === Function);
    const sink = () => { try { sink() } catch (error) { own(error); try { db.get("a", "1").catch(own) } catch (inner) { own(inner) } } };
    sink();
    return [...kinds]`;
  const limits = { ...patientLimits, calls: 100_000 };
  expect(await value(text, { limits })).toEqual([true]);
});

describe("14: what the SDK is made of", () => {
  test("cannot be changed", async () => {
    const text = `const changed = [], seen = new Set();
      const walk = (name, value) => {
        if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
        seen.add(value);
        if (!Object.isFrozen(value)) changed.push(name);
        for (const key of Reflect.ownKeys(value)) walk(name + "." + String(key), Reflect.getOwnPropertyDescriptor(value, key).value);
      };
      for (const [name, part] of Object.entries({ db, decimal, equal, fail, files, http, jobs, log, mail, notify, now, refused, secrets, user, console, crypto })) walk(name, part);
      return changed`;
    expect(await value(text)).toEqual([]);
  });

  test("is what it says, and no more", async () => {
    const text = 'import * as sdk from "tenon"; export default () => Object.keys(sdk).sort();';
    const values = ["db", "decimal", "equal", "fail", "files", "http", "jobs", "log", "mail"];
    const others = ["notify", "now", "refused", "secrets", "today", "user"];
    expect(await attack(text)).toMatchObject({ value: [...values, ...others] });
  });

  test("has no property that leads out: console._stdout and the like", async () => {
    const text = `return [console, db, log, crypto].flatMap((part) => Reflect.ownKeys(part).map(String)).sort()`;
    expect(await value(text)).toEqual(
      [
        ...["debug", "error", "info", "log", "warn"],
        ...["aggregate", "create", "delete", "find", "get", "lock", "transition", "update"],
        ...["debug", "error", "info", "warn", "randomUUID"],
      ].sort(),
    );
  });
});

test("15: an error of a call is of the script's own realm, with code and message only", async () => {
  const call: ScriptRun["call"] = async () => ({ error: { code: "no", message: "No" } });
  const text = `try { await db.get("a", "1") } catch (error) {
    let made; try { made = error.constructor.constructor("return process")() } catch (inner) { made = inner.name }
    return [made, Object.getPrototypeOf(error.constructor) === Error, Reflect.ownKeys(error).sort()] }`;
  expect(await value(text, { call })).toEqual([
    "EvalError",
    true,
    ["code", "details", "message", "name", "stack"],
  ]);
});

test("16: an error of the host is not shown to the script: no path, SQL, secret or stack", async () => {
  const told: unknown[] = [];
  const call: ScriptRun["call"] = async (operation) => {
    told.push(operation);
    throw new Error("select * from core.secret at /srv/tenon/engine/db.ts password=hunter2");
  };
  const text =
    'try { await db.get("a", "1") } catch (error) { await db.create("seen", error.stack) }';
  await expect(attack(body(text), { call })).rejects.toThrow("hunter2");
  expect(told).toEqual(["db.get"]);
  expect(await value("return 1")).toBe(1);
});

describe("17: nothing of the bridge can be found", () => {
  test("by a scan of all that can be reached", async () => {
    const text = `const seen = new Set(); const found = [];
      const names = ["Reference", "ExternalCopy", "Callback", "Isolate", "Context", "applySyncPromise", "applySync", "deref", "derefInto", "copySync"];
      const walk = (value, path) => {
        if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
        seen.add(value);
        for (const key of Reflect.ownKeys(value)) {
          if (names.includes(key)) found.push(path + "." + String(key));
          const { value: next, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
          for (const each of [next, get, set]) walk(each, path + "." + String(key));
        }
        walk(Object.getPrototypeOf(value), path + ".__proto__");
      };
      walk(globalThis, "globalThis");
      walk({ db, decimal, fail, files, http, log, mail, notify, now, secrets, user, input, answer: await db.get("a", "1") }, "tenon");
      return [found, seen.size > 500, "$host" in globalThis]`;
    expect(await value(text)).toEqual([[], true, false]);
  });

  test("by options that the bridge would inherit: no Reference of the host comes of them", async () => {
    const text = `const kinds = [];
      for (const key of ["reference", "externalCopy", "copy", "promise", "result", "arguments", "timeout"])
        Object.prototype[key] = key === "result" || key === "arguments" ? { reference: true } : true;
      Object.prototype.timeout = 1;
      const value = await db.get("a", "1");
      const list = [value, value.operation, value.argument, log.info("x")];
      for (const each of list) kinds.push(typeof each);
      return kinds`;
    expect(await value(text)).toEqual(["object", "string", "object", "undefined"]);
  });
});

test("60: nothing is kept out by a list of words: the isolate holds whatever the script does", async () => {
  const text = `const names = Object.getOwnPropertyNames(globalThis);
    return names.filter((name) => /process|require|module|^Buffer|fetch|Worker|navigator|performance|queueMicrotask|setTimeout|structuredClone|URL|TextDecoder|MessageChannel|__filename/.test(name))`;
  expect(await value(text)).toEqual([]);
});
