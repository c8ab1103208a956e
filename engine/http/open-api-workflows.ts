/** Runs of workflows, notices, deliveries and endpoints, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import {
  deliveryStatuses,
  endpointFormats,
  runStatuses,
  undoReasons,
} from "../../metadata/workflow-wire.ts";
import type { Rights } from "../access/rights.ts";
import { deliveriesMaximum } from "../deliveries/delivery-rows.ts";
import { notificationsMaximum } from "../workflows/notifications.ts";
import { answer, listOf, pageOf, queryParameter as query, refused } from "./open-api-parts.ts";

const text: JsonSchema = { type: "string" };
const textOrNull: JsonSchema = { type: ["string", "null"] };
const uuid: JsonSchema = { ...text, format: "uuid" };
const uuidOrNull: JsonSchema = { ...textOrNull, format: "uuid" };
const time: JsonSchema = { ...text, format: "date-time" };
const timeOrNull: JsonSchema = { ...textOrNull, format: "date-time" };
const count: JsonSchema = { type: "integer", minimum: 0 };

/** All members, each required. */
const shape = (properties: JsonSchema): JsonSchema => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

const inPath = (name: string, schema: JsonSchema): JsonSchema => ({
  name,
  in: "path",
  required: true,
  schema,
});
const id = inPath("id", uuid);
const name = inPath("name", text);

const limit = (maximum: number): JsonSchema =>
  query("limit", "Entries of a page", { type: "integer", minimum: 1, maximum, default: 50 });
const after = query("after", "The `next` of the page before");

const bodyOf = (properties: JsonSchema, required: readonly string[] = []): JsonSchema => ({
  content: { "application/json": { schema: { type: "object", required, properties } } },
});

const nothing: JsonSchema = { description: "Done" };

interface Call {
  readonly id: string;
  readonly summary: string;
  readonly parameters?: readonly JsonSchema[];
  readonly body?: JsonSchema;
  readonly status?: number;
  readonly result?: JsonSchema;
}

const call = ({ id, summary, parameters = [], body, status, result }: Call): JsonSchema => ({
  operationId: id,
  summary,
  parameters,
  ...(body === undefined ? {} : { requestBody: body }),
  responses: {
    [status ?? (result === undefined ? 204 : 200)]: result ?? nothing,
    default: refused,
  },
});

const runStatus: JsonSchema = { enum: [...runStatuses] };

const runProperties: JsonSchema = {
  id: uuid,
  workflow: text,
  title: text,
  version: count,
  event: { ...text, description: "What started it" },
  status: runStatus,
  object: textOrNull,
  record: uuidOrNull,
  started_by: { type: ["object", "null"], properties: { id: uuid, name: textOrNull } },
  started_at: time,
  changed_at: time,
  ended_at: timeOrNull,
  parent: { ...uuidOrNull, description: "The run that waits for it" },
};

const undoes: JsonSchema = {
  ...shape({ step: text, title: text }),
  type: ["object", "null"],
  description: "The step that this one undoes",
};

const entries: JsonSchema = { type: "array", items: { type: "object" } };

const run = shape({
  ...runProperties,
  chain: { type: "array", items: text, description: "Steps that led to it" },
  undoing: { enum: [...undoReasons, null], description: "Why what it has done is undone" },
  undoable: { type: "boolean", description: "Whether that can be asked for" },
  now: {
    type: "array",
    description: "Where it stands, and what it waits for",
    items: shape({
      step: text,
      title: textOrNull,
      status: text,
      waits_for: textOrNull,
      until: timeOrNull,
      attempt: count,
      undoes,
      problems: entries,
    }),
  },
  steps: {
    type: "array",
    items: shape({
      step: textOrNull,
      title: textOrNull,
      undoes,
      event: text,
      actor: uuidOrNull,
      at: time,
      problems: entries,
    }),
  },
});

const notice = shape({
  id: uuid,
  subject: text,
  text: textOrNull,
  object: textOrNull,
  record: uuidOrNull,
  view: { ...textOrNull, description: "How the screen shows the list that it is about" },
  at: time,
  read_at: timeOrNull,
});

const formProperties: JsonSchema = {
  name: text,
  title: text,
  description: text,
  public: { type: "boolean", description: "Anybody who has its address may send it" },
};
const wholeForm = answer(
  "The form",
  shape({ ...formProperties, done: text, input: { type: "object" } }),
);

const started = answer("It runs", shape({ id: uuid }));

