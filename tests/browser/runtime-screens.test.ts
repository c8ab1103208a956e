import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
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

interface Words {
  readonly locale: string;
  readonly signIn: string;
  readonly required: RegExp;
  readonly newCustomer: string;
  readonly newOrder: string;
  readonly save: string;
  readonly addLine: string;
  readonly filter: string;
  readonly apply: string;
  readonly total: string;
  readonly saved: string;
}

const languages: readonly Words[] = [
  {
    locale: "en-US",
    signIn: "Sign in",
    required: /Fill in this field/,
    newCustomer: "New customer",
    newOrder: "New sales order",
    save: "Save",
    addLine: "Add line",
    filter: "Filter",
    apply: "Apply",
    total: "Total",
    saved: "has been created",
  },
  {
    locale: "zh-CN",
    signIn: "登录",
    required: /此项必填/,
    newCustomer: "新建客户",
    newOrder: "新建销售订单",
    save: "保存",
    addLine: "添加一行",
    filter: "筛选",
    apply: "应用",
    total: "订单总额",
    saved: "已创建",
  },
];

async function signIn(page: Page, words: Pick<Words, "signIn">): Promise<void> {
  await page.goto(`${server.address}/${server.workspace}/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.getByRole("button", { name: words.signIn, exact: true }).click();
  await page.getByRole("grid").waitFor();
}

const control = (name: string) => `[id="control-${name}"]`;

/** The cell of a line by its column, as it is entered. */
const cell = (page: Page, line: number, column: string) =>
  page.locator(".lines-row").nth(line).locator(`[id$=".${column}"]`);

async function choose(page: Page, typed: string, title: string): Promise<void> {
  await page.keyboard.type(typed);
  await page.getByRole("option", { name: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function addOrderLine(
  page: Page,
  line: number,
  values: { product: string; title: string; price: string; quantity: string; discount: string },
): Promise<void> {
  await cell(page, line, "product").waitFor();
  await cell(page, line, "product").focus();
  await choose(page, values.product, values.title);
  for (const written of [values.price, values.quantity, values.discount]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(written);
  }
}

interface StoredOrder {
  readonly data: readonly { id: string; number: string; total: string; net: string }[];
}

describe.each(languages)("in $locale", (words) => {
  let watched: WatchedPage;
  let page: Page;
  const code = words.locale === "en-US" ? "TENON" : "SUNMAO";
  const company = words.locale === "en-US" ? "Tenon Joinery" : "榫卯木业";

  beforeAll(async () => {
    watched = await openPage(browser, { locale: words.locale });
    page = watched.page;
    await signIn(page, words);
  });

  afterAll(async () => {
    await watched.close();
  });

  test("a new customer with two wrong fields is told so at both, the first one focused", async () => {
    await page.goto(`${server.address}/demo/records/customer`);
    await page.getByRole("link", { name: words.newCustomer }).click();
    await page.locator(control("code")).fill("no good");
    await page.getByRole("button", { name: words.save, exact: true }).click();
    await expect.poll(() => page.locator(".form-fields [aria-invalid=true]").count()).toBe(2);
    expect(await page.locator('[id="control-name-error"]').textContent()).toMatch(words.required);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("control-code");
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.locator(control("code")).fill(code);
    await page.locator(control("name")).fill(company);
    await page.keyboard.press("Control+s");
    await page.getByRole("heading", { level: 1, name: company }).waitFor();
    expect(await page.getByRole("status").allInnerTexts()).toContainEqual(
      expect.stringContaining(words.saved),
    );
  });

  test("an order's totals follow while typing and equal the server's", async () => {
    await page.goto(`${server.address}/demo/records/sales_order`);
    await page.getByRole("link", { name: words.newOrder }).click();
    await page.locator(control("customer")).click();
    await choose(page, company.slice(0, 5), company);
    await page.getByRole("button", { name: words.addLine }).click();
    const lines = [
      { product: "cha", title: "Chai", price: "18", quantity: "12", discount: "0.15" },
      { product: "tofu", title: "Tofu", price: "23.25", quantity: "7", discount: "0.05" },
      { product: "kon", title: "Konbu", price: "１,０６６．１", quantity: "3", discount: "0" },
    ];
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press("Enter");
      await addOrderLine(page, index, line);
    }
    const total = page.locator('.totals [data-field="total"]');
    await expect.poll(async () => digits(await total.textContent())).toBe("3536.51");
    const shown = digits(await page.locator('.totals [data-field="net"]').textContent());

    await page.keyboard.press("Control+s");
    await page.locator(".record .facts").first().waitFor();
    const answer = await server.request(
      "GET",
      "/records/sales_order?sort=-created_at&limit=1&fields=number,total,net",
    );
    const stored = (answer.body as StoredOrder).data[0];
    expect(stored?.total).toBe("3536.51");
    expect(stored?.net).toBe(shown);
  });

  test("the filtered and sorted list finds the order, and its address keeps the view", async () => {
    await page.goto(`${server.address}/demo/records/sales_order`);
    await page.getByRole("button", { name: words.filter, exact: true }).click();
    const editor = page.locator(".filter-editor");
    await editor.locator("select").first().selectOption("customer");
    await editor.locator("select").nth(1).selectOption("equals");
    await editor.getByRole("combobox").last().click();
    await choose(page, company.slice(0, 5), company);
    await editor.getByRole("button", { name: words.apply }).click();
    await expect.poll(() => page.locator(".grid-row").count()).toBe(1);
    await page.getByRole("columnheader", { name: words.total, exact: true }).click();
    await expect.poll(() => page.url()).toMatch(/where=customer.*equals/);
    expect(page.url()).toContain("sort=total");

    await page.reload();
    await expect.poll(() => page.locator(".grid-row").count()).toBe(1);
    expect(digits(await page.locator(".grid-row").textContent())).toContain("3536.51");
  });

  test("nothing failed on the way and nothing broke the content security policy", () => {
    expect(watched.faults).toEqual([]);
  });
});

const digits = (text: string | null): string => (text ?? "").replace(/[^\d.]/g, "");
