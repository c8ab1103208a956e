/** What scripts offer is told to who may start it: in the catalog and in the words of OpenAPI. */
import { type Schema, Validator } from "@cfworker/json-schema";
import { Validator as OpenApiValidator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OfferedActions } from "../../../metadata/automation-wire.ts";
import type { PublishedMetadata } from "../../../metadata/wire.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { script, tradeObjects } from "./trading-scripts.ts";

const returning = (value: string) => `export default async function () { return ${value}; }`;
const forClosers = { roles: ["closer"] };
const percent = { $ref: "tenon:decimal", precision: 5, scale: 2, title: "Percent" };
const input = { required: ["percent"], properties: { percent } };

const documents = [
  ...tradeObjects,
  { kind: "role", name: "closer", content: { name: "closer", title: "Closer" } } as const,
  script("discount", returning('{ message: "Done" }'), {
    action: { object: "sales_order", title: "Give a discount", input },
  }),
  script("close_all", returning("{}"), {
    action: { object: "sales_order", on: "list", title: "Close", input, ...forClosers },
  }),
  script("turnover", returning("{ orders: 0 }"), {
    endpoint: {
      method: "GET",
      input: { properties: { least: { type: "integer" } } },
      output: { required: ["orders"], properties: { orders: { type: "integer" } } },
    },
  }),
  script("recount", returning("{}"), { endpoint: { method: "POST", ...forClosers } }),
  {
    kind: "translation",
    name: "zh-CN",
    content: {
      scripts: {
        discount: { action: { title: "给予折扣" }, fields: { percent: { title: "百分比" } } },
      },
    },
  } as const,
];

interface Operation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Schema }> }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const described = async (token = server.adminToken) =>
  (await server.request("GET", "/openapi.json", undefined, { token })).body as OpenApi;
const ofScripts = ({ paths }: OpenApi) =>
  Object.keys(paths)
    .filter((path) => /\/actions|^\/x\/|^\/scripts\//.test(path))
    .toSorted();

/** The answer of a call is as the document says. */
function expectAsDescribed(operation: Operation | undefined, body: unknown): void {
  const schema = operation?.responses["200"]?.content?.["application/json"]?.schema;
  if (schema === undefined) throw new Error("The answer is not described");
  expect(new Validator(schema, "2020-12", false).validate(body).errors).toEqual([]);
}

describe("OpenAPI", () => {
  test("is valid, and names what the caller may start", async () => {
    const document = await described();
    const outcome = await new OpenApiValidator().validate(
      structuredClone(document) as unknown as Record<string, unknown>,
    );
    expect(outcome.errors ?? []).toEqual([]);
    expect(ofScripts(document)).toEqual([
      "/records/sales_order/actions",
      "/records/sales_order/actions/close_all",
      "/records/sales_order/{id}/actions",
      "/records/sales_order/{id}/actions/discount",
      "/scripts/costs",
      "/scripts/runs",
      "/scripts/runs/{id}",
      "/scripts/runs/{id}/replay",
      "/scripts/tests",
      "/x/recount",
      "/x/turnover",
    ]);
    expect(ofScripts(await described(server.memberToken))).toEqual([
      "/records/sales_order/actions",
      "/records/sales_order/{id}/actions",
      "/records/sales_order/{id}/actions/discount",
      "/x/turnover",
    ]);
  });

  test("says what is asked and what is answered", async () => {
    const { paths } = await described();
    const onRecord = "/records/sales_order/{id}/actions";
    const discount = paths[`${onRecord}/discount`]?.post;
    const asked = discount?.requestBody?.content["application/json"]?.schema;
    expect(asked).toMatchObject({ required: ["percent"], additionalProperties: false });
    const customer = await server.request("POST", "/records/customer", { name: "Ada" });
    const order = await server.request("POST", "/records/sales_order", {
      customer: (customer.body as { id: string }).id,
    });
    const path = `/records/sales_order/${(order.body as { id: string }).id}/actions`;
    expectAsDescribed(paths[onRecord]?.get, (await server.request("GET", path)).body);
    const done = await server.request("POST", `${path}/discount`, { percent: "3" });
    expect(done.status).toBe(200);
    expectAsDescribed(discount, done.body);
    const sums = await server.request("GET", "/x/turnover");
    expectAsDescribed(paths["/x/turnover"]?.get, sums.body);
    await server.services.scripts.ledger.flush();
    const costs = await server.request("GET", "/scripts/costs");
    expectAsDescribed(paths["/scripts/costs"]?.get, costs.body);
    const runs = await server.request("GET", "/scripts/runs");
    expectAsDescribed(paths["/scripts/runs"]?.get, runs.body);
    const [first] = (runs.body as { data: { id: string }[] }).data;
    const run = await server.request("GET", `/scripts/runs/${first?.id}`);
    expectAsDescribed(paths["/scripts/runs/{id}"]?.get, run.body);
  });
});

test("where there are no tests nothing is tried, so that nobody waits", async () => {
  const [customer] = tradeObjects;
  const properties = { ...(customer?.content.properties as object), vip: { type: "boolean" } };
  const content = { ...customer?.content, properties };
  await server.request("PUT", "/metadata/drafts/object/customer", content);
  await server.services.database.transaction(async (transaction) => {
    const text = `lock table "w_demo"."customer" in access share mode`;
    await transaction.run({ text, values: [] });
    const tested = await server.request("POST", "/scripts/tests");
    expect(tested.body).toEqual({ data: [] });
  });
  await server.request("DELETE", "/metadata/drafts/object/customer?discard=true");
});

test("the catalog says where something is offered, so that screens ask nowhere else", async () => {
  const places = async (token: string) => {
    const answer = await server.request("GET", "/metadata?objects=", undefined, { token });
    const { index } = answer.body as PublishedMetadata;
    return index.flatMap(({ name, actions }) => (actions.length > 0 ? [[name, actions]] : []));
  };
  expect(await places(server.adminToken)).toEqual([["sales_order", ["record", "list"]]]);
  expect(await places(server.memberToken)).toEqual([["sales_order", ["record"]]]);
});

test("the input is as the document has it, in the caller's language", async () => {
  const answer = await server.request("GET", "/records/sales_order/actions", undefined, {
    headers: { "accept-language": "zh-CN" },
  });
  const { data } = answer.body as OfferedActions;
  expect(data.find(({ name }) => name === "discount")).toMatchObject({
    title: "给予折扣",
    input: { required: ["percent"], properties: { percent: { ...percent, title: "百分比" } } },
  });
});

test("what is wrong with the input of a list is said at it", async () => {
  const ids = ["01a00000-0000-7000-8000-000000000000"];
  const answer = await server.request("POST", "/records/sales_order/actions/close_all", {
    ids,
    input: { percent: "x" },
  });
  expect(answer.body).toMatchObject({ errors: [{ path: "/input/percent" }] });
});
