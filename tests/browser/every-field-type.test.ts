/**
 * A field of every type, as people meet it: filled in a form, shown in a list and on its page,
 * filtered, changed, taken out as a file and brought in again.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldTypeNames } from "../../metadata/fields/index.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { filterFields } from "../../runtime/blocks/filter-fields.ts";
import { everyTypeApp } from "../../scripts/every-field-type.ts";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { openSignedIn } from "../support/designer-page.ts";
import { quietPage } from "../support/quiet-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { ways } from "../support/type-into-fields.ts";

type Json = Readonly<Record<string, unknown>>;

/** Fields are called like their types. Rows are no column of a list. */
const columns = fieldTypeNames.filter((name) => name !== "child_rows");

const documents = [
  ...["maker", "sample"].map((name) => ({
    kind: "object" as const,
    name,
    content: everyTypeApp[`objects/${name}.json`] as Json,
  })),
  {
    kind: "view" as const,
    name: "all",
    content: { name: "all", title: "All", object: "sample", columns },
  },
];

let server: TestServer;
let browser: Browser;
let page: Page;
let faults: readonly string[];
let record: Json;
beforeAll(async () => {
  server = await startTestServer({ documents });
  await server.request("POST", "/records/maker", [{ name: "Nordwind" }, { name: "Ostwind" }]);
  await server.request("POST", "/records/sample", { text: "Pumps" });
  browser = await openBrowser();
  ({ page, faults } = await openSignedIn(browser, server, "records/sample/new"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The one record that is written here, whole. */
const stored = async (): Promise<Json> => {
  const path = '/records/sample?fields=id&filter=text != "Pumps"';
  const { data } = (await server.request("GET", path)).body as { data: readonly Json[] };
  return (await server.request("GET", `/records/sample/${String(data[0]?.id)}`)).body as Json;
};

test("each is filled in on the form, and kept", async () => {
  await page.locator('[id="control-text"]').waitFor();
  for (const name of fieldTypeNames) await ways[name]?.(page, name);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Edit" }).waitFor();
  record = await stored();
  const empty = fieldTypeNames.filter(
    (name) => record[name] === null || record[name] === undefined,
  );
  expect(empty).toEqual([]);
  expect(record).toMatchObject({
    integer: 1280,
    money: "86450.50",
    percent: "13.00",
    quantity: "18.4000",
    duration: "PT1H30M",
    tags: ["solar", "水泵"],
    secret: { set: true },
    child_rows: [{ part: "Impeller", pieces: 2 }],
  });
});

test("each is shown on the page of the record and in a list", async () => {
  for (const title of await titles())
    await page.getByText(title, { exact: true }).first().waitFor();
  await page.goto(`${server.address}/demo/records/sample?view=all&where=text~contains~Solar`);
  const row = page.getByRole("grid").getByRole("row", { name: /Solar pump/ });
  await row.waitFor();
  expect(await page.getByRole("columnheader").count()).toBeGreaterThan(columns.length - 12);
  expect(await accessibilityFaults(page)).toEqual([]);
});

const titles = async (): Promise<readonly string[]> => {
  const { properties } = everyTypeApp["objects/sample.json"] as { properties: Json };
  return fieldTypeNames
    .filter((name) => name !== "text")
    .map((name) => String((properties[name] as Json).title));
};

test("each that can be asked about is found by the filter of the list", async () => {
  await page.goto(`${server.address}/demo/records/sample?view=all`);
  const model = resolveObject(everyTypeApp["objects/sample.json"] as Json);
  const asked = filterFields(model).filter(({ type }) => type.operators.includes("is_not_empty"));
  for (const { name } of asked) {
    await page
      .getByRole("button", { name: /^Filter/ })
      .first()
      .click();
    const editor = page.locator(".filter-editor");
    await editor.getByLabel("Field").selectOption(name);
    await editor.getByLabel("Condition").selectOption("is_not_empty");
    await editor.getByRole("button", { name: "Apply" }).click();
    const remove = page.getByRole("button", { name: /^Remove filter/ });
    await remove.waitFor();
    await quietPage(page);
    expect([name, await page.getByRole("row", { name: /Solar pump/ }).count()]).toEqual([name, 1]);
    expect(await page.getByRole("alert").count()).toBe(0);
    await remove.click();
  }
  expect(asked.length).toBeGreaterThan(25);
});

test("each survives being edited next to another one", async () => {
  await page.goto(`${server.address}/demo/records/sample/${String(record.id)}/edit`);
  await page.locator('[id="control-text"]').fill("Wind pump");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Edit" }).waitFor();
  const after = await stored();
  for (const name of fieldTypeNames.filter((each) => each !== "text"))
    expect([name, after[name]]).toEqual([name, record[name]]);
});

test("each goes out as a file and comes in again", async () => {
  await page.goto(`${server.address}/demo/records/sample?view=all&where=text~contains~Wind`);
  await page.getByRole("row", { name: /Wind pump/ }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: /CSV/ }).click();
    })(),
  ]);
  const bytes = Buffer.concat(await (await download.createReadStream()).toArray());
  // Files are named, not held, by a table; of a secret it has dots; the number is the engine's.
  const left = new Set(["attachment", "attachments", "image", "secret", "auto_number"]);
  const header = bytes.toString().replace("\uFEFF", "").split("\r\n")[0]?.split(",") ?? [];
  const mapping = header.map((name) => [name, left.has(name) ? null : name] as const);
  const path = `/import/sample?mapping=${encodeURIComponent(JSON.stringify(Object.fromEntries(mapping)))}`;
  const begun = await server.request("POST", path, bytes.toString(), {
    headers: { "content-type": "text/csv" },
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  const { id } = begun.body as { id: string };
  const state = async () => (await server.request("GET", `/jobs/${id}`)).body;
  await expect.poll(state).toMatchObject({ state: "done", created: 1, refused: 0 });
  const found = await server.request("GET", `/records/sample?fields=id&sort=-created_at&limit=1`);
  const again = (found.body as { data: readonly Json[] }).data[0]?.id;
  const copy = (await server.request("GET", `/records/sample/${String(again)}`)).body as Json;
  expect(again).not.toBe(record.id);
  const after = await server.request("GET", `/records/sample/${String(record.id)}`);
  for (const name of header.filter((each) => !left.has(each)))
    expect([name, copy[name]]).toEqual([name, (after.body as Json)[name]]);
  expect(faults).toEqual([]);
});
