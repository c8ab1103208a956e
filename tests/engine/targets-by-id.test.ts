/** A lookup points to an object by its id, whatever that is called, and whoever takes its name. */
import { afterEach, expect, test } from "vitest";
import { listOf, lookupTo, type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

let world: PublishWorld;
afterEach(() => world.stop());

const start = async (order: Record<string, unknown>) => {
  world = await startPublishWorld({
    customer: { properties: { name: text } },
    supplier: { properties: { name: text } },
    order: { properties: { no: text, ...order } },
  });
};

const links = {
  party: { $ref: "tenon:dynamic_lookup", targets: ["customer", "supplier"] },
  list: listOf("customer"),
  lines: {
    type: "array",
    items: { type: "object", properties: { from: lookupTo("customer") } },
  },
};

async function swapNames(): Promise<void> {
  const [customer, supplier] = [await world.content("customer"), await world.content("supplier")];
  await world.put("customer", { ...supplier, name: "customer" });
  await world.put("supplier", { ...customer, name: "supplier" });
}

test("another object takes the name of a removed one: lookups ask what becomes of them", async () => {
  await start({ customer: lookupTo("customer", { on_delete: "clear" }), ...links });
  const former = await world.make("customer", { name: "Acme" });
  await world.make("order", { no: "1", customer: former });
  await world.put("customer", {
    ...(await world.content("customer")),
    id: "othercust1",
    properties: { name: { ...text, id: "othername1" } },
  });
  const plan = await world.plan();
  expect(plan).toMatchObject({ ready: false, questions: [{ id: "convert.order.customer" }] });
  await world.publish({ "convert.order.customer": "keep_unconverted" });
  expect(await world.drift()).toEqual([]);
  const other = await world.make("customer", { name: "Other" });
  const rows = [{ from: other }];
  const all = { no: "2", customer: other, list: [other], lines: rows };
  await world.call("DELETE", `/records/order/${await world.make("order", all)}`);
  await world.publishVersion(1, { "convert.order.customer": "keep_unconverted" });
  expect(await world.drift()).toEqual([]);
  expect(await world.rows("select no, customer from w_demo.order")).toEqual([["1", former]]);
});

test("two objects swap names: whatever names one of them points to the other", async () => {
  await start({ customer: lookupTo("customer"), ...links });
  const one = await world.make("customer", { name: "Acme" });
  const party = { object: "customer", id: one };
  const order = await world.make("order", { no: "1", customer: one, party });
  await swapNames();
  await world.publish({ "convert.order.customer": "keep_unconverted" });
  expect(await world.drift()).toEqual([]);
  expect((await world.get(`/records/order/${order}`)).body).toMatchObject({
    customer: null,
    party: { object: "supplier", id: one },
  });
});

test("a list that holds records cannot point to another object", async () => {
  await start(links);
  const customer = await world.make("customer", { name: "Acme" });
  await world.make("order", { no: "1", list: [customer] });
  await world.make("order", { no: "2" });
  await swapNames();
  const { ready, changes } = await world.plan();
  expect(ready).toBe(false);
  const blocked = changes.filter(({ obstacles }) => obstacles?.blocking);
  expect(blocked.map(({ id, obstacles }) => [id, obstacles?.count])).toEqual([
    ["field_type_changed.order.list", 1],
  ]);
});

test("what deleting a record means changes while its object is renamed", async () => {
  await start({ customer: lookupTo("customer", { on_delete: "restrict" }), ...links });
  await world.rename("customer", "client");
  const cascade = (schema: unknown) => ({
    ...Object(schema),
    target: "client",
    on_delete: "cascade",
  });
  await world.edit("order", ({ properties }) => {
    const { customer, party, list, lines } = properties as Record<string, Record<string, unknown>>;
    const rows = lines?.items as { properties: Record<string, Record<string, unknown>> };
    properties.customer = cascade(customer);
    properties.party = { ...party, targets: ["client", "supplier"] };
    properties.list = { ...list, items: { ...lookupTo("client"), on_delete: "restrict" } };
    rows.properties.from = cascade(rows.properties.from);
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
});

test("a lookup becomes several while its object is renamed", async () => {
  await start({ customer: lookupTo("customer") });
  const customer = await world.make("customer", { name: "Acme" });
  const order = await world.make("order", { no: "1", customer });
  await world.rename("customer", "client");
  await world.edit("order", ({ properties }) => {
    const { id } = Object(properties.customer);
    properties.customer = { id, ...listOf("client") };
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
  const answer = await world.get(`/records/order/${order}?fields=customer`);
  expect(answer.body).toMatchObject({ customer: [customer] });
});

test("a new field may be a removed lookup to an object that is renamed", async () => {
  await start({ buyer: lookupTo("customer") });
  await world.make("order", { no: "1", buyer: await world.make("customer", { name: "Acme" }) });
  await world.rename("customer", "client");
  await world.edit("order", ({ properties }) => {
    delete properties.buyer;
    properties.client = lookupTo("client");
  });
  expect((await world.plan()).questions.map(({ id }) => id)).toEqual(["rename.order.client"]);
});
