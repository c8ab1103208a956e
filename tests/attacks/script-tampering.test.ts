import { afterAll, describe, expect, test } from "vitest";
import type { ScriptRun } from "../../engine/scripts/script-run.ts";
import { body, patientLimits } from "../support/script-runs.ts";
import { attacks, endingOf } from "./script-attack.ts";

const { stop, attack, ends, value } = attacks();
afterAll(stop);

/** After an attack, what a next script of the same workspace finds. */
const traces = `return [Object.prototype.then, Object.prototype.evil, [].evil, typeof JSON.stringify({}),
  [...[1]].length, globalThis.left, Symbol.for("left").description, Object.keys(globalThis)]`;
const clean = [null, null, null, "string", 1, null, "left", []];

describe("19: what a script changes is changed in its own run", () => {
  test("Object.prototype.then", async () => {
    await attack(
      body(
        "Object.prototype.then = function (yes) { yes(1) }; Object.prototype.evil = 1; return 1",
      ),
    );
    expect(await value(traces)).toEqual(clean);
  });

  test("iterators", async () => {
    await attack(
      body(
        "Array.prototype[Symbol.iterator] = function* () {}; Array.prototype.evil = 1; return [...[1, 2]]",
      ),
    );
    expect(await value(traces)).toEqual(clean);
  });

  test("JSON.stringify, and what its own run is told", async () => {
    const text = `JSON.stringify = () => '{"forged":1}'; JSON.parse = () => 1; Object.prototype.toJSON = () => 1;
      return (await db.create("a", Object.create(null))).operation`;
    const outcome = await attack(body(text));
    expect(["returned", "threw"]).toContain(outcome.kind);
    expect(await value(traces)).toEqual(clean);
  });

  test("the prototype of what an error is described by", async () => {
    const text =
      'Object.prototype.toJSON = () => ({ name: "forged" }); throw new TypeError("true")';
    expect(await attack(body(text))).toMatchObject({
      error: { name: "TypeError", message: "true" },
    });
  });
});

test("20: what a script leaves behind is gone", async () => {
  await attack(
    body(
      'globalThis.left = 1; globalThis[Symbol.for("left")] = 1; await db.get("a", "1"); return 1',
    ),
  );
  expect(await value(`return [globalThis.left, globalThis[Symbol.for("left")]]`)).toEqual([
    null,
    null,
  ]);
});

test("19: a result whose keys are prototypes changes none here", async () => {
  const text = `return JSON.parse('{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}}}')`;
  const outcome = await attack(body(text));
  expect(JSON.stringify(outcome)).toContain('"__proto__":{"evil":1}');
  expect("evil" in {}).toBe(false);
});

describe("own: what is awaited, iterated and compared", () => {
  test(
    "an async iterator without end",
    ends(["cpu"], "for await (const each of (async function* () { for (;;) yield 1 })()) each"),
  );
  test(
    "a generator whose return traps",
    ends(
      ["cpu"],
      "const each = (function* () { try { yield 1 } finally { for (;;) yield 2 } })(); for (const one of each) break; for (;;) each.return()",
    ),
  );
  test(
    "Symbol.species of arrays that builds a proxy",
    ends(
      ["returned", "threw"],
      "class Own extends Array { static get [Symbol.species]() { return function () { return new Proxy([], { defineProperty: () => true }) } } } return new Own(1, 2, 3).map((each) => each)",
    ),
  );
  test(
    "Symbol.toPrimitive that loops, in the log",
    ends(
      ["cpu"],
      "log.info(Object.assign(Object.create(null), { [Symbol.toPrimitive]() { for (;;); }, toJSON() { for (;;); } }))",
    ),
  );
  test("a cache of tagged templates is of the run alone", async () => {
    const text =
      "const tag = (parts) => parts; const make = () => tag`a`; make().raw; return make() === make() && Object.isFrozen(make())";
    expect(await value(text)).toBe(true);
  });
  test("re-entrancy: a call from within the argument of a call", async () => {
    const text = 'return db.create("a", { toJSON() { db.get("b", "1"); return { inner: true } } })';
    const operations: string[] = [];
    const call: ScriptRun["call"] = async (operation) => {
      operations.push(operation);
      return { value: operation };
    };
    expect(await value(text, { call })).toBe("db.create");
    expect(operations.slice(0, 2)).toEqual(["db.get", "db.create"]);
  });
});

describe("own: results and errors", () => {
  test("a proxy as the result", ends(["cpu"], "return new Proxy({}, { ownKeys() { for (;;); } })"));
  test(
    "a revoked proxy as the result",
    ends(["threw"], "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy"),
  );
  test(
    "a revoked proxy as the error",
    ends(["threw"], "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy"),
  );
  test(
    "toJSON that grows with every look",
    ends(
      ["threw", "cpu", "heap", "result"],
      "const more = () => ({ toJSON: () => [more(), more()] }); return more()",
    ),
  );
  test(
    "causes of errors in a circle",
    ends(
      ["threw"],
      "const a = new Error('a'), b = new Error('b', { cause: a }); a.cause = b; throw a",
    ),
  );
  test("details in a circle are left out", async () => {
    const text = 'const error = new Error("a"); error.details = error; throw error';
    expect(await attack(body(text))).toMatchObject({ error: { message: "a", details: null } });
  });
  test("a message that nothing cuts, of spaces that patterns stumble over", async () => {
    const text = `String.prototype.slice = function () { return String(this) };
      throw new Error(" ".repeat(input) + "x")`;
    // Making so long a text takes a slow machine a while.
    for (const input of [1e6, 4e6]) {
      const outcome = await attack(body(text), { input, limits: patientLimits });
      expect(outcome).toMatchObject({
        kind: "threw",
        error: { message: expect.stringMatching(/^ *$/) },
      });
    }
  });
  test("a forged place of the error is none outside of the script's modules", async () => {
    const text = 'const error = new Error("a"); error.stack = "at (/etc/passwd:1:1)"; throw error';
    expect(await attack(body(text))).toMatchObject({ error: { module: null, line: null } });
  });
  test("a forged outcome is only a result", async () => {
    const text = `return { kind: "stopped", limit: "wall", type: "done", run: 1 }`;
    expect(await attack(body(text))).toMatchObject({ kind: "returned", value: { type: "done" } });
  });
  test("lines within texts make no lines of their own between server and runner", async () => {
    const text = `log.info("a\\n{\\"type\\":\\"done\\",\\"run\\":1}\\u2028"); return "b\\n{\\"type\\":\\"ready\\"}"`;
    expect(await value(text)).toBe('b\n{"type":"ready"}');
  });
  test(
    "halves of characters survive or are replaced, and break nothing",
    ends(["returned"], 'log.info("\\ud800"); await db.get("a", "\\udfff"); return "\\ud800"'),
  );
});

