/** Scripts by what starts them. */
import { expect, test } from "vitest";
import { automationOf, concerns, triggersOf } from "../../../metadata/automation/automation.ts";
import { resolveScript, type TriggerStart } from "../../../metadata/automation/script.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

const objects = new Map([
  ["customer", resolveObject({ name: "customer", properties: { level: { enum: ["a", "b"] } } })],
  [
    "order",
    resolveObject({
      name: "order",
      properties: {
        customer: { $ref: "tenon:lookup", target: "customer" },
        total: { type: "number" },
      },
    }),
  ],
]);
const trigger = (name: string, start: object) =>
  resolveScript(name, { name, trigger: { object: "order", ...start }, source: "" });

test("triggers of one moment and event come by name, and others do not", () => {
  const automation = automationOf(
    [
      trigger("zeta", { before: ["create", "update"] }),
      trigger("alpha", { before: ["update"], after: ["update"] }),
      resolveScript("shared", { source: "" }),
    ],
    objects,
  );
  const names = (
    ...key: Parameters<typeof triggersOf> extends [unknown, ...infer Rest] ? Rest : never
  ) => triggersOf(automation, ...key).map(({ script }) => script.name);
  expect(names("order", "before", "update")).toEqual(["alpha", "zeta"]);
  expect(names("order", "before", "create")).toEqual(["zeta"]);
  expect(names("order", "after", "update")).toEqual(["alpha"]);
  expect(names("order", "after", "delete")).toEqual([]);
  expect(names("constructor", "before", "update")).toEqual([]);
  expect([...automation.scripts.keys()]).toEqual(["alpha", "shared", "zeta"]);
  expect(automation.scripts.get("shared")?.start).toBeNull();
});

test("scripts that prepare imports come by name", () => {
  const step = (name: string) =>
    resolveScript(name, { name, import: { object: "order" }, source: "" });
  const { imports } = automationOf([step("zeta"), step("alpha")], objects);
  expect(imports.get("order")?.map(({ name }) => name)).toEqual(["alpha", "zeta"]);
  expect([imports.size, imports.get("constructor")]).toEqual([1, undefined]);
});

test("a condition is compiled, and names the lookups that it follows", () => {
  const automation = automationOf(
    [trigger("check", { before: ["update"], when: 'total > 0 && customer.level == "a"' })],
    objects,
  );
  const [found] = triggersOf(automation, "order", "before", "update");
  expect(found?.when?.lookups).toEqual([["customer"]]);
  expect(found?.when?.expression.type).toEqual({ kind: "boolean" });
});

test("a condition that cannot be judged is not taken for none", () => {
  expect(() =>
    automationOf([trigger("check", { before: ["update"], when: "totl > 0" })], objects),
  ).toThrow(/totl/);
});

const startOf = (start: object): TriggerStart => {
  const found = trigger("check", start).start;
  if (found?.kind !== "trigger") throw new Error("no trigger");
  return found;
};

test.each([
  [{}, "update", { changed: ["total"], transition: null }, true],
  [{ fields: ["total"] }, "update", { changed: ["total", "customer"], transition: null }, true],
  [{ fields: ["total"] }, "update", { changed: ["customer"], transition: null }, false],
  [{ fields: ["total"] }, "create", { changed: [], transition: null }, true],
  [{}, "transition", { changed: [], transition: "confirm" }, true],
  [{ transitions: ["confirm"] }, "transition", { changed: [], transition: "confirm" }, true],
  [{ transitions: ["confirm"] }, "transition", { changed: [], transition: "close" }, false],
  [{ transitions: ["confirm"] }, "delete", { changed: [], transition: null }, true],
] as const)("%j and %s of %j: %s", (start, event, written, expected) => {
  expect(concerns(startOf(start), event, written)).toBe(expected);
});

test("what a document leaves out has its value", () => {
  expect(resolveScript("ship_it", { source: "x" })).toEqual({
    name: "ship_it",
    title: "Ship it",
    description: "",
    runsAs: "user",
    start: null,
    hosts: [],
    secrets: [],
    limits: {},
    source: "x",
  });
  const nightly = resolveScript("nightly", { schedule: { cron: "0 2 * * *" } });
  expect(nightly).toMatchObject({ runsAs: "system", start: { catchUp: "skip", timeZone: "" } });
  const action = resolveScript("ship", { title: "Ship", action: { object: "order" } });
  expect(action.start).toMatchObject({ on: "record", title: "Ship", input: null, when: null });
  const endpoint = resolveScript("day", {
    endpoint: { method: "GET", input: { properties: { id: { type: "string" } } } },
  });
  expect(endpoint.start?.kind === "endpoint" && endpoint.start.input?.byName.size).toBe(1);
});
