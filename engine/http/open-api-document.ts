/** OpenAPI 3.1 of one workspace: the record calls of every object the caller may use. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Lifecycle } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { publicSchema } from "../../metadata/validate/public-schema.ts";
import type { Rights } from "../access/rights.ts";
import { visibleModel } from "../access/visible-objects.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { auditPaths } from "./open-api-audit.ts";
import { changesPath } from "./open-api-changes.ts";
import { downloadPaths, uploadPath } from "./open-api-files.ts";
import { ownerPaths } from "./open-api-owners.ts";
import { answer, listOf, pageOf, queryParameter as query, refused } from "./open-api-parts.ts";
import { actionPaths, endpointPaths, type MayStart, scriptRunPaths } from "./open-api-scripts.ts";
import { secretPaths } from "./open-api-secrets.ts";
import { sharePaths } from "./open-api-shares.ts";
import { subscriptionPaths } from "./open-api-subscriptions.ts";
import { approvalPaths, taskPaths } from "./open-api-tasks.ts";
import { workflowPaths } from "./open-api-workflows.ts";

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: JsonSchema, type = "application/json"): JsonSchema => ({
  [type]: { schema },
});

export function openApiDocument(catalog: Catalog, rights: Rights, mayStart: MayStart): JsonSchema {
  const automation = automationIn(catalog);
  const models = [...catalog.objects.values()]
    .filter((model) => rights.mayUse(model, "read"))
    .map((model) => visibleModel(catalog, rights, model));
  return {
    openapi: "3.1.0",
    info: { title: catalog.workspace, version: String(catalog.version) },
    servers: [{ url: `/${catalog.workspace}/api` }],
    security: [{ token: [] }],
    tags: models.map((model) => ({ name: model.name, description: model.title })),
    paths: Object.assign(
      {},
      auditPaths(rights),
      changesPath,
      uploadPath,
      ...models.map(pathsOf),
      ...models.map((model) => actionPaths(automation, mayStart, model)),
      endpointPaths(automation, mayStart),
      scriptRunPaths(rights),
      workflowPaths(rights),
      subscriptionPaths,
      taskPaths,
    ),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: {
        problem: {
          description: "A problem",
          content: content(reference(problemName), "application/problem+json"),
        },
      },
      schemas: {
        [problemName]: problemSchema,
        [historyName]: historySchema,
        [deletedName]: deletedSchema,
        ...Object.fromEntries(models.flatMap(schemasOf)),
      },
    },
  };
}

/** Objects have names of lower-case letters, digits and `_`: none is called like these. */
const problemName = "Problem";
const historyName = "History";
const deletedName = "Deleted";
const changesName = (model: ObjectModel): string => `${model.name}.changes`;

function schemasOf(model: ObjectModel): readonly (readonly [string, JsonSchema])[] {
  const { $schema: _dialect, ...whole } = publicSchema(model);
  const { required: _required, ...partial } = whole;
  return [
    [model.name, whole],
    [changesName(model), withoutRowRequirements(partial)],
  ];
}

/** Rows that are changed by id may leave fields out. */
function withoutRowRequirements(schema: JsonSchema): JsonSchema {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => {
        if (!isJsonObject(property) || !isJsonObject(property.items)) return [name, property];
        const { required: _required, ...items } = property.items;
        return [name, { ...property, items }];
      }),
    ),
  };
}

const problemSchema: JsonSchema = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "errors", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "code", "params", "message"],
        properties: {
          path: { type: "string", description: "JSON Pointer into the body" },
          code: { type: "string" },
          params: { type: "object" },
          message: { type: "string" },
        },
      },
    },
    request_id: { type: "string" },
  },
};

const historySchema: JsonSchema = {
  type: "object",
  required: ["revision", "kind", "at", "by", "by_name", "cause", "causality", "changes"],
  properties: {
    revision: { type: "integer" },
    kind: {
      enum: [
        "created",
        "changed",
        "transition",
        "assigned",
        "unassigned",
        "transferred",
        "deleted",
        "restored",
      ],
    },
    at: { type: "string", format: "date-time" },
    by: { type: ["string", "null"], format: "uuid" },
    by_name: { type: ["string", "null"] },
    transition: { type: "string", description: "Name of the step, for the kind transition" },
    cause: { type: "string", description: "user, import, seed, restore …" },
    causality: {
      type: ["string", "null"],
      format: "uuid",
      description: "Equal in all that one request or import has changed",
    },
    changes: {
      type: "object",
      description: "By field; child rows row by row",
      additionalProperties: {
        type: "object",
        anyOf: [{ required: ["before", "after"] }, { required: ["rows", "reordered"] }],
        properties: {
          before: {},
          after: {},
          rows: { type: "array", items: { type: "object", required: ["id", "kind"] } },
          reordered: { type: "boolean" },
        },
      },
    },
  },
};

