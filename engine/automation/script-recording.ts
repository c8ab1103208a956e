/**
 * What a run was given and answered, so that one that failed can be repeated without the database:
 * the same moment, the same chance, the same answers. Secrets are in none of it, only their handles.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { CallAnswer, ScriptRun } from "../scripts/script-run.ts";

/** Characters of a recording as JSON; a longer one is not kept. */
export const recordingMaximum = 1_000_000;
/** Calls of a run that are recorded; of a run that asks more nothing is kept. */
export const recordedCallsMaximum = 200;
/** Rows that a run may have read to be recorded. */
export const recordedRowsMaximum = 2000;

export interface RecordedCall {
  readonly operation: string;
  readonly argument: unknown;
  /** Null: the run was ended by it. */
  answer: CallAnswer | null;
}

export interface Recording {
  /** Of the script itself or around it: see `ScriptStarted`. */
  readonly wrapper: string | null;
  readonly input: unknown;
  readonly user: unknown;
  /** ISO text. */
  readonly at: string;
  readonly today: string;
  readonly seed: string;
  readonly background: boolean;
  readonly calls: readonly RecordedCall[];
}

export interface Recorder {
  /** Notes what is asked; the answer is noted with what it gives. */
  asked(operation: string, argument: unknown): RecordedCall;
  /** JSON text; null when it would be too long. */
  text(run: Omit<ScriptRun, "call">, wrapper: string | null): string | null;
}

/** @param rowsRead how many rows the run has read by now */
export function createRecorder(rowsRead: () => number): Recorder {
  let calls: RecordedCall[] | null = [];
  return {
    asked: (operation, argument) => {
      const call: RecordedCall = { operation, argument, answer: null };
      if (calls !== null && calls.length < recordedCallsMaximum && rowsRead() < recordedRowsMaximum)
        calls.push(call);
      else calls = null;
      return call;
    },
    text: ({ input, user, at, today, seed, background }, wrapper) => {
      if (calls === null) return null;
      const recording: Recording = {
        wrapper,
        input,
        user,
        at: at.toISOString(),
        today,
        seed,
        background,
        calls,
      };
      const text = JSON.stringify(recording);
      return text.length > recordingMaximum ? null : text;
    },
  };
}

/** Null for what is no recording. */
export function readRecording(text: string): Recording | null {
  const value: unknown = JSON.parse(text);
  return isRecording(value) ? value : null;
}

// The engine writes nothing else.
const isRecording = (value: unknown): value is Recording =>
  isJsonObject(value) && Array.isArray(value.calls) && typeof value.seed === "string";
