/** What a step of a run may ask while it is carried out, and how it may end. */
import {
  decimalText,
  type Expression,
  evaluate,
  type Value,
} from "../../metadata/expressions/index.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import { jsonOf } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ObjectsInScope } from "../../metadata/model/object-scope.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import { compileText } from "../../metadata/workflows/compile-text.ts";
import type { TextPlace, TextUse } from "../../metadata/workflows/map-texts.ts";
import { templateParts } from "../../metadata/workflows/text-template.ts";
import type { Step } from "../../metadata/workflows/workflow.ts";
import { expressionIn } from "../../metadata/workflows/workflow-scope.ts";
import { Refused, type Writer } from "../records/writer.ts";
import type { PinnedWorkflow } from "./pinned-workflow.ts";
import type { Resumption, Run, StepResult, Token, WaitFor } from "./run.ts";
import { environmentFor, type RunNames } from "./run-values.ts";
import type { StepServices } from "./step-services.ts";

export interface StepContext {
  readonly run: Run;
  readonly pinned: PinnedWorkflow;
  readonly step: Step;
  readonly token: Token;
  readonly names: RunNames;
  /** In the transaction of the run, with the rights that its document says. */
  readonly writer: Writer;
  readonly now: Date;
  /** Steps that this transaction has carried out before. */
  readonly done: number;
  readonly services: StepServices;
}

/** How the carrying out of a step ended. */
export type StepEnd =
  | {
      readonly kind: "on";
      /** Null, or absent: as hoped. */
      readonly outcome?: string | null;
      /** Where to, in place of the step's `next`. */
      readonly to?: string;
      readonly result?: StepResult;
      readonly input?: unknown;
      readonly output?: unknown;
    }
  | {
      readonly kind: "wait";
      readonly waitFor: WaitFor;
      /** What is waited for, so that nothing else ends the wait. */
      readonly ref?: string;
      readonly wakeAt?: Date | null;
      readonly object?: string;
      readonly record?: string;
      readonly event?: string;
      readonly state?: Token["state"];
      readonly input?: unknown;
    }
  | {
      readonly kind: "fork";
      readonly steps: readonly string[];
      readonly state: Token["state"];
    }
  /**
   * Leaves the parallel branches around it, which end; goes on as `on` says of the outcome, and the
   * run ends where it says nothing.
   */
  | {
      readonly kind: "leave";
      readonly outcome: string;
      /** Where to, whatever `on` says. */
      readonly to?: string;
      /** Leaves loops, too: nothing else of the run goes on. */
      readonly whole?: true;
      readonly input?: unknown;
      readonly output?: unknown;
    }
  /** The run ends here, and what it has done is undone. */
  | { readonly kind: "undo" }
  /** What was done so far is to be committed first. */
  | { readonly kind: "pause" };

export interface StepExecutor {
  execute(context: StepContext): Promise<StepEnd>;
  /** Goes on after a wait; without it the outcome alone decides. */
  resume?(context: StepContext, resumption: Resumption): Promise<StepEnd>;
}

const compiled = new WeakMap<ObjectsInScope, WeakMap<JsonSchema, Map<string, Expression>>>();

/** The expression of a text at its place. @throws Refused when it fits the objects no more */
export function expressionAt(
  { pinned, writer }: Pick<StepContext, "pinned" | "writer">,
  text: string,
  place: TextPlace,
): Expression {
  const { objects } = writer.catalog;
  const ofObjects = compiled.get(objects) ?? new WeakMap<JsonSchema, Map<string, Expression>>();
  compiled.set(objects, ofObjects);
  const ofContent = ofObjects.get(pinned.content) ?? new Map<string, Expression>();
  ofObjects.set(pinned.content, ofContent);
  const key = `${place.step ?? ""}\u0001${place.path}\u0001${place.use}\u0001${text}`;
  const known = ofContent.get(key);
  if (known !== undefined) return known;
  const found = compileText(text, place, { content: pinned.content, objects });
  if (!found.ok) throw new Refused(found.problems.map((item) => ({ ...item, path: place.path })));
  ofContent.set(key, found.value);
  return found.value;
}

const placeOf = (
  { step }: StepContext,
  use: TextUse,
  path: string,
  name: string | null = null,
): TextPlace => ({ path: `${pointer("/steps", step.id)}${path}`, step: step.id, use, name });

/** The value of an expression of the step, with the record and all it names as they are now. */
export async function computed(
  context: StepContext,
  text: string,
  use: TextUse,
  path: string,
  name: string | null = null,
): Promise<Value> {
  const expression = expressionAt(context, text, placeOf(context, use, path, name));
  return evaluate(expression, await environmentFor(context.writer, context.names, expression));
}

/** The record that a step says: its object and id. @throws Refused when there is none */
export async function recordOf(
  context: StepContext,
  text: string,
  path = "/record",
): Promise<{ readonly model: ObjectModel; readonly id: string }> {
  const { type } = expressionAt(context, text, placeOf(context, "record", path));
  const id = await computed(context, text, "record", path);
  const model =
    type.kind === "record" ? context.writer.catalog.objects.get(type.object) : undefined;
  if (model === undefined || typeof id !== "string")
    throw new Refused([problem("workflow_record_missing", path, { text })]);
  return { model, id };
}

/** `set` of a step as the record's JSON. */
export async function valuesFor(
  context: StepContext,
  model: ObjectModel,
): Promise<Record<string, unknown>> {
  return mapValues(context, "set", (name, value) => {
    const field = model.byName.get(name);
    return field === undefined ? plainValue(value) : jsonOf(field, value);
  });
}

/** Values for another system: decimals as text, moments as RFC 3339. */
export const plainValues = (
  context: StepContext,
  keyword: string,
): Promise<Record<string, unknown>> => mapValues(context, keyword, (_, value) => plainValue(value));

async function mapValues(
  context: StepContext,
  keyword: string,
  write: (name: string, value: Value) => unknown,
): Promise<Record<string, unknown>> {
  const values = context.step.content[keyword];
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const text = expressionIn(value);
    const path = pointer("", keyword, name, "expression");
    made[name] =
      text === null ? value : write(name, await computed(context, text, "value", path, name));
  }
  return made;
}

export function plainValue(value: Value): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  return "cmp" in value ? decimalText(value) : [...value];
}

/**
 * A template with its values put in. They are text, whatever they look like.
 * @param written how a value is written
 */
export async function textOf(
  context: StepContext,
  template: string,
  path: string,
  written: (value: string) => string = (value) => value,
): Promise<string> {
  let text = "";
  for (const part of templateParts(template) ?? []) {
    if (part.kind === "text") {
      text += part.text;
      continue;
    }
    const value = plainValue(await computed(context, part.text, "text", path));
    text += value === null ? "" : written(String(value));
  }
  return text;
}
