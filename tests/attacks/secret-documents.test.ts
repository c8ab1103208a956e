/** What documents may say of secrets, and what becomes of their type. */
import { expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { type Json, secretServer } from "./secret-workspace.ts";

const { server } = secretServer();

type Content = Record<string, unknown> & { properties: Record<string, Json> };

async function planned(change: (content: Content) => void): Promise<PublishPlan> {
  const all = await server().request("GET", "/metadata/documents");
  const { published } =
    (all.body as DesignerDocuments).documents.find(({ name }) => name === "device") ?? {};
  const content = structuredClone(published) as Content;
  change(content);
  await server().request("PUT", "/metadata/drafts/object/device", content);
  return (await server().request("GET", "/metadata/plan")).body as PublishPlan;
}

test("documents say nothing of a secret, and no other type is made of one", async () => {
  for (const more of [
    { default: "x" },
    { formula: "name" },
    { copy_from: "a.b" },
    { index: true },
    { unique: true },
    { examples: ["x"] },
  ]) {
    const plan = await planned(({ properties }) => {
      properties.password = { ...properties.password, ...more };
    });
    expect(plan.problems.length, JSON.stringify(more)).toBeGreaterThan(0);
  }
  const text = await planned(({ properties }) => {
    const { $ref: _, ...rest } = properties.password ?? {};
    properties.password = { ...rest, type: "string" };
  });
  expect(text.problems.map(({ code }) => code)).toContain("type_change_loses_values");
  const title = await planned((content) => {
    content.record_title = "password";
  });
  expect(title.problems.map(({ code }) => code)).toEqual(["record_title_unsuitable"]);
  const formula = await planned(({ properties }) => {
    properties.shown = { type: "string", formula: "text(password)" };
  });
  expect(formula.problems.length).toBeGreaterThan(0);
});
