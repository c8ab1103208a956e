/** A script as the engine works with it: what its document says, resolved. */
import { scheduleOf, type WrittenSchedule } from "../calendars/schedule.ts";
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { titleFromName } from "../model/resolve-object.ts";
import { inputModel } from "./input-model.ts";
import { type ScriptLimits, scriptLimitsIn } from "./script-limits.ts";

/** What a write does, as triggers name it. A record that comes out of the recycle bin is created. */
export const triggerEvents = ["create", "update", "delete", "transition"] as const;
export type TriggerEvent = (typeof triggerEvents)[number];

/** Before a record is written, its values can be changed; after it, other records. */
export const triggerMoments = ["before", "after"] as const;
export type TriggerMoment = (typeof triggerMoments)[number];

export const endpointMethods = ["GET", "POST"] as const;
export type EndpointMethod = (typeof endpointMethods)[number];

export const runsAsWords = ["user", "system"] as const;
export type RunsAs = (typeof runsAsWords)[number];

/** The ways in which a script begins; a document has one of them, or none: a module. */
export const scriptStarts = [
  "trigger",
  "action",
  "import",
  "schedule",
  "job",
  "endpoint",
  "test",
] as const;
export type ScriptStartKind = (typeof scriptStarts)[number];

export interface TriggerStart {
  readonly kind: "trigger";
  readonly object: string;
  readonly before: ReadonlySet<TriggerEvent>;
  readonly after: ReadonlySet<TriggerEvent>;
  /** An update counts when one of these has changed; empty: whatever has changed. */
  readonly fields: ReadonlySet<string>;
  /** The steps of the lifecycle that count; empty: all. */
  readonly transitions: ReadonlySet<string>;
  /** An expression over the record as it will be, or as it is when it goes; null: always. */
  readonly when: string | null;
}

export interface ActionStart {
  readonly kind: "action";
  readonly object: string;
  /** Of one record, or of those selected in a list. */
  readonly on: "record" | "list";
  readonly title: string;
  /** What is asked before it runs; null: nothing. */
  readonly input: ObjectModel | null;
  /** An expression over the record: the action is there while it holds; null: always. */
  readonly when: string | null;
  /** A question to agree to first; empty: none. */
  readonly confirm: string;
  /** Who may; empty: everybody who may read the record. */
  readonly roles: readonly string[];
}

/** Given the rows of files that are imported, before they are checked. */
export interface ImportStart {
  readonly kind: "import";
  readonly object: string;
}

export interface ScheduleStart extends WrittenSchedule {
  readonly kind: "schedule";
}

/** Started by other scripts, once what they wrote is committed. */
export interface JobStart {
  readonly kind: "job";
  /** What it is given; null: nothing. */
  readonly input: ObjectModel | null;
}

export interface EndpointStart {
  readonly kind: "endpoint";
  readonly method: EndpointMethod;
  readonly input: ObjectModel | null;
  /** What the answer must satisfy; null: anything. */
  readonly output: ObjectModel | null;
  /** Who may; empty: everybody who is signed in. */
  readonly roles: readonly string[];
}

/** Run before a publish, on what it would make of the workspace, and taken back. */
export interface TestStart {
  readonly kind: "test";
}

export type ScriptStart =
  | TriggerStart
  | ActionStart
  | ImportStart
  | ScheduleStart
  | JobStart
  | EndpointStart
  | TestStart;

/** The ways to begin in which nobody waits for the script with a transaction open. */
export const backgroundStarts: readonly ScriptStartKind[] = ["schedule", "job"];

export interface ScriptModel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Whose permissions its reads and writes pass. Schedules and tests have no user: they are the system. */
  readonly runsAs: RunsAs;
  /** Null for a module, which other scripts import. */
  readonly start: ScriptStart | null;
  /** Hosts that it may call; `*.example.com` stands for every host below. */
  readonly hosts: readonly string[];
  /** Names of the workspace's secrets that it may send. */
  readonly secrets: readonly string[];
  /** Only what the document sets lower than the settings of the server. */
  readonly limits: ScriptLimits;
  /** TypeScript. */
  readonly source: string;
}

/** A script document that has passed `checkDocuments`. */
export function resolveScript(name: string, content: JsonSchema): ScriptModel {
  const title = textOrEmpty(content.title) || titleFromName(name);
  const start = startOf(name, title, content);
  return {
    name,
    title,
    description: textOrEmpty(content.description),
    runsAs: isUserless(start) || content.runs_as === "system" ? "system" : "user",
    start,
    hosts: textsOf(content.hosts),
    secrets: textsOf(content.secrets),
    limits: scriptLimitsIn(content.limits),
    source: textOrEmpty(content.source),
  };
}

const isUserless = (start: ScriptStart | null): boolean =>
  start?.kind === "schedule" || start?.kind === "test";

function startOf(name: string, title: string, content: JsonSchema): ScriptStart | null {
  const kind = scriptStarts.find((keyword) => isJsonObject(content[keyword]));
  if (kind === undefined) return null;
  const written = objectOrEmpty(content[kind]);
  switch (kind) {
    case "trigger":
      return {
        kind,
        object: textOrEmpty(written.object),
        before: eventsIn(written.before),
        after: eventsIn(written.after),
        fields: new Set(textsOf(written.fields)),
        transitions: new Set(textsOf(written.transitions)),
        when: textOrEmpty(written.when) || null,
      };
    case "action":
      return {
        kind,
        object: textOrEmpty(written.object),
        on: written.on === "list" ? "list" : "record",
        title: textOrEmpty(written.title) || title,
        input: inputModel(name, "input", written.input),
        when: textOrEmpty(written.when) || null,
        confirm: textOrEmpty(written.confirm),
        roles: textsOf(written.roles),
      };
    case "import":
      return { kind, object: textOrEmpty(written.object) };
    case "schedule":
      return { kind, ...scheduleOf(written) };
    case "job":
      return { kind, input: inputModel(name, "input", written.input) };
    case "test":
      return { kind };
    case "endpoint":
      return {
        kind,
        method: endpointMethods.find((word) => word === written.method) ?? "POST",
        input: inputModel(name, "input", written.input),
        output: inputModel(name, "output", written.output),
        roles: textsOf(written.roles),
      };
  }
}

const eventsIn = (value: unknown): ReadonlySet<TriggerEvent> => {
  const named = textsOf(value);
  return new Set(triggerEvents.filter((event) => named.includes(event)));
};
