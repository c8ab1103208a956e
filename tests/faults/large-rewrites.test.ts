/**
 * Values of large tables that a publish replaces, and formulas that read what it makes: both are made
 * ready beside the table, so that those who write, and change what is there, hardly wait.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 31_000;
const grades = 300;

type Content = { properties: Record<string, Record<string, unknown>>; [keyword: string]: unknown };

const decimal = (scale: number, formula?: string) => ({
  $ref: "tenon:decimal",
  precision: 20,
  scale,
  ...(formula === undefined ? {} : { formula }),
});
const integer = (formula: string) => ({ type: "integer", formula });

let server: TestServer;
const { call, get } = callsOf(() => server);
const run = (text: string) => server.services.database.run({ text, values: [] });

beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("grade", { level: { enum: ["a", "b", "c"] }, rate: decimal(4) }),
      objectDocument("thing", {
        place: { type: "integer" },
        digits: { type: "string" },
        note: { type: "string" },
        next: { type: "integer" },
        level: { enum: ["a", "b", "c"], index: true },
        levels: { type: "array", items: { enum: ["a", "b", "c"] }, uniqueItems: true },
        price: decimal(4),
        grade: { $ref: "tenon:lookup", target: "grade" },
        is_c: integer(`level == "c" ? 1 : 0`),
        twice_c: integer("is_c * 2"),
        dear: decimal(4, "price * 2"),
        grade_c: integer(`grade.level == "c" ? 1 : 0`),
        due: decimal(4, "place * grade.rate"),
      }),
    ],
  });
  const system = `"id", "created_at", "updated_at", "revision"`;
  const made = "gen_random_uuid(), now(), now(), 1";
  const levelOf = (n: string) => `(array['a', 'b', 'c'])[1 + ${n} % 3]`;
  await run(`insert into "w_demo"."grade" (${system}, "level", "rate")
    select ${made}, ${levelOf("n")}, n + 0.1234 from generate_series(1, ${grades}) as n`);
  await run(`insert into "w_demo"."thing" (${system}, "place", "digits", "level", "levels", "price", "grade",
      "is_c", "twice_c", "dear", "grade_c", "due")
    select ${made}, n, case when n % 100 = 0 then 'x' || n else n::text end, ${levelOf("n")},
      case n % 3 when 0 then array['c'] when 1 then array['a', 'c'] else array['b'] end, n + 0.1234, g."id",
      case when n % 3 = 2 then 1 else 0 end, case when n % 3 = 2 then 2 else 0 end, 2 * (n + 0.1234),
      case when g."level" = 'c' then 1 else 0 end, n * g."rate"
      from generate_series(1, ${rows}) as n join "w_demo"."grade" as g on trunc(g."rate") = 1 + n % ${grades}`);
  await run('analyze "w_demo"."thing"');
});
afterEach(() => server.stop());

const count = async (condition: string) =>
  Number((await run(`select count(*) from "w_demo"."thing" where ${condition}`)).rows[0]?.[0]);

async function draft(object: string, change: (content: Content) => void) {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === object)?.published;
  const content = structuredClone(published) as Content;
  change(content);
  const saved = await call("PUT", `/metadata/drafts/object/${object}`, content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return (await get("/metadata/plan")).body as PublishPlan;
}

const publish = (answers: Readonly<Record<string, unknown>> = {}) =>
  call("POST", "/metadata/publish", { answers });

/** Records that are there are written until it is stopped, and then are as they were last written. */
async function startWriter() {
  const found = (await run(`select "id" from "w_demo"."thing" order by "id" limit 100`)).rows;
  const last = new Map<string, string>();
  let running = true;
  const refused: unknown[] = [];
  const work = (async () => {
    for (let turn = 0; running; turn++) {
      const id = found[turn % 100]?.[0] ?? "";
      const level = turn % 2 === 0 ? "a" : "b";
      const body = { level, price: `${turn}.5000`, note: `note ${turn}`, next: -turn };
      const answer = await call("PATCH", `/records/thing/${id}`, body);
      if (answer.status === 200)
        last.set(id, `('${id}', '${level}', ${turn}.5, 'note ${turn}', ${-turn})`);
      else refused.push(answer.body);
    }
  })();
  return {
    /** A condition of the rows that it has left alone. */
    others: `"id" > '${found.at(-1)?.[0]}'`,
    stop: async () => {
      running = false;
      await work;
      expect(refused).toEqual([]);
      expect(last.size).toBeGreaterThan(0);
      const kept = await count(
        `("id"::text, "level", "price", "note", "next") in (values ${[...last.values()].join()})`,
      );
      expect(kept).toBe(last.size);
    },
  };
}

