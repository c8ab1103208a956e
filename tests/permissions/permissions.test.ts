/**
 * Who sees what, on every way to read: the engine's answers compared cell by cell with an evaluator
 * of its own; values that are hidden from somebody are random, and no byte sent to him may hold one.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, person } from "../support/people.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import {
  type Customer,
  customerFieldsOf,
  documents,
  exportsCustomers,
  type Order,
  regions,
  seesCustomer,
  seesOrder,
  usesCustomers,
  usesOrders,
  type Viewer,
} from "./permission-world.ts";

const sets: readonly (readonly string[])[] = [
  ["own_only"],
  ["northern"],
  ["without_margin"],
  ["named_fields"],
  ["never_blocked"],
  ["orders_alone"],
  ["own_only", "northern"],
  ["own_only", "never_blocked"],
];

const customers: Customer[] = [];
const orders: Order[] = [];
const viewers = new Map<string, Viewer & Person>();
let server: TestServer;

const viewerOf = (roles: readonly string[]): Viewer & Person => {
  const found = viewers.get(roles.join());
  if (found === undefined) throw new Error("nobody");
  return found;
};

beforeAll(async () => {
  server = await startTestServer({ documents });
  const people = new Map<string, Person>();
  for (const roles of sets)
    people.set(roles.join(), await person(server, roles.join("-"), "admin"));
  for (const [index, { id, token }] of [...people.values()].entries()) {
    for (let number = 0; number < 4; number++) {
      const shared = index === 0 && number === 0;
      const values = {
        name: shared ? "Shared with all" : randomUUID(),
        region: regions[number % 2] ?? "north",
        blocked: number === 3,
        margin: `${1_000_000 + index * 7919 + number * 104_729}.${10 + index}`,
        note: randomUUID(),
      };
      const made = await call("POST", "/records/customer", token, values);
      const customer = String((made.body as { id: string }).id);
      customers.push({ ...values, id: customer, owner: id });
      const order = { number: randomUUID(), customer, amount: `${number + 1}.50` };
      const ordered = await call("POST", "/records/sales_order", token, order);
      orders.push({ ...order, id: String((ordered.body as { id: string }).id), owner: id });
    }
  }
  for (const roles of sets) {
    const made = await person(server, roles.join("-"), ...roles);
    viewers.set(roles.join(), { ...made, roles });
  }
});
afterAll(() => server.stop());

const call = (method: string, path: string, token: string, body?: unknown): Promise<Answer> =>
  server.request(method, path, body, { token, headers: { "if-match": "*" } });

type Rows = readonly Readonly<Record<string, unknown>>[];
const rowsOf = ({ body }: Answer): Rows => (body as { data: Rows }).data;

const doubled = ({ margin }: Customer): string => {
  const cents = BigInt(margin.replace(".", "")) * 2n;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
};

/** A cell as it is, whoever looks. */
const cell = (record: Customer, field: string): unknown =>
  field === "doubled" ? doubled(record) : record[field as keyof Customer];

const fieldNames = ["name", "region", "blocked", "margin", "doubled", "note"];

