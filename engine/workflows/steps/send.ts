/** Steps that tell something outside: webhooks and requests. What leaves is written, and sent later. */
import { isJsonObject, objectOrEmpty, textOrEmpty } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { pickValues } from "../../../metadata/workflows/pick-values.ts";
import { addDelivery, type NewDelivery } from "../../deliveries/delivery-rows.ts";
import { endpointExists } from "../../deliveries/endpoints.ts";
import { Refused } from "../../records/writer.ts";
import { plainValues, type StepContext, type StepExecutor, textOf } from "../step-context.ts";

const about = ({ run, token }: StepContext) => ({
  run: run.id,
  token: token.id,
  object: run.object,
  record: run.record,
});

async function requireEndpoint({ writer, step }: StepContext): Promise<string> {
  const name = textOrEmpty(step.content.to);
  if (!(await endpointExists(writer.executor, writer.catalog.schema, name)))
    throw new Refused([problem("endpoint_unknown", "/to", { name })]);
  return name;
}

const send = (context: StepContext, delivery: NewDelivery) =>
  addDelivery(context.writer.executor, context.writer.catalog, delivery, context.now);

export const webhook: StepExecutor = {
  execute: async (context) => {
    const { step, run, now } = context;
    const target = await requireEndpoint(context);
    const { text, wait } = step.content;
    const data = await plainValues(context, "body");
    const said = typeof text === "string" ? await textOf(context, text, "/text") : null;
    const body = {
      type: `${run.workflow}.${step.id}`,
      timestamp: now.toISOString(),
      data: { ...(run.record === null ? {} : { object: run.object, record: run.record }), ...data },
    };
    const payload = {
      method: "POST",
      body: JSON.stringify(body),
      ...(said === null ? {} : { text: said }),
    };
    const waits = wait !== false;
    const id = await send(context, {
      ...about(context),
      kind: "webhook",
      target,
      payload,
      token: waits ? context.token.id : null,
    });
    const input = { to: target, delivery: id, data };
    return waits ? { kind: "wait", waitFor: "delivery", ref: id, input } : { kind: "on", input };
  },
};

export const http: StepExecutor = {
  execute: async (context) => {
    const { step } = context;
    const target = await requireEndpoint(context);
    const method = textOrEmpty(step.content.method) || "GET";
    const { path, body } = step.content;
    const data = isJsonObject(body) ? await plainValues(context, "body") : null;
    const payload = {
      method,
      ...(typeof path === "string"
        ? { path: await textOf(context, path, "/path", encodeURIComponent) }
        : {}),
      ...(data === null ? {} : { body: JSON.stringify(data) }),
    };
    const id = await send(context, { ...about(context), kind: "http", target, payload });
    return {
      kind: "wait",
      waitFor: "delivery",
      ref: id,
      input: { to: target, delivery: id, ...payload },
    };
  },
  resume: async ({ step }, { outcome, output }) => ({
    kind: "on",
    outcome,
    output,
    result: { values: pickValues(step.content.result, objectOrEmpty(objectOrEmpty(output).body)) },
  }),
};
