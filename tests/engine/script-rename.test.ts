/** Renames reach into the TypeScript of scripts. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { customer, module, order, problemsOf, script } from "../support/script-documents.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const source = `import { db, type Id, type Input, type Objects } from "tenon";
// credit_limit is not a use
const credit_limit = "credit_limit";
export default async function ({ records }: Input<"check">) {
  const found = await db.find("customer", {
    filter: 'credit_limit > 0 && name != "credit_limit"',
    sort: ["-credit_limit", "name"],
    fields: ["name", "credit_limit"],
  });
  await db.aggregate("sales_order", { group: ["customer.level"], measures: ["sum(customer.credit_limit)"] });
  await db.find("sales_order", { fields: ["customer.credit_limit", "lines.price"] });
  for (const one of found) {
    const { credit_limit: limit, name } = one;
    await db.update("customer", one.id, { credit_limit: limit, name: credit_limit });
  }
  const whole = await db.get("customer", "" as Id<"customer">);
  if (whole !== null) {
    const { credit_limit } = whole;
    await db.create("customer", { credit_limit });
    whole["credit_limit"] = whole.credit_limit;
  }
  for (const { record, former } of records) {
    if (former?.total !== record.total) for (const line of record.lines) line.price = "0";
  }
  return;
}
export type Customer = Objects["customer"];
`;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      customer,
      order,
      script("check", source, {
        trigger: {
          object: "sales_order",
          before: ["update"],
          fields: ["total"],
          when: 'customer.credit_limit > 0 && number != "x"',
        },
      }),
      module("other", "export const unrelated = { credit_limit: 1 };\n"),
    ],
  });
});
afterEach(() => server.stop());

async function documentOf(name: string) {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  return all.documents.find((document) => document.kind === "script" && document.name === name);
}
const sourceOf = async (name: string) => String((await documentOf(name))?.draft?.source ?? "");
const rename = async (body: object) =>
  expect((await server.request("POST", "/metadata/rename", body)).status).toBe(200);

test("a field is renamed where it is meant, and nowhere else", async () => {
  expect(await problemsOf(server)).toEqual([]);
  await rename({ object: "customer", field: "credit_limit", to: "most" });
  expect(await sourceOf("check")).toBe(
    source
      .replace("'credit_limit > 0", "'most > 0")
      .replace('"-credit_limit"', '"-most"')
      .replace('["name", "credit_limit"]', '["name", "most"]')
      .replace("sum(customer.credit_limit)", "sum(customer.most)")
      .replace('"customer.credit_limit", "lines', '"customer.most", "lines')
      .replace("{ credit_limit: limit, name }", "{ most: limit, name }")
      .replace("{ credit_limit: limit, name: credit_limit }", "{ most: limit, name: credit_limit }")
      .replace("const { credit_limit } = whole", "const { most: credit_limit } = whole")
      .replace("{ credit_limit })", "{ most: credit_limit })")
      .replace('whole["credit_limit"] = whole.credit_limit', 'whole["most"] = whole.most'),
  );
  expect((await documentOf("check"))?.draft).toMatchObject({
    trigger: { when: 'customer.most > 0 && number != "x"' },
  });
  expect((await documentOf("other"))?.draft).toBeUndefined();
  expect(await problemsOf(server)).toEqual([]);
});

test("a field of child rows, and one that a trigger follows", async () => {
  await rename({ object: "sales_order", field: "lines.price", to: "amount" });
  expect(await sourceOf("check")).toBe(
    source.replace('"lines.price"', '"lines.amount"').replace("line.price", "line.amount"),
  );
  await rename({ object: "sales_order", field: "total", to: "sum" });
  const renamed = await documentOf("check");
  expect(renamed?.draft).toMatchObject({ trigger: { fields: ["sum"] } });
  expect(renamed?.draft?.source).toContain("if (former?.sum !== record.sum)");
  expect(await problemsOf(server)).toEqual([]);
});

test("uses are told with their lines before anything is renamed or removed", async () => {
  const uses = async (query: string) => {
    const answer = await server.request("GET", `/metadata/uses?${query}`);
    const { data } = answer.body as {
      data: { kind: string; name: string; path: string; line?: number }[];
    };
    return data.flatMap(({ kind, name, path, line }) =>
      kind === "script" ? [`${name} ${path} ${line ?? ""}`.trim()] : [],
    );
  };
  expect(await uses("object=sales_order&field=total")).toEqual([
    "check /trigger/fields/0",
    "check /source 23",
  ]);
  const ofLimit = await uses("object=customer&field=credit_limit");
  expect(ofLimit).toEqual([
    "check /trigger/when",
    ...[6, 7, 8, 10, 11, 13, 14, 18, 19, 20].map((line) => `check /source ${line}`),
  ]);
  expect(await uses("object=customer&field=level")).toEqual(["check /source 10"]);
});

test("an object is renamed in calls and types", async () => {
  await rename({ object: "customer", to: "client" });
  expect(await sourceOf("check")).toBe(
    source
      .replaceAll('("customer"', '("client"')
      .replace('Id<"customer">', 'Id<"client">')
      .replace('Objects["customer"]', 'Objects["client"]'),
  );
  expect(await problemsOf(server)).toEqual([]);
});
