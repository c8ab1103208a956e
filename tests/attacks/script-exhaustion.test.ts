import { afterAll, describe, expect, test } from "vitest";
import { attacks, tightLimits } from "./script-attack.ts";

const { stop, ends, attack } = attacks();
afterAll(stop);

/** What computes for ever is ended by its time; should a native function keep it, by its process. */
const time = ["cpu", "wall"] as const;
/** What fills memory is ended by whichever measure sees it first, or by an error it is given. */
const memory = ["threw", "heap", "resident", "cpu", "wall"] as const;
/** What has no end to go to: an error in the script, if its time suffices for that. */
const error = ["threw", "cpu"] as const;
/** What is large: refused, if anything of it comes about. */
const large = ["threw", "heap", "resident", "cpu"] as const;

describe("21: endless computing", () => {
  test("plain loop", ends(["cpu"], "for (;;);"));
  test("loop in finally", ends(["cpu"], "try { for (;;); } finally { for (;;); }"));
  test("loop in a catch that swallows", ends(["cpu"], "for (;;) { try { for (;;); } catch {} }"));
  test(
    "regular expression, backtracking",
    ends(time, 'return /^(a+)+$/.test("a".repeat(40) + "b")'),
  );
  test(
    "regular expression, nested quantifiers",
    ends(time, 'return /^(?:.*,){25}x/.test("a,".repeat(200))'),
  );
  test(
    "flood of microtasks by then",
    ends(["cpu"], "const go = () => Promise.resolve().then(go); go(); await new Promise(() => {})"),
  );
  test("flood of microtasks by await", ends(["cpu"], "for (;;) await null"));
  test(
    "flood of microtasks that double",
    ends(
      [...memory],
      "const go = async () => { await null; go(); go() }; await go(); await new Promise(() => {})",
    ),
  );
  test("loop before the export is called", async () => {
    expect(await attack("for (;;);")).toMatchObject({ limit: "cpu" });
  });
  test("loop after a call", ends(["cpu"], 'await db.get("a", "1"); for (;;);'));
  test(
    "WebAssembly loop and Atomics.wait have nothing to stand on",
    ends(
      ["threw"],
      "new WebAssembly.Module(new Uint8Array(8)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
    ),
  );
});

describe("21: recursion without end", () => {
  test("plain", ends(error, "const dive = () => dive() + 1; return dive()"));
  test(
    "in finally",
    ends(error, "const dive = () => { try { dive() } finally { dive() } }; dive()"),
  );
  test(
    "by a proxy",
    ends(
      ["threw"],
      "const proxy = new Proxy({}, { get: (target, key, self) => self[key] }); return proxy.a",
    ),
  );
  test("by a getter", ends(error, "const object = { get a() { return this.a } }; return object.a"));
  test(
    "by JSON",
    ends(error, "const object = { toJSON() { return JSON.stringify(object) } }; return object"),
  );
  test("by sort", ends(error, "const dive = () => [2, 1].sort(dive); dive()"));
  test("by replace", ends(error, 'const dive = () => "a".replace(/a/, dive); dive()'));
});

describe("21: memory within the heap", () => {
  test("string that doubles", ends(["threw"], 'let text = "x"; for (;;) text += text'));
  test("buffers", ends(memory, "const all = []; for (;;) all.push(new ArrayBuffer(1e6))"));
  test("objects", ends(memory, "const all = []; for (;;) all.push({ at: all.length })"));
  test("promises", ends(memory, "const all = []; for (;;) all.push(new Promise(() => {}))"));
  test(
    "many strings",
    ends(memory, 'const all = []; for (;;) all.push("x".repeat(1000) + all.length)'),
  );
  test(
    "an object of a million keys",
    ends(
      [...memory, "returned"],
      'const object = {}; for (let i = 0; i < 1e6; i++) object["key" + i] = i; return 1',
      { limits: { ...tightLimits, heapMegabytes: 8 } },
    ),
  );
  test("map", ends(memory, "const map = new Map(); for (let i = 0; ; i++) map.set(i, { i })"));
  test(
    "arrays of arrays",
    ends(memory, "let all = [1]; for (;;) all = [all, all.concat(all), Array(1000).fill(all)]; "),
  );
  test(
    "arrays of arrays, spread",
    ends(
      memory,
      "const all = [[]]; for (;;) for (const each of [...all]) all.push([...each, ...all])",
    ),
  );
});

