/** A record and a list are followed; what others change comes to the bell, and can be ended. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { looked } from "../support/looked.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { expectTidy } from "../support/tidy-page.ts";
import { tradeWithWorkflows } from "../support/trade-with-workflows.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ documents: tradeWithWorkflows });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const languages = [
  {
    locale: "zh-CN",
    width: 380,
    words: {
      follow: "关注",
      following: "已关注",
      followList: "关注此列表…",
      more: "更多操作",
      page: "我的关注",
      end: /^取消关注/,
      changed: /有变更$/,
      list: /：1 条记录新增或变更$/,
    },
  },
  {
    locale: "en-US",
    width: 1440,
    words: {
      follow: "Follow",
      following: "Following",
      followList: "Follow this list…",
      more: "More actions",
      page: "What I follow",
      end: /^Stop following/,
      changed: /has changed$/,
      list: /: a new or changed record$/,
    },
  },
] as const;

describe.each(inThisRun(languages, 0))("in $locale at $width px", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;
  let id: string;
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const go = (path: string) => page.goto(`${server.address}/demo/${path}`);
  const asMember = { token: "", headers: { "if-match": "*" } };

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await signInOn(page, server);
    asMember.token = server.memberToken;
    const made = await server.request("POST", "/records/order", {
      number: `F-${options.locale}`,
      customer: "Ada & Co",
    });
    ({ id } = made.body as { id: string });
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  test("a record is followed by a button that says so", async () => {
    await go(`records/order/${id}`);
    await page.getByRole("button", { name: words.follow, exact: true }).click();
    const pressed = page.getByRole("button", { name: words.following, exact: true });
    await pressed.waitFor();
    expect(await pressed.getAttribute("aria-pressed")).toBe("true");
    await expectTidy(page);
  });

  test("a list is followed as it is filtered", async () => {
    await go("records/order?where=customer~contains~Ada");
    await button(words.more).click();
    await page.getByRole("menuitem", { name: words.followList }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("[name=subscription_title]").fill("Ada");
    await expectTidy(page);
    await dialog.getByRole("button", { name: words.follow, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("what another changes is told, and leads there", async () => {
    await server.request("PATCH", `/records/order/${id}`, { note: "urgent" }, asMember);
    await looked(server);
    await go("notices");
    const rows = page.locator(".notice-unread .notice-subject");
    const ofRecord = rows.filter({ hasText: `F-${options.locale}` });
    await ofRecord.filter({ hasText: words.changed }).waitFor();
    await expectTidy(page);
    await rows.filter({ hasText: words.list }).click();
    await page.locator(".chip").waitFor();
    expect(decodeURIComponent(page.url())).toContain("/records/order?where=customer~contains~Ada");
  });

  test("all that is followed is listed, and ended", async () => {
    await go("notices");
    await page.getByRole("link", { name: words.page }).click();
    await page.locator("h1").getByText(words.page).waitFor();
    const rows = page.locator(".subscriptions li");
    expect(await rows.locator("a").allInnerTexts()).toEqual(["Ada", `F-${options.locale}`]);
    await expectTidy(page);
    await button(words.end).first().click();
    await expect.poll(() => rows.count()).toBe(1);
    await button(words.end).first().click();
    await page.locator(".empty-state").waitFor();
    await expectTidy(page);
  });
});
