/**
 * Roles over the objects of the trading example, as documents, and the sets of them that the matrix
 * looks through. What they mean is said by the evaluator, not here.
 */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

type Content = Readonly<Record<string, unknown>>;

/** Every object alike: reading, and whatever else is said. */
const everything = (scope: unknown, more: Content = {}): Content => ({
  read: scope,
  update: scope,
  ...more,
});

const roles: Readonly<Record<string, Content>> = {
  some_fields: {
    objects: {
      customer: {
        read: true,
        create: true,
        update: true,
        export: true,
        import: true,
        fields: {
          code: "write",
          name: "write",
          region: "read",
          contacts: "write",
          "contacts.phone": "read",
          "contacts.email": "none",
        },
      },
      // The name is computed from two fields that are hidden, and shown all the same: it is named.
      employee: {
        read: true,
        fields: { number: "read", name: "read", reports_to: "read", territories: "read" },
      },
      product: {
        read: true,
        create: true,
        update: true,
        delete: true,
        export: true,
        import: true,
        fields: { "*": "write", supplier: "none", units_in_stock: "none", reorder_level: "read" },
      },
      // Amounts of lines and of the order are computed from the price of a line.
      sales_order: {
        read: true,
        update: true,
        export: true,
        transitions: ["ship", "cancel"],
        fields: { "*": "write", "lines.unit_price": "none", shipper: "none", status: "none" },
      },
      category: { read: true, fields: { name: "read" } },
      user: { fields: { zone: "read" } },
    },
  },
  own_work: {
    objects: {
      "*": everything("own", {
        create: true,
        delete: "own",
        export: true,
        import: true,
        share: true,
        transfer: true,
        transitions: true,
        reveal: true,
      }),
      sales_order: {
        ...everything("own"),
        create: true,
        delete: "own",
        export: true,
        transitions: ["ship"],
        fields: { "*": "write", freight: "none", "lines.discount": "read" },
      },
      customer: everything("own", { create: true, delete: "own", share: true, transfer: true }),
      region: everything(true),
      shipper: everything(true, { export: true }),
    },
  },
  of_department: {
    objects: {
      "*": everything("department", { export: true }),
      customer: {
        read: "department",
        update: "own",
        delete: "department",
        export: true,
        fields: { "*": "read", name: "write", contacts: "write", "contacts.phone": "none" },
      },
      employee: {
        read: true,
        update: "department",
        export: true,
        fields: { "*": "read", extension: "write", birth_date: "none", first_name: "none" },
      },
      region: {},
    },
  },
  below: {
    objects: {
      "*": everything("department_and_below", { delete: "own", export: true, share: true }),
      sales_order: everything("department_and_below", {
        delete: "department_and_below",
        export: true,
        transitions: true,
      }),
      supplier: everything("department_and_below", { export: true, reveal: ["portal_key"] }),
    },
  },
  of_team: {
    objects: {
      "*": everything("team", { fields: { "*": "read" } }),
      sales_order: {
        read: ["own", "team"],
        update: "team",
        delete: "team",
        transitions: ["cancel"],
      },
      supplier: { read: "team", update: "team", fields: { "*": "write", portal_key: "none" } },
    },
  },
  behind_lookups: {
    objects: {
      sales_order: everything({ when: 'employee.courtesy == "ms"' }, { export: true }),
      employee: { read: { when: 'reports_to.courtesy == "dr"' }, export: true },
      customer: everything(["own", { when: 'region == "north"' }], { export: true }),
      product: {
        read: { when: 'supplier.region == "north" && !discontinued' },
        fields: { "*": "read", units_on_order: "none" },
      },
      supplier: { read: { when: "region == user.zone" } },
      territory: { read: { when: 'code != null && owner == "{viewer}"' } },
    },
  },
  never: {
    includes: ["below"],
    restrictions: {
      employee: { read: false },
      sales_order: {
        read: { when: 'status != "shipped"' },
        export: false,
        fields: { total: "none", "lines.quantity": "none", ship_name: "read" },
      },
      customer: {
        read: [{ when: 'region == "north"' }, "own"],
        update: { when: 'region == "north"' },
        fields: { name: "read", phone: "none" },
      },
      supplier: { fields: { portal_key: "none", number: "none" }, share: false },
      shipper: { update: false, delete: false },
    },
  },
  manager: {
    with_reports: true,
    objects: {
      "*": everything("own", { delete: "own", export: true }),
      customer: everything("department", { fields: { "*": "write", fax: "none" } }),
      sales_order: everything("team", { export: true, transitions: ["ship", "close"] }),
    },
  },
};

/** What a person has, by the name of the set. */
export const roleSets: ReadonlyMap<string, readonly string[]> = new Map([
  ["nothing", []],
  ["some fields, of child rows too", ["some_fields"]],
  ["own records", ["own_work"]],
  ["the department", ["of_department"]],
  ["the department and below", ["below"]],
  ["the teams", ["of_team"]],
  ["conditions behind lookups", ["behind_lookups"]],
  ["restrictions over an included role", ["never"]],
  ["a manager with reports", ["manager"]],
  ["own records and conditions together", ["own_work", "behind_lookups"]],
  ["the teams under restrictions", ["of_team", "never"]],
]);

const sharing = {
  name: "southern_customers",
  title: "Southern customers",
  object: "customer",
  when: 'region == "south" && is_empty(address)',
  roles: ["own_work", "of_team"],
  access: "update",
};

/** Contents of the role documents, by name; `{viewer}` is the id of who is looked at. */
export const roleContents = (viewer: string): ReadonlyMap<string, Content> =>
  new Map(
    Object.entries(roles).map(([name, content]) => [
      name,
      JSON.parse(
        JSON.stringify({ name, title: name, ...content }).replaceAll("{viewer}", viewer),
      ) as Content,
    ]),
  );

export const sharingRule: Content = sharing;

export const accessDocuments = (viewer: string): readonly MetadataDocument[] => [
  ...[...roleContents(viewer)].map(([name, content]) => ({ kind: "role" as const, name, content })),
  { kind: "sharing_rule", name: sharing.name, content: sharing },
];
