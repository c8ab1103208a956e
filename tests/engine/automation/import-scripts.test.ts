/** Scripts prepare the rows of a file before these are checked. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { importCalls } from "../../support/import-calls.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { importedParts } from "./imported-parts.ts";
import { documents } from "./importing-scripts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server?.stop());

const { ended, imported } = importCalls(() => server);
const valid = { mode: "valid" };

const { parts, suppliers } = importedParts(() => server);

test("they change values, read what could not be read, and follow one another by name", async () => {
  const job = await imported(
    "code,name,price,supplier.name\nA-1,Bolt,about 12,New A\nA-2,Nut,7,\n",
  );
  expect(job).toMatchObject({ state: "done", created: 2, refused: 0, skipped: 0, rows: [] });
  expect(await parts("A-", "price", "note")).toEqual([
    ["A-1", "12.00", "2:0 b"],
    ["A-2", "7.00", "3:0 b"],
  ]);
  expect(await suppliers("New A")).toEqual([["New A"]]);
});

test("a spreadsheet goes through them as well", async () => {
  await server.request("POST", "/records/sheet", [{ code: "X-1", name: "Bolt", price: "about 5" }]);
  const fields = "fields=code,name,price";
  const headers = { authorization: `Bearer ${server.adminToken}` };
  const at = `${server.address}/demo/api`;
  const sheet = await fetch(`${at}/records/sheet/export?format=xlsx&${fields}`, { headers });
  const body = await sheet.arrayBuffer();
  const type = { "content-type": sheet.headers.get("content-type") ?? "" };
  const sent = await fetch(`${at}/import/part`, {
    method: "POST",
    headers: { ...headers, ...type },
    body,
  });
  const { id } = (await sent.json()) as { id: string };
  expect(await ended(id)).toMatchObject({ state: "done", created: 1 });
  expect(await parts("X-", "price")).toEqual([["X-1", "5.00"]]);
});

const mixed =
  "code,name,supplier.name\nB-1,fine,\nB-2,bad,New B\nB-3,skip,\nB-4,far too long,New BB\nB-5,lose,\nB-6,late,\n";

test("a row is refused at its line and field, or skipped, each with a reason in both languages", async () => {
  const trial = await imported(mixed, { ...valid, dry_run: "true" });
  expect(trial).toMatchObject({ state: "done", created: 2, refused: 3, skipped: 1 });
  expect(await parts("B-")).toEqual([]);
  expect(await imported(mixed)).toMatchObject({ state: "refused", refused: 3, skipped: 0 });
  const job = await imported(mixed, valid);
  expect(job).toMatchObject({ state: "done", created: 2, refused: 3, skipped: 1 });
  expect(job.rows.map(({ row, column, code, message }) => [row, column, code, message])).toEqual([
    [3, "name", "script_refused", "Not so"],
    [4, null, "row_skipped", "Not ours"],
    [5, "name", "too_long", expect.any(String)],
    [7, "code", "script_refused", "Too late"],
  ]);
  const chinese = { headers: { "accept-language": "zh-CN" } };
  const { body } = await server.request("GET", `/jobs/${job.id}`, undefined, chinese);
  expect(body).toMatchObject({ rows: [{ message: "不可" }, { message: "不归我们" }, {}, {}] });
  const file = await server.request("GET", `/jobs/${job.id}/refused`);
  expect(String(file.body)).toContain("B-3,skip,,4,Not ours");
  expect(await parts("B-", "note")).toEqual([
    ["B-1", expect.stringMatching(/^2:/)],
    ["B-5", expect.stringMatching(/^6:/)],
  ]);
  // What was written for a row that is refused, by its script or later, has gone with it.
  expect(await suppliers("New B")).toEqual([]);
});
