import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv as readCsv } from "../../engine/import/read-csv.ts";
import { readXlsx } from "../../engine/import/read-xlsx.ts";
import type { Table } from "../../engine/import/table.ts";
import { importByCommand } from "../support/import-command.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const properties = {
  code: { type: "string", unique: true },
  name: { type: "string" },
  note: { $ref: "tenon:long_text" },
  email: { type: "string", format: "email" },
  quantity: { type: "integer" },
  price: { $ref: "tenon:money" },
  rate: { $ref: "tenon:decimal", precision: 30, scale: 6 },
  day: { type: "string", format: "date" },
  moment: { type: "string", format: "date-time" },
  clock: { type: "string", format: "time" },
  active: { type: "boolean" },
  level: {
    oneOf: [
      { const: "low", title: "Low" },
      { const: "high", title: "High" },
    ],
  },
  colours: { type: "array", items: { enum: ["red", "green", "a,b", "=x"] }, uniqueItems: true },
  extra: { $ref: "tenon:json" },
  group: { $ref: "tenon:lookup", target: "group" },
  double: { $ref: "tenon:money", formula: "price * 2" },
};

let server: TestServer;
let groupId: string;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("group", { code: { type: "string", unique: true } }),
      objectDocument("item", properties, { required: ["name"] }),
      objectDocument("copy", properties, { required: ["name"] }),
      objectDocument("small", {
        code: { type: "string", unique: true },
        name: { type: "string", maxLength: 5 },
        price: { $ref: "tenon:money" },
        group: { $ref: "tenon:lookup", target: "group" },
      }),
      objectDocument("deep", {
        name: { type: "string" },
        small: { $ref: "tenon:lookup", target: "small" },
        lines: {
          type: "array",
          items: { type: "object", properties: { text: { type: "string" } } },
        },
      }),
    ],
  });
  const group = await server.request("POST", "/records/group", { code: "G1" });
  groupId = (group.body as { id: string }).id;
});
afterAll(() => server.stop());

function parseCsv(text: string): Table {
  const table = readCsv(text);
  if (!table.ok) throw new Error(JSON.stringify(table.problems));
  return table.value;
}

const importFile = (
  object: string,
  content: string | Uint8Array,
  options?: Readonly<Record<string, string | boolean>>,
) => importByCommand(server, object, content, options);

/** The file as a browser gets it: fetch's own decoding would take the byte order mark off. */
async function exported(object: string, query: Readonly<Record<string, string>> = {}) {
  const response = await fetch(
    `${server.address}/demo/api/records/${object}/export?${new URLSearchParams(query)}`,
    { headers: { authorization: `Bearer ${server.adminToken}` } },
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text: new TextDecoder().decode(bytes),
  };
}

interface Row {
  readonly [name: string]: unknown;
}

async function records(object: string, fields: string): Promise<readonly Row[]> {
  const answer = await server.request(
    "GET",
    `/records/${object}?limit=1000&sort=code&fields=${fields}`,
  );
  return (answer.body as { data: Row[] }).data.map(
    ({ id: _id, revision: _revision, ...row }) => row,
  );
}

const count = async (object: string): Promise<unknown> =>
  ((await server.request("GET", `/records/${object}?count=exact&limit=1`)).body as Row).count;

/** Entries of the log of changes. */
async function entries(): Promise<unknown> {
  const text = "select count(*) from w_demo._history";
  return (await server.services.database.run({ text, values: [] })).rows[0]?.[0];
}

const dangerous = [
  "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x",
  "'quoted", "'=1", "''", 'say "hi"', "a,b", "line\nbreak", "line\r\nbreak", " spaces ", "云上", "é😀",
  '"', '""', ",", "\n", "0012", "1e5", "TRUE", "2026-11-22", "null", "=cmd|' /C calc'!A0",
]; // biome-ignore format: one list

