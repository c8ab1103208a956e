/** What is told of objects: metadata, schemas, validators, OpenAPI, views, forms and hints. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type By, callsOf } from "../support/calls.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { documents } from "./told-documents.ts";

let server: TestServer;
const people = new Map<string, By>();
const { get } = callsOf(() => server);
beforeAll(async () => {
  server = await startTestServer({ documents });
  for (const name of ["partner", "clerk", "rater"])
    people.set(name, await person(server, name, name));
});
afterAll(() => server.stop());

const said = async (path: string, name?: string): Promise<string> => {
  const { status, body } = await get(path, people.get(name ?? ""));
  expect([path, status]).toEqual([path, 200]);
  return typeof body === "string" ? body : JSON.stringify(body);
};

const paths = [
  "/metadata?objects=deal",
  "/metadata/objects/deal/schema",
  "/metadata/objects/deal/validator.js",
  "/metadata/objects/deal/validator.js?mode=change",
  "/openapi.json",
];

test("metadata, schemas and validators name no field that is hidden", async () => {
  for (const path of paths) {
    expect(await said(path)).toMatch(/margin/);
    expect(await said(path, "partner")).toMatch(/margin/);
    expect(await said(path, "partner")).not.toMatch(/remark/);
    expect(await said(path, "clerk"), path).not.toMatch(/margin|"pin"|"cost"/);
  }
  const { objects } = JSON.parse(await said("/metadata?objects=deal", "clerk"));
  expect(objects[0].properties).toMatchObject({
    name: { readOnly: true },
    doubled: { readOnly: true },
    remark: { maxLength: 80 },
  });
  expect(objects[0].properties.doubled).not.toHaveProperty("formula");
  expect(objects[0].properties.remark).not.toHaveProperty("readOnly");
});

test("the origin of a value is shown to who may read what it is made from", async () => {
  for (const path of paths) expect(await said(path, "rater"), path).not.toMatch(/trust/);
  expect(await said("/metadata?objects=deal", "clerk")).toMatch(/trust/);
});

test("objects that are hidden are in no list, with rights that are one's own", async () => {
  const told = JSON.parse(await said("/metadata", "rater"));
  const named = (list: readonly { readonly name: string }[]) =>
    list.map(({ name }) => name).filter((name) => name === "deal" || name === "client");
  expect([named(told.objects), named(told.index)]).toEqual([["deal"], ["deal"]]);
  const items = told.apps.flatMap((app: { navigation: { items: { object: string }[] }[] }) =>
    app.navigation.flatMap((group) => group.items.map(({ object }) => object)),
  );
  expect(items).toEqual(["deal"]);
  expect(told.index.find(({ name }: { name: string }) => name === "deal").may).toEqual(["read"]);
  const asked = await get("/metadata?objects=client", people.get("rater"));
  expect(asked.status).toBe(404);
  const openApi = JSON.parse(await said("/openapi.json", "rater"));
  expect(Object.keys(openApi.paths).filter((path) => /\/client|\/audit/.test(path))).toEqual([]);
});

test("views and forms have the columns and fields that are seen", async () => {
  const { views, forms } = JSON.parse(await said("/metadata", "clerk"));
  expect(views.map(({ name }: { name: string }) => name)).not.toContain("rich_deals");
  expect(views).toContainEqual(
    expect.objectContaining({ name: "deal_view", columns: ["name"], sort: ["name"] }),
  );
  expect(forms.find(({ name }: { name: string }) => name === "deal_form").sections).toMatchObject([
    { fields: ["name"] },
  ]);
  const rater = JSON.parse(await said("/metadata", "rater"));
  const objects = [...rater.views, ...rater.forms].map(({ object }: { object: string }) => object);
  expect(new Set(objects)).toEqual(new Set(["deal"]));
  expect(await said("/metadata")).toContain("rich_deals");
});

test("a mistyped name is answered with names that are seen", async () => {
  for (const query of ["filter=margn > 0", "fields=margn", "sort=margn", "filter=nothing > 0"]) {
    const answer = await get(
      `/records/deal?${query.replace(" > ", "%20%3E%20")}`,
      people.get("clerk"),
    );
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body).replaceAll("margn", "")).not.toContain("margin");
  }
});

test("a filter of groups names what is seen", async () => {
  const ask = (name: string) =>
    get("/records/deal/aggregate?measures=count()&filter=margin%20%3E%200", people.get(name));
  expect((await ask("partner")).status).toBe(200);
  expect((await ask("clerk")).status).toBe(400);
});
