/** Renames in what script documents say, beside their TypeScript. */
import { expect, test } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../../metadata/refactor/rename-object.ts";
import { renameRoleEverywhere } from "../../../metadata/refactor/rename-role.ts";
import { usesOfField, usesOfObject } from "../../../metadata/refactor/where-used.ts";

const lookup = { $ref: "tenon:lookup", target: "customer" };
const object = (name: string, properties: object): MetadataDocument => ({
  kind: "object",
  name,
  content: { name, properties },
});
const script = (name: string, content: object): MetadataDocument => ({
  kind: "script",
  name,
  content: { name, ...content, source: "level" },
});
const trigger = {
  object: "order",
  before: ["update"],
  fields: ["customer"],
  when: 'customer.level == "level"',
};
const documents: readonly MetadataDocument[] = [
  object("customer", { level: { type: "string" } }),
  object("order", { customer: lookup, level: { type: "string" } }),
  script("check", { trigger }),
  script("ship", {
    action: {
      object: "customer",
      when: 'level == "a"',
      roles: ["sales"],
      input: { properties: { level: { type: "string" }, to: lookup } },
    },
  }),
  script("day", {
    endpoint: {
      method: "GET",
      roles: ["sales", "member"],
      output: { properties: { all: lookup } },
    },
  }),
  script("prepare", { import: { object: "customer" } }),
  { kind: "script", name: "shared", content: { source: "level customer" } },
];

const contents = (renamed: readonly MetadataDocument[]) =>
  Object.fromEntries(renamed.slice(2).map(({ name, content }) => [name, content]));

test("a field is renamed in conditions, and where a trigger follows it", () => {
  const { check, ship } = contents(
    renameFieldEverywhere(documents, { object: "customer", path: ["level"] }, "grade"),
  );
  expect(check).toMatchObject({ trigger: { when: 'customer.grade == "level"' } });
  expect(ship).toMatchObject({
    action: { when: 'grade == "a"', input: { properties: { level: { type: "string" } } } },
  });
  const followed = renameFieldEverywhere(
    documents,
    { object: "order", path: ["customer"] },
    "buyer",
  );
  expect(contents(followed).check).toMatchObject({
    trigger: { fields: ["buyer"], when: 'buyer.level == "level"' },
  });
  expect(followed[6]).toBe(documents[6]);
});

test("an object is renamed where scripts start, and behind lookups of what they are given", () => {
  const renamed = contents(renameObjectEverywhere(documents, "customer", "client"));
  expect(renamed.ship).toMatchObject({
    action: { object: "client", input: { properties: { to: { target: "client" } } } },
  });
  expect(renamed.prepare).toMatchObject({ import: { object: "client" } });
  expect(renamed.day).toMatchObject({
    endpoint: { output: { properties: { all: { target: "client" } } } },
  });
  expect(renamed.check).toEqual(documents[2]?.content);
});

test("a role is renamed where it may start a script", () => {
  const renamed = contents(renameRoleEverywhere(documents, "sales", "trade"));
  expect(renamed.ship).toMatchObject({ action: { roles: ["trade"] } });
  expect(renamed.day).toMatchObject({ endpoint: { roles: ["trade", "member"] } });
});

test("uses are where a rename would write", () => {
  const places = (uses: readonly { name: string; path: string }[]) =>
    uses.map(({ name, path }) => `${name} ${path}`);
  expect(places(usesOfField(documents, { object: "order", path: ["customer"] }))).toEqual([
    "check /trigger/fields/0",
    "check /trigger/when",
  ]);
  expect(places(usesOfObject(documents, "customer"))).toEqual(
    expect.arrayContaining([
      "prepare /import/object",
      "ship /action/object",
      "ship /action/input/properties/to/target",
    ]),
  );
});
