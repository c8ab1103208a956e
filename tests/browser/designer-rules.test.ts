import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openObjectTab, publishDraft } from "../support/designer-page.ts";
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

const open = (object: string, options = {}) =>
  openObjectTab(browser, server, { object, tab: "rules" }, options);
const part = (page: Page, name: string) => page.locator(`[id="keyword-${name}"]`);
const titles = (page: Page) => page.locator(".entry-title").allTextContents();

test("a rule is written with completion, published, and binds everyone", async () => {
  const { page, faults, close } = await open("shipper");
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.keyboard.type("length(pho");
  await page.locator(".expression-proposal-active").getByText("phone").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type(") >= 8");
  await page.getByText("A rule needs").waitFor();
  await part(page, "rules-0-message").fill("Give the whole telephone number.");
  await page.getByLabel("Message · 简体中文").fill("请填写完整的电话号码。");
  await page.getByLabel("Told at the field").selectOption("phone");
  await part(page, "rules-0-name").fill("whole_number");
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  expect(await draftOf(server, "object", "shipper")).toMatchObject({
    rules: [{ name: "whole_number", require: "length(phone) >= 8", at: "phone" }],
  });
  expect(await draftOf(server, "translation", "zh-CN")).toMatchObject({
    objects: { shipper: { rules: { whole_number: { message: "请填写完整的电话号码。" } } } },
  });
  await publishDraft(page);
  const refused = await server.request(
    "POST",
    "/records/shipper",
    { name: "Short", phone: "123" },
    { headers: { "Accept-Language": "zh-CN" } },
  );
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    errors: [{ path: "/phone", code: "rule_broken", message: "请填写完整的电话号码。" }],
  });
  expect(faults).toEqual([]);
  await close();
});

test("rules are moved and removed by keys, and each step is taken back", async () => {
  const { page, close } = await open("region");
  for (const number of [1, 2, 3]) {
    await page.getByRole("button", { name: "Add rule" }).click();
    await page.keyboard.type("name != null");
    await part(page, `rules-${number - 1}-message`).fill(`Message ${number}`);
  }
  await part(page, "rules-2").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => titles(page)).toEqual(["Message 1", "Message 3", "Message 2"]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("keyword-rules-1");
  await page.keyboard.press("Delete");
  await expect.poll(() => titles(page)).toEqual(["Message 1", "Message 2"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => titles(page)).toEqual(["Message 1", "Message 2", "Message 3"]);
  await page.keyboard.press("Control+y");
  await expect.poll(() => titles(page)).toEqual(["Message 1", "Message 3", "Message 2"]);
  await close();
});

test("a mistake in a rule is shown in place, and the list of problems leads there", async () => {
  const { page, close } = await open("employee");
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.keyboard.type("hire_dat >= birth_date");
  await page.keyboard.press("Escape");
  expect(await page.locator(".expression-wrong").textContent()).toBe("hire_dat");
  await part(page, "rules-0-message").fill("Hired before born");
  await page.locator(".entry .badge-problem").waitFor();
  await page.locator("#tab-fields").click();
  await page
    .getByRole("button", { name: /problem/ })
    .first()
    .click();
  await page.locator(".problem-entry", { hasText: "hire_dat" }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe("keyword-rules-0-require");
  await page.getByRole("button", { name: "Periods do not overlap" }).click();
  await part(page, "rules-0-no_overlap-key").selectOption("name");
  await part(page, "rules-0-no_overlap-from").selectOption("birth_date");
  await part(page, "rules-0-no_overlap-to").selectOption("hire_date");
  await draftSaved(page);
  await page.locator(".entry .badge-problem").waitFor({ state: "detached" });
  expect(await draftOf(server, "object", "employee")).toMatchObject({
    rules: [{ no_overlap: { key: ["name"], from: "birth_date", to: "hire_date" } }],
  });
  await close();
});

test.each([
  { object: "category", locale: "en-US", width: 1440, colorScheme: "dark" },
  { object: "territory", locale: "zh-CN", width: 380, colorScheme: "light" },
] as const)("rules are free of serious accessibility faults: %j", async ({ object, ...look }) => {
  const { page, faults, close } = await open(object, look);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator(".empty-state .button").click();
  await page.keyboard.type("name !");
  expect(await accessibilityFaults(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+z");
  expect(faults).toEqual([]);
  await close();
});
