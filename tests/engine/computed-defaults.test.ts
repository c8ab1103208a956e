/** Defaults by expression of new records, and of records that are there when the field comes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PublishWorld, startPublishWorld } from "./publish-world.ts";

const decimal = { $ref: "tenon:decimal", precision: 10, scale: 2 };
const byExpression = (schema: object, expression: string) => ({
  ...schema,
  default: { expression },
});
const city = byExpression({ type: "string" }, "address.city");

let world: PublishWorld;
beforeAll(async () => {
  world = await startPublishWorld({
    delivery: {
      properties: {
        level: { enum: ["gold", "none"] },
        address: { $ref: "tenon:address" },
        ship_city: city,
        last: byExpression(decimal, "discount * 10"),
        discount: byExpression(decimal, 'level == "gold" ? 0.2 : 0'),
        double: { ...decimal, formula: "discount * 2" },
        limit: byExpression(decimal, "double + 1"),
      },
    },
  });
});
afterAll(() => world.stop());

const record = async (id: string) => (await world.get(`/records/delivery/${id}`)).body;
const address = { city: "Bern" };

test("a default reads parts of values", async () => {
  const id = await world.make("delivery", { address });
  expect(await record(id)).toMatchObject({ ship_city: "Bern" });
});

test("a default reads other defaults, those of later fields too, and formulas", async () => {
  const id = await world.make("delivery", { address, level: "gold" });
  expect(await record(id)).toMatchObject({ discount: "0.20", last: "2.00", limit: "1.40" });
  const given = await world.make("delivery", { address, level: "gold", discount: "0.50" });
  expect(await record(given)).toMatchObject({ last: "5.00", limit: "2.00" });
});

test("records that are there get the same from a publish as new ones", async () => {
  const id = await world.make("delivery", { address, level: "gold" });
  await world.edit("delivery", (content) => {
    content.properties.town = city;
    content.properties.most = byExpression(decimal, "double + 1");
    content.required = ["town", "most"];
  });
  await world.publish();
  expect(await record(id)).toMatchObject({ town: "Bern", most: "1.40" });
  const made = await world.make("delivery", { address, level: "gold" });
  expect(await record(made)).toMatchObject({ town: "Bern", most: "1.40" });
});
