/** A voucher whose lines must balance, written by fifty clients at once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const money = { $ref: "tenon:money", scale: 2 };
const documents = [
  objectDocument(
    "voucher",
    {
      day: { type: "string", format: "date" },
      lines: {
        type: "array",
        items: { type: "object", properties: { debit: money, credit: money } },
      },
      debit: { ...money, formula: "sum(lines.debit)" },
      credit: { ...money, formula: "sum(lines.credit)" },
    },
    {
      rules: [
        {
          name: "balanced",
          require: "sum(lines.debit) == sum(lines.credit)",
          message: "Debit and credit differ",
          at: "lines",
        },
      ],
    },
  ),
];

interface Voucher {
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly lines: readonly { readonly debit: string | null; readonly credit: string | null }[];
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const lines = (debit: string, credit: string) => ({ lines: [{ debit }, { credit }] });

test("fifty clients leave no voucher that does not balance", async () => {
  const shared = await server.request("POST", "/records/voucher", lines("1.00", "1.00"));
  const { id } = shared.body as Voucher;
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, client) => {
      const [debit, credit] = [`${client}.10`, client % 3 === 0 ? `${client}.11` : `${client}.10`];
      const posted = await server.request("POST", "/records/voucher", lines(debit, credit));
      const headers = { "if-match": "*" };
      const path = `/records/voucher/${id}`;
      const changed = await server.request("PATCH", path, lines(debit, credit), { headers });
      return [posted.status, changed.status, client % 3 === 0] as const;
    }),
  );
  for (const [posted, changed, wrong] of answers) {
    expect([posted, changed]).toEqual(wrong ? [422, 422] : [201, 200]);
  }
  const list = await server.request("GET", "/records/voucher?fields=debit,credit,lines&limit=100");
  const { data } = list.body as { readonly data: readonly Voucher[] };
  expect(data).toHaveLength(1 + answers.filter(([, , wrong]) => !wrong).length);
  const cents = (text: string | null) => Math.round(Number(text ?? "0") * 100);
  for (const voucher of data) {
    const sum = (side: "debit" | "credit") =>
      voucher.lines.reduce((total, line) => total + cents(line[side]), 0);
    expect(sum("debit")).toBe(sum("credit"));
    expect([cents(voucher.debit), cents(voucher.credit)]).toEqual([sum("debit"), sum("credit")]);
  }
});
