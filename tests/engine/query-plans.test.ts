import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administratorRights } from "../../engine/access/rights.ts";
import { clockAt } from "../../engine/clock.ts";
import type { Statement } from "../../engine/db/database.ts";
import { writeCursor } from "../../engine/query/cursor.ts";
import { parseListRequest } from "../../engine/query/list-request.ts";
import { readPage } from "../../engine/query/read-records.ts";
import { parseSort } from "../../engine/query/sorting.ts";
import { countLimit } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

/** How many rows PostgreSQL looked at for a page, and how it found them. */
interface Cost {
  readonly nodes: readonly string[];
  readonly rowsRead: number;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

const records = 200_000;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", { name: { type: "string" } }),
      objectDocument(
        "entry",
        {
          code: { type: "string", index: true },
          note: { type: "string", index: true },
          number: { type: "string", unique: true },
          level: { enum: ["low", "high"], index: true },
          rank: { type: "integer" },
          customer: { $ref: "tenon:lookup", target: "customer" },
        },
        { required: ["code", "number"] },
      ),
    ],
  });
  await server.services.database.run({
    text: `insert into w_demo.customer (id, created_at, updated_at, revision, name)
      select gen_random_uuid(), now(), now(), 1, md5(n::text) from generate_series(1, 5000) as n`,
    values: [],
  });
  await server.services.database.run({
    text: `with numbered as (select id, row_number() over () as place from w_demo.customer)
      insert into w_demo.entry (id, created_at, updated_at, revision, code, note, number, level, rank, customer)
      select gen_random_uuid(), timestamptz '2026-01-01' + n * interval '1 second', now(), 1,
        md5(n::text), case when n % 3 = 0 then null else md5((n + 7)::text) end, md5((n + 11)::text),
        case n % 3 when 0 then 'low' when 1 then 'high' end, n, numbered.id
      from generate_series(1, $1::integer) as n left join numbered on numbered.place = n % 10000`,
    values: [records],
  });
  await server.services.database.run({
    text: "vacuum analyze w_demo.entry, w_demo.customer",
    values: [],
  });
});
afterAll(() => server.stop());

async function published() {
  const catalog = await server.services.catalogs.current("demo");
  const model = catalog?.objects.get("entry");
  if (catalog === null || model === undefined) throw new Error("Nothing is published");
  return { catalog, model };
}

/** Reads a page as the API does, and has PostgreSQL tell how it read it. */
async function explained(
  query: Readonly<Record<string, string>>,
): Promise<{ readonly cost: Cost; readonly next: string | null; readonly ids: readonly string[] }> {
  const { services } = server;
  const { catalog, model } = await published();
  const costs: Cost[] = [];
  const executor = {
    run: async (statement: Statement) => {
      const { rows } = await services.database.run({
        text: `explain (analyze, timing off, format json) ${statement.text}`,
        values: statement.values,
      });
      costs.push(costOf(JSON.parse(rows[0]?.[0] ?? "[]")[0].Plan));
      return services.database.run(statement);
    },
  };
  const rights = administratorRights;
  const request = parseListRequest(new URLSearchParams(query), model, catalog, rights);
  if (!request.ok) throw new Error(JSON.stringify(request.problems));
  const clock = clockAt(new Date(), "UTC");
  const page = await readPage({ executor, catalog, rights, clock }, request.value);
  if (!page.ok) throw new Error(JSON.stringify(page.problems));
  const { next, data } = JSON.parse(page.value);
  return {
    cost: {
      nodes: costs.flatMap(({ nodes }) => nodes),
      rowsRead: costs.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    },
    next,
    ids: data.map(({ id }: { id: string }) => id),
  };
}

