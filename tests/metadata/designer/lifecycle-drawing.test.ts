import { expect, test } from "vitest";
import { drawLifecycle } from "../../../designer/document/lifecycle-drawing.ts";
import type { Lifecycle } from "../../../metadata/model/lifecycle.ts";

const step = (from: string, to: string) => ({
  name: `${from}_${to}`,
  title: to,
  from: [from],
  to,
  when: null,
  message: "",
  required: [],
});

const lifecycle: Lifecycle = {
  field: "status",
  states: ["open", "shipped", "closed", "lost"],
  initial: "open",
  transitions: [step("open", "shipped"), step("shipped", "closed"), step("closed", "open")],
  locked: [],
};

test("states stand in columns by their distance from the first; unreachable ones behind all", () => {
  const { boxes } = drawLifecycle(lifecycle);
  const columns = new Map(boxes.map(({ state, x }) => [state, x]));
  const order = ["open", "shipped", "closed", "lost"].map((state) => columns.get(state) ?? 0);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(new Set(order).size).toBe(4);
});

test("boxes and labels stand inside of the picture, also of a way back", () => {
  const { width, height, boxes, arrows } = drawLifecycle(lifecycle);
  expect(arrows).toHaveLength(3);
  for (const { x, y } of [...boxes, ...arrows.map(({ label }) => label)]) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThan(width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(height);
  }
});

test("steps between the same two states share an arrow, and unknown states have none", () => {
  const twice = [...lifecycle.transitions, step("open", "shipped"), step("open", "nowhere")];
  const { arrows } = drawLifecycle({ ...lifecycle, transitions: twice });
  expect(arrows.map(({ steps }) => steps)).toEqual([[0, 3], [1], [2]]);
});
