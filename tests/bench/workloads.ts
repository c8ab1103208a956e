/** The measured requests: what each asks of the hand-written server and of Tenon. */
import type { LoadRequest } from "./http-load.ts";
import { createdCodePrefix, customerId, rowCount } from "./seed.ts";

export type ContenderName = "hand-written" | "tenon";

export interface Workload {
  readonly name: string;
  readonly title: string;
  readonly expectedStatus: number;
  /** Adds or changes rows, so the table is tidied afterwards. */
  readonly writes: boolean;
  /**
   * Requests per second against the hand-written server: the goal, and the line below which the
   * ratio counts as a defect. `null` where none is promised.
   */
  readonly bar: { readonly goal: number; readonly defect: number } | null;
  readonly request: Readonly<Record<ContenderName, () => LoadRequest>>;
}

const records = "/bench/api/records";
const customerFields =
  "id,name,code,industry,credit_limit,tax_no,phone,email,status,account_manager,created_at,updated_at";
const customerPathFields = customerFields
  .split(",")
  .map((name) => `customer.${name}`)
  .join(",");

const listQuery = new URLSearchParams({
  filter: 'status == "active"',
  sort: "-created_at",
  limit: "50",
  fields: customerFields,
});
const orderQuery = new URLSearchParams({
  sort: "-created_at",
  limit: "50",
  fields: `id,number,amount,status,created_at,${customerPathFields}`,
});
const aggregateQuery = new URLSearchParams({
  group: "status",
  measures: "count(),sum(credit_limit)",
});

const anyCustomer = () => customerId(1 + Math.floor(Math.random() * rowCount));
const anyAmount = () => `${Math.floor(Math.random() * 100_000)}.25`;
const run = Date.now().toString(36).toUpperCase();
let created = 0;

function newCustomer(): string {
  const code = `${createdCodePrefix}${run}-${++created}`;
  return JSON.stringify({
    name: `Customer ${code} Co`,
    code,
    industry: "steel",
    credit_limit: anyAmount(),
    tax_no: "TX000000000001",
    phone: "+86-21-00000001",
    email: `user${created}@example.com`,
    status: "prospect",
    account_manager: "owner7",
  });
}

const get = (path: string) => () => ({ method: "GET", path });

export const workloads: readonly Workload[] = [
  {
    name: "get",
    title: "get by id",
    expectedStatus: 200,
    writes: false,
    bar: { goal: 1.2, defect: 0.9 },
    request: {
      "hand-written": () => ({ method: "GET", path: `/api/customers/${anyCustomer()}` }),
      tenon: () => ({ method: "GET", path: `${records}/customer/${anyCustomer()}` }),
    },
  },
  {
    name: "list",
    title: "list of 50, filtered, sorted",
    expectedStatus: 200,
    writes: false,
    bar: { goal: 1.6, defect: 1.2 },
    request: {
      "hand-written": get("/api/customers?status=active&limit=50"),
      tenon: get(`${records}/customer?${listQuery}`),
    },
  },
  {
    name: "count",
    title: "the same list with its exact count",
    expectedStatus: 200,
    writes: false,
    bar: null,
    request: {
      "hand-written": get("/api/customers?status=active&limit=50&count=exact"),
      tenon: get(`${records}/customer?${listQuery}&count=exact`),
    },
  },
  {
    name: "lookup",
    title: "list of 50 orders with their customer",
    expectedStatus: 200,
    writes: false,
    bar: { goal: 1.5, defect: 1.2 },
    request: {
      "hand-written": get("/api/orders?limit=50"),
      tenon: get(`${records}/order?${orderQuery}`),
    },
  },
  {
    name: "create",
    title: "create",
    expectedStatus: 201,
    writes: true,
    bar: { goal: 0.9, defect: 0.7 },
    request: {
      "hand-written": () => ({ method: "POST", path: "/api/customers", body: newCustomer() }),
      tenon: () => ({ method: "POST", path: `${records}/customer`, body: newCustomer() }),
    },
  },
  {
    name: "patch",
    title: "patch",
    expectedStatus: 200,
    writes: true,
    bar: { goal: 0.9, defect: 0.6 },
    request: {
      "hand-written": () => ({
        method: "PATCH",
        path: `/api/customers/${anyCustomer()}`,
        body: JSON.stringify({ credit_limit: anyAmount() }),
      }),
      tenon: () => ({
        method: "PATCH",
        path: `${records}/customer/${anyCustomer()}`,
        headers: { "if-match": "*" },
        body: JSON.stringify({ credit_limit: anyAmount() }),
      }),
    },
  },
  {
    name: "aggregate",
    title: "count and sum of 100 000 rows by status",
    expectedStatus: 200,
    writes: false,
    bar: null,
    request: {
      "hand-written": get("/api/customers/aggregate"),
      tenon: get(`${records}/customer/aggregate?${aggregateQuery}`),
    },
  },
];
