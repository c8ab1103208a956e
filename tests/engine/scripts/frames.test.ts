import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineReader, type RunnerFrame, readRunnerFrame } from "../../../engine/scripts/frames.ts";
import { readScriptJson, scriptJsonDepth } from "../../../engine/scripts/script-json.ts";

describe("a line of a runner", () => {
  test.each<RunnerFrame>([
    { type: "ready" },
    { type: "beat", residentBytes: 5, cpu: { 1: 2.5 } },
    { type: "call", run: 1, operation: "db.get", argument: "{}" },
    { type: "log", run: 1, level: "warn", text: "a" },
    { type: "done", run: 1, cpu: 2, logLinesDropped: 0, result: { kind: "returned", text: "1" } },
    { type: "done", run: 1, cpu: 2, logLinesDropped: 3, result: { kind: "stopped", limit: "cpu" } },
  ])("is read: %j", (frame) => {
    expect(readRunnerFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test.each([
    "",
    "null",
    "[]",
    "{",
    '{"type":"other","run":1}',
    '{"type":"call","run":1,"operation":"db.get"}',
    '{"type":"call","run":"1","operation":"db.get","argument":"{}"}',
    '{"type":"log","run":1,"level":"loud","text":"a"}',
    '{"type":"done","run":1,"cpu":1,"logLinesDropped":0,"result":{"kind":"stopped","limit":"wall"}}',
    '{"type":"done","run":1,"cpu":1,"logLinesDropped":0,"result":{"kind":"returned","text":{}}}',
    '{"type":"done","run":1,"cpu":1,"logLinesDropped":0,"result":{"kind":"returned"}}',
  ])("that is none is refused: %s", (line) => {
    expect(readRunnerFrame(line)).toBeNull();
  });
});

describe("lines of a stream", () => {
  test("are the same however it is cut", () => {
    const chunks = fc.array(fc.stringMatching(/^[ab\n]{0,5}$/), { maxLength: 12 });
    fc.assert(
      fc.property(chunks, (parts) => {
        const lines: string[] = [];
        const read = lineReader(
          () => 100,
          (line) => lines.push(line),
        );
        for (const part of parts) expect(read(part)).toBe(true);
        expect(lines).toEqual(parts.join("").split("\n").slice(0, -1));
      }),
    );
  });

  test.each([[["aaaa"]], [["aa", "aa"]], [["aaaa\n"]], [["a\naaaa"]]])(
    "are not collected beyond their longest: %j",
    (parts) => {
      const read = lineReader(
        () => 3,
        () => undefined,
      );
      expect(parts.map(read).at(-1)).toBe(false);
    },
  );
});

describe("JSON that a script has made", () => {
  test("is read like any other", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(readScriptJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("is refused when it is deeper than people nest, brackets in texts aside", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(readScriptJson(nested(scriptJsonDepth))).toBeDefined();
    expect(readScriptJson(nested(scriptJsonDepth + 1))).toBeUndefined();
    expect(readScriptJson("[".repeat(1e6))).toBeUndefined();
    const brackets = `\\"${"[".repeat(100)}\\\\`;
    expect(readScriptJson(`["${brackets}"]`)).toEqual([`"${"[".repeat(100)}\\`]);
  });

  test("keeps a key that would be a prototype as a key", () => {
    const value = readScriptJson('{"__proto__":{"admin":true},"constructor":1}');
    expect(Object.keys(value ?? {})).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
