/** Lookups that come back although records that they pointed to are gone. */
import { afterEach, expect, test } from "vitest";
import { listOf, lookupTo, type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

let world: PublishWorld;
afterEach(() => world.stop());

const customer = lookupTo("customer", { on_delete: "restrict" });

async function start(): Promise<string> {
  world = await startPublishWorld({
    customer: { properties: { name: text } },
    order: {
      properties: {
        no: text,
        customer,
        other: lookupTo("customer"),
        lines: {
          type: "array",
          items: { type: "object", required: ["from"], properties: { from: customer } },
        },
      },
      required: ["customer"],
    },
  });
  const gone = await world.make("customer", { name: "gone" });
  const lines = [{ from: gone }];
  await world.make("order", { no: "1", customer: gone, other: gone, lines });
  return gone;
}

const questionsOf = async (version: number) => {
  const plan = await world.planVersion(version);
  expect(plan.ready).toBe(false);
  return plan.questions.map(({ id }) => id).filter((id) => id.startsWith("fill."));
};

const isWhole = async (kept: string) => {
  expect(await world.drift()).toEqual([]);
  const found = await world.rows(
    `select customer, other, "from" from w_demo.order as o join w_demo."order$lines" as l on l."_parent" = o.id`,
  );
  expect(found).toEqual([[kept, null, kept]]);
};

test("an object with required lookups comes back, and asks for a record for each", async () => {
  const gone = await start();
  await world.remove("order");
  await world.publish();
  await world.call("DELETE", `/records/customer/${gone}`);
  const kept = await world.make("customer", { name: "kept" });
  expect(await questionsOf(1)).toEqual(["fill.order.customer", "fill.order$lines.from"]);
  await world.publishVersion(1, { "fill.order.customer": kept, "fill.order$lines.from": kept });
  await isWhole(kept);
});

test("fields and child rows with required lookups come back, and ask for a record", async () => {
  const gone = await start();
  await world.edit("order", (content) => {
    delete content.properties.customer;
    delete content.properties.other;
    delete content.properties.lines;
    content.required = [];
  });
  await world.publish();
  await world.call("DELETE", `/records/customer/${gone}`);
  const kept = await world.make("customer", { name: "kept" });
  expect(await questionsOf(1)).toEqual(["fill.order.customer", "fill.order$lines.from"]);
  await world.publishVersion(1, { "fill.order.customer": kept, "fill.order$lines.from": kept });
  await isWhole(kept);
});

test("records that are all there are asked for nothing", async () => {
  const there = await start();
  await world.remove("order");
  await world.publish();
  const { ready, questions, changes } = await world.planVersion(1);
  expect([ready, questions, changes.map(({ id }) => id)]).toEqual([
    true,
    [],
    ["object_restored.order"],
  ]);
  await world.publishVersion(1);
  expect(await world.rows("select customer, other from w_demo.order")).toEqual([[there, there]]);
  expect(await world.drift()).toEqual([]);
});

test("a removed lookup comes back as several, of those that are there", async () => {
  const gone = await start();
  const there = await world.make("customer", { name: "there" });
  const lost = await world.make("order", { no: "2", customer: there, other: gone });
  const found = await world.make("order", { no: "3", customer: there, other: there });
  const { other } = (await world.content("order")).properties;
  await world.edit("order", ({ properties }) => {
    for (const name of ["other", "lines"]) delete properties[name];
  });
  await world.publish();
  const [[first = ""] = []] = await world.rows("select id from w_demo.order where no = '1'");
  expect((await world.call("DELETE", `/records/order/${first}`)).status).toBe(204);
  expect((await world.call("DELETE", `/records/customer/${gone}`)).status).toBe(204);
  await world.edit("order", ({ properties }) => {
    properties.others = { id: Object(other).id, ...listOf("customer") };
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
  const held = async (id: string) => (await world.get(`/records/order/${id}?fields=others`)).body;
  expect(await held(lost)).toMatchObject({ others: [] });
  expect(await held(found)).toMatchObject({ others: [there] });
});

test("a lookup becomes several under a new name, and a text takes its own", async () => {
  await start();
  await world.edit("order", (content) => {
    const { other, ...rest } = content.properties;
    content.properties = {
      ...rest,
      others: { id: Object(other).id, ...listOf("customer") },
      other: { ...text, id: "freshfield" },
    };
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
});

test("an object comes back with a text that is a lookup now, and a lookup to other records", async () => {
  await start();
  await world.remove("order");
  const order = await world.content("order");
  await world.publish();
  const acme = await world.make("customer", { name: "1" });
  const { no, other } = order.properties;
  await world.put("person_like", {
    ...order,
    id: "personlike",
    properties: { name: text },
    name: "person_like",
    required: [],
  });
  await world.put("order", {
    ...order,
    properties: {
      ...order.properties,
      no: { ...customer, id: Object(no).id },
      other: { ...Object(other), target: "person_like" },
    },
  });
  await world.publish({ "convert.order.other": "keep_unconverted" });
  expect(await world.drift()).toEqual([]);
  expect(await world.rows("select no, other from w_demo.order")).toEqual([[acme, null]]);
});
