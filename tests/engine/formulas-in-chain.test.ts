/** Long chains of formulas of which each names the one before several times. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const length = 40;
const decimal = { $ref: "tenon:decimal", precision: 30, scale: 2 };
const computed = (formula: string) => ({ ...decimal, formula });
const terms = { $ref: "tenon:lookup", target: "terms" };

/** Interest on a balance, and the balance after a payment, month by month. */
const plan = Object.fromEntries(
  Array.from({ length }, (_, index) => index + 1).flatMap((month) => [
    [`interest_${month}`, computed(`balance_${month - 1} * rate`)],
    [`balance_${month}`, computed(`balance_${month - 1} + interest_${month} - payment`)],
  ]),
);
const given = { terms, balance_0: decimal, payment: decimal };

/** In cents; the rate in hundredths. */
function lastBalance(balance: bigint, rate: bigint, payment: bigint): bigint {
  let last = balance;
  for (let month = 0; month < length; month++) last += (last * rate + 50n) / 100n - payment;
  return last;
}

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("terms", { rate: decimal }),
      objectDocument("loan", { ...given, rate: decimal }),
      objectDocument("lease", { ...given, rate: computed("terms.rate") }),
      objectDocument("bill", {
        terms,
        lines: { type: "array", items: { type: "object", properties: { amount: decimal } } },
        net: computed("sum(lines.amount)"),
        discount: computed("net > 100 ? net * 0.03 : 0"),
        taxed: computed("net - discount"),
        tax: computed("taxed * terms.rate"),
        gross: computed("taxed + tax"),
        share: computed("gross == 0 ? 0 : tax / gross"),
      }),
    ],
  });
});
afterEach(() => server.stop());

test.each(["loan", "lease"])(
  "a chain of a %s is right to the cent, and its SQL short",
  async (object) => {
    const rate = object === "loan" ? { rate: "0.03" } : {};
    const [low, high] = [
      await make("terms", { rate: "0.03" }),
      await make("terms", { rate: "0.07" }),
    ];
    const content = { ...rate, terms: low, balance_0: "5000.55", payment: "17.77" };
    const before = await make(object, content);
    const texts = keepTexts();
    await publish(object);
    const balance = async (id: string) =>
      ((await get(`/records/${object}/${id}`)).body as Record<string, unknown>)[
        `balance_${length}`
      ];
    expect(await balance(before)).toBe(cents(lastBalance(500055n, 3n, 1777n)));
    const made = await make(object, content);
    expect(await balance(made)).toBe(cents(lastBalance(500055n, 3n, 1777n)));
    const change = object === "loan" ? { rate: "0.07" } : { terms: high };
    const changed = await call("PATCH", `/records/${object}/${made}`, {
      ...change,
      payment: "0.05",
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(await balance(made)).toBe(cents(lastBalance(500055n, 7n, 5n)));
    const later = await call("PATCH", `/records/terms/${low}`, { rate: "0.01" });
    expect(later.status, JSON.stringify(later.body)).toBe(200);
    expect(await balance(before)).toBe(
      cents(lastBalance(500055n, object === "loan" ? 3n : 1n, 1777n)),
    );
    await expectWhole(server);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(100_000);
  },
);

test("the usual formulas of a record are one statement", async () => {
  const content = { terms: await make("terms", { rate: "0.19" }), lines: [{ amount: "100" }] };
  const bill = await make("bill", content);
  const texts = keepTexts();
  const changed = await call("PATCH", `/records/bill/${bill}`, { lines: [{ amount: "200" }] });
  expect(changed.body).toMatchObject({ net: "200.00", taxed: "194.00", gross: "230.86" });
  expect(texts.filter((text) => text.includes(" as changed set "))).toHaveLength(1);
});

const cents = (value: bigint): string => `${value / 100n}.${`${value % 100n}`.padStart(2, "0")}`;

/** The texts of all statements from now on. */
function keepTexts(): readonly string[] {
  const texts: string[] = [];
  const { database } = server.services;
  const { run, transaction } = database;
  database.run = (statement) => {
    texts.push(statement.text);
    return run(statement);
  };
  database.transaction = (work, first) =>
    transaction(
      (executor) =>
        work({
          run: (statement) => {
            texts.push(statement.text);
            return executor.run(statement);
          },
        }),
      first,
    );
  return texts;
}

async function publish(object: string): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === object)?.published;
  const { properties, ...content } = published as { readonly properties: object };
  const edited = { ...content, properties: { ...properties, ...plan } };
  expect((await call("PUT", `/metadata/drafts/object/${object}`, edited)).status).toBe(200);
  const answer = await call("POST", "/metadata/publish", {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
