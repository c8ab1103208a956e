/** The TypeScript of scripts is checked before it is published. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  creditCheck,
  customer,
  draft,
  module,
  onUpdate,
  order,
  planOf,
  problemsOf,
  script,
} from "../support/script-documents.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents: [customer, order, creditCheck] });
});
afterAll(() => server.stop());
beforeEach(async () => {
  for (const path of ["object/customer", "object/sales_order", "script/credit_check"])
    await server.request("DELETE", `/metadata/drafts/${path}?discard=true`);
});

/** The problems of scripts, each as all there are; one check for all of them. */
async function problemsIn(
  ...probes: readonly (readonly [source: string, content?: object])[]
): Promise<readonly (readonly string[])[]> {
  const names = probes.map((_, index) => `probe_${index}`);
  const documents = probes.map(([source, content = {}], index) =>
    script(names[index] ?? "", source, { ...content }),
  );
  await draft(server, ...documents);
  const found = await problemsOf(server);
  for (const name of names)
    await server.request("DELETE", `/metadata/drafts/script/${name}?discard=true`);
  return names.map((name) => {
    const file = `scripts/${name}.ts `;
    return found.filter((each) => each.startsWith(file)).map((each) => each.slice(file.length));
  });
}

test("the published script has no mistakes, and types are there for designers alone", async () => {
  expect(await problemsOf(server)).toEqual([]);
  await draft(server, {
    ...customer,
    content: { ...customer.content, properties: { vat: { type: "string" } } },
  });
  const types = await server.request("GET", "/metadata/scripts/types");
  expect([types.status, types.headers.get("content-type")]).toEqual([
    200,
    "text/plain; charset=utf-8",
  ]);
  expect(types.body).toMatch(/interface Customer \{[^}]*vat: string \| null;/);
  expect(types.body).toContain('input: TriggerInput<"sales_order", "before", "update">');
  const member = { token: server.memberToken };
  expect((await server.request("GET", "/metadata/scripts/types", undefined, member)).status).toBe(
    403,
  );
});

test("a removed field is a type error with file, line and column, and nothing is published", async () => {
  const { credit_limit: _, ...properties } = customer.content.properties as Record<string, unknown>;
  await draft(server, { ...customer, content: { ...customer.content, properties } });
  const [problem] = (await planOf(server)).problems;
  expect(problem).toMatchObject({
    file: "scripts/credit_check.ts",
    path: "/source",
    code: "script_type_error",
    params: { line: 7, column: 62, number: 2339 },
  });
  expect(problem?.message).toBe(
    "Line 7, column 62: Property 'credit_limit' does not exist on type 'Customer'. (TS2339)",
  );
  const chinese = await server.request("GET", "/metadata/plan?locale=zh-CN");
  expect(JSON.stringify(chinese.body)).toContain("第 7 行第 62 列");
  const answer = await server.request("POST", "/metadata/publish", {});
  expect([answer.status, (answer.body as { code: string }).code]).toEqual([
    422,
    "script_type_error",
  ]);
});

