/** Objects, workflows and the waiting for their runs, for tests of workflows. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Answer, objectDocument, type TestServer } from "../support/server.ts";

export type Json = Record<string, unknown>;

export const workflow = (name: string, content: Json): MetadataDocument => ({
  kind: "workflow",
  name,
  content: { name, ...content },
});

/** Orders with lines and a state, and what steps leave. */
export const objects: readonly MetadataDocument[] = [
  objectDocument("customer", {
    name: { type: "string" },
    level: { type: "string" },
    keeper: { $ref: "tenon:user" },
  }),
  objectDocument(
    "order",
    {
      number: { type: "string" },
      amount: { $ref: "tenon:money", scale: 2, currency: "CNY" },
      due: { type: "string", format: "date" },
      note: { type: "string" },
      paid: { type: "boolean" },
      customer: { $ref: "tenon:lookup", target: "customer" },
      stage: { enum: ["open", "sent", "closed"], default: "open" },
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: { product: { type: "string" }, quantity: { type: "integer" } },
        },
      },
    },
    {
      lifecycle: {
        field: "stage",
        transitions: [
          { name: "send", from: ["open"], to: "sent" },
          { name: "close", from: ["sent"], to: "closed" },
        ],
      },
    },
  ),
  objectDocument("mark", {
    text: { type: "string" },
    number: { type: "integer" },
    order: { $ref: "tenon:lookup", target: "order", on_delete: "clear" },
  }),
];

/** A step that leaves a mark. */
export const mark = (text: string, more: Json = {}): Json => ({
  type: "create",
  object: "mark",
  set: { text },
  ...more,
});

export const rows = ({ body }: Answer): readonly Json[] => (body as { data: Json[] }).data;
export const idOf = ({ body }: Answer): string => String((body as Json).id);

/** What marks say, in the order in which they were made. */
export async function marks(server: TestServer): Promise<readonly unknown[]> {
  const found = await server.request("GET", "/records/mark?sort=created_at,id&limit=1000");
  return rows(found).map(({ text }) => text);
}

export async function made(server: TestServer, object: string, values: Json): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, values);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return idOf(answer);
}

export async function changed(
  server: TestServer,
  object: string,
  id: string,
  values: Json,
): Promise<Answer> {
  const headers = { "if-match": "*" };
  const answer = await server.request("PATCH", `/records/${object}/${id}`, values, { headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer;
}

export async function started(
  server: TestServer,
  name: string,
  body: Json = {},
  token?: string,
): Promise<string> {
  const answer = await server.request(
    "POST",
    `/workflows/${name}/runs`,
    body,
    token === undefined ? {} : { token },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return idOf(answer);
}

export interface RunJson extends Json {
  readonly id: string;
  readonly status: string;
  readonly now: readonly Json[];
  readonly steps: readonly Json[];
  readonly chain: readonly string[];
}

export async function run(server: TestServer, id: string): Promise<RunJson> {
  const answer = await server.request("GET", `/runs/${id}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as RunJson;
}

/** Waits until a run stands like that. */
export async function until(server: TestServer, id: string, status: string): Promise<RunJson> {
  await expect
    .poll(async () => (await run(server, id)).status, { interval: 20, timeout: 60_000 })
    .toBe(status);
  return run(server, id);
}

/** Runs of a workflow, newest first. */
export const runsOf = async (server: TestServer, name: string): Promise<readonly Json[]> =>
  rows(await server.request("GET", `/runs?workflow=${name}&limit=200`));

/** Waits until no run of the workflow moves. */
export const settled = (server: TestServer, name: string, status = "done") =>
  expect
    .poll(async () => (await runsOf(server, name)).map((each) => each.status), {
      interval: 20,
      timeout: 60_000,
    })
    .toSatisfy((found: unknown[]) => found.length > 0 && found.every((each) => each === status));

/** Takes the time that a run waits for away, as if it had passed. */
export async function letTimePass(server: TestServer, id: string): Promise<void> {
  const { database, jobs } = server.services;
  const past = new Date(Date.now() - 60_000);
  await database.run({
    text: `update "w_demo"."_workflow_token" set "wake_at" = $2 where "wake_at" is not null and "run" = $1`,
    values: [id, past],
  });
  await database.run({
    text: "update core.job set run_at = $2 where key = $1",
    values: [id, past],
  });
  jobs.wake();
}

export const steps = ({ steps: told }: RunJson): readonly string[] =>
  told.map(({ step, event }) => `${step} ${event}`);
