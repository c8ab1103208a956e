/**
 * States of a record and the steps between them. The state is an ordinary select field that
 * nobody writes: it changes by a transition, whose conditions hold at that moment.
 */
import type { JsonSchema } from "../fields/field-type.ts";
import { choicesOf } from "../fields/values/choices.ts";
import {
  isJsonObject,
  objectOrEmpty,
  textOrEmpty as text,
  textsOf as texts,
} from "../json-object.ts";

export interface Transition {
  readonly name: string;
  readonly title: string;
  readonly from: readonly string[];
  readonly to: string;
  /** An expression that must hold after the step's own changes; null: always. */
  readonly when: string | null;
  /** What to do when `when` does not hold; empty: a sentence is made from the expression. */
  readonly message: string;
  /** Fields that may not be empty after the step. */
  readonly required: readonly string[];
}

export interface Lifecycle {
  /** The select field that holds the state. */
  readonly field: string;
  /** All states in the order of the field's options. */
  readonly states: readonly string[];
  /** The state of a new record; a record without a state stands here, too. */
  readonly initial: string;
  readonly transitions: readonly Transition[];
  /** States in which nothing of a record changes but by a transition. */
  readonly locked: readonly string[];
}

/** The lifecycle of an object document; null without one, or with one that has mistakes. */
export function lifecycleOf(document: JsonSchema): Lifecycle | null {
  if (!isJsonObject(document.lifecycle)) return null;
  const { field, initial, transitions, locked } = document.lifecycle;
  if (typeof field !== "string" || !Array.isArray(transitions)) return null;
  const properties = objectOrEmpty(document.properties);
  const schema = objectOrEmpty(Object.hasOwn(properties, field) ? properties[field] : undefined);
  const states = choicesOf(schema)?.map(({ value }) => value) ?? [];
  const first = initialState(initial, schema, states);
  if (first === undefined) return null;
  return {
    field,
    states,
    initial: first,
    transitions: transitions.filter(isJsonObject).map(transitionOf),
    locked: texts(locked),
  };
}

/** As the lifecycle says, else the field's own default, else its first option. */
function initialState(
  initial: unknown,
  schema: JsonSchema,
  states: readonly string[],
): string | undefined {
  const chosen = typeof initial === "string" ? initial : schema.default;
  return typeof chosen === "string" ? chosen : states[0];
}

function transitionOf(written: JsonSchema): Transition {
  const name = text(written.name);
  const words = name.replaceAll("_", " ");
  return {
    name,
    title: text(written.title) || words.charAt(0).toUpperCase() + words.slice(1),
    from: texts(written.from),
    to: text(written.to),
    when: typeof written.when === "string" ? written.when : null,
    message: text(written.message),
    required: texts(written.required),
  };
}

/** The steps that lead on from a state, in the order of the document. */
export const transitionsFrom = (
  lifecycle: Lifecycle,
  state: string | null,
): readonly Transition[] => {
  const current = state ?? lifecycle.initial;
  return lifecycle.transitions.filter(({ from }) => from.includes(current));
};

/** True when nothing of a record in this state may change but by a transition. */
export const isLocked = (lifecycle: Lifecycle | null, state: string | null): boolean =>
  lifecycle?.locked.includes(state ?? lifecycle.initial) === true;

/** The conditions of the transitions with their places in the document. */
export const lifecycleConditions = (model: {
  readonly lifecycle: Lifecycle | null;
}): readonly { readonly text: string; readonly at: string }[] =>
  (model.lifecycle?.transitions ?? []).flatMap(({ when }, index) =>
    when === null ? [] : [{ text: when, at: `/lifecycle/transitions/${index}/when` }],
  );
