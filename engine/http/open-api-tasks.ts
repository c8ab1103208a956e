/** What people are asked and do, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import {
  approvalStatuses,
  taskActions,
  taskBoxes,
  taskKinds,
  taskOrigins,
  taskStatuses,
} from "../../metadata/task-wire.ts";
import { answer, listOf, queryParameter as query, refused } from "./open-api-parts.ts";

const uuid: JsonSchema = { type: "string", format: "uuid" };
const uuidOrNull: JsonSchema = { type: ["string", "null"], format: "uuid" };
const text: JsonSchema = { type: "string" };
const textOrNull: JsonSchema = { type: ["string", "null"] };
const time: JsonSchema = { type: "string", format: "date-time" };
const timeOrNull: JsonSchema = { type: ["string", "null"], format: "date-time" };
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: "null" }] });

/** All members, each required. */
const shape = (properties: JsonSchema): JsonSchema => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

const person = shape({ id: uuid, name: textOrNull });
const titled = shape({ name: text, title: text });
const rule = {
  type: "object",
  required: ["kind"],
  properties: { kind: text, needed: { type: "integer" } },
};

const summary: JsonSchema = {
  id: uuid,
  kind: { enum: taskKinds },
  status: { enum: taskStatuses },
  approval: uuid,
  approval_status: { enum: approvalStatuses },
  run: uuid,
  workflow: titled,
  step: titled,
  object: textOrNull,
  record: uuidOrNull,
  record_title: textOrNull,
  revision: { type: ["integer", "null"] },
  assignee: person,
  standing_in_for: orNull(person),
  origin: { enum: taskOrigins },
  started_by: orNull(person),
  started_at: time,
  at: time,
  due_at: timeOrNull,
  overdue: { type: "boolean" },
  read_at: timeOrNull,
  actions: list({ enum: taskActions }),
};

const chain: JsonSchema = shape({
  run: uuid,
  workflow: titled,
  started_by: orNull(person),
  started_at: time,
  approvals: list(
    shape({
      id: uuid,
      kind: { enum: taskKinds },
      step: titled,
      round: { type: "integer" },
      rule,
      status: { enum: approvalStatuses },
      reason: textOrNull,
      at: time,
      due_at: timeOrNull,
      ended_at: timeOrNull,
      tasks: list(
        shape({
          id: uuid,
          assignee: person,
          status: { enum: taskStatuses },
          origin: { enum: taskOrigins },
          parent: uuidOrNull,
          turn: { type: "integer" },
          opinion: textOrNull,
          files: list(shape({ id: uuid, name: text, type: text, size: { type: "integer" } })),
          acted_by: orNull(person),
          via: { enum: ["mail_link", null] },
          at: time,
          decided_at: timeOrNull,
          changes: { type: "object", description: "By field: before and after" },
        }),
      ),
    }),
  ),
  copies: list(shape({ person, at: time, read_at: timeOrNull })),
});

const names = list(text);
const details = shape({
  ...summary,
  description: text,
  values: { type: ["object", "null"], description: "The record as the caller may read it" },
  shown: { enum: ["snapshot", "now"] },
  changed_since: { type: "boolean" },
  fields: shape({ edit: names, hide: names, require: names }),
  return_to: list(titled),
  chain,
});

const outcome = shape({
  id: uuid,
  status: { enum: taskStatuses },
  approval_status: { enum: approvalStatuses },
});

const inPath: JsonSchema = { name: "id", in: "path", required: true, schema: uuid };
const body = (properties: JsonSchema, ...required: readonly string[]): JsonSchema => ({
  required: true,
  content: {
    "application/json": {
      schema: { type: "object", additionalProperties: false, required, properties },
    },
  },
});
const opinion = { opinion: text };
const files = { files: { ...list(uuid), description: "Uploads of the caller" } };
const decision = {
  ...opinion,
  ...files,
  revision: { type: "integer", description: "Of the record as it was seen" },
  values: { type: "object", description: "Fields that the step lets change" },
};
const handed = body({ ...opinion, to: uuid }, "to");
const people = { people: list(uuid) };

/** What each act is sent. */
const acts: Readonly<Record<(typeof taskActions)[number], readonly [string, JsonSchema]>> = {
  approve: ["Agrees, or says that it is done", body(decision)],
  reject: ["Rejects", body(decision)],
  return: [
    "Gives it back to a step, or to who started it",
    body({ ...opinion, ...files, to: text }, "opinion"),
  ],
  transfer: ["Hands the task on", handed],
  add_approver: [
    "Has others decide, too",
    body(
      {
        ...people,
        ...opinion,
        place: { enum: ["before", "after", "beside"] },
        mode: { enum: ["any", "all", "in_turn"] },
      },
      "people",
    ),
  ],
  remove_approver: ["Takes somebody away who was added", body({ task: uuid }, "task")],
  delegate: ["Asks somebody for his opinion, which comes back", handed],
  answer: ["Gives an opinion that was asked", body({ ...opinion, ...files }, "opinion")],
  withdraw: ["Takes a request back", body({})],
  take_back: ["Takes a decision back", body({})],
  remind: ["Reminds those who are asked", body({})],
  copy: ["Tells people of it", body(people, "people")],
};

const actPaths: JsonSchema = Object.fromEntries(
  Object.entries(acts).map(([act, [said, requestBody]]) => [
    `/tasks/{id}/${act}`,
    {
      post: {
        operationId: `task_${act}`,
        summary: said,
        parameters: [inPath],
        requestBody,
        responses: { 200: answer("How it stands now", outcome), default: refused },
      },
    },
  ]),
);

