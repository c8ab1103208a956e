/** Signing in by a real provider in a real browser: out, through its own pages, and back. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, openPage, type PageOptions } from "../support/browser.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { type RealProvider, startRealProvider } from "../support/oidc-provider.ts";
import { picture } from "../support/picture.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { sessionOf } from "../support/sessions.ts";
import { codeAt, forgetTries, personWith, setUpTotp } from "../support/signed-in.ts";
import { expectTidy } from "../support/tidy-page.ts";

let provider: RealProvider;
let server: TestServer;
let browser: Browser;
let address: string;

beforeAll(async () => {
  provider = await startRealProvider();
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string", title: "Text" } })],
    settings: { ...provider.settings, TENON_OIDC_LABEL: "Example Ltd" },
  });
  // Another site than the provider's, by its name.
  address = server.address.replace("127.0.0.1", "localhost");
  provider.open(`${address}/demo/sign-in-return`);
  provider.people.somebody = {
    email: "somebody@example.net",
    email_verified: true,
    name: "Some Body",
  };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await provider.stop();
});

const run = (text: string) => server.services.database.run({ text, values: [] });
/** The administrator, to somebody at the provider. */
const linkInDatabase = () =>
  run(
    `insert into core.identity (id, issuer, subject, account, created_at)
      select gen_random_uuid(), '${provider.issuer}', 'somebody', id, now() from core.account where email = '${server.admin.email}'`,
  );
beforeEach(async () => {
  for (const table of ["identity", "totp", "sign_in_attempt"])
    await run(`delete from core.${table}`);
});

const languages = [
  { locale: "en-US", colorScheme: "light", width: 1440, height: 900 },
  { locale: "zh-CN", colorScheme: "dark", width: 380, height: 800 },
] as const satisfies readonly PageOptions[];

const words = {
  "en-US": {
    button: "Sign in with Example Ltd",
    link: "Link Example Ltd",
    on: "Go on",
    linked: /^Linked /,
    unlink: "Unlink Example Ltd",
    unlinked: "Example Ltd is unlinked.",
    none: /once you have linked it/,
    noPassword: /has no password/,
    renew: /Signed in a while ago/,
    lastWay: /only way into your account/,
    unknown: /lets nobody in here/,
    declined: /did not let you in/,
    expired: /Begin anew/,
    back: "Back to sign-in",
  },
  "zh-CN": {
    button: "使用 Example Ltd 登录",
    link: "关联 Example Ltd",
    on: "继续",
    linked: /^关联于/,
    unlink: "解除关联：Example Ltd",
    unlinked: "已解除与 Example Ltd 的关联。",
    none: /关联后即可使用/,
    noPassword: /没有密码/,
    renew: /若登录已久/,
    lastWay: /唯一方式/,
    unknown: /无法在此登录/,
    declined: /未予通过/,
    expired: /请重新开始/,
    back: "返回登录",
  },
} as const;

