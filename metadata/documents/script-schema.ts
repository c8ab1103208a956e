/** The schema of the documents that say when a script runs; its TypeScript lies beside them. */
import { endpointMethods, runsAsWords, triggerEvents } from "../automation/script.ts";
import { scriptLimitMaxima, scriptLimitNames } from "../automation/script-limits.ts";
import type { JsonSchema } from "../fields/field-type.ts";
import { additions, description, dialect, name, names, schedule, title } from "./schema-parts.ts";
import { sourceLimit } from "./script-source.ts";

const object = { type: "string", description: "Name of the object." } as const;
const roles = names("Names of the roles whose people may start it.");

const events = (text: string) =>
  ({ type: "array", items: { enum: triggerEvents }, description: text }) as const;

const fields = (text: string) =>
  ({
    type: "object",
    description: text,
    required: ["properties"],
    properties: {
      type: { const: "object" },
      title,
      description,
      properties: { type: "object", description: "Fields, as in an object document." },
      required: names("Names of the fields that must have a value."),
      additionalProperties: { type: "boolean" },
    },
    ...additions,
  }) as const;

const trigger = {
  type: "object",
  description: "Runs in the transaction of a write.",
  required: ["object"],
  properties: {
    object,
    before: events("Runs before the record is written, and may change its values."),
    after: events("Runs after the record is written, and may write others."),
    fields: names("An update counts when one of these has changed; any without it."),
    transitions: names("The steps of the lifecycle that count; all without it."),
    when: { type: "string", description: "An expression over the record that must hold." },
  },
  ...additions,
} as const;

const action = {
  type: "object",
  description: "Runs when somebody presses its button, or by the API.",
  required: ["object"],
  properties: {
    object,
    on: { enum: ["record", "list"], description: "One record, or those selected in a list." },
    title,
    input: fields("What is asked before it runs."),
    when: { type: "string", description: "The button is there while this holds." },
    confirm: { type: "string", description: "A question to agree to first." },
    roles,
  },
  ...additions,
} as const;

const importStart = {
  type: "object",
  description: "Prepares the rows of files that are imported into the object.",
  required: ["object"],
  properties: { object },
  ...additions,
} as const;

const scheduleStart = {
  type: "object",
  description: "Runs at certain times.",
  required: ["cron"],
  properties: schedule,
  ...additions,
} as const;

const job = {
  type: "object",
  description: "Runs when another script starts it, once what that wrote is committed.",
  properties: { input: fields("What it is given.") },
  ...additions,
} as const;

const endpoint = {
  type: "object",
  description: "Answers requests to /api/x/{name}.",
  required: ["method"],
  properties: {
    method: { enum: endpointMethods },
    input: fields("What a caller sends: the query of GET, the body of POST."),
    output: fields("What the answer must be."),
    roles,
  },
  ...additions,
} as const;

const test = {
  type: "object",
  description:
    "Runs before a publish, on what that would make of the workspace, and is taken back.",
  ...additions,
} as const;

export const scriptSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "ScriptDocument",
  description:
    "When a script runs, as whom, and what it may reach. One of trigger, action, import, schedule, job, endpoint, test; none makes it a module.",
  type: "object",
  required: ["name"],
  properties: {
    $schema: { type: "string", description: "tenon:script, or left out." },
    name,
    title,
    description,
    runs_as: {
      enum: runsAsWords,
      description: "Whose rights it has: of who starts it, or all. user without it.",
    },
    trigger,
    action,
    import: importStart,
    schedule: scheduleStart,
    job,
    endpoint,
    test,
    hosts: names("Hosts that a schedule or job may ask: api.example.com, *.example.com."),
    secrets: names("Names of the secrets that a schedule or job may send."),
    limits: {
      type: "object",
      description: "Less than the server would give it.",
      properties: Object.fromEntries(
        scriptLimitNames.map((limit) => [
          limit,
          { type: "integer", minimum: 0, maximum: scriptLimitMaxima[limit].background },
        ]),
      ),
      ...additions,
    },
    source: {
      type: "string",
      maxLength: sourceLimit,
      description: "TypeScript. In the API only: as a file it is scripts/<name>.ts.",
    },
  },
  ...additions,
});