const count: JsonSchema = { type: "integer" };
const page = shape({
  data: list(shape(summary)),
  next: uuidOrNull,
  counts: shape({ mine: count, overdue: count, started: count, copied: count }),
});

const delegation = shape({
  id: uuid,
  from: person,
  to: person,
  workflows: { type: ["array", "null"], items: text },
  valid_from: time,
  valid_until: timeOrNull,
  reason: text,
});

const read = (
  operationId: string,
  said: string,
  schema: JsonSchema,
  ...parameters: JsonSchema[]
) => ({
  operationId,
  summary: said,
  parameters,
  responses: { 200: answer(said, schema), default: refused },
});

export const taskPaths: JsonSchema = {
  "/tasks": {
    get: read(
      "tasks",
      "Tasks, newest first",
      page,
      query("box", "Which of them", { enum: taskBoxes, default: "mine" }),
      query("workflow", "Of one workflow"),
      query("record", "About one record", uuid),
      query("after", "The `next` of the page before", uuid),
      query("limit", "Tasks per page", { type: "integer", minimum: 1, maximum: 200, default: 50 }),
    ),
  },
  "/tasks/decide": {
    post: {
      operationId: "decide_tasks",
      summary: "Decides many, each by itself",
      requestBody: body(
        {
          decision: { enum: ["approve", "reject"] },
          ...opinion,
          tasks: list({
            type: "object",
            required: ["id"],
            properties: { id: uuid, revision: { type: "integer" } },
          }),
        },
        "tasks",
      ),
      responses: {
        200: answer(
          "What came of each",
          listOf({
            type: "object",
            required: ["id"],
            properties: { id: uuid, outcome, problems: list({ type: "object" }) },
          }),
        ),
        default: refused,
      },
    },
  },
  "/decisions/check": {
    post: {
      operationId: "open_decision",
      summary: "What the mail with this link has shown",
      security: [],
      requestBody: body({ token: text }, "token"),
      responses: {
        200: answer(
          "What is to be decided",
          shape({
            person: text,
            step: text,
            description: text,
            record: textOrNull,
            asked_by: textOrNull,
            facts: list(shape({ title: text, value: text })),
            needs_opinion: { type: "boolean" },
            changed_since: { type: "boolean" },
          }),
        ),
        default: refused,
      },
    },
  },
  "/decisions": {
    post: {
      operationId: "decide_by_link",
      summary: "Decides by the link of a mail, once",
      security: [],
      requestBody: body(
        { token: text, decision: { enum: ["approve", "reject"] }, ...opinion },
        "token",
        "decision",
      ),
      responses: { 204: { description: "Decided" }, default: refused },
    },
  },
  "/tasks/{id}": { get: read("task", "One task, with what was said", details, inPath) },
  "/tasks/{id}/files/{file}": {
    get: {
      operationId: "read_opinion_file",
      summary: "The bytes of a file that was said with an opinion",
      parameters: [inPath, { ...inPath, name: "file" }],
      responses: {
        200: { description: "The bytes", content: { "*/*": { schema: {} } } },
        206: { description: "A range of them", content: { "*/*": { schema: {} } } },
        default: refused,
      },
    },
  },
  "/tasks/{id}/read": {
    post: {
      operationId: "task_read",
      summary: "Marks the caller's copies as read",
      parameters: [inPath],
      responses: { 204: { description: "Read" }, default: refused },
    },
  },
  ...actPaths,
  "/account/delegations": {
    get: read(
      "delegations",
      "Who stands in for the caller, and for whom he does",
      shape({ given: list(delegation), received: list(delegation) }),
    ),
    post: {
      operationId: "add_delegation",
      summary: "Has somebody stand in",
      requestBody: body(
        { to: uuid, workflows: names, from: time, until: time, reason: text },
        "to",
      ),
      responses: { 201: answer("As it holds from now on", delegation), default: refused },
    },
  },
  "/account/delegations/{id}": {
    delete: {
      operationId: "end_delegation",
      summary: "Nobody stands in any more",
      parameters: [inPath],
      responses: { 204: { description: "Ended" }, default: refused },
    },
  },
};

const preview = shape({
  workflow: titled,
  steps: list(
    shape({
      step: titled,
      kind: { enum: taskKinds },
      rule,
      people: list(shape({ person, origin: { enum: taskOrigins }, skipped: { type: "boolean" } })),
      nobody: textOrNull,
      certain: { type: "boolean" },
      due: timeOrNull,
    }),
  ),
});

/** What was asked about a record, and what would be. */
export const approvalPaths = ({ name, title }: ObjectModel): JsonSchema => ({
  [`/records/${name}/{id}/approvals`]: {
    get: {
      ...read(`approvals_of_${name}`, `What was asked: ${title}`, listOf(chain), inPath),
      tags: [name],
    },
  },
  [`/records/${name}/{id}/approvals/preview`]: {
    post: {
      operationId: `preview_approvals_of_${name}`,
      tags: [name],
      summary: `Whom workflows would ask: ${title}`,
      parameters: [inPath],
      requestBody: body({ workflow: text, transition: text, variables: { type: "object" } }),
      responses: { 200: answer("By workflow", listOf(preview)), default: refused },
    },
  },
});
