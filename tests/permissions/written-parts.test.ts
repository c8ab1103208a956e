/** Parts of writing that ask what a writer may do, one by one. No database is asked. */
import { expect, test } from "vitest";
import { makeKnownRecords, toldChanges } from "../../engine/changes/changed-records.ts";
import { mustSetUpFactor } from "../../engine/http/second-factor-rule.ts";
import { columnsOf } from "../../engine/import/rows-to-records.ts";
import { fieldsOfReach } from "../../engine/query/record-reach.ts";
import { databaseProblem } from "../../engine/records/database-problems.ts";
import { keptValues, namedValues } from "../../engine/records/record-difference.ts";
import { seenPath } from "../../engine/records/seen-path.ts";
import { unwritableFields, withReadableHints } from "../../engine/records/unwritable.ts";
import { reachesAllOf } from "../../engine/records/within-reach.ts";
import { problem } from "../../metadata/problem.ts";
import { catalogOf, fieldIn, modelIn, rightsIn } from "../support/sample-catalog.ts";
import { objectDocument } from "../support/server.ts";
import { role } from "./role-document.ts";

const text = { type: "string", maxLength: 80 };
const code = { ...text, unique: true };

const catalog = catalogOf([
  objectDocument("client", { code, mark: code }),
  objectDocument("maker", { code }),
  objectDocument("deal", {
    name: text,
    margin: code,
    price: text,
    doubled: { ...text, formula: "margin + margin" },
    pin: { ...code, writeOnly: true },
    region: text,
    client: { $ref: "tenon:lookup", target: "client", on_delete: "restrict" },
    made_by: { $ref: "tenon:lookup", target: "maker" },
    lines: { type: "array", items: { type: "object", properties: { what: text, cost: text } } },
  }),
  role("clerk", {
    deal: {
      read: { when: 'region == "north"' },
      update: true,
      fields: { "*": "write", margin: "none", price: "read", "lines.cost": "none" },
    },
    client: { read: true, fields: { code: "read" } },
    maker: { create: true },
  }),
  role("clients_alone", { client: { read: true, delete: true } }),
]);

const deal = modelIn(catalog, "deal");
const client = modelIn(catalog, "client");
const clerk = rightsIn(catalog, "clerk");

test("what is hidden is unknown, what is read-only refused, in rows too", () => {
  const written = {
    name: "a",
    margin: "b",
    price: "c",
    pin: "x",
    doubled: "y",
    lines: [{ what: "d", cost: "e" }],
  };
  const found = unwritableFields(clerk, deal, written);
  expect(found.map((each) => `${each.code} ${each.path}`)).toEqual([
    "unknown_field /margin",
    "field_not_writable /price",
    // As unknown as the margin that it is made from; what is only written is there.
    "unknown_field /doubled",
    "unknown_field /lines/0/cost",
  ]);
});

test("a mistyped name is not answered with a hidden one", () => {
  expect(unwritableFields(clerk, deal, { margin: "x" })[0]?.params.hint).not.toContain("margin");
  const mistyped = problem("unknown_field", "/margn", { name: "margn", hint: "margin" });
  expect(JSON.stringify(withReadableHints(clerk, deal, [mistyped]))).not.toContain("margin");
});

test("places of problems end before what is hidden", () => {
  expect(seenPath(clerk, deal, "/margin")).toBe("");
  expect(seenPath(clerk, deal, "/doubled")).toBe("");
  expect(seenPath(clerk, deal, "/pin")).toBe("/pin");
  expect(seenPath(clerk, deal, "/3/lines/0/cost")).toBe("/3/lines/0");
  expect(seenPath(clerk, deal, "/lines/0/what")).toBe("/lines/0/what");
});

test("a refusal of the database names no hidden field and no hidden object", () => {
  const refused = (state: string, constraint: string, as = "clerk") => {
    const error = Object.assign(new Error(`violates constraint "${constraint}"`), { code: state });
    return databaseProblem(error, { catalog, rights: rightsIn(catalog, as) }, deal);
  };
  const unique = `uq_${fieldIn(deal, "margin").id}`;
  expect(refused("23505", unique)?.path).toBe("");
  expect(refused("23505", unique, "admin")?.path).toBe("/margin");
  const held = `fk_${fieldIn(deal, "client").id}`;
  expect(JSON.stringify(refused("23001", held, "clients_alone"))).not.toContain("deal");
  expect(refused("23001", held)?.params.object).toBe("deal");
});

test("fields that decide about reach are those of its conditions", () => {
  expect([...fieldsOfReach(deal, catalog, clerk, "update")]).toEqual(["region"]);
  expect(reachesAllOf(clerk, deal, "update")).toBe(false);
  expect(reachesAllOf(clerk, client, "read")).toBe(true);
});

test("a column of a file is a field that is seen, a key one of an object that is", () => {
  const known = (name: string) =>
    columnsOf([name], deal, { catalog, rights: clerk }).problems.length === 0;
  const names = ["name", "margin", "client.code", "client.mark", "made_by.code"];
  expect(names.filter(known)).toEqual(["name", "client.code"]);
});

test("kept values are named as far as they are seen", () => {
  const kept = keptValues(deal, { name: "a", margin: "b", lines: [{ id: "1", cost: "c" }] });
  expect(JSON.stringify(namedValues(deal, kept, clerk))).not.toMatch(/margin|cost/);
  expect(namedValues(deal, kept, rightsIn(catalog, "admin"))).toMatchObject({ margin: "b" });
});

test("a change is told of what is reached, an end of what was known", () => {
  const changes = ["own", "foreign"].map((id) => ({ id, revision: 2, kind: "changed" as const }));
  const known = makeKnownRecords(10);
  const told = (within: readonly string[]) =>
    toldChanges("deal", changes, new Set(within), known).map(({ id, kind }) => `${kind} ${id}`);
  expect(told(["own"])).toEqual(["changed own"]);
  expect(told([])).toEqual(["gone own"]);
});

test("a second factor is asked of who designs or looks after users", () => {
  const asked = (as: string) =>
    mustSetUpFactor(
      { requireSecondFactor: "admins" },
      {
        account: { id: "", email: "", name: "" },
        roles: [],
        digest: "",
        via: "session",
        scope: "all",
        expiresAt: null,
        lacksSecondFactor: true,
        onlooker: null,
      },
      rightsIn(catalog, as),
    );
  expect([asked("clerk"), asked("admin")]).toEqual([false, true]);
});