const sources: readonly (readonly [string, string, readonly string[]])[] = [
  ["nothing", "export const a = 1;", []],
  [
    "characters before it count as editors count them",
    "/* 价格😀 */ const a: string = 1;\n",
    ["1:18 script_type_error 2322"],
  ],
  [
    "money is a text",
    'import { db } from "tenon";\nexport const a = async () => ((await db.get("customer", ""))?.credit_limit ?? "0") * 2;',
    ["2:30 script_type_error 2362"],
  ],
  [
    "an unknown object",
    'import { db } from "tenon";\nawait db.find("custmer");',
    ["2:15 script_type_error 2345"],
  ],
  [
    "an unknown field to read",
    'import { db } from "tenon";\nawait db.find("customer", { fields: ["nam"] });',
    ["2:38 script_type_error 2322"],
  ],
  [
    "an unknown field behind a lookup",
    'import { db } from "tenon";\nawait db.find("sales_order", { fields: ["customer.nam"] });',
    ["2:41 script_type_error 2322"],
  ],
  [
    "an unknown field to sort by",
    'import { db } from "tenon";\nawait db.find("customer", { sort: "-nam" });',
    ["2:29 script_type_error 2820"],
  ],
  [
    "an unknown field to write",
    'import { db } from "tenon";\nawait db.update("customer", "", { nam: "" });',
    ["2:35 script_type_error 2561"],
  ],
  [
    "a computed field to write",
    'import { db } from "tenon";\nawait db.create("sales_order", { total: "1" });',
    ["2:34 script_type_error 2769"],
  ],
  [
    "a filter",
    'import { db } from "tenon";\nawait db.find("customer", { filter: \'nam == "a"\' });',
    ["2:38 script_expression_wrong"],
  ],
  [
    "a measure",
    'import { db } from "tenon";\nawait db.aggregate("customer", { measures: ["sum(name)"] });',
    ["2:46 script_expression_wrong"],
  ],
  ["an enum", "export enum Level { a }", ["1:13 script_not_erasable 1294"]],
  [
    "a decorator",
    "const log = (x: unknown, _: unknown) => void x;\n@log class A {}\nnew A();",
    ["2:1 script_decorator"],
  ],
  ["what cannot be read", "export const a = ;", ["1:18 script_syntax_error 1109"]],
  [
    "nothing of the browser",
    "document.title = fetch;",
    ["1:1 script_type_error 2584", "1:18 script_type_error 2304"],
  ],
];
test("each mistake is told with its line, column and the compiler's number", async () => {
  const found = await problemsIn(...sources.map(([, source]) => [source] as const));
  expect(found.map((problems, index) => [sources[index]?.[0], problems])).toEqual(
    sources.map(([title, , expected]) => [title, expected]),
  );
});

test("what a list answers with has the types of the fields that were asked for", async () => {
  const source = `import { db, type Id } from "tenon";
const [order] = await db.find("sales_order", { fields: ["number", "customer.name", "lines"], limit: 1 });
export const number: string | null | undefined = order?.number;
export const name: string | null | undefined = order?.customer?.name;
export const quantity: number | undefined = order?.lines[0]?.quantity;
export const id: Id<"sales_order"> | undefined = order?.id;
const [listed] = await db.find("sales_order");
export const total: string | null | undefined = listed?.total;
`;
  expect(
    await problemsIn(
      [source],
      [`${source}export const lines = listed?.lines;\n`],
      [`${source}export const status = order?.status;\n`],
    ),
  ).toEqual([[], ["9:30 script_type_error 2339"], ["9:30 script_type_error 2339"]]);
});

test("the default export must be there and fit what starts it", async () => {
  const endpoint = {
    endpoint: {
      method: "POST",
      input: { properties: { day: { type: "string", format: "date" } } },
      output: { required: ["count"], properties: { count: { type: "integer" } } },
    },
  };
  const found = await problemsIn(
    ["export const a = 1;", endpoint],
    [answering("probe_1", "input.day"), endpoint],
    [answering("probe_2", "input.day?.length ?? 0"), endpoint],
    ["export default 1;", onUpdate],
  );
  expect(found).toEqual([
    ["script_without_default"],
    ["2:1 script_type_error 2322"],
    [],
    ["1:1 script_type_error 2322"],
  ]);
});

const answering = (name: string, count: string) => `import type { Input } from "tenon";
export default ({ input }: Input<"${name}">) => ({ count: ${count} });
`;

test("mistakes of all scripts come at once, with imports that lead nowhere or round", async () => {
  await draft(
    server,
    module("one", 'import "./two.ts";\nexport const a: string = 1;'),
    module("two", 'import "./one.ts";\nimport "./thre.ts";\nimport fs from "node:fs";\nvoid fs;'),
    module("three", "export const b: number = '';\nexport const c = import('./one.ts');"),
  );
  expect((await problemsOf(server)).toSorted()).toEqual([
    "scripts/one.ts 2:14 script_type_error 2322",
    "scripts/one.ts script_import_ring",
    "scripts/three.ts 1:14 script_type_error 2322",
    "scripts/three.ts 2 script_import_late",
    "scripts/two.ts 2 script_import_unknown",
    "scripts/two.ts 3 script_import_unknown",
  ]);
  for (const name of ["one", "two", "three"])
    await server.request("DELETE", `/metadata/drafts/script/${name}?discard=true`);
});
