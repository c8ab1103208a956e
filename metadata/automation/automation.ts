/**
 * The scripts of a workspace by what starts them, their conditions compiled: what the write path,
 * the actions, the imports, the schedules and the endpoints look up. Order: by name of the script.
 */
import { compileExpression, type Expression } from "../expressions/index.ts";
import { booleanType } from "../expressions/types.ts";
import type { ObjectsByName } from "../model/computed-fields.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { objectScope } from "../model/object-scope.ts";
import { lookupsOf } from "../model/rulebook.ts";
import type {
  ActionStart,
  EndpointStart,
  JobStart,
  ScheduleStart,
  ScriptModel,
  TriggerEvent,
  TriggerMoment,
  TriggerStart,
} from "./script.ts";

/** A condition over a record, ready for `evaluate`. */
export interface CompiledCondition {
  readonly expression: Expression;
  /** Lookups that it follows: these records must be at hand. */
  readonly lookups: readonly (readonly string[])[];
}

export interface Trigger {
  readonly script: ScriptModel;
  readonly start: TriggerStart;
  /** Null: always. */
  readonly when: CompiledCondition | null;
}

export interface Action {
  readonly script: ScriptModel;
  readonly start: ActionStart;
  /** Null: always. */
  readonly when: CompiledCondition | null;
}

export interface Schedule {
  readonly script: ScriptModel;
  readonly start: ScheduleStart;
}

export interface ScriptJob {
  readonly script: ScriptModel;
  readonly start: JobStart;
}

export interface Endpoint {
  readonly script: ScriptModel;
  readonly start: EndpointStart;
}

export interface Automation {
  /** Every script, modules included. Maps, so that `constructor` is just a name. */
  readonly scripts: ReadonlyMap<string, ScriptModel>;
  /** By `triggerKey`. */
  readonly triggers: ReadonlyMap<string, readonly Trigger[]>;
  /** By object, then by name of the script. */
  readonly actions: ReadonlyMap<string, ReadonlyMap<string, Action>>;
  /** Scripts that prepare what is imported, by object. */
  readonly imports: ReadonlyMap<string, readonly ScriptModel[]>;
  readonly schedules: readonly Schedule[];
  /** What other scripts may start, by name. */
  readonly jobs: ReadonlyMap<string, ScriptJob>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly tests: readonly ScriptModel[];
}

export const triggerKey = (object: string, moment: TriggerMoment, event: TriggerEvent): string =>
  `${object} ${moment} ${event}`;

/** The triggers of one moment of a write; none in the usual case, at the cost of one look. */
export const triggersOf = (
  automation: Automation,
  object: string,
  moment: TriggerMoment,
  event: TriggerEvent,
): readonly Trigger[] => automation.triggers.get(triggerKey(object, moment, event)) ?? noTriggers;

const noTriggers: readonly Trigger[] = [];

/** True when an update that changed these fields, or this step of the lifecycle, concerns the trigger. */
export function concerns(
  { fields, transitions }: TriggerStart,
  event: TriggerEvent,
  written: { readonly changed: readonly string[]; readonly transition: string | null },
): boolean {
  if (event === "update") return fields.size === 0 || written.changed.some((n) => fields.has(n));
  if (event !== "transition" || transitions.size === 0) return true;
  return written.transition !== null && transitions.has(written.transition);
}

/** Scripts that have passed `checkDocuments`, with the objects they speak of. */
export function automationOf(models: readonly ScriptModel[], objects: ObjectsByName): Automation {
  const triggers = new Map<string, Trigger[]>();
  const actions = new Map<string, Map<string, Action>>();
  const imports = new Map<string, ScriptModel[]>();
  const schedules: Schedule[] = [];
  const jobs = new Map<string, ScriptJob>();
  const endpoints = new Map<string, Endpoint>();
  const sorted = models.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  for (const script of sorted) {
    const { start } = script;
    if (start?.kind === "trigger") addTrigger(triggers, script, start, objects);
    else if (start?.kind === "action") {
      const ofObject = actions.get(start.object) ?? new Map<string, Action>();
      const when = compiled(start.when, objects.get(start.object), objects);
      ofObject.set(script.name, { script, start, when });
      actions.set(start.object, ofObject);
    } else if (start?.kind === "import")
      imports.set(start.object, [...(imports.get(start.object) ?? []), script]);
    else if (start?.kind === "schedule") schedules.push({ script, start });
    else if (start?.kind === "job") jobs.set(script.name, { script, start });
    else if (start?.kind === "endpoint") endpoints.set(script.name, { script, start });
  }
  const scripts = new Map(sorted.map((script) => [script.name, script]));
  const tests = sorted.filter(({ start }) => start?.kind === "test");
  return { scripts, triggers, actions, imports, schedules, jobs, endpoints, tests };
}

function addTrigger(
  triggers: Map<string, Trigger[]>,
  script: ScriptModel,
  start: TriggerStart,
  objects: ObjectsByName,
): void {
  const when = compiled(start.when, objects.get(start.object), objects);
  for (const moment of ["before", "after"] as const) {
    for (const event of start[moment]) {
      const key = triggerKey(start.object, moment, event);
      const list = triggers.get(key) ?? [];
      list.push({ script, start, when });
      triggers.set(key, list);
    }
  }
}

function compiled(
  text: string | null,
  model: ObjectModel | undefined,
  objects: ObjectsByName,
): CompiledCondition | null {
  if (text === null || model === undefined) return null;
  const result = compileExpression(text, objectScope(model, objects), booleanType);
  // Publishing has checked it; a condition that nobody can judge must not be taken for none.
  if (!result.ok) throw new Error(`The condition of a script does not compile: ${text}`);
  return { expression: result.value, lookups: lookupsOf(result.value, model, objects) };
}
