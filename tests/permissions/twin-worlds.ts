/**
 * Two worlds that differ only in what one viewer may not see. Whatever he asks, he must not be able
 * to tell in which of them he is.
 */
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  type Customer,
  customerFieldsOf,
  documents,
  regions,
  seesCustomer,
  seesOrder,
} from "./permission-world.ts";

/** Numbers from a seed (mulberry32), so that a run can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface World {
  readonly server: TestServer;
  readonly token: string;
  /** Ids of the records that are in both worlds, by their names there: `customer3`. */
  readonly ids: ReadonlyMap<string, string>;
  /** An answer as it would be in any world: ids by name, no times, no cursors. */
  masked(text: string): string;
}

interface Plan {
  readonly customers: readonly Customer[];
  readonly orders: readonly {
    readonly number: string;
    readonly amount: string;
    readonly owner: string;
  }[];
}

const viewer = "viewer";
export const count = 16;

/** The first world: `owner` is who it belongs to in both, `viewer` or `other`. */
const common = (): Plan => ({
  customers: Array.from({ length: count }, (_, index) => ({
    id: "",
    name: index === 5 ? "Shared with all" : `Name ${index}`,
    region: regions[index % 2] ?? "north",
    blocked: index % 4 === 3,
    margin: `${100 + index}.50`,
    note: `Note ${index}`,
    owner: index % 3 === 0 ? viewer : "other",
  })),
  orders: Array.from({ length: count }, (_, index) => ({
    number: `Order ${index}`,
    amount: `${index}.25`,
    owner: index % 2 === 0 ? viewer : "other",
  })),
});

/** The same with other values wherever the viewer sees none. */
export function otherwise(roles: readonly string[], random: () => number): Plan {
  const who = { id: viewer, roles };
  const fields = customerFieldsOf(who);
  const digits = () => String(Math.floor(random() * 1_000_000));
  const { customers, orders } = common();
  return {
    customers: customers.map((record) => {
      if (!seesCustomer(who, record))
        return {
          ...record,
          name: `Hidden ${digits()}`,
          margin: `${digits()}.75`,
          note: `Hidden ${digits()}`,
        };
      return {
        ...record,
        name: fields.has("name") ? record.name : `Hidden ${digits()}`,
        margin: fields.has("margin") || fields.has("doubled") ? record.margin : `${digits()}.75`,
        note: fields.has("note") ? record.note : `Hidden ${digits()}`,
        region: fields.has("region")
          ? record.region
          : (regions[Math.floor(random() * 2)] ?? "north"),
      };
    }),
    orders: orders.map((order) =>
      seesOrder(who, { ...order, id: "", customer: "" })
        ? order
        : { ...order, number: `Hidden ${digits()}`, amount: `${digits()}.75` },
    ),
  };
}

export async function makeWorld(
  roles: readonly string[],
  { customers, orders }: Plan = common(),
): Promise<World> {
  const server = await startTestServer({ documents });
  const { database } = server.services;
  const own = await person(server, viewer, ...roles);
  const other = await person(server, "other");
  const owners: Readonly<Record<string, string>> = { viewer: own.id, other: other.id };
  const ids = new Map<string, string>([
    [viewer, own.id],
    ["other", other.id],
  ]);
  const make = async (object: string, records: readonly object[]) => {
    const { status, body } = await server.request("POST", `/records/${object}`, records);
    if (status !== 201) throw new Error(JSON.stringify(body));
    const made = (body as { data: readonly { readonly id: string }[] }).data;
    for (const [index, { id }] of made.entries()) ids.set(`${object}${index}`, id);
  };
  await make(
    "customer",
    customers.map(({ id: _, owner: __, ...values }) => values),
  );
  await make(
    "sales_order",
    orders.map(({ owner: _, ...values }, index) => ({
      ...values,
      customer: ids.get(`customer${index}`),
    })),
  );
  for (const [object, records] of [
    ["customer", customers],
    ["sales_order", orders],
  ] as const)
    for (const [index, { owner }] of records.entries())
      await database.run({
        text: `update w_demo.${object} set owner = $2, created_at = $3 where id = $1`,
        values: [
          ids.get(`${object}${index}`),
          owners[owner],
          new Date(Date.UTC(2026, 0, 1, 0, index)),
        ],
      });
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return {
    server,
    token: own.token,
    ids,
    masked: (text) =>
      text
        .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? "uuid")
        .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "time")
        .replace(/"id":"[a-z0-9]{10}"/g, '"id":"of a document"')
        .replace(/"next":"[^"]+"/g, '"next":"cursor"'),
  };
}
