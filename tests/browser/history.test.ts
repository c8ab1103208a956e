/** The history of a record: what it says, a former version beside the present one, and the way back. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordJson } from "../../metadata/wire.ts";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
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

const anyRevision = { headers: { "If-Match": "*" } };

async function send(method: string, path: string, body?: unknown): Promise<RecordJson> {
  const answer = await server.request(method, path, body, anyRevision);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as RecordJson;
}

/** An order that was changed twice after it had been made. */
async function changedOrder(): Promise<RecordJson> {
  const customers = await customersNamed("Ernst Handel", "Bon app'");
  const [product, other] = await productsOnList();
  const order = await send("POST", "/records/sales_order", {
    customer: customers[0],
    order_date: "2026-03-02",
    freight: "10.00",
    lines: [{ product, unit_price: "12.50", quantity: 2 }],
  });
  const lines = order.lines as readonly RecordJson[];
  await send("PATCH", `/records/sales_order/${order.id}`, {
    customer: customers[1],
    freight: "1234.50",
  });
  return send("PATCH", `/records/sales_order/${order.id}`, {
    lines: [
      { id: lines[0]?.id, quantity: 5 },
      { product: other, unit_price: "3.00", quantity: 1 },
    ],
  });
}

interface Found {
  readonly data: readonly RecordJson[];
}

async function customersNamed(...names: readonly string[]): Promise<readonly string[]> {
  const found = await server.request("GET", "/records/customer?fields=name&limit=200");
  const { data } = found.body as Found;
  return names.map((name) => data.find((customer) => customer.name === name)?.id ?? "");
}

async function productsOnList(): Promise<readonly string[]> {
  const found = await server.request("GET", "/records/product?limit=2&sort=name");
  return (found.body as Found).data.map(({ id }) => id);
}

interface Words extends PageOptions {
  readonly locale: string;
  readonly history: string;
  readonly created: string;
  readonly changed: string;
  readonly freight: string;
  readonly present: string;
  readonly look: string;
  readonly whole: string;
  readonly restore: string;
  readonly restored: string;
  readonly back: string;
  readonly failed: string;
  readonly retry: string;
  readonly readOnly: string;
}

const languages: readonly Words[] = [
  {
    locale: "en-US",
    history: "History",
    created: "Created",
    changed: "Changed",
    freight: "$10.00to$1,234.50",
    present: "Present version",
    look: "View this version",
    whole: "Everything",
    restore: "Restore this version",
    restored: "is again as it was on",
    back: "All changes",
    failed: "This could not be loaded",
    retry: "Try again",
    readOnly: "read-only in its state",
  },
  {
    locale: "zh-CN",
    width: 380,
    height: 800,
    colorScheme: "dark",
    history: "历史记录",
    created: "创建",
    changed: "修改",
    freight: "US$10.00改为US$1,234.50",
    present: "当前版本",
    look: "查看此版本",
    whole: "全部内容",
    restore: "恢复此版本",
    restored: "已恢复到",
    back: "全部修改",
    failed: "加载失败",
    retry: "重试",
    readOnly: "当前状态下为只读",
  },
];

describe.each(languages)("in $locale", (words) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, words);
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.locator("[name=password]").press("Enter");
    await page.locator(".list").waitFor();
  });

  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const panel = () => page.locator(".side-panel");
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const openHistory = async (order: RecordJson) => {
    await page.goto(`${server.address}/demo/records/sales_order/${order.id}`);
    await button(words.history).click();
  };
  const isTidy = async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    const overhang = "document.documentElement.scrollWidth - innerWidth";
    expect(await page.evaluate(overhang)).toBeLessThanOrEqual(0);
  };

  test("it says who changed what from what to what, newest first", async () => {
    await openHistory(await changedOrder());
    await page.locator(".history-entry").first().waitFor();
    expect(await page.locator(".history-deed").allInnerTexts()).toEqual([
      words.changed,
      words.changed,
      words.created,
    ]);
    expect(await page.locator(".history-who").allInnerTexts()).toEqual(["admin", "admin", "admin"]);
    const newest = page.locator(".history-entry").first();
    expect(await newest.textContent()).toContain(words.present);
    expect(await newest.locator(".row-change").count()).toBe(2);
    const second = page.locator(".history-entry").nth(1);
    await expect.poll(() => second.textContent()).toContain("Bon app'");
    await expect.poll(() => second.textContent()).toContain("Ernst Handel");
    expect(await second.textContent()).toContain(words.freight);
    await isTidy();
  });

  test("a former version stands beside the present one, and comes back when one says so", async () => {
    const order = await changedOrder();
    await openHistory(order);
    const first = page.locator(".history-entry").last();
    await first.locator(".history-look").focus();
    await page.keyboard.press("Enter");
    const table = page.locator(".comparison");
    await table.waitFor();
    await expect.poll(() => table.textContent()).toContain("Ernst Handel");
    expect(await table.textContent()).toContain("1,234.50");
    await isTidy();

    await button(words.whole).click();
    await page.locator(".former-whole .table").waitFor();
    await isTidy();

    await button(words.restore).click();
    const dialog = page.getByRole("dialog").last();
    await expect.poll(() => dialog.locator(".change").count()).toBeGreaterThan(2);
    await isTidy();
    await dialog.getByRole("button", { name: words.restore }).click();
    await expect
      .poll(() => page.getByRole("status").allInnerTexts())
      .toContainEqual(expect.stringContaining(words.restored));
    expect(await panel().count()).toBe(0);
    await expect.poll(() => page.locator(".facts").first().textContent()).toContain("Ernst Handel");
    const stored = await server.request("GET", `/records/sales_order/${order.id}`);
    expect(stored.body).toMatchObject({ freight: "10.00", total: "35.00" });
  });

  test("a locked record can be looked back at, not restored", async () => {
    const order = await changedOrder();
    await send("POST", `/records/sales_order/${order.id}/transitions/cancel`);
    await openHistory(order);
    await page.locator(".history-look").last().click();
    await page.locator(".comparison").waitFor();
    expect(await panel().textContent()).toContain(words.readOnly);
    expect(await button(words.restore).count()).toBe(0);
    await button(words.back).click();
    await page.locator(".history-entry").first().waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => panel().count()).toBe(0);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(words.history);
  });

  test("what could not be loaded says so and is tried again", async () => {
    const order = await changedOrder();
    const failing = `**/records/sales_order/${order.id}/history*`;
    await page.route(failing, (route) => route.fulfill({ status: 400, body: "{}" }));
    await openHistory(order);
    await panel().getByText(words.failed).waitFor();
    await isTidy();
    await page.unroute(failing);
    await panel().getByRole("button", { name: words.retry }).click();
    await page.locator(".history-entry").first().waitFor();
  });
});