/** For everybody who is signed in; of runs everybody sees those about records that he may read. */
const paths: JsonSchema = {
  "/runs": {
    get: call({
      id: "runs",
      summary: "Runs of workflows, newest first",
      parameters: [
        query("workflow", "Runs of one workflow"),
        query("status", "How it stands", runStatus),
        query("record", "Runs about one record", uuid),
        after,
        limit(200),
      ],
      result: answer("A page", pageOf(shape(runProperties))),
    }),
  },
  "/runs/{id}": {
    get: call({ id: "run", summary: "One run", parameters: [id], result: answer("The run", run) }),
  },
  "/workflows/{name}/runs": {
    post: call({
      id: "start_run",
      summary: "Starts a workflow by hand",
      parameters: [name],
      body: bodyOf({ record: uuid, variables: { type: "object" } }),
      status: 202,
      result: started,
    }),
  },
  "/forms": {
    get: call({
      id: "forms",
      summary: "Forms that the caller may send, each of which starts a workflow",
      result: answer("By name", listOf(shape(formProperties))),
    }),
  },
  "/forms/{name}": {
    get: call({ id: "form", summary: "One form", parameters: [name], result: wholeForm }),
    post: call({
      id: "send_form",
      summary: "Sends it: a run begins",
      parameters: [name],
      body: bodyOf({ submission: uuid, values: { type: "object" } }),
      status: 202,
      result: answer("It has come", shape({ done: text, run: uuid })),
    }),
  },
  "/public-forms/{name}": {
    get: call({
      id: "public_form",
      summary: "One form that anybody may send",
      parameters: [name],
      result: wholeForm,
    }),
    post: call({
      id: "send_public_form",
      summary: "Sends it: a run begins, once for each submission",
      parameters: [name],
      body: bodyOf({ submission: uuid, values: { type: "object" } }, ["submission"]),
      status: 202,
      result: answer("It has come", shape({ done: text })),
    }),
  },
  "/notifications": {
    get: call({
      id: "notifications",
      summary: "Notices of the caller, newest first",
      parameters: [
        query("unread", "Only what is unread", { enum: ["true", "false"], default: "false" }),
        after,
        limit(notificationsMaximum),
      ],
      result: answer("A page", {
        ...pageOf(notice),
        required: ["data", "next", "unread"],
      }),
    }),
  },
  "/notifications/read": {
    post: call({
      id: "read_notifications",
      summary: "They are read; without ids all",
      body: bodyOf({ ids: { type: "array", items: uuid } }),
    }),
  },
  "/hooks/{name}": {
    post: call({
      id: "hook",
      summary: "Starts a workflow by a signed message (Standard Webhooks)",
      parameters: [name],
      body: { content: { "application/json": { schema: { type: "object" } } } },
      status: 202,
    }),
  },
};

const ofRun = (verb: string, summary: string, properties: JsonSchema | null, more = {}) => ({
  [`/runs/{id}/${verb}`]: {
    post: call({
      id: `${verb}_run`,
      summary,
      parameters: [id],
      ...(properties === null ? {} : { body: bodyOf(properties) }),
      ...more,
    }),
  },
});

const undoParameter = {
  parameters: [
    id,
    query("undo", "Undoes what it has done", { enum: ["true", "false"], default: "false" }),
  ],
};

const delivery = shape({
  id: uuid,
  kind: { enum: ["webhook", "http", "mail"] },
  target: text,
  run: uuidOrNull,
  object: textOrNull,
  record: uuidOrNull,
  status: { enum: [...deliveryStatuses] },
  attempt: count,
  next_at: timeOrNull,
  response_code: { type: ["integer", "null"] },
  response_excerpt: textOrNull,
  payload: { type: "object" },
  created_at: time,
  finished_at: timeOrNull,
});

const endpoint = shape({
  name: text,
  url: text,
  format: { enum: [...endpointFormats] },
  has_secret: { type: "boolean" },
  failing_since: timeOrNull,
  paused_at: timeOrNull,
});

const designerPaths: JsonSchema = {
  ...ofRun("retry", "Tries again what failed, or goes on from elsewhere", {
    step: text,
    skip: { type: "boolean" },
  }),
  ...ofRun("cancel", "Ends it, and what it waits for", null, undoParameter),
  ...ofRun(
    "replay",
    "What would happen now; nothing does",
    { version: count },
    {
      result: answer(
        "Its steps now, and then",
        shape({ status: runStatus, waits: entries, steps: entries, original: entries }),
      ),
    },
  ),
  ...ofRun(
    "migrate",
    "Goes on by another version",
    { version: count, steps: { type: "object" }, dry_run: { type: "boolean" } },
    { result: answer("Where each step goes", shape({ steps: { type: ["object", "array"] } })) },
  ),
  "/deliveries": {
    get: call({
      id: "deliveries",
      summary: "What left the workspace, newest first",
      parameters: [
        query("status", "How it stands"),
        query("run", "Of one run", uuid),
        after,
        limit(deliveriesMaximum),
      ],
      result: answer("A page", pageOf(delivery)),
    }),
  },
  "/deliveries/{id}/resend": {
    post: call({
      id: "resend_delivery",
      summary: "Sends it again, as it was first sent",
      parameters: [id],
      status: 202,
    }),
  },
  "/endpoints": {
    get: call({
      id: "endpoints",
      summary: "Where deliveries go",
      result: answer("By name", listOf(endpoint)),
    }),
  },
  "/endpoints/{name}": {
    put: call({
      id: "write_endpoint",
      summary: "Makes or changes an endpoint; its secret is never told",
      parameters: [name],
      body: bodyOf({ url: text, format: { enum: [...endpointFormats] }, secret: text }, ["url"]),
      result: answer("The endpoint", endpoint),
    }),
    delete: call({ id: "remove_endpoint", summary: "Removes it", parameters: [name] }),
  },
  "/endpoints/{name}/resume": {
    post: call({
      id: "resume_endpoint",
      summary: "Goes on after a pause",
      parameters: [name],
      result: answer("How many deliveries go on", shape({ released: count })),
    }),
  },
  "/hooks/{name}/secret": {
    post: call({
      id: "make_hook_secret",
      summary: "A new secret, told once",
      parameters: [name],
      status: 201,
      result: answer("The secret", shape({ secret: text })),
    }),
  },
};

export const workflowPaths = (rights: Rights): JsonSchema =>
  rights.mayDesign ? { ...paths, ...designerPaths } : paths;