const deletedSchema: JsonSchema = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    title: { type: ["string", "null"] },
    deleted_at: { type: "string", format: "date-time" },
    kept_until: {
      type: ["string", "null"],
      format: "date-time",
      description: "When it is removed for good; null: never by itself",
    },
    deleted_by: { type: ["string", "null"], format: "uuid" },
    deleted_by_name: { type: ["string", "null"] },
    deleted_with: {
      type: ["object", "null"],
      description: "The record whose deletion took this one along; they come back together",
    },
    let_go: { type: "integer", description: "Records that pointed here and no longer do" },
  },
};

const transitionsSchema: JsonSchema = {
  type: "object",
  required: ["state", "locked", "data"],
  properties: {
    state: { type: ["string", "null"] },
    locked: { type: "boolean", description: "Nothing changes but by a transition" },
    data: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "title", "to", "possible", "missing", "message"],
        properties: {
          name: { type: "string" },
          title: { type: "string" },
          to: { type: "string", description: "The state it leads to" },
          possible: { type: "boolean", description: "Its condition holds" },
          missing: {
            type: "array",
            items: { type: "string" },
            description: "Required fields that are empty",
          },
          message: { type: ["string", "null"], description: "What the condition takes" },
        },
      },
    },
  },
};

const listParameters: readonly JsonSchema[] = [
  query("filter", 'An expression: total > 1000 && status in ["draft", "open"]'),
  query("sort", "Field names; a minus sorts downwards: -created_at,name"),
  query("fields", "Field names and paths: name,customer.name,lines"),
  query("limit", "Records per page", { type: "integer", minimum: 1, maximum: 1000, default: 50 }),
  query("after", "The `next` of the page before"),
  query("count", "Count all records", { enum: ["exact", "capped"] }),
];

const idParameter: JsonSchema = {
  name: "id",
  in: "path",
  required: true,
  schema: { type: "string", format: "uuid" },
};
const ifMatch: JsonSchema = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "ETag of the record, or *",
  schema: { type: "string" },
};
const idempotencyKey: JsonSchema = {
  name: "Idempotency-Key",
  in: "header",
  description: "Repeats with one key act once, for 24 hours",
  schema: { type: "string", maxLength: 255 },
};

const failed: JsonSchema = { default: refused };
const oneOrMany = (schema: JsonSchema): JsonSchema => ({
  oneOf: [schema, { type: "array", items: schema, minItems: 1, maxItems: 1000 }],
});

function pathsOf(model: ObjectModel): JsonSchema {
  return {
    [`/records/${model.name}`]: collectionCalls(model),
    [`/records/${model.name}/{id}`]: recordCalls(model),
    ...historyPaths(model),
    ...downloadPaths(model),
    ...secretPaths(model),
    ...sharePaths(model),
    ...ownerPaths(model),
    ...approvalPaths(model),
    ...(model.lifecycle === null ? {} : transitionPaths(model, model.lifecycle)),
    [`/records/${model.name}/aggregate`]: { get: aggregateCall(model) },
    [`/records/${model.name}/export`]: { get: exportCall(model) },
  };
}

const operation = (
  model: ObjectModel,
  id: string,
  summary: string,
  rest: JsonSchema,
): JsonSchema => ({
  operationId: `${id}_${model.name}`,
  tags: [model.name],
  summary: `${summary}: ${model.title}`,
  ...rest,
});

const pageQuery: readonly JsonSchema[] = [
  query("limit", "Entries of a page, 50 unless told", {
    type: "integer",
    minimum: 1,
    maximum: 500,
  }),
  query("after", "The next of the page before"),
];
const revisionParameter: JsonSchema = {
  name: "revision",
  in: "path",
  required: true,
  schema: { type: "integer", minimum: 1 },
};

function historyPaths(model: ObjectModel): JsonSchema {
  const record = answer("The record", reference(model.name));
  const path = `/records/${model.name}/{id}`;
  return {
    [`${path}/history`]: {
      parameters: [idParameter],
      get: operation(model, "history", "History", {
        parameters: pageQuery,
        responses: { 200: answer("Newest first", pageOf(reference(historyName))), ...failed },
      }),
    },
    [`${path}/history/{revision}`]: {
      parameters: [idParameter, revisionParameter],
      get: operation(model, "former", "As it was at a revision", {
        responses: { 200: record, ...failed },
      }),
    },
    [`${path}/history/{revision}/restore`]: {
      parameters: [idParameter, revisionParameter],
      post: operation(model, "return", "Write the values of a former revision", {
        parameters: [ifMatch, idempotencyKey],
        responses: { 200: record, ...failed },
      }),
    },
    ...(model.singleton ? {} : binPaths(model)),
  };
}

