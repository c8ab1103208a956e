/** Option sets shared between objects, and options that depend on another field. */
import { Validator } from "@cfworker/json-schema";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const industry = {
  name: "industry",
  title: "Industry",
  options: [
    { const: "it", title: "Software" },
    { const: "ag", title: "Farming" },
  ],
};

const documents: readonly MetadataDocument[] = [
  { kind: "options", name: "industry", content: industry },
  {
    kind: "translation",
    name: "zh-CN",
    content: { options: { industry: { title: "行业", options: { it: "软件" } } } },
  },
  objectDocument("customer", {
    name: { type: "string" },
    industry: { $ref: "options:industry", title: "Industry" },
    others: { type: "array", items: { $ref: "options:industry" } },
  }),
  objectDocument("address", {
    country: { enum: ["CN", "DE"], title: "Country" },
    city: {
      depends_on: "country",
      oneOf: [
        { const: "sh", title: "上海", when: ["CN"] },
        { const: "bj", title: "北京", when: ["CN"] },
        { const: "be", title: "Berlin", when: ["DE"] },
        { const: "other", title: "Other" },
      ],
    },
    stops: {
      type: "array",
      items: {
        type: "object",
        properties: {
          country: { enum: ["CN", "DE"] },
          city: {
            depends_on: "country",
            oneOf: [
              { const: "sh", when: ["CN"] },
              { const: "be", when: ["DE"] },
            ],
          },
        },
      },
    },
  }),
];

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents });
});
afterEach(() => server.stop());

const record = (answer: Answer) => answer.body as Record<string, unknown>;
const idOf = (answer: Answer) => String(record(answer).id);
const codes = (answer: Answer) =>
  (record(answer).errors as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );
const create = (object: string, body: unknown) =>
  server.request("POST", `/records/${object}`, body);
const patch = (object: string, id: string, body: unknown) =>
  server.request("PATCH", `/records/${object}/${id}`, body, { headers: { "If-Match": "*" } });

test("fields take the options of their set, in one language and the other", async () => {
  const created = await create("customer", { name: "a", industry: "it", others: ["ag"] });
  expect(created.body).toMatchObject({ industry: "it", others: ["ag"] });
  expect(codes(await create("customer", { industry: "x", others: ["it", "y"] }))).toEqual([
    "/industry unknown_option",
    "/others/1 unknown_option",
  ]);
  const schema = await server.request("GET", "/metadata/objects/customer/schema");
  expect(schema.body).toMatchObject({
    properties: { industry: { anyOf: [{ enum: ["it", "ag"] }, { type: "null" }] } },
  });
  const chinese = await server.request("GET", "/metadata?locale=zh-CN");
  expect(JSON.stringify(chinese.body)).not.toContain("options:industry");
});

test("an option that records use stands against its removal from the set", async () => {
  await create("customer", { name: "a", industry: "ag" });
  const content = { ...industry, options: industry.options.slice(0, 1) };
  await server.request("PUT", "/metadata/drafts/options/industry", content);
  const plan = (await server.request("GET", "/metadata/plan")).body as PublishPlan;
  expect(plan.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: "options_removed", object: "customer", field: "industry" }),
      expect.objectContaining({ kind: "document_changed" }),
    ]),
  );
  const removed = plan.changes.find(({ field }) => field === "industry");
  expect(JSON.stringify(removed)).toContain('"count":1');
  const chinese = (await server.request("GET", "/metadata/plan?locale=zh-CN")).body as PublishPlan;
  const asked = chinese.questions.find(({ id }) => id === "options.customer.industry");
  expect(asked?.choices.at(-1)).toEqual({ value: "replace:it", title: "替换为“软件”" });
});

test("what an option of the set was cleared from comes back with it", async () => {
  const made = await create("customer", { name: "a", industry: "ag", others: ["ag", "it"] });
  const content = { ...industry, options: industry.options.slice(0, 1) };
  await server.request("PUT", "/metadata/drafts/options/industry", content);
  const answers = {
    "options.customer.industry": "clear",
    "options.customer.others": "replace:it",
  };
  expect((await server.request("POST", "/metadata/publish", { answers })).status).toBe(200);
  const path = `/records/customer/${idOf(made)}`;
  const between = await server.request("GET", path);
  expect(between.body).toMatchObject({ industry: null, others: ["it"] });
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  const back = await server.request("GET", path);
  expect(back.body).toMatchObject({ industry: "ag", others: ["ag", "it"] });
});

