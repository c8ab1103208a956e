/**
 * Every conversion between field types, in PostgreSQL and in JavaScript: a column converted as a
 * whole holds, value by value, what `convertValue` says, and is empty where it says there is none.
 * `TESTS=long` tries the pairs, too, that only the way back to an earlier version leads through.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { convertColumn, findUnconverted } from "../../engine/publish/conversion.ts";
import { countRows } from "../../engine/publish/obstacles.ts";
import { createTable } from "../../engine/publish/table-statements.ts";
import { canBeWritten } from "../../engine/publish/type-changes.ts";
import { prepareSql } from "../../engine/query/plan-cache.ts";
import { jsonValue } from "../../engine/query/projection.ts";
import { columnOf, columnParameter } from "../../engine/records/columns.ts";
import { identifier, joinSql, parameter, sql } from "../../metadata/expressions/index.ts";
import type { FieldTypeName } from "../../metadata/fields/index.ts";
import { fieldTypeByName, fieldTypes } from "../../metadata/fields/index.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { convertValue } from "../../metadata/validate/convert-value.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { fieldSamples } from "../metadata/fields/field-samples.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("anything", { name: { type: "string" } })],
  });
});
afterAll(() => server.stop());

const timeZone = "Asia/Shanghai";
const context = { locale: "en", timeZone } as const;

/** Texts that look like values of some type, and some that only nearly do. */
const texts = [
  ..."0 1 -1 00 007 -0 +5 1.0 1.50 -0.5 .5 5. 1e3 1,234.50 １２ (12) 9007199254740993 -9007199254740991".split(
    " ",
  ),
  ..."123456789012345678 0.12345678 true FALSE yes 否 draft 已完成 a;b 2024-02-29 2023-02-29 2024/3/1".split(
    " ",
  ),
  ..."24.3.1 12:30 8:05 2024-05-06T07:08:09Z 2024-05-06T00:00:00+08:00 www.example.com a@b.cn".split(
    " ",
  ),
  ...'a.b@example.co.uk http://x.y/z 13800138000 +86-10-1234 [1] {"a":1} null 1899-12-31 20240229'.split(
    " ",
  ),
  " 12 ",
  "2024-05-06 07:08",
  "1 234",
  "12.50-",
  "12:30 PM",
  "a b",
  "\u00a05",
  "١٢",
  "12\n",
  "c\uFF20d.cn",
  "e\uFE6Bf.cn",
];

const run = (query: ReturnType<typeof sql>) =>
  server.services.database.run(prepareSql(query).bind({}));

const inColumn = fieldTypes.filter(
  ({ storage, group }) => storage === "column" && group !== "relation",
);

const pairs = inColumn.flatMap((after) =>
  after.convertibleFrom
    .map((name) => [name, after.name] as const)
    .filter(([name]) => fieldTypeByName(name)?.storage === "column"),
);

const written = inColumn.filter(canBeWritten);
const furtherPairs = written.flatMap((after) =>
  written
    .filter((before) => before !== after && !after.convertibleFrom.includes(before.name))
    .map((before) => [before.name, after.name] as const),
);

const tried = process.env.TESTS === "long" ? [...pairs, ...furtherPairs] : pairs;

test.each(tried)("%s to %s", async (from, to) => {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  for (const [index, target] of fieldSamples[to as FieldTypeName].entries()) {
    const source = fieldSamples[from as FieldTypeName][0];
    if (source === undefined) throw new Error(`no sample of ${from}`);
    const name = `${from}_${to}_${index}`;
    const model = resolveObject({
      name,
      id: name,
      type: "object",
      properties: { a: source.schema, b: target.schema },
    });
    const [before, after] = [model.byName.get("a"), model.byName.get("b")];
    if (!before || !after) throw new Error("no fields");
    const values = [
      ...fc.sample(source.values, { numRuns: 40, seed: 42 + index }),
      ...(before.type.wire === "string" && before.type.group === "text" ? texts : []),
      ...(before.type.wire === "string" && before.type.group === "text"
        ? fc
            .sample(target.values, { numRuns: 30, seed: 7 })
            .map((value) => after.type.exportText(value, after.schema))
        : []),
    ].filter(
      (value) =>
        value !== null &&
        value !== undefined &&
        value !== "" &&
        valueProblems(before.schema, { ...before.type, valueSchema: () => ({}) }, value).length ===
          0,
    );
    const names = { schema: catalog.schema, tableOfObject: () => null };
    for (const text of createTable(names, model))
      await server.services.database.run({ text, values: [] });
    const table = identifier(catalog.schema, name);
    const rows = values.map(
      (value, position) =>
        sql`(${parameter(`00000000-0000-7000-8000-${String(position).padStart(12, "0")}`, "uuid")}, now(), now(), 1, ${parameter(columnParameter(before, value), columnOf(before).parameter)})`,
    );
    await run(
      sql`insert into ${table} ("id", "created_at", "updated_at", "revision", "a") values ${joinSql(rows, sql`, `)}`,
    );
    const conversion = {
      object: model,
      before,
      after,
      round: false,
      timeZone,
      targets: () => null,
    };
    const place = { table, from: identifier("t", "a"), to: identifier("b") };
    const expected = values.map((value) => convertValue(before, after, value, context));
    const failing = expected.filter(({ ok }) => !ok).length;
    const found = await findUnconverted(server.services.database, conversion, place);
    const counted =
      found.failing === null
        ? { count: 0, samples: [] }
        : await countRows(server.services.database, { table, where: found.failing }, null);
    expect(counted.count).toBe(failing);
    expect(counted.samples).toHaveLength(Math.min(failing, 20));
    expect(await convertColumn(server.services.database, conversion, place)).toBe(failing);
    const column = sql`to_jsonb(${jsonValue(after.type.wire, identifier("b"))})`;
    const stored = await run(sql`select ${column} from ${table} order by "id"`);
    for (const [position, result] of expected.entries()) {
      const held = JSON.parse(stored.rows[position]?.[0] ?? "null") as unknown;
      const should = result.ok ? (result.value ?? null) : null;
      expect(held, `${JSON.stringify(values[position])} as ${to} ${index}`).toEqual(should);
    }
  }
});

test("every conversion that is named is among them", () => {
  expect(pairs.length).toBeGreaterThan(40);
  expect(furtherPairs.length).toBeGreaterThan(500);
});