describe("21: native functions that cannot be interrupted", () => {
  test("fill", ends(memory, "return Array(1e9).fill(0).length"));
  test("reverse", ends(time, "const all = []; all.length = 2 ** 32 - 1; all.reverse()"));
  test(
    "lastIndexOf",
    ends([...time, "returned"], "const all = []; all.length = 2 ** 32 - 1; all.lastIndexOf(1)"),
  );
  test(
    "sort",
    ends([...memory, "returned"], "const all = []; all.length = 2 ** 32 - 1; all.sort()"),
  );
  test("BigInt to text", ends(memory, "return (1n << 1000000000n).toString().length"));
  test("BigInt power", ends(memory, "return String(3n ** 3000000n ** 2n).length"));
  test(
    "regular expression of classes",
    ends(
      [...memory, "returned"],
      'return new RegExp("[" + "[\\\\p{L}--\\\\p{Lu}]".repeat(3000) + "]", "v").test("a")',
    ),
  );
  test(
    "JSON.parse of brackets",
    ends([...memory, "returned"], 'return JSON.parse("[".repeat(8e6) + "]".repeat(8e6)).length'),
  );
});

describe("21: memory beside the heap", () => {
  test(
    "normalize",
    ends(
      [...memory, "returned"],
      'let text = "ﷺ".repeat(1e6); for (let i = 0; i < 50; i++) text = (text + text).slice(0, 4e6).normalize("NFKD"); return 1',
    ),
  );
  test("split", ends([...memory, "returned"], 'for (;;) "x".repeat(1e7).split("")'));
  test(
    "toLocaleUpperCase",
    ends(
      [...memory, "returned"],
      'const all = []; for (;;) all.push("ß".repeat(5e6).toLocaleUpperCase("de"))',
    ),
  );
  test(
    "resizable buffers",
    ends(
      [...memory, "returned"],
      "const all = []; for (;;) { const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 30 }); buffer.resize(2 ** 28); new Uint8Array(buffer).fill(1); all.push(buffer) }",
    ),
  );
});

describe("21: errors that are thrown", () => {
  const loop = "get() { for (;;); }";
  test("object with a message that loops", ends(["cpu"], "throw { get message() { for (;;); } }"));
  test("proxy that loops", ends(["cpu"], `throw new Proxy({}, { ${loop} })`));
  test(
    "error with a stack that loops",
    ends(["cpu"], `throw Object.defineProperty(new Error(), "stack", { ${loop} })`),
  );
  test(
    "error with a code that loops",
    ends(["cpu"], `throw Object.defineProperty(new Error(), "code", { ${loop} })`),
  );
  test("thrown beside the export, with a message that loops", async () => {
    const outcome = await attack("throw { get message() { for (;;); } }");
    expect(outcome).toMatchObject({ kind: "stopped", limit: "cpu" });
  });
  test(
    "left over in a promise, with a message that loops",
    ends(["returned", "cpu"], "Promise.reject({ get message() { for (;;); } }); return 1"),
  );
  test("a message of 100 MB", ends(large, 'throw new Error("x".repeat(1e8))'));
  test("an error of 10 MB, cut", async () => {
    const outcome = await attack('export default () => { throw new Error("x".repeat(1e7)) }');
    expect(outcome).toMatchObject({ kind: "threw", error: { message: "x".repeat(2000) } });
  });
});

describe("21: more than may leave", () => {
  test(
    "an argument of 400 MB",
    ends(["argument", ...large], 'await db.create("a", { text: "x".repeat(4e8) })'),
  );
  test("a result of 200 MB", ends(["result", ...large], 'return "x".repeat(2e8)'));
  test(
    "a result that is made in toJSON",
    ends(["result", ...large], 'return { toJSON: () => "x".repeat(6e6) }'),
  );
});