const texts = fc.oneof(
  fc.constantFrom(...dangerous),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.stringMatching(/^[=+\-@'", \r\n\t;a-c＝]{1,8}$/).filter((text) => text !== ""),
);

describe("a CSV export", () => {
  test("imported again gives the same records, whatever their texts are", async () => {
    const drawn = fc.sample(
      fc.record({
        name: texts,
        note: fc.option(texts),
        email: fc.option(fc.constantFrom("a@b.example", "x+y@b.example", "+z@b.example")),
        quantity: fc.option(fc.maxSafeInteger()),
        price: fc.option(fc.constantFrom("-12345678901234567.89", "0.00", "1234.50")),
        rate: fc.option(fc.constantFrom("-0.000001", "123456789012345678901234.123456")),
        day: fc.option(fc.constantFrom("2026-02-28", "0001-01-01", "9999-12-31")),
        moment: fc.option(fc.constantFrom("2026-11-22T08:30:00.123Z", "1969-12-31T23:59:59.999Z")),
        clock: fc.option(fc.constantFrom("00:00:00", "23:59:59")),
        active: fc.option(fc.boolean()),
        level: fc.option(fc.constantFrom("low", "high")),
        colours: fc.uniqueArray(fc.constantFrom("red", "green", "a,b", "=x")),
        extra: fc.option(fc.constantFrom({ a: ["=1", 'q"'] }, [], "text", 12, true)),
        group: fc.option(fc.constant(groupId)),
      }),
      { numRuns: 250, seed: 3 },
    );
    const named = [...drawn, ...dangerous.map((name) => ({ name, note: name }))].map(
      (record, index) => ({ code: `C${String(index).padStart(4, "0")}`, ...record }),
    );
    const stored = await server.request("POST", "/records/item", named);
    expect(stored.status, JSON.stringify(stored.body)).toBe(201);
    const fields = Object.keys(properties).join();
    const file = await exported("item", { fields, sort: "code" });
    expect(await importFile("copy", file.bytes)).toEqual({
      status: 0,
      said: [`${named.length} records stored`],
      complaints: [],
    });
    expect(await records("copy", fields)).toEqual(await records("item", fields));
  });

  test("never hands a spreadsheet a formula", async () => {
    const { text } = await exported("item", { fields: "name,note,email,level" });
    const [header = [], ...rows]: string[][] = parse(text, { bom: true });
    expect(rows.length).toBeGreaterThan(250);
    for (const row of rows) {
      for (const [index, cell] of row.entries()) {
        expect(cell, header[index]).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      }
    }
  });

  test("is a file that spreadsheets open as UTF-8, with numbers left alone", async () => {
    const { headers, bytes, text } = await exported("item", { fields: "code,price", sort: "code" });
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text).not.toContain("'-12345678901234567.89");
    expect(text.split("\r\n")[0]).toMatch(/code,price/);
  });

  test("holds the records of its filter in the order asked for, over many pages", async () => {
    const many = Array.from({ length: 2500 }, (_, number) => ({
      code: `M${number}`,
      name: number % 7 === 0 ? null : `n${number % 10}`,
    }));
    for (const start of [0, 1000, 2000]) {
      const answer = await server.request(
        "POST",
        "/records/small",
        many.slice(start, start + 1000),
      );
      expect(answer.status).toBe(201);
    }
    const filter = 'name == null || name >= "n5"';
    const { text } = await exported("small", { filter, sort: "-name,code", fields: "name,code" });
    const { header, rows } = parseCsv(text);
    const found = rows.map((row) => [row[header.indexOf("name")], row[header.indexOf("code")]]);
    const expected = many
      .filter(({ name }) => name === null || name >= "n5")
      .map(({ name, code }) => [name ?? "", code])
      .toSorted(([a = "", x = ""], [b = "", y = ""]) => {
        if (a !== b) return a === "" ? -1 : b === "" ? 1 : a < b ? 1 : -1;
        return x < y ? -1 : 1;
      });
    expect(found).toEqual(expected);
    await server.services.database.run({ text: "delete from w_demo.small", values: [] });
  });

  test("has a column of each path that is asked for, and of nothing else", async () => {
    const make = async (object: string, values: Row) => {
      const made = await server.request("POST", `/records/${object}`, values);
      return (made.body as { id: string }).id;
    };
    const small = await make("small", { code: "S1", name: "=a", price: "1.25", group: groupId });
    await make("deep", { name: "with", small, lines: [{ text: "x" }] });
    await make("deep", { name: "without" });
    const fields = "small.group.code,name,small.name,small,small.price";
    const table = [
      fields.split(","),
      ["G1", "with", "=a", small, "1.25"],
      ["", "without", "", "", ""],
    ];
    const file = await exported("deep", { fields, sort: "name" });
    const { header, rows } = parseCsv(file.text);
    expect([header, ...rows]).toEqual(table);
    const sheet = await readXlsx(
      (await exported("deep", { fields, sort: "name", format: "xlsx" })).bytes,
      null,
    );
    if (!sheet.ok) throw new Error(JSON.stringify(sheet.problems));
    expect([sheet.value.table.header, ...sheet.value.table.rows]).toEqual(table);
    for (const object of ["deep", "small"])
      await server.services.database.run({ text: `delete from w_demo.${object}`, values: [] });
    for (const path of ["lines", "lines.text"]) {
      const refused = await server.request("GET", `/records/deep/export?fields=name,${path}`);
      expect(refused.body).toMatchObject({
        status: 400,
        errors: [
          {
            code: "child_rows_not_exported",
            path: "",
            params: { name: path, parameter: "fields" },
          },
        ],
      });
    }
  });

  test("is a spreadsheet, too, that imported again gives the same records", async () => {
    const fields = Object.keys(properties).join();
    const file = await exported("item", { format: "xlsx", fields, sort: "code" });
    expect(file.headers.get("content-type")).toContain("spreadsheetml.sheet");
    expect(file.headers.get("content-disposition")).toContain("item.xlsx");
    await server.services.database.run({ text: "delete from w_demo.copy", values: [] });
    expect(await importFile("copy", file.bytes)).toMatchObject({ status: 0, complaints: [] });
    expect(await records("copy", fields)).toEqual(await records("item", fields));
  });

  test("refuses what a list refuses, before a byte of it is sent", async () => {
    for (const query of [
      "format=pdf",
      "limit=5",
      "filter=nope",
      "sort=nope",
      "fields=nope",
      "after=x",
    ]) {
      const answer = await server.request("GET", `/records/item/export?${query}`);
      expect([answer.status, answer.headers.get("content-type")], query).toEqual([
        400,
        "application/problem+json",
      ]);
    }
  });
});

describe("an import", () => {
  test("reads UTF-8 with and without a mark, and GBK, as spreadsheets write them", async () => {
    const gbk = Buffer.concat([
      Buffer.from("code,name\r\nG-1,"),
      Buffer.from("d4c6c9cf", "hex"),
      Buffer.from("\r\nG-2,"),
      Buffer.from("c1e3ca9f", "hex"),
      Buffer.from("\r\n"),
    ]);
    expect((await importFile("small", gbk)).status).toBe(0);
    expect((await importFile("small", "code,name\nU-1,云上\n")).status).toBe(0);
    expect((await importFile("small", "\uFEFFcode,name\r\nU-2,云上\r\n\r\n")).status).toBe(0);
    expect(await records("small", "code,name")).toEqual([
      { code: "G-1", name: "云上" },
      {
        code: "G-2",
        name: "零剩".replace("剩", new TextDecoder("gbk").decode(Buffer.from("ca9f", "hex"))),
      },
      { code: "U-1", name: "云上" },
      { code: "U-2", name: "云上" },
    ]);
  });

  test("with a key changes the records that are there and adds the others", async () => {
    const outcome = await importFile(
      "small",
      "code,name,price,group.code\nU-1,neu,12.5,G1\nK-9,add,,\n",
      {
        key: "code",
      },
    );
    expect(outcome).toEqual({ status: 0, said: ["2 records stored"], complaints: [] });
    const found = await records("small", "code,name,price,group");
    expect(found.filter(({ code }) => ["U-1", "K-9"].includes(String(code)))).toEqual([
      { code: "K-9", name: "add", price: null, group: null },
      { code: "U-1", name: "neu", price: "12.50", group: groupId },
    ]);
    const again = await importFile("small", "code,name\nU-1,x\n");
    expect([again.status, again.complaints[0]]).toEqual([1, expect.stringContaining("not_unique")]);
    for (const key of ["name", "nope"]) {
      expect((await importFile("small", "code,name\nU-1,x\n", { key })).status).toBe(1);
    }
  });

  test("on trial leaves nothing behind, whether it would go well or not", async () => {
    const [before, log] = [await count("small"), await entries()];
    const good = await importFile("small", "code,name\nT-1,a\nT-2,b\n", { "dry-run": true });
    expect(good).toEqual({ status: 0, said: ["2 records would be stored"], complaints: [] });
    const bad = await importFile("small", "code,name\nT-1,a\nT-1,b\n", { "dry-run": true });
    expect([bad.status, bad.complaints[0]]).toEqual([1, expect.stringContaining("not_unique")]);
    expect(await count("small")).toBe(before);
    expect(await entries()).toBe(log);
  });

  test("names the line and the column of every mistake, and stores nothing", async () => {
    const before = await count("small");
    const file = [
      "code,name,price,group.code",
      "E-1,fine,1,G1",
      'E-2,"too\nlong name",1.234,G1',
      "E-3,fine,abc,G9",
      "E-4,fine,1,G1",
    ].join("\n");
    const { status, complaints } = await importFile("small", file);
    expect(status).toBe(1);
    const places = complaints.map((line) => line.replace(/^line ([^:]+):.*\((\w+)\)$/, "$1 $2"));
    expect(places.toSorted()).toEqual([
      "3, name too_long",
      "3, price too_many_digits",
      "4, group unknown_record",
      "4, price not_a_number",
    ]);
    expect(await count("small")).toBe(before);
  });

  test("refuses columns that are no fields, and files that are no tables", async () => {
    const unknown = await importFile("small", "code,nope,group.nope,code.x\nA,1,2,3\n");
    expect(unknown.complaints.map((line) => line.split(":")[0])).toEqual([
      "line 1, nope",
      "line 1, group.nope",
      "line 1, code.x",
    ]);
    for (const file of ['code,name\n"a,b\n', "code,name\na,b,c\n", 'code,name\na"b,"c"d\n']) {
      const broken = await importFile("small", file);
      expect(broken.complaints, file).toEqual([expect.stringMatching(/^line 2: .*csv_broken/)]);
    }
    const complaint = async (file: string) => (await importFile("small", file)).complaints[0];
    expect(await complaint("")).toMatch(/^line 1: .*table_empty/);
    expect(await complaint("code,name,code\na,b,c\n")).toMatch(/^line 1: .*column_twice/);
  });

  test("leaves out the columns of an export that nobody may write", async () => {
    const file = await exported("item", { filter: 'code == "C0001"' });
    const header = file.text.split("\r\n")[0] ?? "";
    expect(header).toContain("created_at");
    expect(header).toContain("double");
    const changed = file.text.replaceAll("C0001", "Z0001");
    expect(await importFile("copy", changed)).toMatchObject({ status: 0, complaints: [] });
    const fields = "name,note,price,double,level,extra";
    const one = async (object: string, code: string) =>
      (
        (
          await server.request(
            "GET",
            `/records/${object}?fields=${fields}&filter=${encodeURIComponent(`code == "${code}"`)}`,
          )
        ).body as { data: Row[] }
      ).data[0];
    const [before, after] = [await one("item", "C0001"), await one("copy", "Z0001")];
    expect(after).toEqual({ ...before, id: after?.id, revision: 1 });
    expect(after?.id).not.toBe(before?.id);
  });
});

test("an export has the fields that were asked for and no others", async () => {
  const asked = await server.request("GET", "/records/group/export?fields=code");
  expect(String(asked.body).replace("\uFEFF", "")).toBe("code\r\nG1\r\n");
});
