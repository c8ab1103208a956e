/** What a form computes while one types is what the server stores. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const text = (title: string) => ({ type: "string", title });
const lookup = (target: string) => ({ $ref: "tenon:lookup", target });

const documents = [
  objectDocument("region", { code: text("Code") }),
  objectDocument("customer", { name: text("Name"), region: lookup("region") }),
  objectDocument(
    "sale",
    {
      name: text("Name"),
      customer: lookup("customer"),
      region_code: { ...text("Region code"), formula: "customer.region.code" },
      tax_number: { ...text("Tax number"), visible_when: 'region_code == "EU"' },
    },
    {
      title: "Sale",
      rules: [{ name: "placed", require: "!is_empty(region_code)", message: "No region" }],
    },
  ),
  objectDocument("offer", {
    level: text("Level"),
    discount: { type: "integer", default: { expression: 'level == "gold" ? 20 : 0' } },
    note: { ...text("Note"), default: { expression: "lower(level)" } },
    lines: {
      type: "array",
      title: "Lines",
      items: {
        type: "object",
        properties: {
          count: { type: "integer" },
          double: { type: "integer", default: { expression: "count * 2" } },
        },
      },
    },
  }),
];

let server: TestServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
const { get, make } = callsOf(() => server);

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
  watched = await openPage(browser, { locale: "en-US", width: 1100, height: 700 });
  page = watched.page;
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("button[type=submit]").click();
  await page.getByText(/^No .+ yet/).waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const control = (name: string) => page.locator(`[id^="control-${name}"]:is(input)`);
const save = () => page.getByRole("button", { name: "Save", exact: true }).click();

test("a form is judged by what is computed through two lookups", async () => {
  const region = await make("region", { code: "EU" });
  const customer = await make("customer", { name: "A", region });
  const sale = await make("sale", { name: "one", customer });
  await page.goto(`${server.address}/demo/records/sale/${sale}/edit`);
  await control("tax_number").fill("TX-1");
  await save();
  await page.waitForURL(/records\/sale\/[0-9a-f-]{36}$/);
  expect((await get(`/records/sale/${sale}`)).body).toMatchObject({
    region_code: "EU",
    tax_number: "TX-1",
  });
  expect(watched.faults).toEqual([]);
});

test("defaults follow what they read while one types, until one writes over them", async () => {
  await page.goto(`${server.address}/demo/records/offer/new`);
  await expect.poll(() => control("discount").inputValue()).toBe("0");
  await control("level").fill("gold");
  await expect.poll(() => control("discount").inputValue()).toBe("20");
  await expect.poll(() => control("note").inputValue()).toBe("gold");
  await control("note").fill("mine");
  await control("level").fill("golden");
  await expect.poll(() => control("discount").inputValue()).toBe("0");
  await control("level").fill("gold");
  expect(await control("note").inputValue()).toBe("mine");
  await page.getByRole("button", { name: "Add line" }).click();
  await control("lines#1.count").fill("4");
  await expect.poll(() => control("lines#1.double").inputValue()).toBe("8");
  await save();
  await page.waitForURL(/records\/offer\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1);
  expect((await get(`/records/offer/${id}`)).body).toMatchObject({
    discount: 20,
    note: "mine",
    lines: [{ count: 4, double: 8 }],
  });
  expect(watched.faults).toEqual([]);
});
