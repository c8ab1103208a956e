/** Coming in by a link, and one's own account, as people do it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SentLink } from "../../metadata/account-wire.ts";
import { accountLanguages } from "../support/account-words.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

const password = "three unrelated words";
let mails: MailServer;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string", title: "Text" } })],
    settings: {
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "tenon@example.com",
      TENON_PUBLIC_URL: "https://tenon.example.com",
    },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await mails.stop();
});

describe.each(accountLanguages)("in $locale at $width px", ({ words, ...options }) => {
  const email = `walker.${options.locale.toLowerCase()}@example.com`;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const local = (text: string, pageName: string): string =>
    `${server.address}/demo/${pageName}#${/#([\w-]{43})/.exec(text)?.[1]}`;
  const tidy = () => expectTidy(page);

  test("an invitation leads from the mail over a password into the workspace", async () => {
    const before = mails.received.length;
    const sent = await server.request("POST", "/users/invite", {
      email,
      name: "Walker",
      roles: ["member"],
    });
    expect((sent.body as SentLink).mailed).toBe(true);
    await page.goto(local((await mails.mail(before)).text, "accept"));
    await page.locator("[name=password]").waitFor();
    await tidy();
    await page.locator("[name=password]").fill("password1");
    await page.keyboard.press("Enter");
    await page.getByText(words.common).waitFor();
    await page.locator("[name=password]").fill(password);
    await button(words.begin).click();
    await page.locator(".shell").waitFor();
    expect(page.url()).not.toMatch(/accept|#/);
    // The link is not in the browser's history either.
    await page.goBack();
    expect(page.url()).not.toMatch(/accept|#/);
  });

  test("a used link says so, and one that was cut off too", async () => {
    // In a tab of its own: the other may still be on its way back.
    const tab = await watched.context.newPage();
    await tab.goto(`${server.address}/demo/accept#${"A".repeat(43)}`);
    await tab.getByRole("alert").waitFor();
    await tab.goto(`${server.address}/demo/reset`);
    await tab.locator(".notice-danger").waitFor();
    await expectTidy(tab);
    await tab.close();
  });

  test("one's account shows where one is signed in, and makes a token", async () => {
    const elsewhere = await server.request(
      "POST",
      "/auth/sign-in",
      { email, password },
      { token: null, headers: { "user-agent": "curl/8.5.0" } },
    );
    expect(elsewhere.status).toBe(200);
    await page.goto(`${server.address}/demo/account`);
    await page.getByText(words.this, { exact: true }).waitFor();
    await page.getByText("curl", { exact: true }).waitFor();
    await tidy();
    await button(words.others).click();
    await page.getByText("curl", { exact: true }).waitFor({ state: "detached" });
    await button(words.newToken).click();
    await page.locator("[name=token_name]").fill("Report");
    await tidy();
    await button(words.make).click();
    const shown = page.locator(".shown-once input");
    await shown.waitFor();
    const token = await shown.inputValue();
    expect((await server.request("GET", "/auth/me", undefined, { token })).status).toBe(200);
    await tidy();
    await button(words.done).click();
    await button(words.remove).click();
    await page.locator(".dialog .button-danger").click();
    await button(words.remove).waitFor({ state: "detached" });
    await expect
      .poll(async () => (await server.request("GET", "/auth/me", undefined, { token })).status)
      .toBe(401);
  });

  test("a password is changed, forgotten, and chosen anew by mail", async () => {
    await page.getByLabel(words.current).fill("not it");
    await page.locator("[name=new_password]").fill("quite other words");
    await button(words.change).click();
    await page.locator(".field-error").waitFor();
    await page.getByLabel(words.current).fill(password);
    await button(words.change).click();
    await page.getByText(words.changed).waitFor();
    await watched.context.clearCookies();
    await page.goto(`${server.address}/demo/`);
    await page.getByRole("link", { name: words.forgot }).click();
    await page.locator("[name=email]").fill(email);
    await tidy();
    const before = mails.received.length;
    await button(words.send).click();
    await page.getByText(words.sent).waitFor();
    await page.goto(local((await mails.mail(before)).text, "reset"));
    await page.locator("[name=password]").fill("and a third set of words");
    await tidy();
    await button(words.save).click();
    await button(words.signIn).click();
    await page.locator("[name=email]").fill(email);
    await page.locator("[name=password]").fill("and a third set of words");
    await page.keyboard.press("Enter");
    await page.locator(".shell").waitFor();
  });
});
