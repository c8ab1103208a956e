/** Composite values over the API: stored whole, named by their parts. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const properties = {
  name: { type: "string", unique: true },
  contact: { $ref: "tenon:person_name" },
  seat: { $ref: "tenon:address" },
  place: { $ref: "tenon:geo_point" },
  head: { $ref: "tenon:lookup", target: "site" },
  town: { type: "string", formula: "seat.city" },
  head_seat: { $ref: "tenon:address", formula: "head.seat" },
  settings: {
    $ref: "tenon:json",
    schema: { type: "object", properties: { size: { type: "integer" } }, required: ["size"] },
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents: [objectDocument("site", properties)] });
});
afterAll(() => server.stop());

const create = (body: unknown) => server.request("POST", "/records/site", body);

async function names(query: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await server.request("GET", `/records/site?${new URLSearchParams(query)}`);
  const { data } = answer.body as { data?: readonly { name: string }[] };
  return data?.map(({ name }) => name) ?? answer.body;
}

test("are stored whole, found and grouped by their parts", async () => {
  const shanghai = { country: "CN", province: "上海市", city: "市辖区", district: "浦东新区" };
  const first = await create({
    name: "a",
    contact: { family: " 王 ", given: "小明", middle: "" },
    seat: shanghai,
    place: { latitude: 31.2304, longitude: "121.47370" },
  });
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  expect(first.body).toMatchObject({
    contact: { family: "王", given: "小明" },
    seat: shanghai,
    place: { latitude: "31.2304", longitude: "121.4737" },
    town: "市辖区",
  });
  const { id } = first.body as { id: string };
  const second = await create({ name: "b", head: id, seat: { city: "Bern" } });
  expect(second.body).toMatchObject({ head_seat: shanghai, town: "Bern" });
  await create({ name: "c" });
  expect(await names({ filter: 'seat.province == "上海市"' })).toEqual(["a"]);
  expect(await names({ filter: 'head.seat.province == "上海市"' })).toEqual(["b"]);
  expect(await names({ filter: "place.latitude > 31.23 && place.latitude < 31.24" })).toEqual([
    "a",
  ]);
  expect(await names({ filter: "is_empty(seat)" })).toEqual(["c"]);
  const groups = await server.request(
    "GET",
    "/records/site/aggregate?group=seat.city&measures=count()",
  );
  expect(groups.status, JSON.stringify(groups.body)).toBe(200);
});

test("mistakes are named at their part", async () => {
  const problems = async (body: Readonly<Record<string, unknown>>) => {
    const { errors } = (await create(body)).body as { errors: readonly unknown[] };
    return errors;
  };
  expect(await problems({ place: { latitude: "91", longitude: "181.5" } })).toMatchObject([
    { path: "/place/latitude", code: "not_a_geo_point" },
    { path: "/place/longitude", code: "not_a_geo_point" },
  ]);
  expect(await problems({ place: { latitude: "1" } })).toMatchObject([
    { path: "/place/longitude", code: "required" },
  ]);
  expect(await problems({ seat: "Bern" })).toMatchObject([
    { path: "/seat", code: "not_an_address" },
  ]);
  expect(await problems({ seat: { town: "Bern" } })).toMatchObject([
    { path: "/seat/town", code: "unknown_part" },
  ]);
  expect(await problems({ contact: { family: 5 } })).toMatchObject([
    { path: "/contact/family", code: "wrong_type" },
  ]);
  expect(await problems({ settings: { size: "5" } })).toMatchObject([
    { path: "/settings/size", code: "wrong_type" },
  ]);
  expect(await names({ filter: "seat == head.seat" })).toMatchObject({ status: 400 });
});
