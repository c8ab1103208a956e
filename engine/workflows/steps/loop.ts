/**
 * A round for each record of an object, or for each child row. Records come in pages that commit
 * one after another; the token keeps the page and the place in it.
 */
import { isJsonObject, textOrEmpty, textsOf } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { Refused } from "../../records/writer.ts";
import { findPage } from "../find-records.ts";
import { rowIdsOf } from "../run-values.ts";
import type { StepContext, StepExecutor } from "../step-context.ts";

export const loopPage = 200;
/** Rounds of one loop. */
export const roundsMaximum = 100_000;

/** What a loop keeps between rounds. */
interface Place {
  readonly items: readonly string[];
  /** The next of them. */
  readonly index: number;
  /** Where the next page begins; null when there is none. */
  readonly after: string | null;
  readonly count: number;
}

const placeIn = (state: Readonly<Record<string, unknown>>): Place | null =>
  Array.isArray(state.items)
    ? {
        items: textsOf(state.items),
        index: Number(state.index),
        after: typeof state.after === "string" ? state.after : null,
        count: Number(state.count),
      }
    : null;

export const loop: StepExecutor = {
  execute: async (context) => {
    const { token, step } = context;
    let place = placeIn(token.state);
    if (place === null) place = await firstPlace(context);
    else if (place.index >= place.items.length && place.after !== null) {
      // Each page is a commit of its own.
      if (context.done > 0) return { kind: "pause" };
      const page = await findPage(context, { limit: loopPage, after: place.after });
      place = { items: page.ids, index: 0, after: page.next, count: place.count };
    }
    const item = place.items[place.index];
    if (item === undefined)
      return { kind: "on", result: { count: place.count }, output: { count: place.count } };
    if (place.count >= roundsMaximum)
      throw new Refused([problem("workflow_too_many_rounds", "", { maximum: roundsMaximum })]);
    const state = { ...place, index: place.index + 1, count: place.count + 1, item };
    return { kind: "fork", steps: [textOrEmpty(step.content.do)], state };
  },
};

async function firstPlace(context: StepContext): Promise<Place> {
  const { rows } = context.step.content;
  if (typeof rows === "string") {
    const items = await rowIdsOf(context.writer, context.names, rows);
    return { items, index: 0, after: null, count: 0 };
  }
  const page = await findPage(context, { limit: loopPage, after: null });
  return { items: page.ids, index: 0, after: page.next, count: 0 };
}

/** A loop whose page is not at its end reads nothing for its next round. */
export const hasItems = (state: Readonly<Record<string, unknown>>): boolean => {
  const place = placeIn(state);
  return place !== null && (place.index < place.items.length || place.after === null);
};

/** The item of the round that a loop's token is in. */
export const itemOf = (state: unknown): string | null =>
  isJsonObject(state) && typeof state.item === "string" ? state.item : null;
