import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { codeAt, forgetTries } from "../support/signed-in.ts";

let server: TestServer;
let browser: Browser;
const documents = [objectDocument("note", { text: { type: "string" } })];

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** By name, as passkeys are bound to one. */
const addressOf = (at: TestServer): string => at.address.replace("127.0.0.1", "localhost");

async function firstStep(page: Page, at = server): Promise<void> {
  await page.goto(`${addressOf(at)}/demo/account`);
  await page.locator("[name=email]").fill(at.admin.email);
  await page.locator("[name=password]").fill(at.admin.password);
  await page.locator("[name=password]").press("Enter");
}

const signOut = async (page: Page): Promise<void> => {
  await page.evaluate(
    "fetch('/demo/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })",
  );
};

const open = (page: Page) => page.getByRole("dialog");

/** Sets an app up on the security screen; its key and the recovery codes. */
async function setUpApp(page: Page, at = server) {
  await page.getByRole("button", { name: "Set up an app" }).click();
  await open(page).locator("[name=current-password]").fill(at.admin.password);
  await page.keyboard.press("Enter");
  const key = open(page).locator(".security-secret");
  await key.waitFor();
  expect(await open(page).locator("svg.code-drawing").count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  const secret = ((await key.textContent()) ?? "").replaceAll(" ", "");
  const code = open(page).locator("[name=one-time-code]");
  await expect.poll(() => code.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type(codeAt(secret));
  await page.keyboard.press("Enter");
  await open(page).locator(".security-codes li").first().waitFor();
  const codes = await open(page).locator(".security-codes li").allTextContents();
  expect(codes).toHaveLength(10);
  expect(await accessibilityFaults(page)).toEqual([]);
  const saved = page.waitForEvent("download");
  await open(page).getByRole("button", { name: "Download" }).click();
  expect((await saved).suggestedFilename()).toBe("recovery-codes.txt");
  await open(page).getByRole("button", { name: "I have kept them" }).click();
  return { secret, codes };
}

test("what was underway while the session got another id does not end it", async () => {
  const { page, faults, close } = await openPage(browser);
  await firstStep(page);
  await page.getByRole("heading", { name: "Security", exact: true }).waitFor();
  const refused = new Set<string>();
  // Of each the first as a request that was sent under the id of before.
  await page.route(/\/api\/(notifications|changes)\?/, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (refused.has(path)) return route.continue();
    const headers = { ...route.request().headers(), cookie: "tenon_demo=before" };
    const response = await route.fetch({ headers });
    expect(response.status()).toBe(401);
    // The page may have given it up meanwhile; it asks again.
    await route.fulfill({ response }).then(
      () => refused.add(path),
      () => {},
    );
  });
  const answers: string[] = [];
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname.split("/api/")[1];
    answers.push(`${path} ${response.status()}`);
  });
  await page.goto(`${addressOf(server)}/demo/records/note`);
  await expect.poll(() => answers).toContain("changes 200");
  // Who one is was asked at the start, and again when nobody was let in.
  expect(answers.filter((answer) => answer === "auth/me 200").length).toBeGreaterThan(1);
  await expect.poll(() => refused.size).toBe(2);
  expect(await page.locator(".sign-in-over").count()).toBe(0);
  // The browser itself notes each 401.
  expect(faults.filter((fault) => !fault.includes("401"))).toEqual([]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await close();
});

test("an app is set up, asked for at the next sign-in, and a recovery code stands in", async () => {
  const { page, faults, close } = await openPage(browser);
  await firstStep(page);
  const { secret, codes } = await setUpApp(page);
  await page.getByText("10 recovery codes left").waitFor();
  await forgetTries(server);
  await signOut(page);

  await firstStep(page);
  const field = page.locator("[name=code]");
  await field.waitFor();
  expect(await field.getAttribute("autocomplete")).toBe("one-time-code");
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  await field.fill("abc");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  // Six digits at once, as from the clipboard, need no further key.
  await field.fill(codeAt(secret));
  await page.getByRole("heading", { name: "Security", exact: true }).waitFor();

  await signOut(page);
  await firstStep(page);
  await field.fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await page.getByText("9 recovery codes left").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("in Chinese, dark and narrow, the second step fits", async () => {
  const { page, faults, close } = await openPage(browser, {
    locale: "zh-CN",
    width: 380,
    height: 800,
    colorScheme: "dark",
  });
  await firstStep(page);
  await page.getByText("身份验证器应用中的验证码").waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(380);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "使用其他账号登录" }).click();
  await page.locator("[name=password]").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a passkey is added, and then signs in alone", async () => {
  await server.services.database.run({ text: "delete from core.totp", values: [] });
  await server.services.database.run({ text: "delete from core.recovery_code", values: [] });
  const { page, context, faults, close } = await openPage(browser);
  const device = await context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await firstStep(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await open(page).locator("[name=name]").fill("Laptop");
  await open(page).locator("[name=current-password]").fill(server.admin.password);
  await page.keyboard.press("Enter");
  await open(page).locator(".security-codes li").first().waitFor();
  await open(page).getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("Laptop").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await signOut(page);

  await page.goto(`${addressOf(server)}/demo/account`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.locator(".account-security-passkeys", { hasText: "last used" }).waitFor();
  await signOut(page);

  await firstStep(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.locator(".account-security-passkeys", { hasText: "last used" }).waitFor();

  await page.getByRole("button", { name: "Rename Laptop" }).click();
  await open(page).locator("[name=name]").fill("Work laptop");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await open(page).locator("[name=current-password]").fill(server.admin.password);
  await page.keyboard.press("Enter");
  await page.locator(".account-security-passkeys li").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("who must have a second factor sets one up before anything else", async () => {
  const settings = { TENON_REQUIRE_SECOND_FACTOR: "all" };
  const strict = await startTestServer({ documents, settings });
  const { page, faults, close } = await openPage(browser);
  await firstStep(page, strict);
  await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
  expect(await page.getByRole("navigation").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await setUpApp(page, strict);
  await page.getByRole("navigation").waitFor();
  expect(faults).toEqual([]);
  await close();
  await strict.stop();
});
