import { expect, test } from "vitest";
import { nextInTurn } from "../../engine/records/next-in-turn.ts";

const people = ["a", "b", "c"];

test("everybody has his turn, and round again", () => {
  expect([null, "a", "b", "c"].map((last) => nextInTurn(people, last, null))).toEqual([
    "a",
    "b",
    "c",
    "a",
  ]);
});

test("who is gone is passed over, and who came has his turn", () => {
  expect(nextInTurn(["a", "c"], "b", null)).toBe("c");
  expect(nextInTurn(["a", "b", "bb", "c"], "b", null)).toBe("bb");
  expect(nextInTurn([], "b", null)).toBeNull();
});

test("of those with the fewest it is whose turn it is", () => {
  const open = new Map([
    ["a", 2],
    ["b", 1],
  ]);
  expect(nextInTurn(people, null, open)).toBe("c");
  expect(nextInTurn(["a", "b"], "a", open)).toBe("b");
  open.set("c", 1);
  expect(nextInTurn(people, "b", open)).toBe("c");
  expect(nextInTurn(people, "c", open)).toBe("b");
});
