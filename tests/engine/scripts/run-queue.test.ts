import { expect, test } from "vitest";
import { RunQueue } from "../../../engine/scripts/run-queue.ts";

const filled = (...entries: readonly (readonly [workspace: string, item: string])[]) => {
  const queue = new RunQueue<string>();
  for (const [workspace, item] of entries) queue.add(workspace, item.endsWith("?"), item);
  return queue;
};
const takeAll = (
  queue: RunQueue<string>,
  mayBegin: (workspace: string) => boolean = () => true,
) => {
  const taken: string[] = [];
  for (;;) {
    const item = queue.take(mayBegin);
    if (item === null) return taken.join(" ");
    taken.push(item);
  }
};

test("workspaces take turns, and the runs of each keep their order", () => {
  const queue = filled(
    ["a", "a1"],
    ["a", "a2"],
    ["a", "a3"],
    ["b", "b1"],
    ["c", "c1"],
    ["b", "b2"],
  );
  expect(queue.size).toBe(6);
  expect(takeAll(queue)).toBe("a1 b1 c1 a2 b2 a3");
  expect(queue.size).toBe(0);
});

test("those in a hurry come before all that are not", () => {
  expect(takeAll(filled(["a", "a1?"], ["a", "a2"], ["b", "b1?"], ["b", "b2"]))).toBe(
    "a2 b2 a1? b1?",
  );
});

test("a workspace that may not begin keeps its place and holds nobody up", () => {
  const queue = filled(["a", "a1"], ["b", "b1"], ["b", "b2"]);
  expect(takeAll(queue, (workspace) => workspace !== "a")).toBe("b1 b2");
  expect(queue.size).toBe(1);
  expect(takeAll(queue)).toBe("a1");
});

test("one may leave before its turn, once", () => {
  const queue = filled(["a", "a1"], ["a", "a2"], ["b", "b1?"]);
  expect(queue.remove("a", false, "a1")).toBe(true);
  expect(queue.remove("a", false, "a1")).toBe(false);
  expect(queue.remove("b", true, "b1?")).toBe(true);
  expect(queue.size).toBe(1);
  expect(takeAll(queue)).toBe("a2");
});
