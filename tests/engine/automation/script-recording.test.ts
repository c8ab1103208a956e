/** What is kept of a run to repeat it, and of which runs nothing is. */
import { expect, test } from "vitest";
import {
  createRecorder,
  readRecording,
  recordedCallsMaximum,
  recordedRowsMaximum,
  recordingMaximum,
} from "../../../engine/automation/script-recording.ts";
import { scriptRun } from "../../support/script-runs.ts";

const run = scriptRun("", { input: { n: 1 } });

test("a call is kept with its answer; one that ended the run without", () => {
  const recorder = createRecorder(() => 0);
  recorder.asked("db.get", { id: "1" }).answer = { value: "\u0000 half \ud800" };
  recorder.asked("db.find", {});
  const text = recorder.text(run, "around");
  expect(text).not.toContain("\u0000");
  expect(readRecording(text ?? "")).toMatchObject({
    wrapper: "around",
    input: { n: 1 },
    at: run.at.toISOString(),
    seed: "seed",
    calls: [
      { operation: "db.get", argument: { id: "1" }, answer: { value: "\u0000 half \ud800" } },
      { operation: "db.find", answer: null },
    ],
  });
});

test("nothing is kept of what would be too much", () => {
  const many = createRecorder(() => 0);
  for (let call = 0; call < recordedCallsMaximum; call++) many.asked("db.get", {});
  expect(many.text(run, null)).not.toBeNull();
  many.asked("db.get", {});
  expect(many.text(run, null)).toBeNull();

  let rows = recordedRowsMaximum - 1;
  const wide = createRecorder(() => rows);
  wide.asked("db.find", {});
  rows++;
  wide.asked("db.find", {});
  expect(wide.text(run, null)).toBeNull();

  const long = createRecorder(() => 0);
  long.asked("db.find", {}).answer = { value: "x".repeat(recordingMaximum) };
  expect(long.text(run, null)).toBeNull();
});