function costOf(plan: PlanNode): Cost {
  const below = (plan.Plans ?? []).map(costOf);
  // A bitmap's own rows are read by the heap scan above it.
  const own = /(?<!Bitmap Index )Scan/.test(plan["Node Type"])
    ? (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"]
    : 0;
  return {
    nodes: [plan["Node Type"], ...below.flatMap(({ nodes }) => nodes)],
    rowsRead: below.reduce((sum, { rowsRead }) => sum + rowsRead, own),
  };
}

const limit = 100;

/** The cursor behind the first `place` rows. */
async function cursorAt(sort: string, place: number): Promise<string> {
  const { catalog, model } = await published();
  const keys = parseSort(sort, model, catalog, administratorRights);
  if (!keys.ok) throw new Error(JSON.stringify(keys.problems));
  const columns = keys.value.map(({ field }) => `"${field.name}"`);
  const order = keys.value.map(({ descending }, index) =>
    descending ? `${columns[index]} desc` : columns[index],
  );
  const { rows } = await server.services.database.run({
    text: `select ${columns.join()} from w_demo.entry order by ${order.join()} offset $1 limit 1`,
    values: [place - 1],
  });
  return writeCursor(keys.value, rows[0] ?? []);
}

describe("a page is read from its place in an index, however deep it lies", () => {
  // A third of the notes are empty: 66 000 is among the values upwards, the empty ones downwards.
  const orders = ["", "code", "-code", "note", "-note", "created_at", "-created_at"];
  for (const sort of orders) {
    for (const place of [0, 40_000, 134_000]) {
      test(`sort=${sort} from row ${place}`, async () => {
        const after = place === 0 ? {} : { after: await cursorAt(sort, place) };
        const { cost, ids } = await explained({ sort, limit: String(limit), ...after });
        expect(ids).toHaveLength(limit);
        expect(cost.nodes.filter((node) => /Seq Scan|Sort|Bitmap/.test(node))).toEqual([]);
        expect(cost.rowsRead).toBeLessThanOrEqual(limit + 1);
      });
    }
  }

  test("a page across the border of empty values reads little beside its own rows", async () => {
    for (const sort of ["note", "-note"]) {
      const { rows } = await server.services.database.run({
        text: "select count(*) from w_demo.entry where note is null",
        values: [],
      });
      const empty = Number(rows[0]?.[0]);
      const border = sort === "note" ? records - empty : empty;
      const after = await cursorAt(sort, border - 30);
      const { cost, ids } = await explained({ sort, limit: String(limit), after });
      expect(ids).toHaveLength(limit);
      expect(cost.nodes).not.toContain("Seq Scan");
      // The range that fills the page up is asked for a whole one.
      expect(cost.rowsRead).toBeLessThanOrEqual(2 * limit);
    }
  });

  test("a unique field serves as well as an indexed one", async () => {
    for (const sort of ["number", "-number"]) {
      for (const after of [undefined, await cursorAt(sort, 134_000)]) {
        const { cost, ids } = await explained({
          sort,
          limit: String(limit),
          ...(after === undefined ? {} : { after }),
        });
        expect(ids).toHaveLength(limit);
        expect(cost.nodes).not.toContain("Seq Scan");
        expect(cost.nodes).not.toContain("Sort");
        expect(cost.rowsRead).toBeLessThanOrEqual(2 * limit);
      }
    }
  });

  test("a lookup sorts by its target's id, and joins only the rows of its page", async () => {
    const fields = "code,customer.name";
    for (const sort of ["customer", "-customer"]) {
      const after = await cursorAt(sort, 134_000);
      const { cost, ids } = await explained({ sort, fields, limit: String(limit), after });
      expect(ids).toHaveLength(limit);
      expect(cost.nodes.filter((node) => /^Seq Scan|^Sort/.test(node))).toEqual([]);
      expect(cost.rowsRead).toBeLessThanOrEqual(3 * limit);
    }
  });

  test("the newest of one choice are neighbours in its index, and so are the next ones", async () => {
    const filter = 'level == "low"';
    for (const sort of ["", "-created_at", "created_at"]) {
      const first = await explained({ filter, sort, limit: String(limit) });
      const second = await explained({
        filter,
        sort,
        limit: String(limit),
        after: first.next ?? "",
      });
      for (const { cost, ids } of [first, second]) {
        expect(ids).toHaveLength(limit);
        expect(cost.nodes.filter((node) => /Seq Scan|Sort|Bitmap/.test(node))).toEqual([]);
        expect(cost.rowsRead).toBeLessThanOrEqual(limit + 1);
      }
    }
  });

  test("a list sorted by a choice pages through its index", async () => {
    for (const sort of ["level", "-level"]) {
      const after = await cursorAt(sort, 134_000);
      const { cost, ids } = await explained({ sort, limit: String(limit), after });
      expect(ids).toHaveLength(limit);
      expect(cost.nodes).not.toContain("Seq Scan");
      expect(cost.nodes).not.toContain("Sort");
      expect(cost.rowsRead).toBeLessThanOrEqual(2 * limit);
    }
  });

  test("a second key in the other direction sorts ties alone", async () => {
    const after = await cursorAt("code,-rank", 134_000);
    const { cost } = await explained({ sort: "code,-rank", limit: String(limit), after });
    expect(cost.nodes).not.toContain("Seq Scan");
    expect(cost.nodes).not.toContain("Sort");
    expect(cost.rowsRead).toBeLessThanOrEqual(2 * limit);
  });
});

test("a capped count stops at its bound, an exact one does not", async () => {
  const counted = async (query: string) =>
    (await server.request("GET", `/records/entry?limit=1&${query}`)).body as { count: number };
  expect((await counted("count=capped")).count).toBe(countLimit);
  expect((await counted("count=exact")).count).toBe(records);
  const few = encodeURIComponent(`rank <= ${countLimit - 1}`);
  expect((await counted(`count=capped&filter=${few}`)).count).toBe(countLimit - 1);
});

describe("conditions and joins keep to indexes too", () => {
  test("an equality on an indexed field reads what it finds", async () => {
    const { rows } = await server.services.database.run({
      text: "select code from w_demo.entry where rank = 77777",
      values: [],
    });
    const { cost, ids } = await explained({ filter: `code == "${rows[0]?.[0]}"` });
    expect(ids).toHaveLength(1);
    expect(cost.nodes).not.toContain("Seq Scan");
    expect(cost.rowsRead).toBeLessThanOrEqual(2);
  });

  test("a range on an indexed moment reads what it finds", async () => {
    const { cost, ids } = await explained({
      filter: 'created_at >= "2026-01-02T00:00:00Z" && created_at < "2026-01-02T00:00:20Z"',
      sort: "created_at",
    });
    expect(ids).toHaveLength(20);
    expect(cost.nodes).not.toContain("Seq Scan");
    expect(cost.rowsRead).toBeLessThanOrEqual(21);
  });
});
