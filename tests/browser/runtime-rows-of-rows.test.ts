/** Lines that have lines of their own: in the form by keyboard and on a phone, and on the page. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { draftOf, draftSaved, openObjectTab } from "../support/designer-page.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "shipment",
    {
      name: { type: "string", title: "Name" },
      deliveries: {
        type: "array",
        title: "Deliveries",
        items: {
          type: "object",
          required: ["place"],
          properties: {
            place: { type: "string", title: "Place" },
            packages: {
              type: "array",
              title: "Packages",
              items: {
                type: "object",
                required: ["label"],
                properties: {
                  label: { type: "string", title: "Label" },
                  weight: { $ref: "tenon:decimal", scale: 1, title: "Weight", minimum: "0" },
                },
              },
            },
            weight: {
              $ref: "tenon:decimal",
              scale: 1,
              title: "Sum",
              formula: "sum(packages.weight)",
            },
          },
        },
      },
      weight: {
        $ref: "tenon:decimal",
        scale: 1,
        title: "Total weight",
        formula: "sum(deliveries.weight)",
      },
    },
    { title: "Shipment" },
  ),
];

let server: TestServer;
let browser: Browser;
let page: Page;
const faults: (readonly string[])[] = [];

async function signedIn(width: number): Promise<Page> {
  const watched = await openPage(browser, { width, height: 800 });
  faults.push(watched.faults);
  await watched.page.goto(`${server.address}/demo/`);
  await watched.page.locator("[name=email]").fill(server.admin.email);
  await watched.page.locator("[name=password]").fill(server.admin.password);
  await watched.page.locator("button[type=submit]").click();
  await watched.page
    .getByText("No shipment yet")
    .or(watched.page.getByText("by keyboard"))
    .first()
    .waitFor();
  return watched.page;
}

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
  page = await signedIn(1200);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

interface Shipment {
  readonly id: string;
  readonly weight: string;
  readonly deliveries: readonly {
    readonly place: string;
    readonly packages: readonly { readonly label: string; readonly weight: string | null }[];
  }[];
}

async function stored(): Promise<readonly Shipment[]> {
  const answer = await server.request(
    "GET",
    "/records/shipment?fields=*,deliveries&sort=created_at",
  );
  return (answer.body as { data: Shipment[] }).data;
}

const focused = () => page.evaluate(() => document.activeElement?.id ?? "");

test("a line is filled in with its own lines by keyboard alone, sums following", async () => {
  await page.goto(`${server.address}/demo/records/shipment/new`);
  await page.getByLabel("Name").first().fill("by keyboard");
  await page.getByRole("button", { name: "Add line" }).click();
  await expect.poll(focused).toMatch(/^control-deliveries#\d+\.place$/);
  await page.keyboard.type("Bremen");
  await page.keyboard.press("Control+Enter");
  await expect.poll(focused).toMatch(/^control-deliveries#\d+\.packages#\d+\.label$/);
  await page.keyboard.type("one");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1.5");
  await page.keyboard.press("Tab");
  await expect.poll(focused).toMatch(/label$/);
  await page.keyboard.type("two");
  await page.keyboard.press("Tab");
  await page.keyboard.type("2");
  await expect.poll(() => page.locator("dd[data-field=weight]").first().textContent()).toBe("3.5");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toMatch(/^control-deliveries#\d+\.packages$/);
  expect(await page.locator(".lines-toggle").textContent()).toContain("2 lines");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.locator(".lines-inner").waitFor({ state: "detached" });
  await page.keyboard.press("Control+s");
  await expect.poll(async () => (await stored()).length).toBe(1);
  expect((await stored())[0]).toMatchObject({
    weight: "3.5",
    deliveries: [
      {
        place: "Bremen",
        packages: [
          { label: "one", weight: "1.5" },
          { label: "two", weight: "2.0" },
        ],
      },
    ],
  });
});

test("the record page shows the lines of a line below it", async () => {
  const [record] = await stored();
  await page.goto(`${server.address}/demo/records/shipment/${record?.id}`);
  const inner = page.getByRole("table", { name: "Packages" });
  await inner.waitFor();
  expect(await inner.getByRole("row").allInnerTexts()).toEqual([
    expect.stringContaining("Label"),
    expect.stringContaining("one"),
    expect.stringContaining("two"),
  ]);
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("a mistake below a line is marked at the line, and the summary leads to it", async () => {
  const [record] = await stored();
  await page.goto(`${server.address}/demo/records/shipment/${record?.id}/edit`);
  await page.locator(".lines-toggle").click();
  const weight = page.locator('[id^="control-deliveries#"][id$=".weight"]').nth(1);
  await weight.fill("-1");
  const label = page.locator('[id^="control-deliveries#"][id$=".label"]').first();
  await label.fill("");
  await page.locator(".lines-toggle").click();
  await page.keyboard.press("Control+s");
  const entry = page.getByRole("button", { name: /Deliveries 1 · Packages 1 · Label/ });
  await entry.waitFor();
  expect(await page.locator(".lines-cell[data-wrong] .lines-toggle").count()).toBe(1);
  await entry.click();
  await expect.poll(focused).toMatch(/packages#\d+\.label$/);
  await page.keyboard.type("uno");
  await weight.fill("7");
  await page.keyboard.press("Control+s");
  await expect.poll(async () => (await stored())[0]?.weight).toBe("8.5");
  expect((await stored())[0]?.deliveries[0]?.packages.map(({ label: each }) => each)).toEqual([
    "uno",
    "two",
  ]);
});

test("on a phone a line is a sheet, and its lines are sheets above it", async () => {
  const phone = await signedIn(380);
  await phone.goto(`${server.address}/demo/records/shipment/new`);
  await phone.getByLabel("Name").first().fill("by phone");
  await phone.getByRole("button", { name: "Add line" }).click();
  const sheet = phone.getByRole("dialog");
  await sheet.getByLabel("Place").fill("Kiel");
  await sheet.getByRole("button", { name: "Add line" }).click();
  const inner = phone.getByRole("dialog").last();
  await inner.getByLabel("Label").fill("small");
  await inner.getByLabel("Weight").fill("0.5");
  await inner.getByRole("button", { name: "Done" }).click();
  await sheet.getByText("small").waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
  await sheet.getByRole("button", { name: "Done" }).click();
  await phone
    .getByRole("button", { name: /^(Save|Create)/ })
    .first()
    .click();
  await expect.poll(async () => (await stored()).length).toBe(2);
  expect((await stored())[1]).toMatchObject({
    weight: "0.5",
    deliveries: [{ place: "Kiel", packages: [{ label: "small", weight: "0.5" }] }],
  });
  expect(faults.flat()).toEqual([]);
});

test("the designer adds rows to rows, and offers no third level", async () => {
  const { page: design } = await openObjectTab(browser, server, {
    object: "object/shipment",
    tab: "fields",
  });
  const add = async (within: string, title: string, type: string) => {
    const input = design.getByLabel(`New field in ${within}`);
    await input.fill(title);
    await input.press("Tab");
    await design.keyboard.type(type);
    await design.locator(".type-option-active").filter({ hasText: type }).waitFor();
    return design.locator(".type-option-active");
  };
  await add("Deliveries", "Stops", "Child rows");
  await design.keyboard.press("Enter");
  const street = await add("Stops", "Street", "Text");
  expect(await street.getAttribute("aria-disabled")).toBe(null);
  await design.keyboard.press("Enter");
  await design.locator('tr[data-name="street"]').waitFor();
  const deeper = await add("Stops", "Doors", "Child rows");
  expect(await deeper.getAttribute("aria-disabled")).toBe("true");
  expect(await deeper.textContent()).toContain("Rows of rows have no rows");
  await design.keyboard.press("Escape");
  await draftSaved(design);
  expect(await draftOf(server, "object", "shipment")).toMatchObject({
    properties: {
      deliveries: {
        items: {
          properties: {
            stops: { type: "array", items: { properties: { street: { type: "string" } } } },
          },
        },
      },
    },
  });
});