test("an option that is added to the set is taken at once by every object", async () => {
  const content = { ...industry, options: [...industry.options, { const: "fi", title: "Bank" }] };
  await server.request("PUT", "/metadata/drafts/options/industry", content);
  const published = await server.request("POST", "/metadata/publish", { message: "m" });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect((await create("customer", { industry: "fi" })).status).toBe(201);
});

test("a set that fields use cannot be removed", async () => {
  await server.request("DELETE", "/metadata/drafts/options/industry");
  const plan = (await server.request("GET", "/metadata/plan")).body as PublishPlan;
  expect(plan.problems.map(({ code, file, path }) => `${file}${path} ${code}`)).toEqual(
    expect.arrayContaining([
      "objects/customer.json/properties/industry/$ref options_unknown",
      "objects/customer.json/properties/others/items/$ref options_unknown",
    ]),
  );
});

test("records whose option is not offered any more for their other value are warned of", async () => {
  const [chinese, german] = [
    { country: "CN", city: "sh" },
    { country: "DE", city: "be" },
  ];
  for (const [place, stop] of [
    [chinese, german],
    [german, chinese],
    [{ country: "CN", city: "bj" }, chinese],
    [{ city: "other" }, german],
  ])
    expect((await create("address", { ...place, stops: [stop] })).status).toBe(201);
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const draft = all.documents.find(({ name }) => name === "address")?.published;
  const narrowed = JSON.stringify(draft).replaceAll(
    /("const":"sh".*?"when":)\["CN"\]/g,
    '$1["DE"]',
  );
  await server.request("PUT", "/metadata/drafts/object/address", JSON.parse(narrowed));
  const plan = (await server.request("GET", "/metadata/plan")).body as PublishPlan;
  expect(plan.changes).toMatchObject([
    { kind: "field_changed", object: "address", obstacles: { count: 1, blocking: false } },
    { kind: "field_changed", object: "address$stops", obstacles: { count: 2, blocking: false } },
  ]);
});

test("a choice fits the value it depends on, in new records and in changes", async () => {
  expect(codes(await create("address", { country: "DE", city: "sh" }))).toEqual([
    "/city option_not_offered",
  ]);
  expect(codes(await create("address", { city: "sh" }))).toEqual(["/city option_not_offered"]);
  expect((await create("address", { city: "other" })).status).toBe(201);
  const created = await create("address", { country: "CN", city: "sh" });
  const id = idOf(created);
  expect(codes(await patch("address", id, { country: "DE" }))).toEqual([
    "/city option_not_offered",
  ]);
  expect(codes(await patch("address", id, { city: "be" }))).toEqual(["/city option_not_offered"]);
  expect(codes(await patch("address", id, { country: "DE", city: "bj" }))).toEqual([
    "/city option_not_offered",
  ]);
  expect((await patch("address", id, { country: "DE", city: "be" })).status).toBe(200);
  expect((await server.request("GET", `/records/address/${id}`)).body).toMatchObject({
    country: "DE",
    city: "be",
  });
});

test("rows are held to it too", async () => {
  expect(codes(await create("address", { stops: [{ country: "CN", city: "be" }] }))).toEqual([
    "/stops/0/city option_not_offered",
  ]);
  const created = await create("address", { stops: [{ country: "CN", city: "sh" }] });
  const [stop] = record(created).stops as { id: string }[];
  const changed = await patch("address", idOf(created), { stops: [{ id: stop?.id, city: "be" }] });
  expect(codes(changed)).toEqual(["/stops/0/city option_not_offered"]);
});

test("other validators agree by the served schema", async () => {
  const schema = (await server.request("GET", "/metadata/objects/address/schema")).body;
  const validator = new Validator(schema as JsonSchema, "2020-12");
  expect(validator.validate({ country: "CN", city: "sh" }).valid).toBe(true);
  expect(validator.validate({ country: "DE", city: "sh" }).valid).toBe(false);
  expect(validator.validate({ city: "sh" }).valid).toBe(false);
  expect(validator.validate({ city: "other" }).valid).toBe(true);
});
