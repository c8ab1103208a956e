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
  openObjectTab(browser, server, { object, tab: "lifecycle" }, options);
const step = (page: Page, index: number, name: string) =>
  page.locator(`[id="keyword-lifecycle-transitions-${index}-${name}"]`);

test("a lifecycle is begun, drawn, published and walked", async () => {
  const { page, faults, close } = await open("shipper");
  await page.getByRole("button", { name: "With a new field" }).click();
  await page.locator(".diagram rect").first().waitFor();
  await page.getByLabel("Title of choice 1 · English").fill("Under review");
  await page.getByLabel("Stored value of choice 1").fill("review");
  await page.getByRole("button", { name: "Add step" }).click();
  await page.keyboard.type("Approve");
  await step(page, 0, "name").fill("approve");
  await step(page, 0, "from").selectOption("review");
  await step(page, 0, "to").selectOption("active");
  await step(page, 0, "when").fill("name != null");
  await step(page, 0, "required").selectOption("phone");
  await page.getByLabel("Closed: nothing changes but by a step").check();
  await page.locator(".diagram-label").getByText("Approve").waitFor();
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  expect(await draftOf(server, "object", "shipper")).toMatchObject({
    lifecycle: {
      field: "status",
      locked: ["closed"],
      transitions: [
        {
          name: "approve",
          title: "Approve",
          from: ["review"],
          to: "active",
          when: "name != null",
          required: ["phone"],
        },
      ],
    },
  });
  await publishDraft(page);
  const made = await server.request("POST", "/records/shipper", {
    name: "Fast",
    phone: "12345678",
  });
  expect(made.body).toMatchObject({ status: "review" });
  const location = made.headers.get("Location")?.replace(/^.*\/api/, "") ?? "";
  const any = { headers: { "If-Match": "*" } };
  const walked = await server.request("POST", `${location}/transitions/approve`, {}, any);
  expect(walked.status).toBe(200);
  expect(walked.body).toMatchObject({ status: "active" });
  expect(faults).toEqual([]);
  await close();
});

test("a state that gets another value is followed by steps, locks and the first state", async () => {
  const { page, close } = await open("sales_order");
  await page.getByLabel("Stored value of choice 1").fill("waiting");
  await page.getByLabel("Stored value of choice 1").blur();
  await page.getByLabel("Stored value of choice 4").fill("void");
  await draftSaved(page);
  expect(await draftOf(server, "object", "sales_order")).toMatchObject({
    lifecycle: {
      locked: ["closed", "void"],
      transitions: [
        { name: "ship", from: ["waiting"] },
        { name: "cancel", from: ["waiting"], to: "void" },
        {},
        { name: "reopen", from: ["void"], to: "waiting" },
      ],
    },
  });
  await page.locator(".entry-head").first().focus();
  await page.keyboard.press("Delete");
  await page.locator(".entry-head").nth(3).waitFor({ state: "detached" });
  for (let undone = 0; undone < 3; undone++) await page.keyboard.press("Control+z");
  await page.locator(".entry-head").nth(3).waitFor();
  await expect.poll(() => page.getByLabel("Stored value of choice 1").inputValue()).toBe("open");
  await close();
});

test("what a step lacks is said at its inputs; an arrow leads there", async () => {
  const { page, close } = await open("sales_order");
  await page
    .locator("[data-state=shipped]")
    .getByRole("button", { name: /^Remove/ })
    .click();
  await page.locator(".entry .badge-problem").first().waitFor();
  await page.locator(".diagram-label").getByText("Cancel order").click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe("keyword-lifecycle-transitions-1");
  await page
    .getByRole("button", { name: /\d problems?/ })
    .first()
    .click();
  await page.locator(".problem-entry").filter({ hasText: "shipped" }).first().click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id))
    .toBe("keyword-lifecycle-transitions-0-to");
  await page.locator(".field-error").filter({ hasText: "shipped" }).first().waitFor();
  await page.keyboard.press("Control+z");
  await draftSaved(page);
  await close();
});

test.each([
  { object: "sales_order", locale: "zh-CN", width: 1440, colorScheme: "dark" },
  { object: "region", locale: "en-US", width: 380, colorScheme: "light" },
] as const)(
  "lifecycles are free of serious accessibility faults: %j",
  async ({ object, ...look }) => {
    const { page, faults, close } = await open(object, look);
    await page.locator(".editor").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    if (object === "region") await page.locator(".empty-state .button-primary").click();
    await page.locator(".editor > .button").last().click();
    await page.locator(".entry-body").last().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await close();
  },
);
