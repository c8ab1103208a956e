/** Questions that somebody may ask, as they are read and compiled. No database is asked. */
import { expect, test } from "vitest";
import { parseListRequest } from "../../engine/query/list-request.ts";
import { listPlan, recordPlan } from "../../engine/query/read-plans.ts";
import { catalogOf, modelIn, rightsIn } from "../support/sample-catalog.ts";
import { objectDocument } from "../support/server.ts";
import { role } from "./role-document.ts";

const text = { type: "string", maxLength: 80 };
const number = { type: "integer" };

const catalog = catalogOf([
  objectDocument("client", { name: text }),
  objectDocument("category", { name: text, parent: { $ref: "tenon:tree_parent" } }),
  objectDocument("deal", {
    name: text,
    margin: number,
    key: { $ref: "tenon:secret" },
    client: { $ref: "tenon:lookup", target: "client" },
    category: { $ref: "tenon:lookup", target: "category" },
    parent_deal: { $ref: "tenon:lookup", target: "deal" },
    related: { $ref: "tenon:dynamic_lookup", targets: ["client", "deal"] },
  }),
  role("clerk", {
    deal: { read: true, fields: { "*": "read", margin: "none" } },
    client: { create: true },
    category: { create: true },
  }),
  role("without_parent", {
    deal: { read: true },
    client: { read: true },
    category: { read: true, fields: { "*": "read", parent: "none" } },
  }),
]);

/** The problems of a list; nothing when it is answered. */
function problems(name: string, query: Readonly<Record<string, string>>): string {
  const rights = rightsIn(catalog, name);
  const deal = modelIn(catalog, "deal");
  const request = parseListRequest(new URLSearchParams(query), deal, catalog, rights);
  if (!request.ok) return JSON.stringify(request.problems);
  const plan = listPlan(request.value, catalog, rights, null);
  return plan.ok ? "" : JSON.stringify(plan.problems);
}

/** Answered to an administrator, who is asked first, and refused to another. */
function refuses(name: string, query: Readonly<Record<string, string>>): void {
  expect([query, problems("admin", query)]).toEqual([query, ""]);
  expect([query, problems(name, query)]).not.toEqual([query, ""]);
}

test("a hidden field is in no filter, order or selection", () => {
  refuses("clerk", { filter: "margin > 0" });
  refuses("clerk", { sort: "margin" });
  refuses("clerk", { fields: "margin" });
  refuses("clerk", { filter: "parent_deal.margin > 0" });
  refuses("clerk", { sort: "parent_deal.margin" });
  refuses("clerk", { fields: "parent_deal.margin" });
});

test("nothing lies behind a lookup to what may not be read", () => {
  for (const path of ["client.name", "client.created_at", "related.client.name"]) {
    refuses("clerk", { filter: `${path} != null` });
    refuses("clerk", { sort: path });
    refuses("clerk", { fields: path });
  }
});

test("a tree has branches for who reads it and its parent", () => {
  const filter = 'is_within(category, "00000000-0000-7000-8000-000000000000")';
  refuses("clerk", { filter });
  refuses("without_parent", { filter });
});

test("a mistyped name is answered with names that are seen", () => {
  for (const query of [{ filter: "margn > 0" }, { fields: "margn" }, { sort: "margn" }]) {
    expect(problems("clerk", query)).not.toContain("margin");
    expect(problems("clerk", query)).not.toBe("");
  }
  expect(problems("admin", { filter: "margn > 0" })).toContain("margin");
});

test("a record is read whole as far as it is seen, whoever read it before", () => {
  const statement = (name: string) =>
    recordPlan(modelIn(catalog, "deal"), catalog, rightsIn(catalog, name)).one.bind({ id: "" })
      .text;
  expect(statement("admin")).toContain('"margin"');
  expect(statement("clerk")).not.toContain('"margin"');
  const list = (name: string) => {
    const rights = rightsIn(catalog, name);
    const deal = modelIn(catalog, "deal");
    const request = parseListRequest(new URLSearchParams(), deal, catalog, rights);
    const plan = request.ok ? listPlan(request.value, catalog, rights, null) : request;
    return plan.ok ? plan.value.ranges[0]?.bind({}).text : "";
  };
  expect(list("admin")).toContain('"margin"');
  expect(list("clerk")).not.toContain('"margin"');
});

test("a secret is a mark in answers, filters and orders alike", () => {
  const deal = modelIn(catalog, "deal");
  const rights = rightsIn(catalog, "admin");
  const query = new URLSearchParams({ fields: "key", filter: "key != null" });
  const request = parseListRequest(query, deal, catalog, rights);
  const plan = request.ok ? listPlan(request.value, catalog, rights, null) : request;
  const text = plan.ok ? (plan.value.ranges[0]?.bind({}).text ?? "") : "";
  const columns = text.split('"key"').length - 1;
  expect(columns).toBe(2);
  expect(text.split(`"key" is not null then '{"set": true}'::jsonb end`)).toHaveLength(3);
});
