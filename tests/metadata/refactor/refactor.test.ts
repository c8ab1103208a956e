import { describe, expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../../metadata/refactor/rename-object.ts";
import { usesOfField, usesOfObject } from "../../../metadata/refactor/where-used.ts";
import { exampleDocuments } from "../documents/read-examples.ts";

const documents = exampleDocuments("trading");
const content = (list: readonly MetadataDocument[], kind: string, name: string) =>
  list.find((document) => document.kind === kind && document.name === name)?.content;
const paths = (uses: ReturnType<typeof usesOfField>) =>
  uses.map(({ kind, name, path }) => `${kind}/${name}${path}`);

describe("a renamed field", () => {
  const renamed = renameFieldEverywhere(
    documents,
    { object: "sales_order", path: ["shipped_date"] },
    "left_on",
  );

  test("takes view, filter, form and translation along, and the documents stay sound", () => {
    expect(checkDocuments(renamed)).toEqual([]);
    expect(content(renamed, "view", "orders_to_ship")).toMatchObject({
      filter: "is_empty(left_on)",
    });
    expect(JSON.stringify(content(renamed, "form", "sales_order"))).toContain('"left_on"');
    expect(content(renamed, "translation", "zh-CN")).toMatchObject({
      objects: { sales_order: { fields: { left_on: { title: "发货日期" } } } },
    });
    expect(JSON.stringify(renamed)).not.toContain("shipped_date");
  });

  test("leaves documents that do not name it as they are", () => {
    for (const [index, document] of documents.entries()) {
      if (!JSON.stringify(document).includes("shipped_date")) {
        expect(renamed[index]).toBe(document);
      }
    }
  });

  test("renamed back gives the same documents", () => {
    const address = { object: "sales_order", path: ["left_on"] };
    expect(renameFieldEverywhere(renamed, address, "shipped_date")).toEqual(documents);
  });
});

test("every field of every object can be renamed and renamed back", () => {
  for (const { kind, name, content: object } of documents) {
    if (kind !== "object") continue;
    for (const field of Object.keys(object.properties as object)) {
      const away = renameFieldEverywhere(documents, { object: name, path: [field] }, "zzz");
      expect([name, field, checkDocuments(away)]).toEqual([name, field, []]);
      expect(renameFieldEverywhere(away, { object: name, path: ["zzz"] }, field)).toEqual(
        documents,
      );
    }
  }
});

test("every object can be renamed and renamed back", () => {
  for (const { kind, name } of documents) {
    if (kind !== "object") continue;
    const away = renameObjectEverywhere(documents, name, "zzz");
    expect([name, checkDocuments(away)]).toEqual([name, []]);
    expect(renameObjectEverywhere(away, "zzz", name)).toEqual(documents);
  }
});

describe("where a name is used", () => {
  test("a field: formulas, views and forms, not its own definition and texts", () => {
    expect(paths(usesOfField(documents, { object: "sales_order", path: ["net"] }))).toEqual([
      "form/sales_order/sections/0/fields/7",
      "object/sales_order/properties/total/formula",
      "object/sales_order/properties/discount_approved/visible_when",
      "script/require_approval/trigger/when",
      "view/large_orders/columns/4",
      "view/large_orders/filter",
      "view/large_orders/sort/0",
      "workflow/approve_discount/on/when",
      "workflow/approve_discount/steps/size/cases/0/when",
    ]);
  });

  test("a field of rows: the formulas of rows and of the record", () => {
    const uses = usesOfField(documents, { object: "sales_order", path: ["lines", "quantity"] });
    expect(paths(uses).every((path) => path.startsWith("object/sales_order/"))).toBe(true);
    expect(paths(uses)).toContain(
      "object/sales_order/properties/lines/items/properties/amount/formula",
    );
  });

  test("an object: lookups, menu, views and forms", () => {
    expect(paths(usesOfObject(documents, "customer"))).toEqual([
      expect.stringMatching(/^app\/trading\/navigation\//),
      "object/sales_order/properties/customer/target",
    ]);
    expect(paths(usesOfObject(documents, "product"))).toContain("view/products_to_reorder/object");
  });
});

describe("roles and sharing rules", () => {
  const withAccess: readonly MetadataDocument[] = [
    {
      kind: "object",
      name: "customer",
      content: {
        id: "customer01",
        name: "customer",
        type: "object",
        properties: { region: { id: "region0001", type: "string" } },
      },
    },
    {
      kind: "role",
      name: "sales",
      content: {
        name: "sales",
        objects: { customer: { read: { when: 'region == "north"' }, fields: { region: "read" } } },
        restrictions: { customer: { fields: { region: "read" } } },
      },
    },
    {
      kind: "sharing_rule",
      name: "all",
      content: { name: "all", object: "customer", when: 'region != "south"' },
    },
  ];

  test("follow a field that is renamed, in keys and in conditions", () => {
    const address = { object: "customer", path: ["region"] };
    const [, role, rule] = renameFieldEverywhere(withAccess, address, "area");
    expect(role?.content).toEqual({
      name: "sales",
      objects: { customer: { read: { when: 'area == "north"' }, fields: { area: "read" } } },
      restrictions: { customer: { fields: { area: "read" } } },
    });
    expect(rule?.content.when).toBe('area != "south"');
    expect(paths(usesOfField(withAccess, address))).toEqual([
      "role/sales/objects/customer/read/when",
      "role/sales/objects/customer/fields/region",
      "role/sales/restrictions/customer/fields/region",
      "sharing_rule/all/when",
    ]);
  });

  test("follow an object that is renamed", () => {
    const [, role, rule] = renameObjectEverywhere(withAccess, "customer", "client");
    expect(Object.keys(role?.content.objects ?? {})).toEqual(["client"]);
    expect(rule?.content.object).toBe("client");
  });
});