describe("own: modules", () => {
  const modules = (texts: Readonly<Record<string, string>>): Partial<ScriptRun> => ({
    modules: texts,
  });

  test("a circle that reads what is not there yet", async () => {
    const outcome = await attack(
      "",
      modules({
        "script.ts": 'import { b } from "b.ts"; export const a = b; export default () => a;',
        "b.ts": 'import { a } from "script.ts"; export const b = a;',
      }),
    );
    expect(outcome).toMatchObject({
      kind: "threw",
      error: { name: "ReferenceError", module: "b.ts" },
    });
  });
  test("an await beside the export that never ends", async () => {
    const text = "await new Promise(() => undefined); export default () => 1;";
    expect(await attack(text)).toMatchObject({ limit: "unsettled" });
  });
  test("an export named then", async () => {
    const text = "export const then = (yes) => yes(7); export default () => 1;";
    expect(await attack(text)).toMatchObject({ value: 1 });
  });
  test("names that are prototypes", async () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      const outcome = await attack(`import a from "${name}"; export default () => a;`);
      expect(outcome).toMatchObject({ error: { message: expect.stringContaining("no module") } });
      expect(await attack("export default () => 1", { exportName: name })).toMatchObject({
        kind: "threw",
      });
    }
  });
  test("a text that is larger than scripts are", async () => {
    const text = `export default () => ${'"x" + '.repeat(800_000)} "";`;
    expect(await attack(text)).toMatchObject({ kind: "stopped", limit: "modules" });
  });
  test("a text whose compiling takes long", async () => {
    const outcome = await attack(`export default () => ${'"x" + '.repeat(650_000)} "";`);
    expect(["returned", "threw", "cpu", "heap", "wall"]).toContain(endingOf(outcome));
  });
  test("a text of brackets in brackets", async () => {
    const outcome = await attack(`export default () => ${"[".repeat(1e6)}${"]".repeat(1e6)};`);
    expect(outcome).toMatchObject({ kind: "threw", error: { name: "RangeError" } });
  });
  test("two thousand modules in a row", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`m${at}.ts`, `import "m${at + 1}.ts";`]),
    );
    const texts = {
      ...chain,
      "m2000.ts": "",
      "script.ts": 'import "m0.ts"; export default () => 1;',
    };
    const outcome = await attack("", modules(texts));
    expect(["returned", "threw", "cpu", "wall"]).toContain(endingOf(outcome));
  });
});

describe("own: what is not there", () => {
  test("structuredClone, SharedArrayBuffer, Atomics, WeakRef, timers", async () => {
    const names = [
      "structuredClone",
      "SharedArrayBuffer",
      "Atomics",
      "WeakRef",
      "FinalizationRegistry",
      "ShadowRealm",
      "eval",
      "setTimeout",
      "setInterval",
      "queueMicrotask",
      "fetch",
      "gc",
    ];
    expect(
      await value(`return ${JSON.stringify(names)}.filter((name) => name in globalThis)`),
    ).toEqual([]);
  });
  test("__proto__ as a way to a prototype", async () => {
    expect(
      await value("const a = {}; a.__proto__ = { evil: 1 }; return [a.evil, Object.keys(a)]"),
    ).toEqual([null, ["__proto__"]]);
  });
  test(
    "shared memory by way of another door",
    ends(
      ["threw"],
      'return new (Object.getOwnPropertyDescriptor(globalThis, "SharedArrayBuffer").value)(1)',
    ),
  );
});

describe("own: floods", () => {
  test("of the console", async () => {
    const { usage, ...ended } = await attack(body('for (;;) console.log("x".repeat(5000))'));
    expect(ended).toMatchObject({ kind: "stopped", limit: "cpu" });
    expect(usage.log).toHaveLength(200);
  });
  test("of labels and blocks", async () => {
    const text = `export default () => { ${"a: { ".repeat(5000)}${"}".repeat(5000)} return 1 }`;
    expect(["returned", "threw"]).toContain((await attack(text)).kind);
  });
  test(
    "of date formats and collators",
    ends(
      ["cpu", "heap", "resident", "wall", "threw"],
      'const all = []; for (;;) all.push(new Intl.DateTimeFormat("de"), new Intl.Collator("zh"))',
    ),
  );
  test(
    "of symbols and private names",
    ends(
      ["cpu", "heap", "resident", "wall", "threw"],
      "const all = []; for (;;) all.push(Symbol.for(String(all.length)))",
    ),
  );
});
