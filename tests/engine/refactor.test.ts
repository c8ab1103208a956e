import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "customer",
    {
      name: { type: "string", visible_when: "is_empty(phone) || name != phone" },
      phone: { $ref: "tenon:phone" },
      summary: { type: "string", formula: 'concat(name, " ", phone)' },
    },
    { rules: [{ name: "reachable", message: "Say how.", at: "phone", require: "phone != null" }] },
  ),
  objectDocument(
    "visit",
    {
      customer: { $ref: "tenon:lookup", target: "customer" },
      call: { type: "string", formula: "customer.phone" },
    },
    { rules: [{ name: "callable", message: "Call first.", require: "customer.phone != null" }] },
  ),
  {
    kind: "view" as const,
    name: "reachable",
    content: {
      name: "reachable",
      object: "customer",
      columns: ["name", "phone"],
      filter: "!is_empty(phone)",
      sort: ["-phone"],
    },
  },
  {
    kind: "form" as const,
    name: "customer",
    content: { name: "customer", object: "customer", sections: [{ fields: ["name", "phone"] }] },
  },
  {
    kind: "translation" as const,
    name: "zh-CN",
    content: { objects: { customer: { fields: { phone: { title: "电话" } } } } },
  },
];

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents });
});
afterEach(() => server.stop());

async function allDocuments(): Promise<DesignerDocuments["documents"]> {
  return ((await server.request("GET", "/metadata/documents")).body as DesignerDocuments).documents;
}

async function publishedText(): Promise<string> {
  return JSON.stringify((await allDocuments()).map(({ published }) => published));
}

const rename = (body: object) => server.request("POST", "/metadata/rename", body);
const publish = () => server.request("POST", "/metadata/publish", { message: "" });

test("a field is renamed wherever it is used, in one version, and back with its data", async () => {
  const made = await server.request("POST", "/records/customer", { name: "Ada", phone: "12345" });
  const { id } = made.body as { id: string };
  await server.request("POST", "/records/visit", { customer: id });
  const before = await publishedText();

  const renamed = await rename({ object: "customer", field: "phone", to: "telephone" });
  expect(renamed.status).toBe(200);
  expect((renamed.body as { drafts: unknown[] }).drafts).toHaveLength(5);
  expect((await publish()).body).toEqual({ version: 2 });

  const after = await publishedText();
  expect(after).not.toMatch(/(?<!tenon:)phone(?<!telephone)/);
  const record = (await server.request("GET", `/records/customer/${id}`)).body;
  expect(record).toMatchObject({ telephone: "12345", summary: "Ada 12345" });
  const shown = await server.request("GET", "/metadata?locale=zh-CN&objects=customer");
  expect(shown.body).toMatchObject({
    views: [
      { columns: ["name", "telephone"], filter: "!is_empty(telephone)", sort: ["-telephone"] },
    ],
    forms: [{ sections: [{ fields: ["name", "telephone"] }] }],
    objects: [{ properties: { telephone: { title: "电话" } } }],
  });
  await server.request(
    "PATCH",
    `/records/customer/${id}`,
    { telephone: "67890" },
    {
      headers: { "if-match": "*" },
    },
  );
  expect((await server.request("GET", "/records/visit?fields=call")).body).toMatchObject({
    data: [{ call: "67890" }],
  });

  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  expect(await publishedText()).toBe(before);
  const back = (await server.request("GET", `/records/customer/${id}`)).body;
  expect(back).toMatchObject({ phone: "67890", summary: "Ada 67890" });
});

test("an object is renamed with its views, forms, lookups and records", async () => {
  await server.request("POST", "/records/customer", { name: "Ada", phone: "12345" });
  expect((await rename({ object: "customer", to: "client" })).status).toBe(200);
  expect((await publish()).body).toEqual({ version: 2 });
  expect((await server.request("GET", "/records/client")).body).toMatchObject({
    data: [{ name: "Ada" }],
  });
  expect(await publishedText()).not.toContain('"object":"customer"');
});

test("what cannot be renamed is refused and drafts nothing", async () => {
  const refused: readonly (readonly [object, number, string])[] = [
    [{ object: "customer", field: "phone", to: "name" }, 422, "name_taken"],
    [{ object: "customer", field: "phone", to: "Phone 1" }, 422, "name_invalid"],
    [{ object: "customer", field: "phone", to: "id" }, 422, "name_reserved"],
    [{ object: "customer", field: "fax", to: "telefax" }, 400, "unknown_selection"],
    [{ object: "nobody", field: "fax", to: "telefax" }, 404, "unknown_object"],
    [{ object: "customer", to: "visit" }, 422, "name_taken"],
    [{ object: "customer", field: 5, to: "a" }, 400, "invalid_parameter"],
    [{ object: "customer" }, 422, "required"],
    [{ object: "customer", to: "b", more: 1 }, 422, "unknown_field"],
  ];
  for (const [body, status, code] of refused) {
    const answer = await rename(body);
    expect([body, answer.status, (answer.body as { code: string }).code]).toEqual([
      body,
      status,
      code,
    ]);
  }
  expect((await allDocuments()).every(({ draft }) => draft === undefined)).toBe(true);
});

test("uses are told before anything is removed", async () => {
  const answer = await server.request("GET", "/metadata/uses?object=customer&field=phone");
  expect(answer.body).toMatchObject({
    data: expect.arrayContaining([
      { kind: "view", name: "reachable", path: "/filter" },
      { kind: "form", name: "customer", path: "/sections/0/fields/1" },
      { kind: "object", name: "visit", path: "/properties/call/formula" },
    ]),
  });
  const member = { token: server.memberToken };
  expect(
    (await server.request("GET", "/metadata/uses?object=customer", undefined, member)).status,
  ).toBe(403);
});
