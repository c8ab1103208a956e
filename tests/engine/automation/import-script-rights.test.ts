/** Scripts prepare rows with the rights of who imports them, or with all; secrets pass them by. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportCalls, importCalls } from "../../support/import-calls.ts";
import { person } from "../../support/people.ts";
import { draft, problemsOf } from "../../support/script-documents.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { documents } from "./importing-scripts.ts";
import { script } from "./trading-scripts.ts";

let server: TestServer;
let clerk: ImportCalls;
beforeAll(async () => {
  server = await startTestServer({ documents });
  await server.request("POST", "/records/discount", { percent: 15 });
  const { token } = await person(server, "clerk", "clerk");
  const request: TestServer["request"] = (method, path, body, options) =>
    server.request(method, path, body, { ...options, token });
  clerk = importCalls(() => ({ ...server, request }));
});
afterAll(() => server?.stop());

const own = importCalls(() => server);

async function part(code: string) {
  const filter = encodeURIComponent(`code == "${code}"`);
  const { body } = await server.request("GET", `/records/part?filter=${filter}`);
  return (body as { data: Record<string, unknown>[] }).data[0];
}

test("secrets are imported and shown to no script, and neither is what may not be written", async () => {
  await own.imported("code,grade,pin\nA-1,first,0000\n");
  expect(await part("A-1")).toMatchObject({
    grade: "first",
    pin: { set: true },
    seen: "code grade note",
  });
  const told = await clerk.imported("code,name,grade\nA-2,tell,first\n");
  expect(told.rows).toMatchObject([{ row: 2, column: null, message: "code name note" }]);
  const open = await clerk.imported("code,name,grade\nA-2,open,first\n");
  expect(open.rows).toMatchObject([{ row: 2, message: "grade code name note seen" }]);
  const kept = await clerk.imported("code,grade\nA-2,first\n");
  expect(kept.rows).toMatchObject([{ row: 2, column: "grade", code: "field_not_writable" }]);
  expect(await clerk.imported("code,pin\nA-3,1234\n")).toMatchObject({ created: 1 });
  expect(await part("A-3")).toMatchObject({ pin: { set: true }, seen: "code note" });
});

test("what a script asks is asked by who imports; the row stays his where it runs as the system", async () => {
  expect(await own.imported("code,name\nB-1,peek\n")).toMatchObject({ created: 1 });
  const peeked = await clerk.imported("code,name\nB-2,peek\n");
  expect(peeked.rows).toMatchObject([{ row: 2, column: null, code: "script_failed" }]);
  expect(await own.imported("code,name\nB-3,known\n")).toMatchObject({ created: 1 });
  expect(await part("B-3")).toMatchObject({ grade: "15" });
  const known = await clerk.imported("code,name\nB-4,known\n");
  expect(known.rows).toMatchObject([{ row: 2, column: "grade", code: "field_not_writable" }]);
  const unseen = await clerk.imported("code,name\nB-5,costs\n");
  expect(unseen.rows).toMatchObject([{ row: 2, column: null, code: "hidden_field_needed" }]);
  expect(JSON.stringify(unseen)).not.toContain('cost"');
});

test("an object that is not there is refused before a publish, and a rename follows", async () => {
  const source = "export default () => undefined;\n";
  await draft(server, script("d_lost", source, { import: { object: "prt" } }));
  expect(await problemsOf(server)).toEqual(["scripts/d_lost.json script_object_unknown"]);
  await server.request("DELETE", "/metadata/drafts/script/d_lost?discard=true");
  const uses = await server.request("GET", "/metadata/uses?object=part");
  expect(JSON.stringify(uses.body)).toContain("/import/object");
  const renamed = await server.request("POST", "/metadata/rename", { object: "part", to: "piece" });
  expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
  expect(await problemsOf(server)).toEqual([]);
});
