/** The page of users, where an administrator invites, changes and shuts out. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserPage } from "../../metadata/account-wire.ts";
import { userLanguages } from "../support/account-words.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(userLanguages)("in $locale at $width px", ({ words, ...options }) => {
  const name = `Guest ${options.locale}`;
  const robot = `Robot ${options.locale}`;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.keyboard.press("Enter");
    await page.locator(".shell").waitFor();
    await page.goto(`${server.address}/demo/designer/users`);
    await page.locator(".users table").waitFor();
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (text: string) => page.getByRole("button", { name: text, exact: true });
  const item = (text: string) => page.getByRole("menuitem", { name: text, exact: true });
  const userOf = async (wanted: string) =>
    ((await server.request("GET", "/users")).body as UserPage).data.find(
      (user) => user.name === wanted,
    );
  const tidy = () => expectTidy(page);

  test("somebody is invited, and the link handed over once", async () => {
    await tidy();
    await button(words.invite).click();
    await page.locator("[name=invite_email]").fill("no address");
    await page.locator("[name=invite_name]").fill(name);
    await page.keyboard.press("Enter");
    await page.locator(".field-error").waitFor();
    await tidy();
    await page
      .locator("[name=invite_email]")
      .fill(`guest.${options.locale.toLowerCase()}@example.com`);
    await page.keyboard.press("Enter");
    const link = page.locator(".shown-once input");
    await link.waitFor();
    expect(await link.inputValue()).toMatch(
      new RegExp(`^${server.address}/demo/accept#[\\w-]{43}$`),
    );
    await tidy();
    await button(words.done).click();
    expect(await userOf(name)).toMatchObject({ state: "invited", roles: ["member"] });
  });

  test("a member is given a role, disabled and enabled, by keyboard alone", async () => {
    const menu = button(`${words.actions}${options.locale === "en-US" ? " " : ""}${name}`);
    await menu.focus();
    await page.keyboard.press("Enter");
    await item(words.again).waitFor();
    await item(words.changeRoles).focus();
    await page.keyboard.press("Enter");
    await page.locator(".dialog").waitFor();
    await tidy();
    for (const role of [words.roleAdmin, words.roleMember]) {
      await page.getByRole("checkbox", { name: role, exact: true }).focus();
      await page.keyboard.press("Space");
    }
    await page.locator(".dialog [type=submit]").focus();
    await page.keyboard.press("Enter");
    await page.locator(".dialog").waitFor({ state: "detached" });
    expect(await userOf(name)).toMatchObject({ roles: ["admin"] });
    await menu.focus();
    await page.keyboard.press("Enter");
    await item(words.disable).focus();
    await page.keyboard.press("Enter");
    await page.locator(".dialog").waitFor();
    await tidy();
    await page.locator(".dialog .button-danger").focus();
    await page.keyboard.press("Enter");
    await page.locator(".dialog").waitFor({ state: "detached" });
    expect(await userOf(name)).toMatchObject({ state: "disabled" });
    await menu.click();
    await item(words.enable).click();
    await expect.poll(async () => (await userOf(name))?.state).toBe("invited");
  });

  test("a program gets an account and a token", async () => {
    await button(words.service).click();
    await page.locator("[name=service_name]").fill(robot);
    await button(words.makeService).click();
    await button(words.newToken).click();
    await page.locator("[name=token_name]").fill("Nightly");
    await button(words.make).click();
    const shown = page.locator(".shown-once input");
    await shown.waitFor();
    const token = await shown.inputValue();
    const me = await server.request("GET", "/auth/me", undefined, { token });
    expect(me.body).toMatchObject({ user: { name: robot } });
    await button(words.done).click();
    await page.getByText("Nightly", { exact: true }).waitFor();
    await tidy();
    await page.locator(".dialog").getByRole("button", { name: words.close }).click();
    expect(await userOf(robot)).toMatchObject({ kind: "service", email: null });
  });

  test("who looks cannot act on himself", async () => {
    const own = page.getByRole("row").filter({ hasText: server.admin.email });
    expect(await own.getByRole("button").count()).toBe(0);
  });
});
