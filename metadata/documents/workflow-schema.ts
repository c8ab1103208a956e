/** The schema of the documents that say what happens by itself. */
import type { JsonSchema } from "../fields/field-type.ts";
import { retriesMaximum, stepTypes } from "../workflows/step-types.ts";
import {
  failureWays,
  recordLocks,
  recordViews,
  triggerEvents,
  variableTypes,
  withdrawals,
} from "../workflows/workflow.ts";
import { additions, description, dialect, name, names, schedule, title } from "./schema-parts.ts";

const expression = (text: string) => ({ type: "string", description: text }) as const;
const stepName = (text: string) => ({ type: "string", description: text }) as const;

const variables = (text: string): JsonSchema => ({
  type: "object",
  description: text,
  propertyNames: name,
  additionalProperties: {
    type: "object",
    required: ["type"],
    properties: {
      type: { enum: variableTypes },
      title,
      description,
      required: { type: "boolean", description: "Without it nothing starts." },
      from: { type: "string", description: "JSON Pointer to it in what came from outside." },
    },
    ...additions,
  },
});

const trigger: JsonSchema = {
  type: "object",
  description: "What starts it.",
  required: ["event"],
  properties: {
    event: {
      description: "One event, or several of create, update and delete.",
      anyOf: [{ enum: triggerEvents }, { type: "array", items: { enum: triggerEvents } }],
    },
    record: { type: "string", description: "Name of the object." },
    name: { type: "string", description: "Name of the lifecycle's step; any without it." },
    changed: names("Fields of which one must have changed; any without it."),
    when: expression("A condition over record and user."),
    roles: names("Who may start it by hand, or by its form."),
    form: {
      type: "object",
      description: "The fields of the form that starts it, as an object has them.",
      properties: {
        title,
        description,
        properties: { type: "object" },
        required: { type: "array", items: { type: "string" } },
      },
    },
    done: { type: "string", description: "What is said when the form has been sent." },
    public: { type: "boolean", description: "Anybody who has its address may send the form." },
    ...schedule,
  },
  ...additions,
};

const keywordSchemas: Readonly<Record<string, JsonSchema>> = {
  text: { type: "string" },
  boolean: { type: "boolean" },
  integer: { type: "integer" },
  list: { type: "array" },
  names: { type: "array", items: { type: "string" } },
  object: { type: "object" },
  any: {},
};

/** A keyword that types of step read differently is any of these. */
const keywords = Object.entries(
  Object.groupBy(
    Object.values(stepTypes).flatMap(({ keywords }) => Object.entries(keywords)),
    ([word]) => word,
  ),
).map(([word, uses = []]): readonly [string, JsonSchema] => {
  const kinds = [...new Set(uses.map(([, kind]) => kind))];
  const schemas = kinds.map((kind) => keywordSchemas[kind] ?? {});
  return [word, schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas }];
});

export const workflowSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "WorkflowDocument",
  description: "What happens by itself: what starts it, and its steps.",
  type: "object",
  required: ["name", "on", "start", "steps"],
  properties: {
    $schema: { type: "string" },
    name,
    title,
    description,
    on: trigger,
    as: { enum: ["starter", "system"], description: "Whose rights its steps have." },
    active: { type: "boolean", description: "False: nothing starts it but what runs goes on." },
    calendar: { type: "string", description: "Name of the calendar whose working time counts." },
    variables: variables("Values that it is started with, by name."),
    withdraw: { enum: withdrawals, description: "Until when who started may take it back." },
    record: { enum: recordLocks, description: "What of the record rests while people decide." },
    show: { enum: recordViews, description: "The record as it was, or as it is now." },
    ifFailed: {
      enum: failureWays,
      description: "When a step has failed for good: stay and wait, or undo what was done.",
    },
    start: stepName("Name of the first step."),
    steps: {
      type: "object",
      propertyNames: name,
      additionalProperties: {
        type: "object",
        required: ["type"],
        properties: {
          ...Object.fromEntries(keywords),
          type: { enum: Object.keys(stepTypes) },
          title,
          description,
          next: stepName("Name of the step that follows; it ends here without it."),
          on: {
            type: "object",
            description: "Names of steps by outcome: error, timeout, rejected, withdrawn.",
            additionalProperties: { type: "string" },
          },
          retry: {
            type: "integer",
            minimum: 1,
            maximum: retriesMaximum,
            description: "Attempts, when it fails in a way that may pass.",
          },
          undo: stepName("Name of the step that undoes it (compensation)."),
        },
        ...additions,
      },
    },
  },
  ...additions,
});
