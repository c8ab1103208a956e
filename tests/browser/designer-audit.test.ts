/** The page of the audit log, where who may reads what was done, by whom and when. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { workspaceIdOf } from "../support/audit-calls.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  await server.request("POST", "/users/invite", {
    email: "first.guest.with.a.long.name@example.com",
    name: "First",
    roles: ["member"],
  });
  for (let count = 0; count < 60; count++)
    await server.request("GET", "/records/user/export?format=csv");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const languages = [
  {
    locale: "en-US",
    colorScheme: "light",
    width: 1280,
    words: {
      invited: "Invited first.guest.with.a.long.name@example.com as member",
      more: "Show more",
      clear: "Clear filters",
      none: "Nothing matches the filters.",
      retry: "Try again",
      noAccess: "You may not read the audit log.",
    },
  },
  {
    locale: "zh-CN",
    colorScheme: "dark",
    width: 380,
    words: {
      invited: "邀请 first.guest.with.a.long.name@example.com 担任 member",
      more: "显示更多",
      clear: "清除筛选",
      none: "没有符合筛选条件的记录。",
      retry: "重试",
      noAccess: "您无权查看审计日志。",
    },
  },
] as const;

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
}

describe.each(languages)("in $locale at $width px", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await signIn(page, server.admin.email);
    await page.goto(`${server.address}/demo/designer/audit`);
    await page.locator(".audit table").waitFor();
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const rows = () => page.locator(".audit tbody tr");
  const button = (text: string) => page.getByRole("button", { name: text, exact: true });
  const filtered = async (act: string) => {
    await page.locator("[name=audit_action]").selectOption(act);
  };

  test("acts stand there newest first, and older ones come when asked for", async () => {
    await expectTidy(page);
    expect(await rows().count()).toBe(50);
    await button(words.more).focus();
    await page.keyboard.press("Enter");
    await page.getByText(words.invited, { exact: true }).waitFor();
    expect(await rows().count()).toBeGreaterThan(60);
    await expectTidy(page);
  });

  test("they are found by act, person and day, and all come back", async () => {
    await filtered("invited");
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByText(words.invited, { exact: true }).waitFor();
    await page.locator("[name=audit_person]").selectOption({ label: "member" });
    await page.getByText(words.none, { exact: true }).waitFor();
    await expectTidy(page);
    await button(words.clear).click();
    await expect.poll(() => rows().count()).toBe(50);
    await page.locator("[name=audit_to]").fill("2020-01-01");
    await page.getByText(words.none, { exact: true }).waitFor();
    await button(words.clear).click();
    await expect.poll(() => rows().count()).toBe(50);
  });

  test("a call that fails is told, and can be made again", async () => {
    await page.route("**/api/audit*", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({ status: 503, code: "unavailable", detail: "-", errors: [] }),
      }),
    );
    await filtered("signed_in");
    await page.getByRole("alert").waitFor();
    await expectTidy(page);
    await page.unroute("**/api/audit*");
    await button(words.retry).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  test("who may not read it is told so", async () => {
    const other = await openPage(browser, options);
    const email = `designer.${options.width}@example.com`;
    const { database } = server.services;
    const account = { email, name: "Designer", password: server.admin.password };
    const { id } = await ensureAccount(database, account);
    await grantMembership(database, await workspaceIdOf(server), id, "member");
    await signIn(other.page, email);
    await other.page.goto(`${server.address}/demo/designer/audit`);
    await other.page.getByText(words.noAccess, { exact: true }).waitFor();
    await expectTidy(other.page);
    await other.close();
  });
});
