/** Records of many kinds of value, a third of them empty, the same in every run. */
import fc from "fast-check";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { objectDocument, type TestServer } from "../support/server.ts";
import type { Item, Value } from "./list-oracle.ts";

export const sampleDocuments: readonly MetadataDocument[] = [
  objectDocument("customer", { name: { type: "string" }, code: { type: "string", unique: true } }),
  objectDocument(
    "entry",
    {
      title: { type: "string", index: true },
      note: { type: "string", index: true },
      quantity: { type: "integer" },
      amount: { $ref: "tenon:decimal", precision: 30, scale: 6, index: true },
      price: { $ref: "tenon:money" },
      day: { type: "string", format: "date" },
      moment: { type: "string", format: "date-time" },
      clock: { type: "string", format: "time" },
      active: { type: "boolean" },
      level: { enum: ["low", "middle", "high"] },
      customer: { $ref: "tenon:lookup", target: "customer" },
      second: { $ref: "tenon:lookup", target: "customer" },
      pin: { type: "string", writeOnly: true },
      parts: {
        type: "array",
        items: {
          type: "object",
          properties: {
            product: { $ref: "tenon:lookup", target: "customer" },
            pieces: { type: "integer" },
          },
        },
      },
    },
    { required: ["title", "price"] },
  ),
];

const texts = fc.oneof(
  fc.constantFrom(
    "a",
    "A",
    "b",
    "云上",
    "零",
    "é",
    "e\u0301",
    "𝒳",
    "\uFFEE",
    "%_\\'\"",
    "ＡＢ",
    " ",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);
const digits = (scale: number, size: bigint) =>
  fc.bigInt({ min: -size, max: size }).map((units) => {
    const text = String(units < 0n ? -units : units).padStart(scale + 1, "0");
    return `${units < 0n ? "-" : ""}${text.slice(0, -scale)}.${text.slice(-scale)}`;
  });
const moments = fc.date({
  min: new Date("0001-01-02T00:00:00Z"),
  max: new Date("9999-12-30T00:00:00Z"),
  noInvalidDate: true,
});

const entries = (customers: readonly string[]) =>
  fc.record({
    title: texts,
    price: digits(2, 10n ** 17n),
    note: fc.option(texts, { freq: 2 }),
    quantity: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger()), {
      freq: 2,
    }),
    amount: fc.option(fc.oneof(digits(6, 10n ** 29n), fc.constantFrom("0.000000", "1.500000")), {
      freq: 2,
    }),
    day: fc.option(
      moments.map((date) => date.toISOString().slice(0, 10)),
      { freq: 2 },
    ),
    moment: fc.option(
      moments.map((date) => date.toISOString()),
      { freq: 2 },
    ),
    clock: fc.option(fc.constantFrom("00:00:00", "08:30:00", "23:59:59"), { freq: 2 }),
    active: fc.option(fc.boolean(), { freq: 2 }),
    level: fc.option(fc.constantFrom("low", "middle", "high"), { freq: 2 }),
    customer: fc.option(fc.constantFrom(...customers), { freq: 2 }),
    second: fc.option(fc.constantFrom(...customers), { freq: 2 }),
  });

/** Fields that the items of the oracle have, paths through lookups included. */
export const filterNames = [
  "title", "note", "quantity", "amount", "price", "day", "moment", "clock", "active", "level",
  "customer", "customer.name", "second.name",
] as const; // biome-ignore format: one list

/** Stores 300 entries of 7 customers and gives them back as the oracle sees them. */
export async function fillSampleList(server: TestServer): Promise<readonly Item[]> {
  const customers = await stored(
    server,
    "customer",
    ["Ada", "云上", null, "ada", "Zoë", "Ada", ""].map((name, index) => ({
      name: name === "" ? null : name,
      code: `C${index}`,
    })),
  );
  const nameById = new Map(customers.map((customer) => [customer.id, customer.name ?? null]));
  const ids = customers.map(({ id }) => String(id));
  const drawn = fc.sample(entries(ids), { numRuns: 300, seed: 20261122 });
  const records = await stored(server, "entry", drawn);
  return records.map((record, index) => ({
    ...drawn[index],
    id: record.id ?? null,
    "customer.name": nameById.get(drawn[index]?.customer ?? "") ?? null,
    "second.name": nameById.get(drawn[index]?.second ?? "") ?? null,
  }));
}

async function stored(
  server: TestServer,
  object: string,
  records: readonly unknown[],
): Promise<readonly Readonly<Record<string, Value>>[]> {
  const answer = await server.request("POST", `/records/${object}`, records);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { data: Record<string, Value>[] }).data;
}
