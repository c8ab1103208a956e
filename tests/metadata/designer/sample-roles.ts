/** The sample design with two roles and a sharing rule. */
import {
  type Design,
  type DesignDocument,
  documentKey,
  withDocument,
} from "../../../designer/document/design-documents.ts";
import type { JsonSchema } from "../../../metadata/json-object.ts";
import { sampleDesign } from "./sample-design.ts";

const document = (
  kind: DesignDocument["kind"],
  name: string,
  content: JsonSchema,
): DesignDocument => ({ key: documentKey(kind, name, content), kind, name, content });

const reader = document("role", "reader", {
  id: "reader0000",
  name: "reader",
  title: "Reader",
  objects: { "*": { read: true, fields: { "*": "write", limit: "none", elsewhere: "read" } } },
});

const sales = document("role", "sales", {
  id: "sales00000",
  name: "sales",
  title: "Sales",
  includes: ["reader"],
  objects: { customer: { read: "own", update: ["own", { when: 'currency == "CNY"' }] } },
});

const wide = document("sharing_rule", "wide", {
  name: "wide",
  title: "Wide",
  object: "customer",
  when: 'currency == "USD"',
  roles: ["sales"],
});

const texts = document("translation", "zh-CN", {
  ...sampleDesign.documents.get("translation/zh-CN")?.content,
  roles: { sales: { title: "销售" } },
  sharing: { wide: { title: "外币" } },
});

export const readerKey = reader.key;
export const salesKey = sales.key;
export const wideKey = wide.key;

export const rolesDesign: Design = {
  documents: [reader, sales, wide, texts].reduce(withDocument, sampleDesign.documents),
  selection: { document: sales.key, field: null },
};
