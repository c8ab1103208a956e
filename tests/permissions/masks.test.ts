/** What stands in place of secrets and of values that are only written. No database is asked. */
import { expect, test } from "vitest";
import { everLeaves, historyRights } from "../../engine/access/rights.ts";
import { differenceBetween, keptValues } from "../../engine/records/record-difference.ts";
import { masked, withoutSecrets } from "../../metadata/model/secrets.ts";
import { catalogOf, fieldIn, modelIn } from "../support/sample-catalog.ts";
import { objectDocument } from "../support/server.ts";

const secret = { $ref: "tenon:secret" };
const text = { type: "string", maxLength: 80 };
const catalog = catalogOf([
  objectDocument("device", {
    name: text,
    key: secret,
    pin: { ...text, writeOnly: true },
    lines: { type: "array", items: { type: "object", properties: { what: text, key: secret } } },
  }),
]);
const device = modelIn(catalog, "device");
const written = { name: "a", key: "Canary", pin: "Canary", lines: [{ what: "b", key: "Canary" }] };

test("a secret on its way is a mark, in rows too", () => {
  expect(masked(fieldIn(device, "key"), "Canary")).toEqual({ set: true });
  expect(masked(fieldIn(device, "name"), "a")).toBe("a");
  expect(withoutSecrets(device, written)).toMatchObject({
    name: "a",
    key: { set: true },
    lines: [{ what: "b", key: { set: true } }],
  });
});

test("what is kept of a record has marks, and nothing that is only written", () => {
  expect(JSON.stringify(keptValues(device, written))).not.toContain("Canary");
  expect(JSON.stringify(keptValues(device, written))).toContain("set");
  const after = { ...written, name: "c", pin: "Canary 2" };
  const changed = differenceBetween(device, written, after, { pin: "Canary 2" });
  expect(Object.keys(changed)).toEqual([fieldIn(device, "name").id]);
});

test("history reads nothing that is only written", () => {
  const fields = ["name", "pin"].map((name) => fieldIn(device, name));
  expect(fields.map(everLeaves)).toEqual([true, false]);
  expect(fields.map((field) => historyRights.mayRead(device, field))).toEqual([true, false]);
});
