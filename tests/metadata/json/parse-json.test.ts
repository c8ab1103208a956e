import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExactNumber, parseJson } from "../../../metadata/json.ts";

const parsedValue = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : parsed.problems;
};

describe("what other parsers agree on", () => {
  test("any JSON value comes back as the platform's parser reads it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const parsed = parseJson(text, { maximumDepth: 32 });
        if (!parsed.ok) {
          const code = parsed.problems[0]?.code;
          return code === "json_forbidden_key" || code === "json_lone_surrogate";
        }
        return JSON.stringify(parsed.value) === text;
      }),
      { numRuns: 2000 },
    );
  });

  test("texts that are no JSON are refused wherever the platform refuses them", () => {
    const pieces = fc.constantFrom(
      ...'{ } [ ] , : " a 1 -1 0 01 1. .5 1e5 1e true nul \\ \\u12 \\x \n \t'.split(" "),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        let platform = true;
        try {
          JSON.parse(text);
        } catch {
          platform = false;
        }
        const parsed = parseJson(text);
        return platform ? parsed.ok || isRefusal(parsed.problems[0]?.code) : !parsed.ok;
      }),
      { numRuns: 5000 },
    );
  });
});

const isRefusal = (code: string | undefined) => code?.startsWith("json_") === true;

describe("what would be read differently elsewhere", () => {
  test.each([
    ['{"a":1,"a":2}', "json_duplicate_key", 1, 8],
    ['{"a":{"b":1,\n "b":2}}', "json_duplicate_key", 2, 2],
    ['{"a":1,"\\u0061":2}', "json_duplicate_key", 1, 8],
    ['{"__proto__":{"admin":true}}', "json_forbidden_key", 1, 2],
    ['{"a":[{"constructor":1}]}', "json_forbidden_key", 1, 8],
    ['{"\\u005f_proto__":1}', "json_forbidden_key", 1, 2],
    ['"\\ud800"', "json_lone_surrogate", 1, 1],
    ['"\ud800"', "json_lone_surrogate", 1, 1],
    ["[1] [2]", "malformed_json", 1, 5],
    ["\ufeff{}", "malformed_json", 1, 1],
    ['{"a":1,}', "malformed_json", 1, 8],
    ["{'a':1}", "malformed_json", 1, 2],
    ['"a\u0000b"', "malformed_json", 1, 3],
    ["[1,2", "json_ends_early", 1, 5],
    ["", "json_ends_early", 1, 1],
  ])("%j is refused as %s at line %i, column %i", (text, code, line, column) => {
    const parsed = parseJson(text);
    expect(parsed).toMatchObject({ ok: false, problems: [{ code, params: { line, column } }] });
  });

  test("nesting is allowed to the limit and refused beyond it", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parseJson(nested(32)).ok).toBe(true);
    expect(parseJson(nested(33))).toMatchObject({ problems: [{ code: "json_too_deep" }] });
    expect(parseJson(nested(1_000_000), { maximumBytes: 1e8 })).toMatchObject({
      problems: [{ code: "json_too_deep" }],
    });
  });

  test("size is counted in UTF-8 bytes", () => {
    const limits = { maximumBytes: 20 };
    expect(parseJson(`"${"a".repeat(18)}"`, limits).ok).toBe(true);
    expect(parseJson(`"${"好".repeat(6)}"`, limits).ok).toBe(true);
    expect(parseJson(`"${"😀".repeat(4)}ab"`, limits).ok).toBe(true);
    expect(parseJson(`"${"好".repeat(7)}"`, limits)).toMatchObject({
      problems: [{ code: "body_too_large", params: { limit: 20 } }],
    });
  });

  test("parsing leaves every prototype as it was", () => {
    parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("numbers", () => {
  test.each([
    ["1", 1],
    ["-0", 0],
    ["0.1", 0.1],
    ["1.50", 1.5],
    ["1e2", 100],
    ["1e-5", 0.00001],
    ["-12.5E+1", -125],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992],
    ["0.1000000000000000000000", 0.1],
  ])("%s is the number %d", (text, value) => {
    expect(parsedValue(text)).toBe(value);
  });

  test.each([
    "9007199254740993",
    "12345678901234567890",
    "1e400",
    "0.1234567890123456789",
    "1e-400",
    "-123456789012345678.5",
  ])("%s keeps its digits", (text) => {
    expect(parsedValue(text)).toEqual(new ExactNumber(text));
  });

  test("a number is never read as another one", () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,25}(\.[0-9]{1,25})?(e[+-]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const value = parsedValue(text);
        if (value instanceof ExactNumber) return value.source === text;
        return Number(text) === value && sameDecimal(text, String(value));
      }),
      { numRuns: 3000 },
    );
  });

  test("numbers too long to be figures are refused", () => {
    expect(parseJson("1".repeat(1001))).toMatchObject({
      problems: [{ code: "json_number_too_long", params: { limit: 1000 } }],
    });
  });
});

/** Equality of two numerals by exact integer arithmetic. */
function sameDecimal(one: string, other: string): boolean {
  const [a, b] = [fraction(one), fraction(other)];
  return a.units * 10n ** BigInt(b.scale + 1200) === b.units * 10n ** BigInt(a.scale + 1200);
}

function fraction(text: string): { units: bigint; scale: number } {
  const [mantissa = "", exponent = "0"] = text.split("e");
  const [whole = "", decimals = ""] = mantissa.split(".");
  return { units: BigInt(whole + decimals), scale: decimals.length - Number(exponent) };
}
