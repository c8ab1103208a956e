import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openSignedIn, publishDraft } from "../support/designer-page.ts";
import { picture } from "../support/picture.ts";
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

test("options are shared, depend on another field, and are offered so after publishing", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#shipper");
  await page.getByRole("button", { name: "Add option set" }).click();
  await page.keyboard.type("Vehicle");
  await page.locator("#keyword-name").fill("vehicle");
  await page.locator("#keyword-name").press("Enter");
  await page.getByRole("heading", { level: 1, name: "Vehicle" }).waitFor();
  await page.getByLabel("Title of choice 1 · English").fill("Lorry");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Freighter");
  await page.getByLabel("Title of choice 2 · 简体中文").fill("货轮");

  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^Shipper/ })
    .click();
  const addSelect = async (title: string) => {
    await page.locator("[data-new-field]").fill(title);
    await page.locator("[data-new-field]").press("Tab");
    await page.keyboard.type("select");
    await page.locator(".type-option-active").filter({ hasText: "Select" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(`tr[data-name="${title.toLowerCase()}"]`).waitFor();
  };
  await addSelect("Way");
  await page.getByLabel("Title of choice 1", { exact: true }).fill("Road");
  await page.getByLabel("Title of choice 1", { exact: true }).press("Enter");
  await page.keyboard.type("Sea");
  await addSelect("Vehicle");
  await page.getByLabel("Options", { exact: true }).selectOption("vehicle");
  await page.getByLabel("Depends on").selectOption("way");
  await page.getByRole("button", { name: "Edit the shared list" }).click();
  await page.getByLabel("Lorry is offered for").selectOption("road");
  await page.getByLabel("Freighter is offered for").selectOption("sea");
  await page.getByRole("button", { name: "Shipper › Vehicle" }).waitFor();
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  expect(await draftOf(server, "options", "vehicle")).toMatchObject({
    options: [
      { const: "lorry", title: "Lorry", when: ["road"] },
      { const: "freighter", title: "Freighter", when: ["sea"] },
    ],
  });
  expect(await accessibilityFaults(page)).toEqual([]);
  await publishDraft(page);
  const record = { name: "Fast", phone: "12345678", way: "road" };
  const wrong = await server.request("POST", "/records/shipper", {
    ...record,
    vehicle: "freighter",
  });
  expect(wrong.status).toBe(422);
  const right = await server.request("POST", "/records/shipper", { ...record, vehicle: "lorry" });
  expect(right.status).toBe(201);
  expect(faults).toEqual([]);
  await close();
});

test("a shared list gets another name together with the fields that use it, and back", async () => {
  const { page, close } = await openSignedIn(browser, server, "designer/#options:vehicle", {
    width: 380,
    colorScheme: "dark",
  });
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Properties" }).click();
  await page.locator("#keyword-name").fill("means");
  await page.locator("#keyword-name").press("Enter");
  await draftSaved(page);
  expect(await draftOf(server, "object", "shipper")).toMatchObject({
    properties: { vehicle: { $ref: "options:means" } },
  });
  expect(await draftOf(server, "options", "means")).toMatchObject({ name: "means" });
  await page.getByRole("button", { name: /^Undo/ }).click();
  await draftSaved(page);
  expect(await draftOf(server, "options", "means")).toBeNull();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await close();
});

test("two choices of one value are told at the list", async () => {
  const { page, close } = await openSignedIn(browser, server, "designer/#options:vehicle");
  await page.getByLabel("Stored value of choice 2").fill("lorry");
  await page.getByLabel("Stored value of choice 2").blur();
  await page.locator(".editor .inspector-problem").waitFor();
  await page.keyboard.press("Control+z");
  await page.locator(".editor .inspector-problem").waitFor({ state: "detached" });
  await close();
});

test("what every workspace has is extended by a field of its own", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/");
  const organisation = page.getByRole("region", { name: "Organisation" });
  await organisation.getByRole("button", { name: /^Department/ }).click();
  await page.locator(".built-in-rows tr").filter({ hasText: "Head" }).waitFor();
  // It keeps its name, and there are always many of it.
  await page.locator("#keyword-title").waitFor();
  expect(await page.locator("#keyword-name, #keyword-singleton").count()).toBe(0);
  await page.locator("[data-new-field]").fill("Cost centre");
  await page.locator("[data-new-field]").press("Enter");
  await page.locator('tr[data-name="cost_centre"]').waitFor();
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, "designer-extension");
  await publishDraft(page);
  const made = { name: "Accounts", cost_centre: "4711" };
  expect((await server.request("POST", "/records/department", made)).status).toBe(201);
  expect(faults).toEqual([]);
  await close();
});
