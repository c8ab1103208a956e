/** Formulas that come back to computed fields of their own record, whatever way they take. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const decimal = { $ref: "tenon:decimal", precision: 30, scale: 2 };
const computed = (formula: string) => ({ ...decimal, formula });
const lookup = (target: string, on_delete = "clear") => ({
  $ref: "tenon:lookup",
  target,
  on_delete,
});
const level = { enum: ["gold", "none"] };
const rows = (properties: Readonly<Record<string, unknown>>) => ({
  type: "array",
  items: { type: "object", properties },
});

const documents = [
  objectDocument("customer", { discount: decimal }),
  objectDocument("invoice", {
    customer: lookup("customer"),
    rate: computed("customer.discount"),
    lines: rows({ amount: decimal }),
    net: computed("sum(lines, amount * (1 - parent.rate))"),
    reduced: computed("sum(lines.amount, parent.rate > 0)"),
    gross: computed("net * 1.2"),
    share: computed("sum(lines, amount / parent.gross)"),
  }),
  objectDocument("reminder", {
    invoice: lookup("invoice"),
    due: computed("invoice.net * 2"),
  }),
  objectDocument("job", {
    level,
    given: decimal,
    rate: computed('level == "gold" ? 0.1 : 0'),
    factor: computed("1 - rate"),
    phases: rows({
      hours: decimal,
      price: computed("hours * parent.factor"),
      parts: rows({ amount: decimal }),
      cost: computed("sum(parts, amount * parent.parent.factor + parent.price)"),
      weight: computed("amount_of * parent.given"),
      amount_of: decimal,
    }),
    total: computed("sum(phases.parts, amount * parent.parent.rate + parent.price)"),
    all: computed("sum(phases.cost) + total"),
    weight: computed("sum(phases.weight)"),
  }),
  objectDocument("bill", {
    job: lookup("job"),
    due: computed("job.all"),
    weight: computed("job.weight"),
  }),
  objectDocument("person", {
    boss: lookup("person"),
    owner_of: lookup("person", "cascade"),
    rank: decimal,
    grade: lookup("customer"),
    worth: computed("rank * (10 + coalesce(grade.discount, 0))"),
    difference: computed("boss.worth - worth"),
  }),
];

let server: TestServer;
const { call, get, make } = callsOf(() => server);
beforeEach(async () => {
  server = await startTestServer({ documents });
});
afterEach(() => server.stop());

type Values = Readonly<Record<string, unknown>>;

async function values(place: string, ...names: readonly string[]): Promise<readonly number[]> {
  const record = (await get(`/records/${place}`)).body as Values;
  return names.map((name) => Number(record[name]));
}

async function change(place: string, content: Values): Promise<void> {
  const answer = await call("PATCH", `/records/${place}`, content);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

test("a total of lines takes the rate of its record as it is after the write", async () => {
  const customer = await make("customer", { discount: "0.10" });
  const other = await make("customer", { discount: "0.50" });
  const content = { customer, lines: [{ amount: "100" }, { amount: "20" }] };
  const made = await call("POST", "/records/invoice", content);
  expect(made.body).toMatchObject({ rate: "0.10", net: "108.00", reduced: "120.00" });
  const several = await call("POST", "/records/invoice", [
    content,
    { ...content, customer: other },
  ]);
  expect(several.body).toMatchObject({ data: [{ net: "108.00" }, { net: "60.00" }] });
  const { id } = made.body as { readonly id: string };
  const reminder = await make("reminder", { invoice: id });
  await change(`customer/${customer}`, { discount: "0.25" });
  expect(await values(`invoice/${id}`, "net", "gross", "share")).toEqual([90, 108, 1.11]);
  expect(await values(`reminder/${reminder}`, "due")).toEqual([180]);
  await change(`invoice/${id}`, { customer: other });
  expect(await values(`invoice/${id}`, "rate", "net", "gross")).toEqual([0.5, 60, 72]);
  expect(await values(`reminder/${reminder}`, "due")).toEqual([120]);
  await change(`invoice/${id}`, { customer, lines: [{ amount: "40" }] });
  expect(await values(`invoice/${id}`, "rate", "net")).toEqual([0.25, 30]);
  await expectWhole(server);
});

test("a record that is deleted and restored, and one whose lookup empties, are right", async () => {
  const customer = await make("customer", { discount: "0.10" });
  const invoice = await make("invoice", { customer, lines: [{ amount: "100" }] });
  await call("DELETE", `/records/invoice/${invoice}`);
  await change(`customer/${customer}`, { discount: "0.30" });
  expect((await call("POST", `/records/invoice/${invoice}/restore`, {})).status).toBe(200);
  expect(await values(`invoice/${invoice}`, "rate", "net")).toEqual([0.3, 70]);
  await call("DELETE", `/records/customer/${customer}`);
  await expectWhole(server);
  expect((await call("POST", `/records/customer/${customer}/restore`, {})).status).toBe(200);
  await expectWhole(server);
});

test("rows of rows read computed fields of what they belong to, in one write", async () => {
  const phases = [
    { hours: "10", parts: [{ amount: "100" }, { amount: "50" }], amount_of: "1" },
    { hours: "2", parts: [{ amount: "10" }], amount_of: "2" },
  ];
  const job = await make("job", { level: "gold", given: "3", phases });
  const bill = await make("bill", { job });
  // Prices 9, 9 and 1.8 of the parts, with 16 of amounts at a tenth, and 144 at nine.
  expect(await values(`job/${job}`, "total", "all")).toEqual([35.8, 199.6]);
  await expectWhole(server);
  await change(`job/${job}`, { level: "none" });
  expect(await values(`job/${job}`, "total", "all")).toEqual([22, 204]);
  expect(await values(`bill/${bill}`, "due")).toEqual([204]);
  await change(`job/${job}`, { given: "5" });
  expect(await values(`job/${job}`, "weight")).toEqual([15]);
  expect(await values(`bill/${bill}`, "weight")).toEqual([15]);
  await expectWhole(server);
});

test("a record that looks up itself, or one that comes back with it, is right", async () => {
  const boss = await make("person", { rank: "5" });
  const person = await make("person", { rank: "2", boss });
  await change(`person/${boss}`, { boss, rank: "7" });
  expect(await values(`person/${boss}`, "difference")).toEqual([0]);
  expect(await values(`person/${person}`, "difference")).toEqual([50]);
  await call("DELETE", `/records/person/${boss}`);
  await expectWhole(server);
  expect((await call("POST", `/records/person/${boss}/restore`, {})).status).toBe(200);
  await expectWhole(server);
});

test("records that return together and look at each other are right", async () => {
  const grade = await make("customer", { discount: "1" });
  const boss = await make("person", { rank: "5", grade });
  const person = await make("person", { rank: "2", grade, owner_of: boss });
  await change(`person/${boss}`, { boss: person });
  expect(await values(`person/${boss}`, "difference")).toEqual([-33]);
  await call("DELETE", `/records/person/${boss}`);
  await change(`customer/${grade}`, { discount: "2" });
  expect((await call("POST", `/records/person/${boss}/restore`, {})).status).toBe(200);
  expect(await values(`person/${person}`, "worth")).toEqual([24]);
  expect(await values(`person/${boss}`, "difference")).toEqual([-36]);
  await expectWhole(server);
});

test("a changed rate is in the total that a publish makes, and so is a rate that is new", async () => {
  const customer = await make("customer", { discount: "0.10" });
  const invoice = await make("invoice", { customer, lines: [{ amount: "100" }] });
  await publish("invoice", ({ rate }) => ({ rate: { ...rate, formula: "customer.discount * 2" } }));
  expect(await values(`invoice/${invoice}`, "rate", "net", "gross")).toEqual([0.2, 80, 96]);
  await publish("invoice", ({ net }) => ({
    free: computed("rate / 2"),
    net: { ...net, formula: "sum(lines, amount * (1 - parent.free))" },
  }));
  expect(await values(`invoice/${invoice}`, "free", "net", "gross")).toEqual([0.1, 90, 108]);
  await expectWhole(server);
});

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function publish(object: string, change: (fields: Fields) => Fields): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === object)?.published;
  const { properties, ...content } = published as { readonly properties: Fields };
  const edited = { ...content, properties: { ...properties, ...change(properties) } };
  expect((await call("PUT", `/metadata/drafts/object/${object}`, edited)).status).toBe(200);
  const answer = await call("POST", "/metadata/publish", {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
