import { expect, test } from "vitest";
import type { ObservableEvent } from "../../engine/observe.ts";
import { inBackground, repeatedly } from "../../engine/repeatedly.ts";

test("what fails in the background is told, and done again", async () => {
  const told: ObservableEvent[] = [];
  const error = new Error("not today");
  let times = 0;
  const stop = await new Promise<() => Promise<void>>((resolve) => {
    const end = inBackground((event) => told.push(event), {
      what: "housekeeping",
      hours: 0,
      work: async () => {
        times++;
        if (times === 1) throw error;
        if (times === 3) resolve(end);
      },
    });
  });
  await stop();
  const after = times;
  expect(told).toEqual([{ kind: "background_failed", what: "housekeeping", error }]);
  await new Promise(setImmediate);
  expect(times).toBe(after);
});

test("who stops it waits for what is under way, and for nothing else", async () => {
  let finish = (): void => undefined;
  let finished = false;
  const begun = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const stop = repeatedly(3_600_000, async () => {
    await begun;
    await new Promise(setImmediate);
    finished = true;
  });
  const stopped = stop();
  finish();
  await stopped;
  expect(finished).toBe(true);
  let late = 0;
  await repeatedly(
    3_600_000,
    async () => {
      late++;
    },
    "later",
  )();
  expect(late).toBe(0);
});