function binPaths(model: ObjectModel): JsonSchema {
  const path = `/records/${model.name}/{id}`;
  return {
    [`/records/${model.name}/deleted`]: {
      get: operation(model, "deleted", "Recycle bin", {
        parameters: pageQuery,
        responses: { 200: answer("Newest first", pageOf(reference(deletedName))), ...failed },
      }),
    },
    [`${path}/restore`]: {
      parameters: [idParameter],
      post: operation(model, "restore", "Out of the recycle bin", {
        parameters: [idempotencyKey],
        requestBody: {
          description: "Values in the place of those that cannot come back",
          content: content(reference(changesName(model))),
        },
        responses: { 200: answer("The record", reference(model.name)), ...failed },
      }),
    },
    [`${path}/deleted`]: {
      parameters: [idParameter],
      delete: operation(model, "remove", "Remove for good", {
        responses: { 204: { description: "Gone" }, ...failed },
      }),
    },
  };
}

function collectionCalls(model: ObjectModel): JsonSchema {
  return {
    get: operation(model, "list", "List", {
      parameters: listParameters,
      responses: { 200: answer("A page", pageOf(reference(model.name))), ...failed },
    }),
    ...(model.singleton || model.comesWithAccounts ? {} : additions(model)),
  };
}

/** Calls that objects of one record do not have. */
function additions(model: ObjectModel): JsonSchema {
  const record = reference(model.name);
  return {
    post: operation(model, "create", "Create", {
      parameters: [idempotencyKey],
      requestBody: { required: true, content: content(oneOrMany(record)) },
      responses: { 201: answer("Created", { oneOf: [record, listOf(record)] }), ...failed },
    }),
    put: operation(model, "upsert", "Create or change by a unique field", {
      parameters: [
        {
          ...query("key", "A unique field; one that is read only finds records and creates none"),
          required: true,
        },
        idempotencyKey,
      ],
      requestBody: { required: true, content: content(oneOrMany(reference(changesName(model)))) },
      responses: {
        200: answer("Changed", { oneOf: [record, listOf(record)] }),
        201: answer("Created", record),
        ...failed,
      },
    }),
  };
}

function recordCalls(model: ObjectModel): JsonSchema {
  const record = answer("The record", reference(model.name));
  return {
    parameters: [idParameter],
    get: operation(model, "get", "Read", {
      parameters: [listParameters[2]],
      responses: { 200: record, ...failed },
    }),
    patch: operation(model, "change", "Change", {
      parameters: [ifMatch, idempotencyKey],
      requestBody: { required: true, content: content(reference(changesName(model))) },
      responses: { 200: record, ...failed },
    }),
    ...(model.singleton || model.comesWithAccounts ? {} : { delete: removal(model) }),
  };
}

const removal = (model: ObjectModel): JsonSchema =>
  operation(model, "delete", "Delete", {
    parameters: [ifMatch],
    responses: { 204: { description: "Deleted" }, ...failed },
  });

function transitionPaths(model: ObjectModel, lifecycle: Lifecycle): JsonSchema {
  const path = `/records/${model.name}/{id}/transitions`;
  const names = lifecycle.transitions.map(({ name }) => name);
  const nameParameter = { name: "name", in: "path", required: true, schema: { enum: names } };
  return {
    [path]: {
      parameters: [idParameter],
      get: operation(model, "transitions", "Steps that lead on from the state", {
        responses: { 200: answer("In their order", transitionsSchema), ...failed },
      }),
    },
    [`${path}/{name}`]: {
      parameters: [idParameter, nameParameter],
      post: operation(model, "transition", "Take a step of the lifecycle", {
        parameters: [ifMatch, idempotencyKey],
        requestBody: { required: false, content: content(reference(changesName(model))) },
        responses: { 200: answer("The record", reference(model.name)), ...failed },
      }),
    },
  };
}

const aggregateCall = (model: ObjectModel): JsonSchema =>
  operation(model, "aggregate", "Groups and measures", {
    parameters: [
      query("group", "Expressions: status,month(order_date)"),
      query("measures", "count(),sum(total),avg(total, paid),min(total),max(total)"),
      listParameters[0],
    ],
    responses: {
      200: answer("Rows of keys and measures", listOf({ type: "object" })),
      ...failed,
    },
  });

const exportCall = (model: ObjectModel): JsonSchema =>
  operation(model, "export", "Export", {
    parameters: [
      query("format", "Form of the file", { enum: ["csv", "xlsx"], default: "csv" }),
      ...listParameters.slice(0, 3),
    ],
    responses: {
      200: {
        description: "The file",
        content: {
          ...content({ type: "string" }, "text/csv"),
          ...content(
            { type: "string", contentEncoding: "binary" },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ),
        },
      },
      ...failed,
    },
  });
