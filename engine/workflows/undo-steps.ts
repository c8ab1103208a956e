/**
 * Undoing a run (what BPMN calls compensation): the steps that say how are undone one after another,
 * the last first. Where it stands is in the run's row, so that it moves in the commit of each step.
 */
import type { Step } from "../../metadata/workflows/workflow.ts";
import { newUuid } from "../db/uuid.ts";
import { type Advance, itemsAround } from "./advance.ts";
import type { StepResult, Token, Undoable, Undoing } from "./run.ts";
import { historyOfRuns, jsonIn, undoableIn } from "./run-rows.ts";
import { newToken, type Tokens } from "./tokens.ts";

/** Nothing of a run goes on. */
export function endAll(tokens: Tokens): void {
  for (const token of tokens.all()) if (token.parent === null) tokens.moveTo(token, null);
}

/** @param before number of the entry from which on nothing is undone */
export const undoingFrom = (because: Undoing["because"], before: number): Undoing => ({
  because,
  before,
  step: null,
  left: null,
});

/** What a step that was carried out leaves, to be undone with; undefined where nothing undoes it. */
export const undoableOf = (
  advance: Advance,
  token: Token,
  step: Step,
  result: StepResult | undefined,
): Undoable | undefined =>
  step.undo === null
    ? undefined
    : {
        by: step.undo,
        items: Object.fromEntries(itemsAround(advance, token)),
        ...(result === undefined ? {} : { result }),
      };

/** All that goes on ends; what was done is undone from now on. */
export function beginUndoing(advance: Advance, because: Undoing["because"]): void {
  endAll(advance.tokens);
  const { run, history, now } = advance;
  history.push({ token: null, step: null, event: "undoing", at: now });
  advance.undoing = undoingFrom(because, run.entries + history.length);
}

/** Turns to what is to be undone next; false when there is nothing, or something is going on. */
export async function undoNext(advance: Advance): Promise<boolean> {
  const { undoing, tokens } = advance;
  if (undoing === null || tokens.all().length > 0) return false;
  const found = doneNow(advance, undoing.before) ?? (await doneEarlier(advance, undoing.before));
  if (found === null) {
    advance.undoing = { ...undoing, before: 0, step: null, left: null };
    return false;
  }
  const { number, step, left } = found;
  advance.undoing = { ...undoing, before: number, step, left };
  tokens.set(newToken(newUuid(), left.by));
  return true;
}

interface Done {
  /** Of the entry in the history. */
  readonly number: number;
  readonly step: string;
  readonly left: Undoable;
}

/** The last that can be undone of what this advance has not written yet. */
function doneNow({ run, history }: Advance, before: number): Done | null {
  for (let index = Math.min(history.length, before - run.entries - 1) - 1; index >= 0; index--) {
    const { undo, step } = history[index] ?? {};
    if (undo !== undefined && typeof step === "string")
      return { number: run.entries + index + 1, step, left: undo };
  }
  return null;
}

async function doneEarlier(
  { transaction, catalog, run }: Advance,
  before: number,
): Promise<Done | null> {
  const { rows } = await transaction.run({
    text: `select "number", "step", "undo" from ${historyOfRuns(catalog.schema)} where "run" = $1 and "undo" is not null and "number" < $2 order by "number" desc limit 1`,
    values: [run.id, before],
  });
  const [number, step, undo] = rows[0] ?? [];
  const left = undoableIn(jsonIn(undo));
  return left === null ? null : { number: Number(number), step: String(step), left };
}
