/** Scripts are given the rows of a file by batches, each of which is written or leaves nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { importCalls } from "../../support/import-calls.ts";
import { importByCommand } from "../../support/import-command.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { importedParts } from "./imported-parts.ts";
import { documents } from "./importing-scripts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server?.stop());

const { imported } = importCalls(() => server);
const { parts, suppliers } = importedParts(() => server);
const valid = { mode: "valid" };

test("a script that is ended refuses the rows of its batch, and leaves nothing of them", async () => {
  const lines = Array.from({ length: 205 }, (_, row) => `C-${1000 + row},fine,`);
  const file = `code,name,supplier.name\n${lines.join("\n")}\nC-2000,fine,New C\nC-2001,spin,\n`;
  const job = await imported(file, valid);
  expect(job).toMatchObject({ state: "done", created: 200, refused: 7 });
  const stopped = job.rows.map(({ row, column, code }) => [row, column, code]);
  expect(stopped).toEqual(
    [202, 203, 204, 205, 206, 207, 208].map((row) => [row, null, "script_stopped"]),
  );
  expect(await suppliers("New C")).toEqual([]);
  const again = await imported("code,name\nC-3000,fine\n");
  expect(again).toMatchObject({ state: "done", created: 1 });
});

test("they see what earlier batches have written", async () => {
  const lines = Array.from({ length: 201 }, (_, row) => `D-${1000 + row},New D`);
  const [[, before] = []] = await parts("C-3000", "note");
  const job = await imported(`code,supplier.name\n${lines.join("\n")}\n`);
  expect(job).toMatchObject({ state: "done", created: 201 });
  const notes = await parts("D-", "note");
  const seen = Number(/\d+:(\d+)/.exec(String(before))?.[1]) + 1;
  expect([notes[0], notes[200]]).toEqual([
    ["D-1000", `2:${seen} b`],
    ["D-1200", `202:${seen + 200} b`],
  ]);
  expect(await suppliers("New D")).toEqual([["New D"]]);
});

test("the command names what was skipped and what was refused, and prepares changes by a key", async () => {
  expect(await importByCommand(server, "part", "code,name\nE-1,skip\nE-2,fine\n")).toEqual({
    status: 0,
    said: ["1 records stored"],
    complaints: ["line 2: Not ours (row_skipped)"],
  });
  const refused = await importByCommand(server, "part", "code,name\nE-3,bad\nE-4,fine\n");
  expect(refused).toMatchObject({
    status: 1,
    complaints: ["line 2, name: Not so (script_refused)"],
  });
  const changes = "code,price\nE-2,about 9\n";
  expect(await importByCommand(server, "part", changes, { key: "code" })).toMatchObject({
    status: 0,
  });
  expect(await parts("E-", "price")).toEqual([["E-2", "9.00"]]);
});
