/** A workflow is started from a record by hand; what it has to tell comes to the bell. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { expectTidy } from "../support/tidy-page.ts";
import { tradeWithWorkflows } from "../support/trade-with-workflows.ts";

let receiver: HookReceiver;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  receiver = await startHookReceiver();
  const settings = { TENON_OUTBOUND_ALLOW: receiver.host };
  server = await startTestServer({ documents: tradeWithWorkflows, settings });
  const endpoint = { url: receiver.url, secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
  expect((await server.request("PUT", "/endpoints/warehouse", endpoint)).status).toBe(200);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await receiver.stop();
});

const languages = [
  {
    locale: "en-US",
    colorScheme: "light",
    width: 1280,
    words: {
      actions: "Actions",
      send: "Send to the warehouse",
      required: "Fill in this field.",
      started: "Send to the warehouse: started.",
      sent: (number: string) => `Order ${number} is sent`,
      unread: "Unread",
      readAll: "Mark all as read",
    },
  },
  {
    locale: "zh-CN",
    colorScheme: "dark",
    width: 380,
    words: {
      actions: "操作",
      send: "Send to the warehouse",
      required: "此项必填",
      started: "已启动",
      sent: (number: string) => `订单 ${number} 已发出`,
      unread: "未读",
      readAll: "全部标为已读",
    },
  },
] as const;

describe.each(inThisRun(languages, 0))("in $locale at $width px", ({ words, ...options }) => {
  const isPhone = options.width < 640;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await signInOn(page, server);
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const bell = () => page.locator(`${isPhone ? ".top-bar" : ".sidebar"} a[href$='/notices']`);
  const count = () => bell().locator(".navigation-count > [aria-hidden]").allInnerTexts();
  const unread = async () => {
    const told = await server.request("GET", "/notifications?unread=true");
    return (told.body as { unread: number }).unread;
  };
  const made = async (number: string, customer: string) => {
    const answer = await server.request("POST", "/records/order", { number, customer });
    const { id } = answer.body as { id: string };
    await page.goto(`${server.address}/demo/records/order/${id}`);
    await page.locator("h1").getByText(number).waitFor();
    return id;
  };
  const choose = async () => {
    if (isPhone) {
      await button(words.actions).click();
      await page.getByRole("menuitem", { name: words.send }).click();
    } else await button(words.send).click();
  };

  test("nobody has been told anything new yet", async () => {
    await bell().click();
    await button(words.unread).click();
    await page.locator(".empty-state").waitFor();
    expect(await count()).toEqual([]);
    await expectTidy(page);
  });

  test("a workflow is started from the record, asks what it needs, and tells when it is done", async () => {
    const number = `N-${options.locale}`;
    await made(number, "Ada & Co");
    await choose();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.send }).click();
    await expect
      .poll(() => page.locator(".field-error").allInnerTexts())
      .toEqual([expect.stringContaining(words.required)]);
    await expectTidy(page);
    await page.locator('[id="control-reason"]').fill("today");
    await page.keyboard.press("Enter");
    await page.locator(".toast").filter({ hasText: words.started }).waitFor();
    await expect.poll(unread).toBe(1);
    expect(receiver.received.at(-1)?.body).toContain("today");
    // Wherever one goes, the bell knows.
    await bell().click();
    await expect.poll(count).toEqual(["1"]);
    await page.locator(".notice-unread").getByText(words.sent(number)).waitFor();
    await expectTidy(page);
    await page.getByRole("link", { name: words.sent(number) }).click();
    await page.locator("h1").getByText(number).waitFor();
    await expect.poll(unread).toBe(0);
    await expect.poll(count).toEqual([]);
  });

  test("what is not for this record is not offered", async () => {
    await made(`E-${options.locale}`, "");
    // The other workflow is.
    if (isPhone) {
      await button(words.actions).click();
      expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(["Ask again later"]);
      await page.keyboard.press("Escape");
    } else {
      await button("Ask again later").waitFor();
      expect(await button(words.send).count()).toBe(0);
    }
  });

  test("all are read at once, and those that are not stand apart", async () => {
    const record = await made(`A-${options.locale}`, "Ada & Co");
    const variables = { reason: "again" };
    await server.request("POST", "/workflows/send_order/runs", { record, variables });
    await expect
      .poll(async () => {
        await page.goto(`${server.address}/demo/notices`);
        await page.locator(".notices").waitFor();
        return page.locator(".notice-unread").count();
      })
      .toBe(1);
    await button(words.unread).click();
    await expect.poll(() => page.locator(".notice-row").count()).toBe(1);
    await button(words.readAll).click();
    await page.locator(".empty-state").waitFor();
    expect(await count()).toEqual([]);
    await expectTidy(page);
  });
});
