/** The apostrophes that keep spreadsheets from reading texts as formulas are no part of the texts. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { importCalls } from "../support/import-calls.ts";
import { importByCommand } from "../support/import-command.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const text = { type: "string" };
const unique = { ...text, unique: true };
const customer = { $ref: "tenon:lookup", target: "customer" };
const codes = ["-A1", "=A1", "'quoted", "'=1", "''", "plain"];
const quoted = (cell: string) => (cell.startsWith("'") || /^[=-]/.test(cell) ? `'${cell}` : cell);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", {
        code: unique,
        since: { type: "string", format: "date-time", unique: true },
        rate: { $ref: "tenon:decimal", scale: 4, unique: true },
        share: { $ref: "tenon:percent", scale: 2, unique: true },
        day: { type: "string", format: "date", unique: true },
        size: { type: "integer", unique: true },
        contacts: {
          type: "array",
          items: { type: "object", properties: { name: text, about: text } },
        },
      }),
      objectDocument("order", { name: text, customer }),
      objectDocument("copy", { name: text, customer }),
      objectDocument("part", {
        code: unique,
        phone: { $ref: "tenon:phone" },
        note: { ...text, title: "=Note" },
        price: { $ref: "tenon:money" },
      }),
    ],
    seeds: {
      customer: `code,since,rate,share,day,size\n${codes
        .map((code, row) => {
          const at = `2026-11-0${row + 1}`;
          return `${quoted(code)},${at}T08:00:00Z,${row}.5,${row}.25,${at},${row}`;
        })
        .join("\n")}\n`,
      "customer.contacts": `customer.code,name,about\n'-A1,'=x,''-y\n''=1,plain,'z\n`,
      order: `name,customer.code\n${codes.map((code) => `${quoted(code)},${quoted(code)}`).join("\n")}\n`,
    },
  });
});
afterAll(() => server?.stop());

const { imported } = importCalls(() => server);

async function records(path: string) {
  const { body } = await server.request("GET", `/records/${path}`);
  return (body as { data: Record<string, unknown>[] }).data.map(
    ({ id: _id, revision: _revision, ...values }) => values,
  );
}

const sorted = (texts: readonly unknown[]) => texts.map(String).toSorted();
/** What the copies are called, and the codes of whom they point to. */
const copies = async () =>
  (await records("copy?fields=name,customer.code")).map((values) => [
    values.name,
    (values.customer as { code: string } | null)?.code,
  ]);
const empty = () => server.services.database.run({ text: "delete from w_demo.copy", values: [] });

async function exported(format: string, fields: string): Promise<Uint8Array> {
  const query = new URLSearchParams({ format, fields });
  const answer = await fetch(`${server.address}/demo/api/records/order/export?${query}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

test("seeds mean the same texts, in their keys and in rows of other files", async () => {
  const customers = await records("customer?fields=code,contacts");
  expect(sorted(customers.map(({ code }) => code))).toEqual(sorted(codes));
  const contactsOf = (code: string) => customers.find((found) => found.code === code)?.contacts;
  expect(contactsOf("-A1")).toMatchObject([{ name: "=x", about: "'-y" }]);
  expect(contactsOf("'=1")).toMatchObject([{ name: "plain", about: "'z" }]);
});

test("a lookup is found by whatever key it was exported with", async () => {
  const expected = codes.map((code) => [code, code]).toSorted();
  for (const format of ["csv", "xlsx"]) {
    for (const key of ["code", "since", "rate", "share", "day", "size"]) {
      const file = await exported(format, `name,customer.${key}`);
      expect(await importByCommand(server, "copy", file), `${format} ${key}`).toMatchObject({
        status: 0,
        complaints: [],
      });
      expect((await copies()).toSorted(), `${format} ${key}`).toEqual(expected);
      await empty();
    }
  }
});

test("a key is found however its value is written", async () => {
  for (const [key, cell] of [
    ["since", "2026-11-01T09:00:00+01:00"],
    ["rate", "0.50"],
    ["share", "0.250%"],
    ["size", "0"],
  ]) {
    const file = `name,customer.${key}\nx,${cell}\ny,${cell}\n`;
    expect(await importByCommand(server, "copy", file), key).toMatchObject({ complaints: [] });
    expect((await copies()).toSorted()).toEqual([
      ["x", "-A1"],
      ["y", "-A1"],
    ]);
    await empty();
  }
});

test("a refused row comes back as it was, and is stored as it was when it is mended", async () => {
  const header = "code,phone,'=Note,price\n";
  const rows = ["'=P-1,'+49 30 123,'-x,wrong", "P-2,'+49 30 124,''x,wrong", "P-3,,'y,wrong"];
  const mapping = JSON.stringify({ "=Note": "note" });
  const job = await imported(`${header}${rows.join("\n")}\n`, { mapping });
  expect(job).toMatchObject({ state: "refused", refused: 3 });
  expect(job.rows.map(({ column, code }) => [column, code])).toEqual(
    rows.map(() => ["price", "not_a_number"]),
  );
  const file = String((await server.request("GET", `/jobs/${job.id}/refused`)).body);
  expect(await imported(file.replaceAll("wrong", "5"), { mapping })).toMatchObject({ created: 3 });
  expect(await records("part?sort=code&fields=code,phone,note,price")).toEqual([
    { code: "=P-1", phone: "+49 30 123", note: "-x", price: "5.00" },
    { code: "P-2", phone: "+49 30 124", note: "'x", price: "5.00" },
    { code: "P-3", phone: null, note: "'y", price: "5.00" },
  ]);
});
