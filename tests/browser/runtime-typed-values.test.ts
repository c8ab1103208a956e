/** What is typed stays as it was typed until it is right, and is never taken for something else. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { openSignedIn } from "../support/designer-page.ts";
import { quietPage } from "../support/quiet-page.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "purchase",
    {
      name: { type: "string", title: "Name" },
      currency: { enum: ["EUR", "USD"], title: "Currency" },
      price: { $ref: "tenon:money", currency_field: "currency", title: "Price" },
      unit: {
        oneOf: [{ const: "box", title: "crates" }, { const: "kg" }],
        title: "Unit",
      },
      amount: { $ref: "tenon:quantity", unit_field: "unit", title: "Amount" },
      ratio: { $ref: "tenon:decimal", precision: 18, scale: 4, title: "Ratio" },
      pieces: { type: "integer", title: "Pieces" },
      arrival: { type: "string", format: "date-time", title: "Arrival" },
      day: { type: "string", format: "date", title: "Day" },
      effort: { $ref: "tenon:duration", title: "Effort" },
      settings: { $ref: "tenon:json", title: "Settings" },
      lines: {
        type: "array",
        title: "Lines",
        items: {
          type: "object",
          required: ["what", "price"],
          properties: {
            what: { type: "string", title: "What" },
            currency: { enum: ["EUR", "USD"], title: "Currency" },
            price: { $ref: "tenon:money", currency_field: "currency", title: "Unit price" },
            parts: {
              type: "array",
              title: "Parts",
              items: {
                type: "object",
                required: ["label"],
                properties: { label: { type: "string", title: "Label" } },
              },
            },
          },
        },
      },
    },
    { title: "Purchase", record_title: "name" },
  ),
  {
    kind: "view" as const,
    name: "prices",
    content: {
      name: "prices",
      title: "Prices",
      object: "purchase",
      columns: ["name", "price", "amount", "arrival"],
    },
  },
];

let server: TestServer;
let browser: Browser;
let page: Page;
let faults: readonly string[];
beforeAll(async () => {
  server = await startTestServer({ documents });
  await server.request("POST", "/records/purchase", [
    { name: "Timber", currency: "USD", price: "1250.00", unit: "box", amount: "3" },
    { name: "Nails", price: "7.50", amount: "2", arrival: "2026-03-20T08:30:00Z" },
    { name: "Text", settings: "123" },
  ]);
  browser = await openBrowser();
  ({ page, faults } = await openSignedIn(browser, server, "records/purchase?view=prices"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

type Json = Readonly<Record<string, unknown>>;

const control = (place: string) => page.locator(`[id="control-${place}"]`);
const cell = (column: string, line: number) =>
  page.locator(`.lines-row [id^="control-"][id$=".${column}"]`).nth(line);
const go = (path: string) => page.goto(`${server.address}/demo/records/purchase${path}`);
const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
const summary = () => page.locator(".form-summary li").allTextContents();

async function stored(name: string): Promise<Json> {
  const path = `/records/purchase?fields=*,lines&filter=name == "${name}"`;
  const { data } = (await server.request("GET", path)).body as { data: readonly Json[] };
  return data[0] ?? {};
}

async function filter(field: string, operator: string, value: string): Promise<void> {
  await page
    .getByRole("button", { name: /^Filter/ })
    .first()
    .click();
  const editor = page.locator(".filter-editor");
  await editor.getByLabel("Field").selectOption(field);
  await editor.getByLabel("Condition").selectOption(operator);
  await editor.getByRole("textbox", { name: "Value" }).fill(value);
  await editor.getByRole("button", { name: "Apply" }).click();
}

test.each([
  ["price", "equals", "lots"],
  ["pieces", "equals", "some"],
  ["arrival", "greater_or_equal", "sometime"],
])("a filter of %s by what is no value is not applied, and says so", async (...asked) => {
  await go("?view=prices");
  await row("Nails").waitFor();
  await filter(...asked);
  const value = page.locator(".filter-editor").getByRole("textbox", { name: "Value" });
  expect(await value.getAttribute("aria-invalid")).toBe("true");
  expect(await value.inputValue()).toBe(asked[2]);
  await expect.poll(focused).toBe(await value.getAttribute("id"));
  expect(page.url()).not.toContain("where");
  expect(await page.locator(".chip").count()).toBe(0);
  await page.keyboard.press("Escape");
});

test("moments are filtered by the day that is typed", async () => {
  await go("?view=prices");
  await row("Timber").waitFor();
  await filter("arrival", "greater_or_equal", "2026-03-20");
  await page.getByRole("button", { name: /^Remove filter/ }).waitFor();
  await quietPage(page);
  expect([await row("Nails").count(), await row("Timber").count()]).toEqual([1, 0]);
});

test("a condition of an address that cannot be asked is not shown as if it were in force", async () => {
  await go("?view=prices&where=price~equals~lots&where=arrival~greater_or_equal~sometime");
  await row("Timber").waitFor();
  expect(await page.locator(".chip").count()).toBe(0);
});

test("amounts have the currency and the unit that their record names, wherever they are", async () => {
  await go("?view=prices");
  const text = await row("Timber").textContent();
  expect(text).toContain("$1,250.00");
  expect(text).toContain("3 crates");
  expect(await row("Nails").textContent()).toMatch(/^Nails7\.502Mar/);

  await row("Timber").getByRole("link").click();
  await page.locator(".facts").waitFor();
  expect(await page.locator(".facts").textContent()).toContain("$1,250.00");
  expect(await page.locator(".facts").textContent()).toContain("3 crates");

  await page.getByRole("link", { name: "Edit" }).click();
  await expect.poll(() => control("price").inputValue()).toBe("$1,250.00");
  expect(await control("amount").inputValue()).toBe("3 crates");
  await control("currency").selectOption("EUR");
  await expect.poll(() => control("price").inputValue()).toBe("€1,250.00");

  await page.getByRole("button", { name: "Add line" }).click();
  await cell("currency", 0).selectOption("EUR");
  await cell("price", 0).fill("5");
  await cell("what", 0).focus();
  await expect.poll(() => cell("price", 0).inputValue()).toBe("€5.00");
});

test("what is no JSON is refused at the field, and stays", async () => {
  await go("/new");
  await control("settings").fill("{bad json");
  await control("settings").blur();
  await expect.poll(() => control("settings").getAttribute("aria-invalid")).toBe("true");
  await control("name").fill("Bad");
  await save();
  await expect.poll(summary).toHaveLength(1);
  expect(await control("settings").inputValue()).toBe("{bad json");
  await control("settings").fill('{"good": true}');
  await save();
  await page.locator(".facts").waitFor();
  expect((await stored("Bad")).settings).toEqual({ good: true });
});

test("a text kept as JSON stays a text when it is edited", async () => {
  const { id } = await stored("Text");
  await go(`/${String(id)}/edit`);
  await expect.poll(() => control("settings").inputValue()).toBe('"123"');
  await control("settings").press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type('4"');
  await save();
  await page.locator(".facts").waitFor();
  expect((await stored("Text")).settings).toBe("1234");
});

test("a number with too many digits keeps all of them in sight", async () => {
  await go("/new");
  await control("ratio").fill("1.23456789");
  await control("ratio").blur();
  await expect.poll(() => control("ratio").getAttribute("aria-invalid")).toBe("true");
  expect(await control("ratio").inputValue()).toBe("1.23456789");
});

test("a moment and a duration are asked for as they can be typed", async () => {
  await go("/new");
  for (const field of ["arrival", "effort"]) {
    await control(field).fill("sometime");
    await control(field).blur();
    await expect.poll(() => control(field).getAttribute("aria-invalid")).toBe("true");
    const described = page.locator(`[id="control-${field}-error"]`);
    expect(await described.textContent()).toMatch(/2026-11-22 08:30|90 min/);
    expect(await described.textContent()).not.toMatch(/T08|PT1/);
  }
});

test("a line that was begun and not touched is neither checked nor kept, nor is one below it", async () => {
  await go("/new");
  await control("name").fill("Lines");
  await page.getByRole("button", { name: "Add line" }).click();
  await cell("what", 0).fill("Oak");
  await cell("price", 0).fill("5");
  await page.keyboard.press("Control+Enter");
  await cell("label", 0).fill("Leg");
  await page.keyboard.press("Enter");
  await cell("label", 1).waitFor();
  await cell("price", 0).focus();
  await page.keyboard.press("Enter");
  await cell("what", 1).waitFor();
  await page.keyboard.press("Control+s");
  await page.getByRole("link", { name: "Edit" }).waitFor();
  await page.getByText("Leg").waitFor();
  // Nothing is added up from them.
  expect(await page.locator(".totals").count()).toBe(0);
  expect((await stored("Lines")).lines).toMatchObject([
    { what: "Oak", price: "5.00", parts: [{ label: "Leg" }] },
  ]);
  expect((await stored("Lines")).lines).toHaveLength(1);
});

test("what is wrong in lines is told with their numbers, also below an untouched line", async () => {
  await go("/new");
  await control("name").fill("Wrong");
  await page.getByRole("button", { name: "Add line" }).click();
  await cell("what", 0).waitFor();
  await page.getByRole("button", { name: "Add line" }).click();
  await cell("what", 1).fill("Oak");
  await page.keyboard.press("Control+Enter");
  await cell("label", 0).fill("x");
  await cell("label", 0).fill("");
  await page.keyboard.press("Control+Enter");
  await cell("what", 1).focus();
  await save();
  await expect.poll(summary).toEqual(["Lines 2 · Unit price: Fill in this field."]);
  await page.locator(".form-summary li button").click();
  await expect.poll(focused).toBe(await cell("price", 1).getAttribute("id"));
});

test("the sentence of a wrong cell is whole, however little room its list has", async () => {
  await go("/new");
  await page.getByRole("button", { name: "Add line" }).click();
  await cell("what", 0).fill("Oak");
  await page.keyboard.press("Control+Enter");
  await cell("label", 0).fill("x");
  await cell("label", 0).fill("");
  await page.keyboard.press("Enter");
  await cell("label", 1).fill("Leg");
  await save();
  await cell("price", 0).focus();
  const sentence = page.locator(".lines-cell-error:popover-open");
  await sentence.waitFor();
  const isWhole = sentence.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [left + 3, right - 3].flatMap((x) => [top + 3, bottom - 3].map((y) => [x, y]));
    element.style.pointerEvents = "auto";
    return corners.every(([x = 0, y = 0]) => document.elementFromPoint(x, y) === element);
  });
  expect(await isWhole).toBe(true);
});

test("a date that is half typed makes the browser complain of nothing", async () => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await go("/new");
  for (const field of ["arrival", "day"]) await control(field).pressSequentially("2026-03");
  expect(said).toEqual([]);
});

test("nothing broke the content security policy on the way", () => {
  expect(faults).toEqual([]);
});
