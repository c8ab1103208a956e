/** A workflow document that has passed `checkDocuments`, as the engine works with it. */
import { scheduleOf, type WrittenSchedule } from "../calendars/schedule.ts";
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";
import { oncePerDocument } from "../once-per-document.ts";
import { isStepType, type StepType } from "./step-types.ts";

/** Written records, which start workflows in the transaction of the write. */
export const recordEvents = ["create", "update", "delete", "transition"] as const;
/** What else starts one: a person with a record, a person, a form, another workflow, the time, another system. */
export const otherEvents = ["action", "manual", "form", "subflow", "schedule", "webhook"] as const;
export const triggerEvents = [...recordEvents, ...otherEvents] as const;
export type TriggerEvent = (typeof triggerEvents)[number];

export interface Trigger {
  /** One, or several of create, update and delete. */
  readonly events: readonly TriggerEvent[];
  /** Name of the object; null where there is no record. */
  readonly object: string | null;
  /** Name of the lifecycle's step; null: any. */
  readonly transition: string | null;
  /** Fields of which one must have changed; none: any. */
  readonly changed: readonly string[];
  readonly when: string | null;
  /** Who may start it by hand; null: who may read the record. */
  readonly roles: readonly string[] | null;
  /** Null where the time starts nothing. */
  readonly schedule: WrittenSchedule | null;
  /** Null where no form starts it. */
  readonly form: { readonly isPublic: boolean } | null;
}

export const variableTypes = ["text", "number", "boolean", "date", "datetime"] as const;
export type VariableType = (typeof variableTypes)[number];

/** A named value from outside: what a run is started with, what a script or another system answers. */
export interface Variable {
  readonly name: string;
  readonly type: VariableType;
  readonly required: boolean;
  /** JSON Pointer to it in what came from outside; null: under its own name. */
  readonly from: string | null;
}

export interface Step {
  readonly id: string;
  readonly type: StepType;
  readonly title: string;
  /** Null: the branch, the round of the loop or the run ends here. */
  readonly next: string | null;
  /** Steps by outcome: `error`, `timeout`, `rejected`, `withdrawn`. */
  readonly on: ReadonlyMap<string, string>;
  /** Attempts; null: as many as usual. */
  readonly retry: number | null;
  /** The step that undoes it. */
  readonly undo: string | null;
  /** All that the type says more. */
  readonly content: JsonSchema;
}

/** Until when who started may take a request back. */
export const withdrawals = ["never", "beforeFirstDecision", "anyTime"] as const;
/**
 * What of a record rests while people decide. `lockFields`: nobody edits or deletes it · `lock`:
 * nothing of it changes.
 */
export const recordLocks = ["lockFields", "lock"] as const;
export type RecordLock = (typeof recordLocks)[number];
/** What people see who decide: the record as it was when they were first asked, or as it is. */
export const recordViews = ["now", "snapshot"] as const;

/** What becomes of a run of which a step has failed for good: it waits for somebody, or is undone. */
export const failureWays = ["stay", "undo"] as const;

export interface Workflow {
  readonly name: string;
  readonly title: string;
  readonly trigger: Trigger;
  /** Whose rights its steps have: who started it, or all. */
  readonly as: "starter" | "system";
  readonly active: boolean;
  /** Name of the calendar whose working time counts; null: none. */
  readonly calendar: string | null;
  readonly variables: readonly Variable[];
  readonly withdraw: (typeof withdrawals)[number];
  readonly lock: RecordLock | null;
  readonly show: (typeof recordViews)[number];
  readonly ifFailed: (typeof failureWays)[number];
  readonly start: string;
  readonly steps: ReadonlyMap<string, Step>;
}

/** Nobody starts these: there are no rights but those of the system. */
const startedByNobody: readonly TriggerEvent[] = ["schedule", "webhook"];

export const resolveWorkflow = oncePerDocument(
  (content: JsonSchema): Workflow => ({
    name: textOrEmpty(content.name),
    title: textOrEmpty(content.title) || textOrEmpty(content.name),
    trigger: triggerOf(objectOrEmpty(content.on)),
    as:
      content.as === "system" ||
      startedByNobody.some((event) => triggerOf(objectOrEmpty(content.on)).events.includes(event))
        ? "system"
        : "starter",
    active: content.active !== false,
    calendar: textOrNull(content.calendar),
    variables: variablesOf(content.variables),
    withdraw: withdrawals.find((word) => word === content.withdraw) ?? "beforeFirstDecision",
    lock: recordLocks.find((word) => word === content.record) ?? null,
    show: recordViews.find((word) => word === content.show) ?? "now",
    ifFailed: failureWays.find((word) => word === content.ifFailed) ?? "stay",
    start: textOrEmpty(content.start),
    steps: new Map(
      Object.entries(objectOrEmpty(content.steps)).flatMap(([id, step]) => {
        const resolved = stepOf(id, step);
        return resolved === null ? [] : [[id, resolved] as const];
      }),
    ),
  }),
);

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

const isEvent = (word: unknown): word is TriggerEvent =>
  triggerEvents.some((event) => event === word);

function triggerOf(on: JsonSchema): Trigger {
  const { event } = on;
  return {
    events: (Array.isArray(event) ? event : [event]).filter(isEvent),
    object: textOrNull(on.record),
    transition: textOrNull(on.name),
    changed: textsOf(on.changed),
    when: textOrNull(on.when),
    roles: Array.isArray(on.roles) ? textsOf(on.roles) : null,
    schedule: event === "schedule" ? scheduleOf(on) : null,
    form: event === "form" ? { isPublic: on.public === true } : null,
  };
}

/** Declared values by name; what is no declaration is left out. */
export const variablesOf = (value: unknown): readonly Variable[] =>
  Object.entries(objectOrEmpty(value)).flatMap(([name, declared]) => {
    if (!isJsonObject(declared)) return [];
    const type = variableTypes.find((known) => known === declared.type);
    if (type === undefined) return [];
    return [{ name, type, required: declared.required === true, from: textOrNull(declared.from) }];
  });

function stepOf(id: string, step: unknown): Step | null {
  if (!isJsonObject(step) || !isStepType(step.type)) return null;
  return {
    id,
    type: step.type,
    title: textOrEmpty(step.title) || id,
    next: textOrNull(step.next),
    on: new Map(
      Object.entries(objectOrEmpty(step.on)).flatMap(([outcome, to]) =>
        typeof to === "string" ? [[outcome, to] as const] : [],
      ),
    ),
    retry: typeof step.retry === "number" ? step.retry : null,
    undo: textOrNull(step.undo),
    content: step,
  };
}
