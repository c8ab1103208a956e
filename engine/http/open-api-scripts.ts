/** The calls that scripts answer, and those about their runs, in the words of OpenAPI. */
import type { Action, Automation, Endpoint } from "../../metadata/automation/automation.ts";
import { actionKinds, actionRecordsMaximum, runOutcomes } from "../../metadata/automation-wire.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { publicSchema } from "../../metadata/validate/public-schema.ts";
import type { Rights } from "../access/rights.ts";
import { scriptRunsDefault, scriptRunsMaximum } from "../automation/read-script-runs.ts";
import { replayedCodes } from "../automation/replay-script-run.ts";
import { answer, listOf, pageOf, queryParameter as query, refused } from "./open-api-parts.ts";

/** Whether the caller may start what names these roles. */
export type MayStart = (roles: readonly string[]) => boolean;

const uuid: JsonSchema = { type: "string", format: "uuid" };
const idParameter: JsonSchema = { name: "id", in: "path", required: true, schema: uuid };
const text: JsonSchema = { type: "string" };
const textOrNull: JsonSchema = { type: ["string", "null"] };
const count: JsonSchema = { type: "integer", minimum: 0 };

/** All members, each required. */
const shape = (properties: JsonSchema): JsonSchema => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

const offered: JsonSchema = shape({
  kind: { enum: actionKinds, description: "A workflow is started by POST /workflows/{name}/runs" },
  name: text,
  title: text,
  on: { enum: ["record", "list"] },
  confirm: { ...text, description: "A question to agree to first; empty: none" },
  input: { type: ["object", "null"], description: "What is asked, as the document has it" },
});

const done: JsonSchema = shape({
  message: textOrNull,
  open: {
    type: ["object", "null"],
    description: "The record to go to",
    required: ["object", "id"],
    properties: { object: text, id: uuid },
  },
});

function inputOf(model: ObjectModel | null): JsonSchema {
  if (model === null) return { type: "object" };
  const { $schema: _dialect, ...schema } = publicSchema(model);
  return schema;
}

const bodyOf = (schema: JsonSchema, required: boolean): JsonSchema => ({
  required,
  content: { "application/json": { schema } },
});

/** Of an object that has actions which the caller may start. */
export function actionPaths(
  { actions }: Automation,
  mayStart: MayStart,
  { name, title }: ObjectModel,
): JsonSchema {
  const startable = [...(actions.get(name)?.values() ?? [])].filter(({ start }) =>
    mayStart(start.roles),
  );
  if (startable.length === 0) return {};
  const list = (id: string, summary: string, parameters: readonly JsonSchema[]): JsonSchema => ({
    operationId: `${id}_${name}`,
    tags: [name],
    summary: `${summary}: ${title}`,
    parameters,
    responses: { 200: answer("By name", listOf(offered)), default: refused },
  });
  return {
    [`/records/${name}/actions`]: { get: list("actions_on", "Actions", []) },
    [`/records/${name}/{id}/actions`]: {
      get: list("possible_actions_on", "Actions that a record allows", [idParameter]),
    },
    ...Object.fromEntries(startable.map((action) => actionPath(name, action))),
  };
}

function actionPath(object: string, { script, start }: Action): readonly [string, JsonSchema] {
  const onRecord = start.on === "record";
  const ids = { type: "array", items: uuid, minItems: 1, maxItems: actionRecordsMaximum };
  const ofList = { ...shape({ ids, input: inputOf(start.input) }), required: ["ids"] };
  const post: JsonSchema = {
    operationId: `action_${script.name}`,
    tags: [object],
    summary: start.title,
    ...(script.description === "" ? {} : { description: script.description }),
    ...(onRecord ? { parameters: [idParameter] } : {}),
    requestBody: onRecord ? bodyOf(inputOf(start.input), false) : bodyOf(ofList, true),
    responses: { 200: answer("Done", done), default: refused },
  };
  const place = onRecord ? "/{id}" : "";
  return [`/records/${object}${place}/actions/${script.name}`, { post }];
}

export const endpointPaths = ({ endpoints }: Automation, mayStart: MayStart): JsonSchema =>
  Object.fromEntries(
    [...endpoints.values()].filter(({ start }) => mayStart(start.roles)).map(endpointPath),
  );

function endpointPath({ script, start }: Endpoint): readonly [string, JsonSchema] {
  const input = inputOf(start.input);
  const asked =
    start.method === "POST"
      ? { requestBody: bodyOf(input, false) }
      : {
          parameters: [
            { name: "input", in: "query", content: { "application/json": { schema: input } } },
          ],
        };
  const operation: JsonSchema = {
    operationId: `endpoint_${script.name}`,
    summary: script.title,
    ...(script.description === "" ? {} : { description: script.description }),
    ...asked,
    responses: {
      200: answer("What the script answers", start.output === null ? {} : inputOf(start.output)),
      default: refused,
    },
  };
  return [`/x/${script.name}`, { [start.method.toLowerCase()]: operation }];
}

