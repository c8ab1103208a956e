/** Roles and sharing rules are made in the designer, and hold from the publish on. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, type PageOptions } from "../support/browser.ts";
import { draftOf, draftSaved, openSignedIn, publishDraft } from "../support/designer-page.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

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

const open = (place: string, options: PageOptions = {}) =>
  openSignedIn(browser, server, `designer/${place}`, options);
const part = (page: Page, ...names: readonly string[]) =>
  page.locator(`[id="keyword-${names.join("-")}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

test("a role is made, published, and binds who has it: own records, and a field less", async () => {
  const { page, faults, close } = await open("");
  await page.getByRole("tab", { name: "Access" }).click();
  await page.getByRole("button", { name: "Add role" }).click();
  await expect.poll(() => focused(page)).toBe("keyword-title");
  await part(page, "title").fill("Carrier desk");
  await part(page, "name").fill("carrier_desk");
  await part(page, "name").press("Enter");
  await page.getByLabel("Title · 简体中文").fill("承运台");
  await page.getByRole("heading", { level: 1, name: "Carrier desk" }).waitFor();

  await part(page, "objects", "shipper", "read").click();
  await page.getByLabel("Own records").check();
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("keyword-objects-shipper-read");
  await part(page, "objects", "shipper", "create").click();
  await page.getByLabel("All records").check();
  await page.getByRole("button", { name: "Done" }).click();
  await part(page, "objects", "shipper", "export").click();
  await part(page, "objects", "shipper").click();
  await part(page, "objects", "shipper", "fields", "phone").selectOption("none");
  await page
    .getByText("Reads own records; creates all records; may export; does not see phone.")
    .waitFor();
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  expect(await draftOf(server, "role", "carrier_desk")).toMatchObject({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    objects: {
      shipper: {
        read: "own",
        create: true,
        export: true,
        fields: { "*": "write", phone: "none" },
      },
    },
  });
  expect(await draftOf(server, "translation", "zh-CN")).toMatchObject({
    roles: { carrier_desk: { title: "承运台" } },
  });
  await expectTidy(page);
  await publishDraft(page);
  expect(faults).toEqual([]);
  await close();

  const { token } = await person(server, "carrier", "carrier_desk");
  const own = await server.request("POST", "/records/shipper", { name: "Mine" }, { token });
  expect(own.status).toBe(201);
  const other = await server.request("POST", "/records/shipper", {
    name: "Not mine",
    phone: "+86 10 5555 0100",
  });
  expect(other.status).toBe(201);
  const guest = await openPage(browser);
  await guest.page.goto(`${server.address}/demo/`);
  await guest.page.locator("[name=email]").fill("carrier@example.com");
  await guest.page.locator("[name=password]").fill("not used");
  await guest.page.keyboard.press("Enter");
  await guest.page.locator(".shell").waitFor();
  await guest.page.goto(`${server.address}/demo/records/shipper`);
  await guest.page.getByText("Mine", { exact: true }).first().waitFor();
  expect(await guest.page.getByText("Not mine").count()).toBe(0);
  expect(await guest.page.getByText("Phone", { exact: true }).count()).toBe(0);
  await guest.close();
});

test("the matrix is used by keys alone, and every step is taken back", async () => {
  const { page, close } = await open("#role:carrier_desk");
  const cell = part(page, "objects", "customer", "read");
  await part(page, "objects", "*").focus();
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).toBe("keyword-objects-*-read");
  await cell.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("All records").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("keyword-objects-customer-read");
  expect(await cell.textContent()).toBe("Own");
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  const transfer = part(page, "objects", "customer", "transfer");
  expect(await transfer.getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("Control+z");
  await expect.poll(() => transfer.getAttribute("aria-pressed")).toBe("false");
  await page.keyboard.press("Control+z");
  await expect.poll(() => cell.textContent()).toBe("–");
  await page.keyboard.press("Control+y");
  await expect.poll(() => cell.textContent()).toBe("Own");
  await page.keyboard.press("Control+z");
  await draftSaved(page);
  await close();
});

test("where a right comes from can be seen, and restrictions win", async () => {
  const { page, close } = await open("#role:carrier_desk");
  await page.getByRole("navigation").getByRole("button", { name: "Add role" }).click();
  await page.getByRole("heading", { level: 1, name: "New role" }).waitFor();
  await page.getByLabel("Includes").selectOption("carrier_desk");
  const shipper = part(page, "objects", "shipper", "read");
  await expect.poll(() => shipper.getAttribute("aria-label")).toContain("from “Carrier desk”");
  await part(page, "objects", "*", "delete").click();
  await page.getByLabel("All records").check();
  await page.keyboard.press("Escape");
  await expect
    .poll(() => part(page, "objects", "shipper", "delete").getAttribute("aria-label"))
    .toContain("from “Every object”");
  await page.getByRole("tab", { name: "Restrictions" }).click();
  await page.getByText("Restrictions win over every grant").waitFor();
  await part(page, "restrictions", "shipper", "delete").click();
  await page.getByLabel("Never").check();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Rights" }).click();
  await expect
    .poll(() => part(page, "objects", "shipper", "delete").getAttribute("aria-label"))
    .toContain("restricted by “New role”");
  await expectTidy(page);
  await page.getByRole("button", { name: "Remove role" }).click();
  await page.getByText("Nobody has this role.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await draftSaved(page);
  await close();
});

test("a condition that is wrong is told at its cell, and leads back to it", async () => {
  const { page, close } = await open("#role:carrier_desk");
  const cell = part(page, "objects", "customer", "read");
  await cell.click();
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.keyboard.type("user.na");
  await page.locator(".expression-proposal-active").getByText("name", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("x == 1");
  await page.locator(".rights-popover .field-error").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await draftSaved(page);
  await expect.poll(() => cell.getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("button", { name: "1 problem", exact: true }).click();
  await page.getByRole("region", { name: "Problems" }).getByRole("button").nth(1).click();
  await expect.poll(() => focused(page)).toBe("keyword-objects-customer-read");
  await cell.click();
  await page.locator(".rights-popover textarea").fill("user.name != null");
  await page.getByRole("button", { name: "Done" }).click();
  await draftSaved(page);
  await expect.poll(() => cell.getAttribute("aria-invalid")).toBeNull();
  await close();
});
