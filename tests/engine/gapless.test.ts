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

test("fifty clients, half of whose records are refused, leave no gap and share no number", async () => {
  await server.request("POST", "/records/invoice", { code: "taken" });
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, client) => {
      const statuses: number[] = [];
      for (let turn = 0; turn < 4; turn++) {
        const fails = (client * 7 + turn * 3) % 2 === 0;
        const code = fails ? "taken" : `${client}-${turn}`;
        const body = turn === 3 ? [{ code: `${code}a` }, { code }] : { code };
        statuses.push((await server.request("POST", "/records/invoice", body)).status);
      }
      return statuses;
    }),
  );
  const all = answers.flat();
  expect(all.filter((status) => status === 409).length).toBeGreaterThan(50);
  expect(new Set(all)).toEqual(new Set([201, 409]));
  const found = await numbers("invoice");
  expect(found).toEqual(counted(found.length, (n) => `I-${n}`));
});

test("numbers follow the order in which records are committed, per period of the template", async () => {
  await Promise.all(
    Array.from({ length: 20 }, () =>
      server.request("POST", "/records/ledger", { lines: [{ amount: "1" }] }),
    ),
  );
  const period = new Date().toISOString().slice(0, 7).replace("-", "");
  expect(await numbers("ledger")).toEqual(counted(20, (n) => `L-${period}-${n}`));
});

test("a key of an idempotent request that fails gives the number back", async () => {
  const before = (await numbers("invoice")).length;
  const headers = { "idempotency-key": "gapless" };
  const failed = await server.request("POST", "/records/invoice", { code: "taken" }, { headers });
  expect(failed.status).toBe(409);
  const made = await server.request("POST", "/records/invoice", { code: "free" }, { headers });
  expect(record(made).number).toBe(`I-${String(before + 1).padStart(4, "0")}`);
});

test("a record that holds a number without gaps is not deleted", async () => {
  const made = await server.request("POST", "/records/invoice", {});
  const path = `/records/invoice/${idOf(made)}`;
  const removed = await server.request("DELETE", path, undefined, anyRevision);
  expect([removed.status, record(removed).code]).toEqual([409, "number_kept"]);
  expect((await server.request("GET", path)).status).toBe(200);
});
