/** A sheet is called as its object, as far as spreadsheets take the name. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readXlsx } from "../../engine/import/read-xlsx.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const long = "A title of thirty letters long";
const names: readonly (readonly [title: string, sheet: string])[] = [
  ["Orders", "Orders"],
  ["History", "History_"],
  ["hISTORY", "hISTORY_"],
  ["History?", "History_"],
  ["Suppliers'", "Suppliers’"],
  ["'' quoted'", "’’ quoted’"],
  ["Owner's", "Owner's"],
  ["Owners'?", "Owners’"],
  ["'", "’"],
  [`${long}'s`, `${long}’`],
  [`${long}😀`, long],
  [`${long.slice(0, -1)}😀x`, `${long.slice(0, -1)}😀`],
  ["Stock: in/out [all]*", "Stock  in out  all"],
  ["??", "Sheet"],
  ["供应商'", "供应商’"],
];

let server: TestServer;
beforeAll(async () => {
  const titled = names.map(([title], index) =>
    objectDocument(`object${index}`, { name: { type: "string" } }, { title }),
  );
  const untitled: MetadataDocument = {
    kind: "object",
    name: "history",
    content: { name: "history", properties: { name: { type: "string" } } },
  };
  server = await startTestServer({ documents: [...titled, untitled] });
});
afterAll(() => server?.stop());

async function sheetsOf(object: string): Promise<readonly string[]> {
  const answer = await fetch(`${server.address}/demo/api/records/${object}/export?format=xlsx`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  expect(answer.status, object).toBe(200);
  const read = await readXlsx(new Uint8Array(await answer.arrayBuffer()), null);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.sheets;
}

test.each(names.map(([title, sheet], index) => ({ title, sheet, object: `object${index}` })))(
  "an object titled $title is exported to a sheet $sheet",
  async ({ object, sheet }) => {
    expect(await sheetsOf(object)).toEqual([sheet]);
  },
);

test("an object without a title that is called history is exported", async () => {
  expect((await sheetsOf("history"))[0]?.toLowerCase()).toBe("history_");
});
