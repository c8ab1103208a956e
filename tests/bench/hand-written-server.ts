/**
 * What a careful developer would write by hand for one table: Hono, pg with named statements, a
 * hashed token on every request, Ajv on every body. The reference of all ratios of the bench.
 * Listens on HOST:PORT, reads DATABASE_URL, accepts the token in HAND_WRITTEN_TOKEN.
 */
import { createHash } from "node:crypto";
import { serve } from "@hono/node-server";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { Hono } from "hono";
import pg from "pg";

const writable = [
  "name",
  "code",
  "industry",
  "credit_limit",
  "tax_no",
  "phone",
  "email",
  "status",
  "account_manager",
];
const customerColumns = ["id", ...writable, "created_at", "updated_at"];
const orderColumns = ["id", "number", "customer", "amount", "status", "created_at"];
const customerList = customerColumns.join(", ");
const orderWithCustomer = [
  ...orderColumns.map((name) => `o.${name}`),
  ...customerColumns.map((name) => `c.${name} as customer_${name}`),
].join(", ");

const ajv = addFormats.default(new Ajv({ allErrors: true }));
const properties = {
  name: { type: "string", minLength: 1, maxLength: 200 },
  code: { type: "string", pattern: "^[A-Z0-9-]{1,32}$" },
  industry: { enum: ["retail", "steel", "software", "food", "logistics", "energy"] },
  credit_limit: { type: "string", pattern: "^(0|[1-9][0-9]{0,15})(\\.[0-9]{1,2})?$" },
  tax_no: { type: "string", maxLength: 40 },
  phone: { type: "string", maxLength: 40 },
  email: { type: "string", format: "email" },
  status: { enum: ["active", "prospect", "inactive", "blocked", "archived"] },
  account_manager: { type: "string", maxLength: 80 },
};
type Body = Record<string, unknown>;
const isNewCustomer = ajv.compile<Body>({
  type: "object",
  additionalProperties: false,
  required: ["name", "code", "status"],
  properties,
});
const isChange = ajv.compile<Body>({
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties,
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digest = (token: string) => createHash("sha256").update(token).digest("hex");
const users = new Map([[digest(process.env.HAND_WRITTEN_TOKEN ?? ""), { name: "bench" }]]);

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.POOL ?? 10),
  options: "-c TimeZone=UTC",
});
pool.on("error", () => undefined);
type Row = Record<string, unknown>;
const query = async (name: string, text: string, values: unknown[]) =>
  (await pool.query<Row>({ name, text, values })).rows;

const app = new Hono();

app.use("/api/*", async (context, next) => {
  const header = context.req.header("authorization");
  if (!header?.startsWith("Bearer ") || !users.has(digest(header.slice(7)))) {
    return context.json({ error: "unauthorized" }, 401);
  }
  return next();
});

app.get("/api/customers", async (context) => {
  const { status, limit, count } = context.req.query();
  const rows = query(
    "customer_list",
    `select ${customerList} from customer where status = $1 order by created_at desc limit $2`,
    [status, Math.min(Number(limit ?? 50), 1000)],
  );
  if (count !== "exact") return context.json({ data: await rows });
  const total = query(
    "customer_count",
    "select count(*)::int as count from customer where status = $1",
    [status],
  );
  return context.json({ data: await rows, count: (await total)[0]?.count });
});

app.get("/api/customers/aggregate", async (context) =>
  context.json({
    data: await query(
      "customer_aggregate",
      "select status, count(*)::int as count, sum(credit_limit) as credit_limit from customer group by status",
      [],
    ),
  }),
);

app.get("/api/customers/:id", async (context) => {
  const id = context.req.param("id");
  if (!uuid.test(id)) return context.json({ error: "not found" }, 404);
  const [row] = await query("customer_get", `select ${customerList} from customer where id = $1`, [
    id,
  ]);
  return row ? context.json(row) : context.json({ error: "not found" }, 404);
});

app.post("/api/customers", async (context) => {
  const body: unknown = await context.req.json();
  if (!isNewCustomer(body)) return context.json({ errors: isNewCustomer.errors }, 422);
  const [row] = await query(
    "customer_create",
    `insert into customer (${writable.join(", ")}) values (${writable.map((_, index) => `$${index + 1}`).join(", ")}) returning ${customerList}`,
    writable.map((name) => body[name]),
  );
  return context.json(row, 201);
});

app.patch("/api/customers/:id", async (context) => {
  const id = context.req.param("id");
  const body: unknown = await context.req.json();
  if (!uuid.test(id)) return context.json({ error: "not found" }, 404);
  if (!isChange(body)) return context.json({ errors: isChange.errors }, 422);
  const names = writable.filter((name) => body[name] !== undefined);
  const [row] = await query(
    `customer_patch_${names.join("_")}`,
    `update customer set ${names.map((name, index) => `${name} = $${index + 2}`).join(", ")}, updated_at = now() where id = $1 returning ${customerList}`,
    [id, ...names.map((name) => body[name])],
  );
  return row ? context.json(row) : context.json({ error: "not found" }, 404);
});

app.get("/api/orders", async (context) => {
  const rows = await query(
    "order_list",
    `select ${orderWithCustomer} from sales_order o join customer c on c.id = o.customer order by o.created_at desc limit $1`,
    [Math.min(Number(context.req.query("limit") ?? 50), 1000)],
  );
  return context.json({
    data: rows.map((row) => ({
      ...Object.fromEntries(orderColumns.map((name) => [name, row[name]])),
      customer: Object.fromEntries(customerColumns.map((name) => [name, row[`customer_${name}`]])),
    })),
  });
});

serve({
  fetch: app.fetch,
  port: Number(process.env.PORT),
  hostname: process.env.HOST ?? "127.0.0.1",
});
