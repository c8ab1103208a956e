/** What lies behind the lookups of child rows and in the branches of trees. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf } from "../support/calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let root: string;
const { get, make } = callsOf(() => server);
const name = { type: "string", maxLength: 80 };

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", { name }),
      objectDocument("visit", {
        lines: {
          type: "array",
          items: {
            type: "object",
            properties: { customer: { $ref: "tenon:lookup", target: "customer" } },
          },
        },
      }),
      objectDocument("category", { name, parent: { $ref: "tenon:tree_parent" } }),
      objectDocument("product", {
        name,
        category: { $ref: "tenon:lookup", target: "category" },
      }),
      role("limited", {
        customer: { read: "own" },
        visit: { read: true },
        category: { read: { when: 'name != "hidden"' } },
        product: { read: true },
      }),
      role("without_parent", {
        category: { read: true, fields: { "*": "read", parent: "none" } },
        product: { read: true },
      }),
    ],
  });
  await make("visit", { lines: [{ customer: await make("customer", { name: "Canary" }) }] });
  root = await make("category", { name: "root" });
  const hidden = await make("category", { name: "hidden", parent: root });
  const leaf = await make("category", { name: "leaf", parent: hidden });
  await make("product", { name: "below", category: leaf });
});
afterAll(() => server.stop());

test("a lookup of child rows leads to what is seen", async () => {
  const limited = await person(server, "limited", "limited");
  const path = "/records/visit?fields=lines.customer.name";
  expect(JSON.stringify((await get(path)).body)).toContain("Canary");
  expect(dataOf(await get(path, limited))).toMatchObject([{ lines: [{ customer: null }] }]);
});

const below = () =>
  `/records/product?filter=${encodeURIComponent(`is_within(category, "${root}")`)}`;

test("a branch of a tree goes on as far as it is seen", async () => {
  expect(dataOf(await get(below()))).toMatchObject([{ name: "below" }]);
  expect(dataOf(await get(below(), await person(server, "limited", "limited")))).toEqual([]);
});

test("a tree whose parent is hidden is none", async () => {
  const blind = await person(server, "without_parent", "without_parent");
  expect((await get(below(), blind)).status).toBe(400);
});
