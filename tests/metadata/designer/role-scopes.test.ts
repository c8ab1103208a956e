import fc from "fast-check";
import { expect, test } from "vitest";
import {
  conditionPath,
  noScope,
  peopleWords,
  readScope,
  writeScope,
} from "../../../designer/document/role-scopes.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";

test.each([
  [undefined, {}],
  [true, { all: true }],
  ["all", { all: true }],
  [false, { never: true }],
  ["own", { people: ["own"] }],
  [{ when: "a" }, { conditions: ["a"] }],
  [[{ when: "a" }, "team", "own"], { people: ["own", "team"], conditions: ["a"] }],
])("%j is read as a choice", (value, choice) => {
  expect(readScope(value)).toEqual({ ...noScope, ...choice });
});

test("what is chosen is written and read again", () => {
  const choices = fc.oneof(
    fc.constant({ ...noScope, all: true }),
    fc.constant({ ...noScope, never: true }),
    fc.record({
      all: fc.constant(false),
      never: fc.constant(false),
      people: fc.subarray([...peopleWords]),
      conditions: fc.array(fc.string(), { maxLength: 3 }),
    }),
  );
  fc.assert(
    fc.property(choices, (choice) => {
      expect(readScope(writeScope(choice))).toEqual(choice);
    }),
  );
});

test("a condition is found where it is written", () => {
  expect(conditionPath({ when: "a" }, 0)).toEqual(["when"]);
  const value = ["own", { when: "a" }, "team", { when: "b" }];
  expect(conditionPath(value, 0)).toEqual([1, "when"]);
  expect(conditionPath(value, 1)).toEqual([3, "when"]);
  expect(isJsonObject(value[3])).toBe(true);
});