describe.each(sets.map((roles) => ({ names: roles.join(" and "), roles })))(
  "with $names",
  ({ roles: named }) => {
    test("lists and records hold the cells that the evaluator names, and no others", async () => {
      const viewer = viewerOf(named);
      const list = await call("GET", "/records/customer?limit=1000&count=exact", viewer.token);
      if (!usesCustomers(viewer)) {
        expect(list.status).toBe(404);
        return;
      }
      const seen = customers.filter((record) => seesCustomer(viewer, record));
      const fields = customerFieldsOf(viewer);
      expect((list.body as { count: number }).count).toBe(seen.length);
      expect(
        rowsOf(list)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(seen.map(({ id }) => id).toSorted());
      for (const record of customers) {
        const one = await call("GET", `/records/customer/${record.id}`, viewer.token);
        expect(one.status).toBe(seesCustomer(viewer, record) ? 200 : 404);
        const history = await call("GET", `/records/customer/${record.id}/history`, viewer.token);
        expect(history.status).toBe(one.status);
        if (one.status !== 200) continue;
        for (const shown of [
          one.body as Rows[0],
          rowsOf(list).find(({ id }) => id === record.id),
        ]) {
          for (const field of fieldNames) {
            const value = fields.has(field) ? cell(record, field) : undefined;
            expect([field, shown?.[field]]).toEqual([field, value]);
          }
        }
      }
    });

    test("questions about a hidden field are answered as if there were none", async () => {
      const viewer = viewerOf(named);
      const fields = customerFieldsOf(viewer);
      for (const field of fieldNames) {
        const text =
          field === "margin" || field === "doubled" ? `${field} > 0` : `${field} != null`;
        const asked = [
          `/records/customer?filter=${encodeURIComponent(text)}`,
          `/records/customer?sort=${field}`,
          `/records/customer?fields=${field}`,
          `/records/customer/aggregate?group=${field}&measures=count()`,
          `/records/customer/aggregate?measures=count_distinct(${field})`,
          `/records/customer/export?fields=${field}`,
          `/records/sales_order?filter=${encodeURIComponent(`customer.${text}`)}`,
          `/records/sales_order?fields=customer.${field}`,
        ];
        for (const path of asked) {
          if (path.startsWith("/records/sales_order") && !usesOrders(viewer)) continue;
          const answer = await call("GET", path, viewer.token);
          const hidden = await call("GET", path.replaceAll(field, "no_such_field"), viewer.token);
          const shown = path.includes("/export") && !exportsCustomers(viewer) ? 403 : 200;
          if (usesCustomers(viewer) && (fields.has(field) || shown === 403))
            expect([path, answer.status]).toEqual([path, shown]);
          else {
            expect([path, answer.status]).toEqual([path, hidden.status]);
            expect((answer.body as { code: string }).code).toBe(
              (hidden.body as { code: string }).code,
            );
          }
        }
      }
    });

    test("a file holds the cells of the list, and no others", async () => {
      const viewer = viewerOf(named);
      if (!usesCustomers(viewer)) return;
      const path = "/records/customer/export?format=csv&fields=id,name";
      const answer = await call("GET", path, viewer.token);
      expect(answer.status).toBe(exportsCustomers(viewer) ? 200 : 403);
      if (answer.status === 403) return;
      const lines = String(answer.body).replace("\uFEFF", "").trim().split(/\r?\n/).slice(1);
      const seen = customers.filter((record) => seesCustomer(viewer, record));
      expect(lines.toSorted()).toEqual(seen.map(({ id, name }) => `${id},${name}`).toSorted());
      const all = await call("GET", "/records/customer/export?format=csv", viewer.token);
      const [head = ""] = String(all.body).replace("\uFEFF", "").split(/\r?\n/);
      const shown = head.split(",").filter((name) => fieldNames.includes(name));
      expect(new Set(shown)).toEqual(customerFieldsOf(viewer));
    });

    test("what lies behind a lookup is seen as far as its own record is", async () => {
      const viewer = viewerOf(named);
      if (!usesOrders(viewer)) return;
      const path = "/records/sales_order?limit=1000&fields=number,customer";
      const list = rowsOf(await call("GET", path, viewer.token));
      const seen = orders.filter((record) => seesOrder(viewer, record));
      expect(list.map(({ id }) => id).toSorted()).toEqual(seen.map(({ id }) => id).toSorted());
      if (!usesCustomers(viewer)) return;
      const through = await call(
        "GET",
        `${path.replace("customer", "customer.name")}`,
        viewer.token,
      );
      for (const order of seen) {
        const record = customers.find(({ id }) => id === order.customer) as Customer;
        const shown = rowsOf(through).find(({ id }) => id === order.id)?.customer;
        const name = customerFieldsOf(viewer).has("name") && seesCustomer(viewer, record);
        expect(shown).toEqual(name ? { id: record.id, name: record.name } : null);
      }
    });

    test("no byte that is sent holds a hidden value, and the names of hidden fields are nowhere", async () => {
      const viewer = viewerOf(named);
      const fields = customerFieldsOf(viewer);
      const hidden = customers.flatMap((record) =>
        ["name", "margin", "doubled", "note"].flatMap((field) => {
          const isSeen = seesCustomer(viewer, record) && fields.has(field);
          return isSeen ? [] : [String(cell(record, field))];
        }),
      );
      const texts: string[] = [];
      for (const path of everyPath(viewer)) {
        const answer = await call("GET", path, viewer.token);
        expect([path, answer.status < 500]).toEqual([path, true]);
        texts.push(`${path} ${JSON.stringify(answer.body)} ${JSON.stringify([...answer.headers])}`);
      }
      for (const text of texts) {
        const [path = ""] = text.split(" ");
        const found = hidden.filter((value) => value !== "Shared with all" && text.includes(value));
        expect([path, found]).toEqual([path, []]);
      }
      const metadata = texts.filter(
        (text) => text.startsWith("/metadata") || text.startsWith("/open"),
      );
      const names = fieldNames.filter(
        (field) => !fields.has(field) && field !== "name" && field !== "note",
      );
      for (const text of metadata)
        for (const name of names)
          expect([name, text.split(" ")[0], text.includes(`"${name}"`)]).toEqual([
            name,
            text.split(" ")[0],
            false,
          ]);
    });
  },
);

function everyPath(viewer: Viewer): readonly string[] {
  const each = customers.flatMap(({ id }) => [
    `/records/customer/${id}`,
    `/records/customer/${id}/history`,
    `/records/customer/${id}/history/1`,
    `/records/customer/${id}/transitions`,
  ]);
  return [
    "/records/customer?limit=1000",
    "/records/customer?sort=-name",
    "/records/customer/aggregate?group=name&measures=count()",
    "/records/customer/aggregate?measures=max(margin),max(doubled)",
    "/records/customer/export?format=csv",
    "/records/customer/deleted",
    "/records/sales_order?limit=1000",
    "/records/sales_order?fields=number,customer.name,customer.note",
    "/records/sales_order?sort=customer.name",
    "/records/sales_order/aggregate?group=customer.name&measures=count()",
    "/records/sales_order/export?format=csv",
    "/metadata",
    "/metadata/objects/customer",
    "/metadata/objects/customer/schema",
    "/metadata/objects/customer/validator.js",
    "/metadata/problems",
    "/openapi.json",
    ...each,
    ...(usesOrders(viewer) ? orders.map(({ id }) => `/records/sales_order/${id}/history`) : []),
  ];
}
