/** The page of users for who looks after the people of his departments. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DelegationWorld,
  delegationWorld,
  documents,
  type Placed,
} from "../permissions/delegation-world.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let world: DelegationWorld;
let mine: Placed;

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = await delegationWorld(server);
  await world.join("head", "sales", "head");
  mine = await world.join("mine", "north", "sales");
  await world.join("outsider", "finance", "reader");
  browser = await openBrowser();
  watched = await openPage(browser, { width: 1280 });
  page = watched.page;
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill("head@example.com");
  await page.locator("[name=password]").fill("not used");
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
});
afterAll(async () => {
  expect(watched.faults).toEqual([]);
  await browser.close();
  await server.stop();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const dialog = () => page.locator(".dialog");

test("is offered, and shows them alone, with what he may do", async () => {
  await page.locator(".user-button").click();
  await page.getByRole("menuitem", { name: "Users" }).click();
  await page.locator(".users table").waitFor();
  const rows = page.locator(".users tbody tr");
  await expect.poll(() => rows.count()).toBe(2);
  expect(await rows.filter({ hasText: "outsider" }).count()).toBe(0);
  expect(await button("New service account").count()).toBe(0);
  await expectTidy(page);
});

test("invites into one of them, with a role that he gives", async () => {
  await button("Invite").click();
  await page.locator("[name=invite_email]").fill("new@example.com");
  await page.locator("[name=invite_name]").fill("New");
  const choices = await dialog().locator("select").first().locator("option").allTextContents();
  expect(choices.toSorted()).toEqual(["reader", "sales"]);
  await dialog().locator("[name=department]").selectOption({ label: "north" });
  await expectTidy(page);
  await dialog().locator("[type=submit]").click();
  await button("Done").click();
  const { body } = await server.request("GET", "/users?search=new@example.com");
  expect(body).toMatchObject({ data: [{ name: "New", department: { name: "north" } }] });
});

test("moves somebody within them", async () => {
  await button("Actions for mine").click();
  await page.getByRole("menuitem", { name: "Department…" }).click();
  await dialog().locator("[name=department]").selectOption({ label: "sales" });
  await expectTidy(page);
  await dialog().locator("[type=submit]").click();
  await dialog().waitFor({ state: "detached" });
  expect((await world.seen(mine.id))?.department?.name).toBe("sales");
});