describe.each(inThisRun(languages, 1))("in $locale at $width px", (options) => {
  const say = words[options.locale];
  const open = async () => {
    // The provider's certificate is of tests only, and its page asks for a font from afar.
    const watched = await openPage(browser, { ...options, trustAnyCertificate: true });
    await watched.context.route(/fonts\.googleapis/, (route) => route.abort());
    return watched;
  };
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  const shot = (page: Page, name: string) =>
    picture(page, `${name}-${options.locale}-${options.width}`);

  const enterPassword = async (page: Page, path = "/demo/account"): Promise<void> => {
    await page.goto(`${address}${path}`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.locator("[name=password]").press("Enter");
  };
  /** The provider's own forms. */
  const throughProvider = async (page: Page, login = "somebody"): Promise<void> => {
    await page.locator("[name=login]").fill(login);
    await page.locator("[name=password]").fill("anything");
    await page.locator("[type=submit]").click();
    await page.getByRole("button", { name: "Continue" }).click();
  };
  const link = async (page: Page): Promise<void> => {
    await enterPassword(page);
    await button(page, say.link).click();
    await page.locator("[name=confirm_password]").fill(server.admin.password);
    await expectTidy(page);
    await shot(page, "link-dialog");
    await page.keyboard.press("Enter");
    await throughProvider(page);
    await page.getByText("somebody@example.net").waitFor();
  };
  const forgetTenon = (context: BrowserContext) => context.clearCookies({ domain: "localhost" });

  test("is linked, signs in where one was going, and is unlinked", async () => {
    const { page, context, faults, close } = await open();
    await enterPassword(page);
    await page.getByText(say.none).waitFor();
    await expectTidy(page);
    await forgetTenon(context);
    await link(page);
    await page.getByText(say.linked).waitFor();
    await expectTidy(page);
    await shot(page, "linked");
    await forgetTenon(context);

    await page.goto(`${address}/demo/records/note`);
    const provide = button(page, say.button);
    await provide.waitFor();
    await expectTidy(page);
    await shot(page, "sign-in");
    // By keyboard, from the form on.
    await page.locator("[name=password]").focus();
    for (let steps = 0; steps < 6; steps++) {
      if (await provide.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    // Signed in there already, so that it sends the browser straight back.
    await page.locator(".shell").waitFor();
    expect(new URL(page.url()).pathname).toBe("/demo/records/note");
    await page.goBack();
    expect(page.url()).not.toMatch(/code=|state=/);

    await page.goto(`${address}/demo/account`);
    await button(page, say.unlink).click();
    await page.locator("[name=confirm_password]").fill(server.admin.password);
    await expectTidy(page);
    await page.keyboard.press("Enter");
    await page.getByText(say.unlinked).waitFor();
    await page.getByText(say.none).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("is followed by the account's own second step", async () => {
    const session = await sessionOf(server, server.admin.email, server.admin.password);
    const { secret } = await setUpTotp(personWith(server, session), server.admin.password);
    await forgetTries(server);
    await linkInDatabase();
    const { page, faults, close } = await open();
    await page.goto(`${address}/demo/records/note`);
    await button(page, say.button).click();
    await throughProvider(page);
    const code = page.locator("[name=code]");
    await code.waitFor();
    await expectTidy(page);
    await shot(page, "second-step");
    await code.fill(codeAt(secret));
    await page.locator(".shell").waitFor();
    expect(new URL(page.url()).pathname).toBe("/demo/records/note");
    expect(faults).toEqual([]);
    await close();
  });

  test("without a password, offers none to change", async () => {
    const { rows } = await run(
      `select password from core.account where email = '${server.admin.email}'`,
    );
    await linkInDatabase();
    await run(`update core.account set password = null where email = '${server.admin.email}'`);
    const { page, faults, close } = await open();
    await page.goto(`${address}/demo/account`);
    await button(page, say.button).click();
    await throughProvider(page);
    await page.getByText(say.noPassword).waitFor();
    await expectTidy(page);
    await button(page, say.unlink).click();
    await page.getByText(say.renew).waitFor();
    await page.locator(".dialog .button-danger").click();
    await page.getByRole("alert").getByText(say.lastWay).waitFor();
    await expectTidy(page);
    await shot(page, "last-way-in");
    expect(faults).toEqual([]);
    await close();
    await run(
      `update core.account set password = '${rows[0]?.[0]}' where email = '${server.admin.email}'`,
    );
  });

  test("of somebody nobody knows says so, and leads back", async () => {
    const { page, faults, close } = await open();
    await page.goto(`${address}/demo/`);
    await button(page, say.button).click();
    await throughProvider(page, "stranger");
    await page.getByRole("alert").getByText(say.unknown).waitFor();
    expect(page.url()).not.toMatch(/code=|state=/);
    await expectTidy(page);
    await shot(page, "unknown");
    await page.reload();
    await page.getByRole("alert").getByText(say.expired).waitFor();
    await page.getByRole("link", { name: say.back }).click();
    await page.locator("[name=password]").waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("that was broken off there says so", async () => {
    const { page, faults, close } = await open();
    await page.goto(`${address}/demo/`);
    await button(page, say.button).click();
    await page.getByText("Cancel").click();
    await page.getByRole("alert").getByText(say.declined).waitFor();
    await expectTidy(page);
    await shot(page, "declined");
    expect(faults).toEqual([]);
    await close();
  });
});

test("a provider that is away leaves the sign-in screen as it is, with a sentence", async () => {
  const away = await startTestServer({
    settings: {
      TENON_OIDC_ISSUER: "https://127.0.0.1:1",
      TENON_OIDC_CLIENT_ID: "tenon",
      TENON_OIDC_CLIENT_SECRET: "secret",
      TENON_OIDC_LABEL: "Example Ltd",
    },
  });
  const { page, faults, close } = await openPage(browser, { width: 380, height: 800 });
  await page.goto(`${away.address}/demo/`);
  await page.getByRole("button", { name: "Sign in with Example Ltd" }).click();
  await page
    .getByRole("alert")
    .getByText(/cannot be reached/)
    .waitFor();
  await expectTidy(page);
  await picture(page, "away");
  await page.locator("[name=email]").fill(away.admin.email);
  await page.locator("[name=password]").fill(away.admin.password);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
  expect(faults).toEqual([]);
  await close();
  await away.stop();
});

test("a session that ended is taken up again from another tab, with what was typed", async () => {
  const { page, context, faults, close } = await openPage(browser, { trustAnyCertificate: true });
  await context.route(/fonts\.googleapis/, (route) => route.abort());
  await linkInDatabase();
  await page.goto(`${address}/demo/records/note/new`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.keyboard.press("Enter");
  await page.locator('[id="control-text"]').fill("half a note");
  await context.clearCookies();
  await page.keyboard.press("Control+s");
  const over = page.getByRole("dialog").getByRole("button", { name: "Sign in with Example Ltd" });
  const [tab] = await Promise.all([context.waitForEvent("page"), over.click()]);
  await tab.locator("[name=login]").fill("somebody");
  await tab.locator("[name=password]").fill("anything");
  await tab.locator("[type=submit]").click();
  await tab.getByRole("button", { name: "Continue" }).click();
  await tab.locator(".shell").waitFor();
  await tab.close();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.locator(".sign-in-over").waitFor({ state: "detached" });
  expect(await page.locator('[id="control-text"]').inputValue()).toBe("half a note");
  expect(faults).toEqual([]);
  await close();
});
