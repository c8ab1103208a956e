/**
 * A small world of customers and orders, roles that see different parts of it, and an evaluator of
 * its own that says which cell each of them may see. It shares no code with the engine.
 */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { objectDocument } from "../support/server.ts";

export const regions = ["north", "south"] as const;

export interface Customer {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly region: (typeof regions)[number];
  readonly blocked: boolean;
  readonly margin: string;
  readonly note: string;
}

export interface Order {
  readonly id: string;
  readonly owner: string;
  readonly number: string;
  readonly customer: string;
  readonly amount: string;
}

const role = (name: string, content: Record<string, unknown>): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, ...content },
});

const orders = { read: true, create: true, update: true, delete: true };

export const documents: readonly MetadataDocument[] = [
  objectDocument(
    "customer",
    {
      name: { type: "string", maxLength: 80 },
      region: { enum: [...regions] },
      blocked: { type: "boolean", default: false },
      margin: { $ref: "tenon:money", scale: 2 },
      doubled: { $ref: "tenon:money", scale: 2, formula: "margin * 2" },
      note: { type: "string", maxLength: 80, unique: true },
    },
    { record_title: "name", required: ["name"] },
  ),
  objectDocument(
    "sales_order",
    {
      number: { type: "string", maxLength: 80 },
      customer: { $ref: "tenon:lookup", target: "customer", on_delete: "restrict" },
      amount: { $ref: "tenon:money", scale: 2 },
      customer_name: { type: "string", maxLength: 80, formula: "customer.name" },
    },
    { record_title: "number" },
  ),
  role("own_only", {
    objects: {
      customer: { read: "own", create: true, update: "own", delete: "own" },
      sales_order: orders,
    },
  }),
  role("northern", {
    objects: {
      customer: {
        read: { when: 'region == "north"' },
        update: { when: 'region == "north"' },
        export: true,
      },
      sales_order: { read: true, export: true },
    },
  }),
  role("without_margin", {
    objects: {
      customer: {
        read: true,
        update: true,
        export: true,
        fields: { "*": "write", margin: "none", note: "read" },
      },
      sales_order: { read: true },
    },
  }),
  role("named_fields", {
    objects: {
      customer: { read: true, export: true, fields: { name: "read", doubled: "read" } },
    },
  }),
  role("never_blocked", {
    includes: ["without_margin"],
    restrictions: { customer: { read: { when: "!blocked" }, fields: { note: "none" } } },
  }),
  role("orders_alone", { objects: { sales_order: { read: "own" } } }),
  {
    kind: "sharing_rule",
    name: "big_ones",
    content: {
      name: "big_ones",
      object: "customer",
      when: 'name == "Shared with all"',
      access: "read",
    },
  },
];

export interface Viewer {
  readonly id: string;
  readonly roles: readonly string[];
}

type Fields = readonly string[];

const everyField: Fields = ["name", "region", "blocked", "margin", "doubled", "note"];

const customerFields: Readonly<Record<string, Fields>> = {
  own_only: everyField,
  northern: everyField,
  // What is computed from the margin would tell it.
  without_margin: ["name", "region", "blocked", "note"],
  named_fields: ["name", "doubled"],
  never_blocked: ["name", "region", "blocked", "note"],
  orders_alone: [],
};

const customerScopes: Readonly<Record<string, (viewer: Viewer, record: Customer) => boolean>> = {
  own_only: (viewer, { owner }) => owner === viewer.id,
  northern: (_, { region }) => region === "north",
  without_margin: () => true,
  named_fields: () => true,
  never_blocked: () => true,
  orders_alone: () => false,
};

/** Whether a viewer may use customers at all. */
export const usesCustomers = ({ roles }: Viewer): boolean =>
  roles.some((name) => (customerFields[name]?.length ?? 0) > 0);

/** Whether customers may leave as a file. */
export const exportsCustomers = ({ roles }: Viewer): boolean =>
  roles.some((name) =>
    ["northern", "without_margin", "named_fields", "never_blocked"].includes(name),
  );

export function seesCustomer(viewer: Viewer, record: Customer): boolean {
  if (!usesCustomers(viewer)) return false;
  const granted =
    viewer.roles.some((name) => customerScopes[name]?.(viewer, record) === true) ||
    record.name === "Shared with all";
  return granted && !(viewer.roles.includes("never_blocked") && record.blocked);
}

export function customerFieldsOf({ roles }: Viewer): ReadonlySet<string> {
  const fields = new Set(roles.flatMap((name) => customerFields[name] ?? []));
  if (roles.includes("never_blocked")) fields.delete("note");
  return fields;
}

export const usesOrders = ({ roles }: Viewer): boolean =>
  roles.some((name) => name !== "named_fields");

export const seesOrder = (viewer: Viewer, { owner }: Order): boolean =>
  viewer.roles.some((name) =>
    name === "orders_alone" ? owner === viewer.id : name !== "named_fields",
  );
