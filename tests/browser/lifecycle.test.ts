/** The lifecycle on a record's page: stages, steps, what they ask for, and locked records. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
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
let customer = "";
let product = "";

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
  customer = await firstId("customer");
  product = await firstId("product");
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function firstId(object: string): Promise<string> {
  const answer = await server.request("GET", `/records/${object}?limit=1`);
  return (answer.body as RecordPage).data[0]?.id ?? "";
}

async function newOrder(price: string): Promise<RecordJson> {
  const answer = await server.request("POST", "/records/sales_order", {
    customer,
    order_date: "2026-03-02",
    lines: [{ product, unit_price: price, quantity: 2 }],
  });
  expect(answer.status).toBe(201);
  return answer.body as RecordJson;
}

interface Words extends PageOptions {
  readonly locale: string;
  readonly ship: string;
  readonly close: string;
  readonly cancelOrder: string;
  readonly reopen: string;
  readonly edit: string;
  readonly states: readonly string[];
  readonly required: string;
  readonly isFinal: string;
  readonly readOnly: string;
  readonly shipped: string;
  readonly withoutAmount: string;
}

const languages: readonly Words[] = [
  {
    locale: "en-US",
    ship: "Ship",
    close: "Close",
    cancelOrder: "Cancel order",
    reopen: "Reopen",
    edit: "Edit",
    states: ["Open", "Shipped", "Closed", "Cancelled"],
    required: "Fill in this field.",
    isFinal: "This state is final",
    readOnly: "read-only. To change it, first take the step “Reopen”",
    shipped: "is now in state “Shipped”",
    withoutAmount: "Ship: An order without an amount is not shipped",
  },
  {
    locale: "zh-CN",
    width: 380,
    height: 800,
    colorScheme: "dark",
    ship: "发货",
    close: "关闭",
    cancelOrder: "取消订单",
    reopen: "重新打开",
    edit: "编辑",
    states: ["待发货", "已发货", "已关闭", "已取消"],
    required: "此项必填",
    isFinal: "这是终止状态",
    readOnly: "只读。如需修改，请先执行“重新打开”",
    shipped: "现处于“已发货”状态",
    withoutAmount: "发货：没有金额的订单",
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

  const open = async (order: RecordJson) => {
    await page.goto(`${server.address}/demo/records/sales_order/${order.id}`);
    await page.locator(".steps .button").first().waitFor();
  };
  const step = (name: string) => page.locator(".steps").getByRole("button", { name, exact: true });
  const confirm = (name: string) =>
    page.getByRole("dialog").getByRole("button", { name, exact: true });
  const present = () => page.locator(".stage[aria-current=step] .stage-name").allInnerTexts();
  const isTidy = async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    const overhang = "document.documentElement.scrollWidth - innerWidth";
    expect(await page.evaluate(overhang)).toBeLessThanOrEqual(0);
  };

  test("the states stand in order with the present one marked, and lead on to others", async () => {
    await open(await newOrder("12.50"));
    expect(await page.locator(".stage-name").allInnerTexts()).toEqual(words.states);
    expect(await present()).toEqual([words.states[0]]);
    expect(await page.locator(".stage-final .stage-name").allInnerTexts()).toEqual([
      words.states[2],
    ]);
    const names = await page.locator(".steps .button").allInnerTexts();
    expect(names.toSorted()).toEqual([words.ship, words.cancelOrder].toSorted());
    await isTidy();
  });

  test("a step asks for what it requires, and says at the field what is missing", async () => {
    const order = await newOrder("12.50");
    await open(order);
    await step(words.ship).click();
    await confirm(words.ship).click();
    const date = page.locator('[id="control-shipped_date"]');
    await expect.poll(() => date.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(".field-error").allInnerTexts()).toEqual([
      expect.stringContaining(words.required),
      expect.stringContaining(words.required),
    ]);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe("control-shipped_date");
    await isTidy();

    await date.fill("2026-03-05");
    await page.locator('[id="control-shipper"]').click();
    await page.getByRole("option").first().click();
    await confirm(words.ship).click();
    await expect.poll(present).toEqual([words.states[1]]);
    expect(await page.getByRole("status").allInnerTexts()).toContainEqual(
      expect.stringContaining(words.shipped),
    );
    const stored = await server.request("GET", `/records/sales_order/${order.id}`);
    expect(stored.body).toMatchObject({ status: "shipped", shipped_date: "2026-03-05" });
  });

  test("a step to a final state says so before; afterwards nothing can be changed", async () => {
    const order = await newOrder("12.50");
    await server.request(
      "POST",
      `/records/sales_order/${order.id}/transitions/ship`,
      { shipped_date: "2026-03-05", shipper: await firstId("shipper") },
      { headers: { "If-Match": "*" } },
    );
    await open(order);
    await step(words.close).click();
    await expect.poll(() => page.getByRole("dialog").textContent()).toContain(words.isFinal);
    await isTidy();
    await page.keyboard.press("Enter");
    await expect.poll(present).toEqual([words.states[2]]);
    expect(await page.locator(".steps .button").count()).toBe(0);
    expect(await page.getByRole("link", { name: words.edit, exact: true }).count()).toBe(0);
  });

  test("a locked record is to be read, and says which step opens it again", async () => {
    const order = await newOrder("12.50");
    await open(order);
    await step(words.cancelOrder).click();
    await confirm(words.cancelOrder).click();
    await expect.poll(present).toEqual([words.states[3]]);
    await expect
      .poll(() => page.locator(".lifecycle-locked").textContent())
      .toContain(words.readOnly);
    await isTidy();
    // The address of the form leads back to the page that says why.
    await page.goto(`${server.address}/demo/records/sales_order/${order.id}/edit`);
    await page.locator(".lifecycle-locked").waitFor();
    await step(words.reopen).click();
    await expect.poll(present).toEqual([words.states[0]]);
    await page.getByRole("link", { name: words.edit, exact: true }).click();
    await page.locator('[id="control-customer"]').waitFor();
    expect(await page.locator('[id="control-status"]').count()).toBe(0);
  });

  test("what stands against a step is said beside it", async () => {
    await open(await newOrder("0.00"));
    expect(await step(words.ship).getAttribute("aria-disabled")).toBe("true");
    expect(await page.locator(".step-reason").textContent()).toContain(words.withoutAmount);
    await step(words.ship).click({ force: true });
    expect(await page.getByRole("dialog").count()).toBe(0);
    await isTidy();
  });

  test("lists show states as badges", async () => {
    await page.goto(`${server.address}/demo/records/sales_order`);
    await page.locator(".state-badge").first().waitFor();
    expect(words.states).toContain(await page.locator(".state-badge").first().textContent());
  });
});
