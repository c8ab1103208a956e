/** Roles whose conditions look behind lookups, on objects that are themselves looked at through some. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents: readonly MetadataDocument[] = [
  objectDocument("region", { name: { type: "string" }, open: { type: "boolean" } }),
  objectDocument(
    "customer",
    {
      name: { type: "string" },
      region: { $ref: "tenon:lookup", target: "region" },
      parent_company: { $ref: "tenon:lookup", target: "customer" },
    },
    { record_title: "name" },
  ),
  objectDocument("visit", { customer: { $ref: "tenon:lookup", target: "customer" } }),
  {
    kind: "role",
    name: "open_regions",
    content: {
      name: "open_regions",
      title: "x",
      objects: {
        region: { read: true },
        customer: { read: { when: "region.open" } },
        visit: { read: { when: "customer.region.open" } },
      },
    },
  },
];

let server: TestServer;
let viewer: Person;
beforeAll(async () => {
  server = await startTestServer({ documents });
  const make = async (object: string, values: object) =>
    ((await server.request("POST", `/records/${object}`, values)).body as { id: string }).id;
  const open = await make("region", { name: "north", open: true });
  const closed = await make("region", { name: "south", open: false });
  const hidden = await make("customer", { name: "hidden", region: closed });
  const seen = await make("customer", { name: "seen", region: open, parent_company: hidden });
  const below = await make("customer", { name: "below", region: open, parent_company: seen });
  for (const customer of [hidden, seen, below]) await make("visit", { customer });
  viewer = await person(server, "viewer", "open_regions");
});
afterAll(() => server.stop());

test.each([
  ["customer?fields=name&sort=name", ["below", "seen"]],
  ["customer?fields=name,parent_company.name&sort=name", ["below", "seen"]],
  ["customer?sort=parent_company.name,name", ["seen", "below"]],
  ["customer?sort=name&count=exact&filter=parent_company.name%20!%3D%20null", ["below"]],
  ["visit?fields=customer.name&sort=customer.name", ["below", "seen"]],
])("%s is answered, as far as the condition holds", async (path, names) => {
  const answer = await server.request("GET", `/records/${path}`, undefined, viewer);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { data } = answer.body as {
    data: readonly { readonly name?: string; readonly customer?: { readonly name: string } }[];
  };
  const found = data.map(({ name, customer }) => name ?? customer?.name);
  expect(path.startsWith("customer?sort=parent") ? found.toSorted() : found).toEqual(
    names.toSorted(),
  );
  expect(JSON.stringify(answer.body)).not.toContain("hidden");
});
