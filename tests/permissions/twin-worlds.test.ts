/**
 * Non-interference: the same random questions in two worlds that differ only in what a role may not
 * see get the same bytes. `TESTS=long` asks 20 000 of each role.
 */
import { expect, test } from "vitest";
import { count, makeWorld, otherwise, randomNumbers, type World } from "./twin-worlds.ts";

const questions = process.env.TESTS === "long" ? 20_000 : 40;
const seed = Number(process.env.SEED ?? 20_261_129);

const sets: readonly (readonly string[])[] = [
  ["own_only"],
  ["northern"],
  ["without_margin"],
  ["named_fields"],
  ["never_blocked"],
  ["orders_alone"],
  ["own_only", "northern"],
  ["own_only", "never_blocked"],
];

const fields = ["name", "region", "blocked", "margin", "doubled", "note", "owner", "id", "nothing"];
const orderFields = [
  "number",
  "amount",
  "customer_name",
  ...fields.map((name) => `customer.${name}`),
];

type Pick = <Value>(values: readonly Value[]) => Value;

function filter(pick: Pick, names: readonly string[]): string {
  const name = pick(names);
  const text = pick([
    `${name} == null`,
    `${name} != null`,
    `${name} == "${pick(["Name 1", "Note 2", "Shared with all", "north", "Hidden 1", "Order 3"])}"`,
    `${name} > ${pick([0, 100.5, 103, 207, 500_000])}`,
    `starts_with(${name}, "${pick(["N", "Hidden", "S"])}")`,
    `contains(${name}, "${pick(["1", "e"])}")`,
    name,
  ]);
  return pick([text, text, `!(${text})`, `${text} || ${pick(names)} == null`]);
}

/** A path below the API, with ids by their names: `{customer3}`. */
function question(pick: Pick): string {
  const object = pick(["customer", "customer", "sales_order"]);
  const names = object === "customer" ? fields : orderFields;
  const some = () => [...new Set([pick(names), pick(names)])].join();
  const query = new URLSearchParams();
  const kind = pick(["list", "list", "list", "aggregate", "record", "export", "metadata"]);
  if (pick([true, false])) query.set("filter", filter(pick, names));
  if (kind === "list") {
    query.set("limit", pick(["1", "3", "50"]));
    if (pick([true, false])) query.set("sort", `${pick(["", "-"])}${some()}`);
    if (pick([true, false])) query.set("fields", some());
    if (pick([true, false])) query.set("count", pick(["exact", "capped"]));
    return `/records/${object}?${query}`;
  }
  if (kind === "aggregate") {
    query.set(
      "measures",
      pick(["count()", `max(${pick(names)})`, `count_distinct(${pick(names)})`]),
    );
    if (pick([true, false])) query.set("group", pick(names));
    return `/records/${object}/aggregate?${query}`;
  }
  if (kind === "export") return `/records/${object}/export?format=csv&${query}`;
  const record = `/records/${object}/{${object}${Math.floor(Number(pick([0, 1, 2, 3, 5, 7, 11, 15])) % count)}}`;
  if (kind === "record")
    return `${record}${pick(["", "", "/history", "/history/1", "/transitions", "/shares", `?fields=${some()}`])}`;
  return pick([
    "/metadata",
    `/metadata/objects/${object}`,
    `/metadata/objects/${object}/schema`,
    `/metadata/objects/${object}/validator.js`,
    "/openapi.json",
    `/records/${object}/deleted`,
  ]);
}

async function asked(world: World, path: string): Promise<string> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => world.ids.get(name) ?? name);
  const { server, token } = world;
  const { status, body, headers } = await server.request("GET", address, undefined, { token });
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return world.masked(`${status} ${headers.get("etag") ?? ""} ${text}`);
}

test.each(sets.map((roles) => [roles.join(" and "), roles] as const))(
  "%s cannot tell which world it is",
  async (_, roles) => {
    const random = randomNumbers(seed);
    const pick: Pick = (values) => {
      const found = values[Math.floor(random() * values.length)];
      if (found === undefined) throw new Error("nothing to choose from");
      return found;
    };
    const [one, other] = [await makeWorld(roles), await makeWorld(roles, otherwise(roles, random))];
    try {
      let answered = 0;
      for (let index = 0; index < questions; index++) {
        const path = question(pick);
        const [first, second] = await Promise.all([asked(one, path), asked(other, path)]);
        if (first !== second) expect([seed, path, first]).toEqual([seed, path, second]);
        if (first.startsWith("200")) answered++;
      }
      // Most questions must be ones that are answered, or nothing would be compared.
      expect(answered).toBeGreaterThan(questions / 12);
    } finally {
      await one.server.stop();
      await other.server.stop();
    }
  },
  process.env.TESTS === "long" ? 3_600_000 : 60_000,
);
