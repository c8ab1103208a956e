import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, ExactNumber, parseJson } from "../../../metadata/json.ts";

test("members stand one a line, plain lists on one line where they fit", () => {
  expect(canonicalJson({ name: "a", required: ["b", "c"], empty: {}, none: [] })).toBe(
    '{\n  "name": "a",\n  "required": ["b", "c"],\n  "empty": {},\n  "none": []\n}\n',
  );
});

test("a list longer than a line is broken, wide characters count twice", () => {
  const list = (text: string) => canonicalJson({ a: [text, text] }).split("\n").length;
  expect(list("x".repeat(42))).toBe(4);
  expect(list("x".repeat(50))).toBe(7);
  expect(list("字".repeat(24))).toBe(7);
});

test("keys keep the order of the author", () => {
  expect(Object.keys(JSON.parse(canonicalJson({ z: 1, a: 2 })))).toEqual(["z", "a"]);
});

test("exact numbers keep their digits", () => {
  expect(canonicalJson([new ExactNumber("12345678901234567890.10")])).toBe(
    "[12345678901234567890.10]\n",
  );
});

test("what was read from canonical text is written as the same bytes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = canonicalJson(value);
      const parsed = parseJson(text, { maximumDepth: 40 });
      return !parsed.ok || canonicalJson(parsed.value) === text;
    }),
    { numRuns: 2000 },
  );
});
