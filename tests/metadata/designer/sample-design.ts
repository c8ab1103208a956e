import type { Design, DesignDocument } from "../../../designer/document/design-documents.ts";
import { documentKey } from "../../../designer/document/design-documents.ts";
import { findField } from "../../../designer/document/object-fields.ts";
import type { JsonSchema } from "../../../metadata/fields/field-type.ts";

const document = (
  kind: DesignDocument["kind"],
  name: string,
  content: JsonSchema,
): DesignDocument => ({ key: documentKey(kind, name, content), kind, name, content });

const customer = document("object", "customer", {
  id: "customer00",
  name: "customer",
  title: "Customer",
  type: "object",
  required: ["code"],
  properties: {
    code: { id: "code000000", type: "string", title: "Code" },
    name: { id: "name000000", type: "string", title: "Name" },
    currency: { id: "currency00", enum: ["CNY", "USD"], title: "Currency" },
    limit: { id: "limit00000", $ref: "tenon:money", currency_field: "currency", title: "Limit" },
  },
  record_title: "name",
  unique: [["code", "name"]],
  rules: [{ name: "named", require: "name != null", at: "name" }],
});

const order = document("object", "sales_order", {
  id: "order00000",
  name: "sales_order",
  title: "Order",
  type: "object",
  required: ["lines"],
  properties: {
    customer: { id: "ordercust0", $ref: "tenon:lookup", target: "customer", title: "Customer" },
    lines: {
      id: "lines00000",
      type: "array",
      title: "Lines",
      items: {
        type: "object",
        required: ["price"],
        properties: {
          price: { id: "price00000", $ref: "tenon:money", title: "Price" },
          quantity: { id: "quantity00", type: "integer", title: "Quantity" },
          amount: { id: "amount0000", $ref: "tenon:money", formula: "price * quantity" },
        },
      },
    },
    total: { id: "total00000", $ref: "tenon:money", formula: "sum(lines.price)" },
    rest: { id: "rest000000", $ref: "tenon:money", formula: "customer.limit - total" },
  },
});

const app = document("app", "trading", {
  name: "trading",
  navigation: [{ title: "Sales", items: ["sales_order", { object: "customer" }] }],
});

const chinese = document("translation", "zh-CN", {
  objects: {
    customer: { title: "客户", fields: { name: { title: "名称" } } },
    sales_order: { fields: { lines: { fields: { price: { title: "单价" } } } } },
  },
});

export const sampleDesign: Design = {
  documents: new Map([customer, order, app, chinese].map((entry) => [entry.key, entry])),
  selection: { document: customer.key, field: null },
};

export const customerKey = customer.key;
export const orderKey = order.key;

export const contentOf = (design: Design, key: string): JsonSchema => {
  const found = design.documents.get(key);
  if (!found) throw new Error(`no document ${key}`);
  return found.content;
};

export const fieldOf = (design: Design, key: string, id: string) => {
  const found = findField(contentOf(design, key), id);
  if (!found) throw new Error(`no field ${id}`);
  return found;
};

export const fieldNames = (design: Design, key: string): readonly string[] =>
  Object.keys(contentOf(design, key).properties ?? {});
