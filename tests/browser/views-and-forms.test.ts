import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type WatchedPage,
} from "../support/browser.ts";
import { quietPage } from "../support/quiet-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

beforeEach(async () => {
  watched = await openPage(browser, { locale: "zh-CN" });
  page = watched.page;
  await page.goto(`${server.address}/demo/records/sales_order`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await page.getByRole("grid").waitFor();
});

afterEach(async () => {
  expect(watched.faults).toEqual([]);
  await watched.close();
});

test("a view shows its records, columns and order, and a filter narrows it further", async () => {
  const tabs = page.getByRole("navigation", { name: "视图" });
  expect(await tabs.getByRole("link").allTextContents()).toEqual(["全部", "待发货", "大额订单"]);
  await tabs.getByRole("link", { name: "待发货" }).click();
  await page.getByText("第 1–21 条，共 21 条").waitFor();
  const current = tabs.locator("[aria-current=page]");
  expect(await current.allTextContents()).toEqual(["待发货"]);
  const headings = await page.getByRole("columnheader").allTextContents();
  expect(headings.map((heading) => heading.trim())).toContain("收货城市");
  expect(headings.map((heading) => heading.trim())).not.toContain("发货日期");
  const search = page.getByRole("searchbox");
  await search.fill("11077");
  await page.getByText("第 1–1 条，共 1 条").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("a form has the sections of its document; just opened, it keeps the focus and complains of nothing", async () => {
  await page.goto(`${server.address}/demo/records/sales_order/new`);
  await page.getByRole("heading", { name: "发货信息" }).waitFor();
  await quietPage(page);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("control-customer");
  expect(await page.locator("[aria-invalid=true]").count()).toBe(0);
  expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual(
    expect.arrayContaining(["订单信息", "发货信息"]),
  );
  expect(await accessibilityFaults(page)).toEqual([]);
});
