import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { anyRevision, idOf, record } from "./answers.ts";
import { documents } from "./gapless-documents.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

async function numbers(object: string): Promise<readonly string[]> {
  const page = await server.request("GET", `/records/${object}?limit=1000&fields=number`);
  const rows = record(page).data as readonly { readonly number: string | null }[];
  return rows.flatMap(({ number }) => number ?? []).sort();
}

const counted = (count: number, write: (n: string) => string) =>
  Array.from({ length: count }, (_, index) => write(String(index + 1).padStart(4, "0")));

test("a number that a transition gives is given once, and to those only that take the step", async () => {
  const drafts = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const body = index % 3 === 0 ? { balance: "1" } : {};
      const made = await server.request("POST", "/records/voucher", body);
      expect(record(made).number).toBeNull();
      return idOf(made);
    }),
  );
  const post = (id: string, name = "post") =>
    server.request("POST", `/records/voucher/${id}/transitions/${name}`, {}, anyRevision);
  // Two clients for each voucher.
  const answers = await Promise.all([...drafts, ...drafts].map((id) => post(id)));
  const posted = drafts.length - Math.ceil(drafts.length / 3);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(posted);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(
    2 * Math.ceil(drafts.length / 3),
  );
  expect(await numbers("voucher")).toEqual(counted(posted, (n) => n));
  const [, id = ""] = drafts;
  const { number } = record(await server.request("GET", `/records/voucher/${id}`));
  await post(id, "unpost");
  const removed = await server.request("DELETE", `/records/voucher/${id}`, undefined, anyRevision);
  expect(record(removed).code).toBe("number_kept");
  expect(record(await post(id)).number).toBe(number);
  const draft = await server.request(
    "DELETE",
    `/records/voucher/${drafts[0]}`,
    undefined,
    anyRevision,
  );
  expect(draft.status).toBe(204);
});
