/** People, departments, teams and positions on the generated screens. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { picture } from "../support/picture.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", { name: { type: "string", title: "Name" } }, { title: "Task" }),
      objectDocument("user", { badge: { type: "string", title: "Badge" } }, { title: "Employee" }),
    ],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The address of a record's page. */
const oneRecord = /\/records\/\w+\/[0-9a-f-]{36}$/;
const control = (name: string) => `[id="control-${name}"]`;

async function open(locale: string, width: number, email = server.admin.email) {
  const watched = await openPage(browser, { locale, width });
  const { page } = watched;
  const look = async (name: string) => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `organization-${name}-${locale}-${width}`);
  };
  await page.goto(`${server.address}/demo/records/task`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("button[type=submit]").click();
  await page.getByRole("heading", { name: "Task", exact: true }).waitFor();
  return { ...watched, look, at: (path: string) => page.goto(`${server.address}/demo/${path}`) };
}

const words = {
  "en-US": { group: "Organisation", department: "Department", active: "Active" },
  "zh-CN": { group: "组织", department: "部门", active: "在岗" },
} as const;

describe.each([
  ["en-US", 1440],
  ["zh-CN", 1440],
  ["en-US", 380],
  ["zh-CN", 380],
] as const)("in %s at %i", (locale, width) => {
  test("an administrator finds the organization last, adds to it and places people", async () => {
    const { page, look, at, close, faults } = await open(locale, width);
    const said = words[locale];
    if (width > 1000) {
      expect(await page.locator(".navigation-title").last().textContent()).toBe(said.group);
      const last = page.locator(".navigation section").last().getByRole("link");
      await last.filter({ hasText: said.department }).click();
    } else await at("records/department");
    await page.getByRole("heading", { name: said.department, exact: true }).waitFor();
    await at("records/department/new");
    const name = `Sales ${locale} ${width}`;
    await page.locator(control("name")).fill(name);
    await look("department-form");
    await page.keyboard.press("Control+s");
    await page.waitForURL(oneRecord);
    await at("records/department");
    await page.getByText(name).first().waitFor();
    await look("departments");

    await at("records/user");
    await page.getByText("member@example.com").first().waitFor();
    await look("people");
    await page.getByText("member@example.com").first().click();
    await page.locator(".facts").waitFor();
    await look("person");
    const actions = page.locator(".page-actions button, .page-actions a");
    await expect.poll(() => actions.count()).toBe(5);
    await page.locator(".page-actions a").click();
    await page.locator(control("badge")).fill("B-1");
    const writable = `input${control("email")}:not([readonly], :disabled)`;
    expect(await page.locator(writable).count()).toBe(0);
    await page.locator(control("department")).fill(name);
    await page.getByRole("option", { name }).click();
    await look("person-form");
    await page.keyboard.press("Control+s");
    await page.locator(".facts").getByText(name).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

test("a member reads, and is offered nothing to change", async () => {
  await server.request("POST", "/records/team", { name: "Fair" });
  const { page, at, close } = await open("en-US", 1440, "member@example.com");
  expect(await page.locator(".navigation-title").allTextContents()).not.toContain("Organisation");
  await at("records/team");
  await page.getByText("Fair").first().waitFor();
  expect(await page.getByRole("link", { name: /New team/i }).count()).toBe(0);
  await page.getByText("Fair").first().click();
  await page.waitForURL(oneRecord);
  await page.getByRole("heading", { name: "Fair" }).waitFor();
  expect(await page.getByRole("link", { name: "Edit" }).count()).toBe(0);
  await close();
});