const costs: JsonSchema = shape({
  script: text,
  runs: count,
  failed: count,
  stopped: { ...count, description: "Ended because they crossed a limit" },
  wall_milliseconds: count,
  cpu_milliseconds: count,
  calls: { ...count, description: "What they asked of the database" },
});

const runProperties: JsonSchema = {
  id: uuid,
  script: text,
  occasion: { ...text, description: "What started it" },
  at: { type: "string", format: "date-time" },
  by: { ...textOrNull, format: "uuid", description: "Who acted; null for the system" },
  chain: { type: "array", items: text, description: "Scripts whose writes led to it" },
  outcome: { enum: [...runOutcomes] },
  code: textOrNull,
  message: textOrNull,
  place: { ...textOrNull, description: "Script, line and column where it failed" },
  usage: { type: "object" },
};

const whole: JsonSchema = shape({
  ...runProperties,
  log: { type: "array", items: shape({ level: text, text }) },
  input: { description: "What it was given; kept of runs that failed" },
});

const call: JsonSchema = {
  type: ["object", "null"],
  required: ["operation", "argument"],
  properties: { operation: text, argument: {} },
};

const replayed: JsonSchema = shape({
  same: { type: "boolean", description: "Whether it has gone as then, to the same end" },
  same_code: { type: "boolean" },
  outcome: {
    enum: [...runOutcomes, null],
    description: "Null: it parted from then before its end",
  },
  code: textOrNull,
  message: textOrNull,
  place: textOrNull,
  log: { type: "array", items: shape({ level: text, text }) },
  difference: {
    type: ["object", "null"],
    description: "The first call that is another than then",
    required: ["call", "was", "is"],
    properties: { call: { ...count, minimum: 1 }, was: call, is: call },
  },
});

const tested: JsonSchema = shape({
  script: text,
  passed: { type: "boolean" },
  file: textOrNull,
  line: { type: ["integer", "null"] },
  message: textOrNull,
  milliseconds: count,
});

const nameParameter: JsonSchema = { name: "name", in: "path", required: true, schema: text };
const hosts: JsonSchema = { type: "array", minItems: 1, items: text };

const secretPaths: JsonSchema = {
  "/secrets": {
    get: {
      operationId: "secrets_of_scripts",
      summary: "Secrets that scripts may send; never what they are",
      responses: {
        200: answer(
          "By name",
          listOf(
            shape({
              name: text,
              hosts,
              changed_at: { type: "string", format: "date-time" },
              changed_by: { ...textOrNull, format: "uuid" },
            }),
          ),
        ),
        default: refused,
      },
    },
  },
  "/secrets/{name}": {
    put: {
      operationId: "set_secret_of_scripts",
      summary: "Set a secret, for the hosts it may be sent to",
      parameters: [nameParameter],
      requestBody: bodyOf(
        shape({ value: { ...text, minLength: 8, maxLength: 4000 }, hosts }),
        true,
      ),
      responses: { 204: { description: "Set" }, default: refused },
    },
    delete: {
      operationId: "remove_secret_of_scripts",
      summary: "Remove a secret",
      parameters: [nameParameter],
      responses: { 204: { description: "Removed" }, default: refused },
    },
  },
};

/** For who designs; nobody else sees that there are such calls. */
export function scriptRunPaths(rights: Rights): JsonSchema {
  if (!rights.mayDesign) return {};
  const call = (id: string, summary: string, parameters: JsonSchema[], result: JsonSchema) => ({
    get: {
      operationId: id,
      summary,
      parameters,
      responses: { 200: result, default: refused },
    },
  });
  const days = query("days", "Of so many days", { ...count, minimum: 1, maximum: 365, default: 1 });
  return {
    "/scripts/costs": call(
      "script_costs",
      "What scripts cost",
      [days],
      answer("Dearest first", listOf(costs)),
    ),
    "/scripts/runs": call(
      "script_runs",
      "Runs of scripts",
      [
        query("script", "Runs of one script"),
        query("failed", "Only runs that failed", { enum: ["true", "false"], default: "false" }),
        query("after", "The `next` of the page before"),
        query("limit", "Runs of a page", {
          type: "integer",
          minimum: 1,
          maximum: scriptRunsMaximum,
          default: scriptRunsDefault,
        }),
      ],
      answer("Newest first", pageOf(shape(runProperties))),
    ),
    ...secretPaths,
    "/scripts/tests": {
      post: {
        operationId: "test_scripts",
        summary: "Run the tests of scripts on what the drafts would make of the workspace",
        responses: { 200: answer("By script", listOf(tested)), default: refused },
      },
    },
    "/scripts/runs/{id}/replay": {
      post: {
        operationId: "replay_script_run",
        summary: "A failed run once more, with the answers of then; nothing is written",
        parameters: [
          idParameter,
          query("code", "The code that ran then, or that of now", {
            enum: [...replayedCodes],
            default: "then",
          }),
        ],
        responses: { 200: answer("How it went", replayed), default: refused },
      },
    },
    "/scripts/runs/{id}": call("script_run", "One run", [idParameter], answer("The run", whole)),
  };
}
