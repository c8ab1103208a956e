import { expect, test } from "vitest";
import type { Lifecycle } from "../../../metadata/model/lifecycle.ts";
import { isFinal, lifecyclePath, stateKind } from "../../../metadata/model/lifecycle-path.ts";

function lifecycle(states: string, ...steps: readonly string[]): Lifecycle {
  const names = states.split(" ");
  return {
    field: "status",
    states: names,
    initial: names[0] ?? "",
    locked: [],
    transitions: steps.map((step) => {
      const [from = "", to = ""] = step.split(">");
      return { name: step, title: step, from: [from], to, when: null, message: "", required: [] };
    }),
  };
}

const order = lifecycle(
  "open shipped closed cancelled",
  "open>cancelled",
  "open>shipped",
  "shipped>closed",
  "cancelled>open",
);

test("the way is the longest one forward, the other states stand aside", () => {
  expect(lifecyclePath(order)).toEqual({
    way: ["open", "shipped", "closed"],
    aside: ["cancelled"],
  });
});

test("of two ways as long, the one that ends for good is the way", () => {
  const approval = lifecycle(
    "draft submitted rejected approved",
    "draft>submitted",
    "submitted>rejected",
    "submitted>approved",
    "rejected>draft",
  );
  expect(lifecyclePath(approval).way).toEqual(["draft", "submitted", "approved"]);
});

test("steps back and around make no way", () => {
  const round = lifecycle("a b c", "a>b", "b>a", "b>c", "c>a");
  expect(lifecyclePath(round)).toEqual({ way: ["a", "b", "c"], aside: [] });
});

test("a state is where records begin, on the way, its end, or aside", () => {
  const kinds = order.states.map((state) => stateKind(order, state));
  expect(kinds).toEqual(["start", "under_way", "end", "aside"]);
  expect(stateKind(order, "unknown")).toBe("aside");
});

test("a state is final when nothing leads on from it", () => {
  expect(order.states.filter((state) => isFinal(order, state))).toEqual(["closed"]);
});
