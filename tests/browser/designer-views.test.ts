import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openObjectTab, publishDraft } from "../support/designer-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("a view is made with its rows before one's eyes, published, and stands in the list", async () => {
  const { page, faults, close } = await openObjectTab(browser, server, {
    object: "customer",
    tab: "list",
  });
  await page.getByRole("button", { name: "Add view" }).click();
  await page.getByLabel("Title · English").first().fill("In Germany");
  await page.locator("#keyword-columns").selectOption("name");
  await page.locator("#keyword-columns").selectOption("city");
  await page.getByRole("button", { name: "Move City up" }).click();
  await page.locator("#keyword-sort").selectOption("-city");
  await page.locator("#keyword-filter").fill('country == "Germany"');
  const rows = page.locator(".preview-list tbody tr");
  await rows.first().getByText("Stuttgart").waitFor();
  expect(await page.locator(".preview-list th").allTextContents()).toEqual([
    "City",
    "Company name",
  ]);
  await draftSaved(page);
  expect(await draftOf(server, "view", "customer_view")).toMatchObject({
    title: "In Germany",
    object: "customer",
    columns: ["city", "name"],
    filter: 'country == "Germany"',
    sort: ["-city"],
  });
  expect(await accessibilityFaults(page)).toEqual([]);
  await publishDraft(page);
  await page.goto(`${server.address}/${server.workspace}/records/customer`);
  await page.getByRole("link", { name: "In Germany" }).click();
  await page.getByRole("grid").getByText("Stuttgart").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a mistake in a view is told at its input, and the list of problems leads there", async () => {
  const place = { object: "sales_order", tab: "list" };
  const { page, close } = await openObjectTab(browser, server, place, { width: 380 });
  await page.getByRole("button", { name: "Large orders" }).click();
  await page.locator("#keyword-filter").fill("nett >= 5000");
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.locator(".top-bar-problems").click();
  await page.locator(".problem-entry").first().click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("keyword-filter");
  expect(await accessibilityFaults(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await draftSaved(page);
  await close();
});