/** Rows that are written one after the other while nobody else may write them. */
const atOnceMaximum = 10_000;

/** Runs what is to be seen, and says how many rows of the table the last transaction wrote. */
async function rowsWrittenAtOnce(work: () => Promise<unknown>): Promise<number> {
  const { database } = server.services;
  const { transaction } = database;
  let written = 0;
  database.transaction = (inside, first) => {
    let inThis = 0;
    let publishes = false;
    return transaction(async (executor) => {
      const value = await inside({
        run: async (statement) => {
          const result = await executor.run(statement);
          if (/^(with computed|update "w_demo")/.test(statement.text)) inThis += result.rowCount;
          if (statement.text.startsWith("insert into core.version")) publishes = true;
          return result;
        },
      });
      if (publishes) written = inThis;
      return value;
    }, first);
  };
  await work();
  database.transaction = transaction;
  return written;
}

interface Rewrite {
  readonly name: string;
  readonly object?: string;
  edit(content: Content): void;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly wrong: string;
}

const replaced = (content: Content, field: string, schema: Record<string, unknown>) => {
  content.properties[field] = { ...schema, id: content.properties[field]?.id };
};

const rewrites: readonly Rewrite[] = [
  {
    name: "removed options, and formulas that read them",
    edit: (content) => {
      replaced(content, "level", { enum: ["a", "b"], index: true });
      const items = { enum: ["a", "b"] };
      replaced(content, "levels", { type: "array", items, uniqueItems: true });
    },
    answers: { "options.thing.level": "replace:a", "options.thing.levels": "replace:a" },
    wrong: `"level" not in ('a', 'b') or "is_c" <> 0 or "twice_c" <> 0
      or "levels" <> (case "place" % 3 when 2 then array['b'] else array['a'] end)`,
  },
  {
    name: "values of what becomes required",
    edit: (content) => {
      replaced(content, "next", { type: "integer", default: { expression: "place + 1" } });
      content.required = ["note", "next"];
    },
    answers: { "fill.thing.note": "none" },
    wrong: `"note" <> 'none' or "next" <> "place" + 1`,
  },
  {
    name: "digits and types, and formulas, new and changed, that read them",
    edit: (content) => {
      replaced(content, "price", decimal(2));
      replaced(content, "digits", { type: "integer" });
      replaced(content, "is_c", integer(`level == "c" ? 10 : 5`));
      content.properties.fresh = integer("digits * 2");
    },
    answers: { "convert.thing.price": "round", "convert.thing.digits": "keep_unconverted" },
    wrong: `"dear" <> "price" * 2 or "price" <> round("price", 2)
      or "digits" is distinct from (case when "place" % 100 <> 0 then "place" end)
      or "fresh" is distinct from "digits" * 2
      or "twice_c" <> "is_c" * 2 or "is_c" not in (5, 10)`,
  },
  {
    name: "values of a small table that formulas of the large one read",
    object: "grade",
    edit: (content) => {
      replaced(content, "level", { enum: ["a", "b"] });
      replaced(content, "rate", decimal(2));
    },
    answers: { "options.grade.level": "clear", "convert.grade.rate": "round" },
    wrong: `"grade_c" <> 0
      or "due" <> "place" * (select g."rate" from "w_demo"."grade" as g where g."id" = "grade")`,
  },
];

test.each(rewrites)(
  "$name: most are made beforehand, and what is written meanwhile is made right too",
  async ({ object = "thing", edit, answers, wrong }) => {
    await draft(object, edit);
    const writer = await startWriter();
    const atOnce = await rowsWrittenAtOnce(async () => {
      const published = await publish(answers);
      expect(published.status, JSON.stringify(published.body)).toBe(200);
    });
    await writer.stop();
    expect(atOnce).toBeLessThan(atOnceMaximum);
    expect(await count(`${writer.others} and (${wrong})`)).toBe(0);
    await expectWhole(server);
  },
);
