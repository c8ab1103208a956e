import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportPreview } from "../../metadata/wire.ts";
import { type ImportQuery, importCalls } from "../support/import-calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument(
        "part",
        {
          code: { type: "string", unique: true, title: "Code" },
          name: { type: "string", maxLength: 8, title: "Name" },
          price: { $ref: "tenon:money", title: "Price" },
          whole: { $ref: "tenon:lookup", target: "part", on_delete: "restrict" },
        },
        { required: ["code"] },
      ),
      {
        kind: "translation",
        name: "zh-CN",
        content: { objects: { part: { fields: { code: { title: "编码" } } } } },
      },
    ],
  });
});
afterAll(() => server.stop());

const { ended, imported, post, undone } = importCalls(() => server);

interface Part {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
}

async function parts(prefix: string): Promise<readonly Part[]> {
  const filter = encodeURIComponent(`starts_with(code, "${prefix}")`);
  const answer = await server.request("GET", `/records/part?limit=1000&sort=code&filter=${filter}`);
  return (answer.body as { data: Part[] }).data;
}

const names = async (prefix: string) => (await parts(prefix)).map(({ code, name }) => [code, name]);

describe("an import job", () => {
  test("finds all keys that are there already at once, and of one that repeats the first", async () => {
    await imported("code\nK-held\n");
    const run = (text: string) => server.services.database.run({ text, values: [] });
    // Every row that is tried takes a number, also when it is taken back.
    await run("alter table w_demo.part add column tried serial");
    const tried = async () =>
      Number((await run("select nextval('w_demo.part_tried_seq')")).rows[0]);
    const codes = Array.from({ length: 400 }, (_, index) =>
      index % 20 === 10 ? "K-held" : index === 251 ? "K-5" : `K-${index}`,
    );
    const before = await tried();
    const job = await imported(`code\n${codes.join("\n")}\n`, { mode: "valid" });
    expect(job).toMatchObject({ state: "done", read: 400, created: 379, refused: 21 });
    expect((await tried()) - before).toBeLessThan(500);
    await run("alter table w_demo.part drop column tried");
    const seen = new Set(["K-held"]);
    const repeated = codes.flatMap((code, index) => {
      const isThere = seen.has(code);
      seen.add(code);
      return isThere ? [index + 2] : [];
    });
    const told = repeated.map((row) => ({ row, path: "/code", code: "not_unique" }));
    expect(job.rows.toSorted((one, other) => one.row - other.row)).toMatchObject(told);
  });

  test("finds columns by name and by title in any language, and leaves out what it is told", async () => {
    const file = "编码,name,Price,ref\nA-1,Bolt,1.20,x\nA-2,Nut,,y\n";
    expect((await post(file)).body).toMatchObject({ code: "unknown_field" });
    const looked = await post(file, {}, "/import/part/preview");
    expect(looked.body).toMatchObject({
      encoding: "UTF-8",
      separator: ",",
      total: 2,
      columns: [{ field: "code" }, { field: "name" }, { field: "price" }, { field: null }],
    } satisfies Partial<Record<keyof ImportPreview, unknown>>);
    const job = await imported(file, { mapping: JSON.stringify({ ref: null }) });
    expect(job).toMatchObject({ state: "done", read: 2, created: 2, refused: 0, undoable: true });
    expect(await names("A-")).toEqual([
      ["A-1", "Bolt"],
      ["A-2", "Nut"],
    ]);
    const [first] = await parts("A-");
    const history = await server.request("GET", `/records/part/${first?.id}/history`);
    expect(history.body).toMatchObject({ data: [{ cause: "import", causality: job.id }] });
  });

  const mixed = "code,name,price\nB-1,fine,1\nB-2,far too long,x\nB-1,again,2\nB-4,fine,3\n";

  test("writes nothing when a row is refused, and names row, column and reason", async () => {
    const job = await imported(mixed);
    expect(job).toMatchObject({ state: "refused", created: 0, refused: 2, undoable: false });
    expect(job.rows.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, "price", "not_a_number"],
      [3, "name", "too_long"],
      [4, "code", "not_unique"],
    ]);
    expect(await names("B-")).toEqual([]);
  });

  test("writes the others when it is asked to, and gives the refused ones back", async () => {
    const trial = await imported(mixed, { mode: "valid", dry_run: "true" });
    expect(trial).toMatchObject({ state: "done", dry_run: true, refused: 2, undoable: false });
    expect(await names("B-")).toEqual([]);
    const job = await imported(mixed, { mode: "valid" });
    expect(job).toMatchObject({ state: "done", created: 2, refused: 2 });
    expect((await names("B-")).map(([code]) => code)).toEqual(["B-1", "B-4"]);
    const { body, headers } = await server.request("GET", `/jobs/${job.id}/refused`);
    expect(headers.get("content-disposition")).toContain("part-refused.csv");
    expect(String(body).split("\r\n")[1]).toMatch(/^B-2,far too long,x,3,"?price: /);
    const mended = String(body).replace("far too long,x", "short,5").replace("B-1,", "B-3,");
    expect(await imported(mended)).toMatchObject({ state: "done", created: 2 });
  });

  test("of refused rows of which some are mended gives the others back once more", async () => {
    const first = await imported("code,name,price\nR-1,one,x\nR-2,two,x\n", { mode: "valid" });
    const refused = async ({ id }: { readonly id: string }) =>
      String((await server.request("GET", `/jobs/${id}/refused`)).body).replace("\uFEFF", "");
    const file = (await refused(first)).replace("R-1,one,x", "R-1,one,1");
    const second = await imported(file, { mode: "valid" });
    expect(second).toMatchObject({ state: "done", created: 1, refused: 1 });
    const [header, row] = (await refused(second)).split("\r\n");
    expect(header).toBe("code,name,price,#line,#reason");
    expect(row).toMatch(/^R-2,two,x,3,/);
    const last = (await refused(second)).replace("two,x", "two,2");
    expect(await imported(last)).toMatchObject({ state: "done", created: 1 });
  });

  test("is taken back, but for records that somebody has changed since", async () => {
    await imported("code,name\nC-1,old\n");
    const job = await imported("code,name\nC-1,new\nC-2,two\nC-3,three\n", { key: "code" });
    expect(job).toMatchObject({ state: "done", created: 2, changed: 1 });
    const third = (await parts("C-3"))[0];
    const path = `/records/part/${third?.id}`;
    await server.request("PATCH", path, { name: "mine" }, { headers: { "if-match": "*" } });
    const taken = await undone(job);
    expect(taken).toMatchObject({ state: "undone", undoable: false });
    expect(taken.not_undone).toMatchObject([
      { record: third?.id, code: "changed_since_import", title: "mine" },
    ]);
    expect(await names("C-")).toEqual([
      ["C-1", "old"],
      ["C-3", "mine"],
    ]);
    const again = await server.request("POST", `/jobs/${job.id}/undo`);
    expect([again.status, again.body]).toMatchObject([409, { code: "job_not_undoable" }]);
  });

  test("is taken back from its end, so that what was written last may point to what was first", async () => {
    // Rows of one statement are behind those that are refused.
    const refused = Array.from({ length: 1000 }, (_, row) => `H-${row + 2},far too long,`);
    const file = `code,name,whole.code\nH-0,,\n${refused.join("\n")}\nH-1,,H-0\n`;
    const job = await imported(file, { mode: "valid" });
    expect(job).toMatchObject({ state: "done", created: 2, refused: 1000 });
    expect(await undone(job)).toMatchObject({ state: "undone", not_undone: [] });
    expect(await names("H-")).toEqual([]);
  });

  test("belongs to the caller alone", async () => {
    const job = await imported("code\nD-1\n");
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/refused"],
      ["POST", "/cancel"],
      ["POST", "/undo"],
    ] as const) {
      const answer = await server.request(method, `/jobs/${job.id}${path}`, undefined, {
        token: server.memberToken,
      });
      expect([answer.status, answer.body]).toMatchObject([404, { code: "job_not_found" }]);
    }
  });

  test("whose server has gone silent is interrupted, and cannot end any more", async () => {
    const job = await imported("code\nE-1\n", { dry_run: "true" });
    await server.services.database.run({
      text: `update w_demo._job set state = 'running', beat_at = now() - interval '1 minute' where id = $1`,
      values: [job.id],
    });
    expect(await ended(job.id)).toMatchObject({ state: "interrupted", undoable: false });
  });

  test("that is cancelled leaves nothing behind", async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `F-${index},n`);
    const started = await post(`code,name\n${rows.join("\n")}\n`);
    const { id } = started.body as { id: string };
    expect((await server.request("POST", `/jobs/${id}/cancel`)).status).toBe(202);
    expect(await ended(id)).toMatchObject({ state: "cancelled" });
    expect(await names("F-")).toEqual([]);
    expect((await server.request("POST", `/jobs/${id}/cancel`)).status).toBe(409);
  });

  test("sets aside each of many rows that only the database refuses", async () => {
    await imported("code\nG-7\nG-1500\n");
    const rows = Array.from({ length: 2000 }, (_, index) => `G-${index}`);
    const job = await imported(`code\n${rows.join("\n")}\n`, { mode: "valid" });
    expect(job).toMatchObject({ state: "done", created: 1998, refused: 2 });
    expect(job.rows.map(({ row, code }) => [row, code])).toEqual([
      [9, "not_unique"],
      [1502, "not_unique"],
    ]);
  });

  test("ends with the line that holds what cannot be stored, and keeps the others when asked", async () => {
    const refused = [{ row: 2, path: "/code", code: "text_not_storable" }];
    expect(await imported("code\n\0N-1\n")).toMatchObject({ state: "refused", rows: refused });
    const looked = await imported("code,name,whole.code\nN-2,a\0b,\0\nN-3,,\n", { mode: "valid" });
    expect(looked).toMatchObject({ state: "done", created: 1, refused: 1 });
    expect(looked.rows.map(({ row, path, code }) => [row, path, code])).toEqual([
      [2, "/name", "text_not_storable"],
      [2, "/whole", "text_not_storable"],
    ]);
    const kept = await server.request("GET", `/jobs/${looked.id}/refused`);
    expect(kept.body).toContain("a\ufffdb");
    const byKey = await imported("code,name\n\0N-1,x\n", { key: "code" });
    expect(byKey).toMatchObject({ state: "refused", rows: refused });
    const header = await post("code,#\0\nN-4,x\n");
    expect(header.body).toMatchObject({
      code: "text_not_storable",
      errors: [{ path: "/1" }],
    });
  });

  test("is refused when its bytes are of another encoding than it can be read in", async () => {
    const sent = async (bytes: readonly number[], type = "text/csv") => {
      const body = new Uint8Array(bytes);
      const headers = { "content-type": type, authorization: `Bearer ${server.adminToken}` };
      const address = `${server.address}/demo/api/import/part/preview`;
      const answer = await fetch(address, { method: "POST", headers, body });
      const { code, encoding } = (await answer.json()) as { code?: string; encoding?: string };
      return [answer.status, code ?? encoding];
    };
    const table = (...cell: number[]) => [...Buffer.from("code\n"), ...cell, 10];
    expect(await sent(table(0xb1, 0xe0))).toEqual([200, "GB18030"]);
    expect(await sent(table(0xb1, 0xe0), "text/csv; charset=GBK")).toEqual([200, "GB18030"]);
    expect(await sent(table(0xe9, 0x2c))).toEqual([415, "table_encoding"]);
    expect(await sent(table(0x61), "text/csv; charset=iso-8859-1")).toEqual([
      415,
      "table_encoding",
    ]);
  });

  test("is refused at once when request or file make no sense", async () => {
    const codes = async (file: string, options: ImportQuery = {}) =>
      ((await post(file, options)).body as { code: string }).code;
    expect(await codes("code\nX\n", { mode: "some" })).toBe("invalid_parameter");
    expect(await codes("code\nX\n", { dry_run: "1" })).toBe("invalid_parameter");
    expect(await codes("code\nX\n", { mapping: "[]" })).toBe("invalid_parameter");
    expect(await codes("code\nX\n", { mapping: '{"nope":null}' })).toBe("unknown_column");
    expect(await codes("name\nX\n", { key: "code" })).toBe("key_column_missing");
    expect(await codes("code\nX\n", { key: "name" })).toBe("unknown_field");
    expect(await codes("__proto__\nX\n")).toBe("json_forbidden_key");
    const form = await server.request("POST", "/import/part", { code: "X" });
    expect([form.status, form.body]).toMatchObject([415, { code: "table_expected" }]);
  });
});
