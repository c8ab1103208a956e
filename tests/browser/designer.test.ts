import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldTypes } from "../../metadata/fields/index.ts";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
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

/** A page of someone who is signed in, at a path below the workspace. */
async function openAt(path: string, options: PageOptions = {}, on = server): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  const signedIn = await watched.page.request.post(
    `${on.address}/${on.workspace}/api/auth/sign-in`,
    { data: on.admin },
  );
  expect(signedIn.status()).toBe(200);
  await watched.page.goto(`${on.address}/${on.workspace}/${path}`);
  return watched;
}

async function openDesigner(object: RegExp, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await openAt("designer/", options);
  await watched.page.getByRole("navigation").getByRole("button", { name: object }).click();
  return watched;
}

const newField = (page: Page) => page.locator("[data-new-field]");
const fieldRow = (page: Page, name: string) => page.locator(`tr[data-name="${name}"]`);

async function addField(page: Page, title: string, type?: string): Promise<void> {
  await newField(page).fill(title);
  if (type === undefined) return newField(page).press("Enter");
  await newField(page).press("Tab");
  await page.keyboard.type(type);
  await page.locator(".type-option-active").filter({ hasText: type }).waitFor();
  await page.keyboard.press("Enter");
}

const saved = (page: Page) => page.locator(".save-state-saved").waitFor();

async function publish(page: Page, message = ""): Promise<void> {
  await page.locator(".top-bar .button-primary").click();
  const dialog = page.getByRole("dialog");
  if (message !== "") await dialog.getByLabel("Message").fill(message);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

describe("from a new field to the open screens", () => {
  test("added, previewed, planned and published, fields appear where people work", async () => {
    const list = await openAt("records/customer");
    await list.page.getByRole("grid").getByText("WOLZA").waitFor();
    const form = await openAt("records/customer/new");
    await form.page.locator('[id="control-code"]').fill("DRAFT");

    const { page, faults, close } = await openDesigner(/^Customer/);
    await addField(page, "Credit limit");
    await addField(page, "Level", "select");
    await page.getByLabel("Title of choice 1", { exact: true }).fill("Gold");
    await page.getByLabel("Title of choice 1", { exact: true }).press("Enter");
    await page.getByLabel("Title of choice 2", { exact: true }).fill("Silver");
    await page.getByRole("tab", { name: "Form" }).click();
    const preview = page.getByRole("tabpanel");
    await preview.getByLabel("Credit limit").waitFor();
    expect(await preview.getByLabel("Level").locator("option").allTextContents()).toEqual(
      expect.arrayContaining(["Gold", "Silver"]),
    );

    await page.getByRole("button", { name: /Review and publish/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("New field “Credit limit” (Money)").waitFor();
    await dialog.getByText("New field “Level” (Select)").waitFor();
    await dialog.getByLabel("Message").fill("Credit for customers");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText("Version 2 is published.").waitFor();

    await form.page.getByLabel("Credit limit").waitFor();
    expect(await form.page.locator('[id="control-code"]').inputValue()).toBe("DRAFT");
    await list.page
      .getByRole("columnheader", { name: "Credit limit" })
      .waitFor({ state: "attached" });

    const record = { code: "NEWCO", name: "New company" };
    const good = await server.request("POST", "/records/customer", {
      ...record,
      credit_limit: "1500.00",
      level: "gold",
    });
    expect(good.status).toBe(201);
    expect(good.body).toMatchObject({ credit_limit: "1500.00", level: "gold" });
    const bad = await server.request("POST", "/records/customer", {
      ...record,
      code: "BADCO",
      credit_limit: "much",
      level: "bronze",
    });
    expect(bad.status).toBe(422);
    expect(faults).toEqual([]);
    await Promise.all([close(), list.close(), form.close()]);
  });

  test("the plan is in Chinese on a Chinese screen, and a Chinese title gets an English name", async () => {
    const { page, faults, close } = await openDesigner(/^产品 /, { locale: "zh-CN" });
    await newField(page).fill("信用额度");
    await newField(page).press("Enter");
    await fieldRow(page, "credit_limit").getByText("金额").waitFor();
    await page.getByRole("button", { name: /查看并发布/ }).click();
    await page
      .getByRole("dialog")
      .getByText(/信用额度/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
    await page.getByText(/版本 \d+ 已发布/).waitFor();
    const metadata = await server.request("GET", "/metadata?locale=en&objects=product");
    expect(JSON.stringify(metadata.body)).toContain('"title":"Credit limit"');
    expect(faults).toEqual([]);
    await close();
  });
});

test("a field of every type can be added, and what it still lacks is said at its input", async () => {
  const { page, close } = await openDesigner(/^Territory/);
  for (const type of fieldTypes) {
    await addField(page, `Sample ${type.name}`, type.title.en);
    await fieldRow(page, `sample_${type.name}`).waitFor();
  }
  // What is new has a mark, or the badge of what it still lacks in its place.
  await expect
    .poll(() => page.locator("tr[data-name]").locator(".mark-added, .badge-problem").count())
    .toBeGreaterThanOrEqual(fieldTypes.length);
  for (const [name, keyword] of [
    ["sample_lookup", "target"],
    ["sample_many_to_many", "target"],
    ["sample_dynamic_lookup", "targets"],
  ] as const) {
    await fieldRow(page, name).locator(".badge-problem").click();
    const target = page.locator(`#keyword-${keyword}`);
    await expect.poll(() => target.evaluate((node) => node === document.activeElement)).toBe(true);
    await target.selectOption("customer");
  }
  await fieldRow(page, "sample_child_rows").locator('[data-cell="title"]').click();
  const row = page.getByLabel("New field in Sample child_rows");
  await row.fill("Amount");
  await row.press("Enter");
  await page.getByText("No problems").first().waitFor();
  await page.locator("#tab-form").click();
  for (const type of ["money", "date", "select", "lookup", "boolean", "long_text"]) {
    await page.locator(`[id="control-sample_${type}"]`).waitFor();
  }
  await publish(page, "Every type");
  const metadata = await server.request("GET", "/metadata?objects=territory");
  for (const type of fieldTypes)
    expect(JSON.stringify(metadata.body)).toContain(`sample_${type.name}`);
  await close();
});

describe("mistakes", () => {
  test("are shown at the input, at the row and in the panel, which leads there", async () => {
    const { page, close } = await openDesigner(/^Sales order/);
    await fieldRow(page, "total").locator('[data-cell="title"]').click();
    const formula = page.getByLabel("Formula");
    await formula.fill("round(sum(lines.amount) + frieght, 2)");
    await page.getByText(/Did you mean "freight"/).waitFor();
    expect(await page.locator(".expression-wrong").textContent()).toBe("frieght");
    await fieldRow(page, "total").locator(".badge-problem").waitFor();
    await page
      .getByRole("navigation")
      .getByRole("button", { name: /^Category/ })
      .click();
    await page.getByRole("button", { name: "1 problem", exact: true }).click();
    await page.locator(".problem-entry").click();
    await formula.waitFor();
    await expect.poll(() => formula.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("round(sum(lines.amount) + freight, 2)");
    await page.getByText("No problems").first().waitFor();
    await close();
  });

  test("a name that cannot be used is refused at the input and never reaches the draft", async () => {
    const { page, close } = await openDesigner(/^Customer/);
    await fieldRow(page, "city").locator('[data-cell="title"]').click();
    await page.locator("#keyword-name").fill("code");
    await page.getByText("This name is already in use here.").waitFor();
    await page.locator("#keyword-name").blur();
    await expect(await page.locator("#keyword-name").inputValue()).toBe("city");
    await close();
  });
});

describe("undo and keyboard", () => {
  test("twenty fields are entered without the mouse and taken back step by step", async () => {
    const { page, close } = await openDesigner(/^Region/);
    const rows = page.locator("tr[data-row]:not(.new-field-row)");
    const before = await rows.count();
    await newField(page).focus();
    for (let number = 1; number <= 20; number++) {
      await page.keyboard.insertText(`Remark ${number}`);
      await page.keyboard.press("Enter");
    }
    expect(await rows.count()).toBe(before + 20);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    expect(await rows.last().locator('[data-cell="name"]').inputValue()).toBe("remark_19");
    await page.keyboard.press("Control+d");
    expect(await rows.count()).toBe(before + 21);
    for (let step = 0; step < 22; step++) await page.keyboard.press("Control+z");
    expect(await rows.count()).toBe(before);
    for (let step = 0; step < 20; step++) await page.keyboard.press("Control+y");
    expect(await rows.count()).toBe(before + 20);
    for (let step = 0; step < 20; step++) await page.keyboard.press("Control+z");
    await saved(page);
    await close();
  });

  test("a field is dragged to another place in one step of undo", async () => {
    const { page, close } = await openDesigner(/^Category/);
    const names = () =>
      page
        .locator("tr[data-name]")
        .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-name")));
    await addField(page, "Sort order");
    const before = await names();
    const grip = await fieldRow(page, "sort_order").locator(".grip").boundingBox();
    const goal = await fieldRow(page, "name").boundingBox();
    if (!grip || !goal) throw new Error("The rows are not on the screen");
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(goal.x + 40, goal.y + 20, { steps: 6 });
    await fieldRow(page, "name").and(page.locator(".field-row-drop")).waitFor();
    await page.mouse.up();
    await expect
      .poll(names)
      .toEqual(["sort_order", ...before.filter((name) => name !== "sort_order")]);
    await page.keyboard.press("Control+z");
    await expect.poll(names).toEqual(before);
    await page.keyboard.press("Control+z");
    await saved(page);
    await close();
  });

  test("a removed field is named and offered back", async () => {
    const { page, close } = await openDesigner(/^Product/);
    await fieldRow(page, "name").locator(".grip").focus();
    await page.keyboard.press("Delete");
    const notice = page.locator(".toast").filter({ hasText: "removed from the draft" });
    await notice.getByRole("button", { name: "Undo" }).click();
    await fieldRow(page, "name").waitFor();
    await page.locator(".removed-rows").waitFor({ state: "detached" });
    // Taken back by another way, the offer goes as well.
    for (const takeBack of [
      () => page.keyboard.press("Control+z"),
      () => page.locator(".removed-rows").getByRole("button", { name: "Restore" }).click(),
    ]) {
      await fieldRow(page, "name").locator(".grip").focus();
      await page.keyboard.press("Delete");
      await notice.waitFor();
      await takeBack();
      await notice.waitFor({ state: "detached" });
    }
    await saved(page);
    await close();
  });

  test("the palette finds a field by its title in any object", async () => {
    const { page, close } = await openDesigner(/^Region/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("freight");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Sales order" }).waitFor();
    await page.getByRole("complementary").getByRole("heading", { name: "Freight" }).waitFor();
    await close();
  });
});

describe("publishing does not hurt", () => {
  test("a rename keeps values, a removed field comes back with an earlier version", async () => {
    const { page, close } = await openDesigner(/^Shipper/);
    const before = await server.request("GET", "/records/shipper?sort=name");
    await fieldRow(page, "phone").locator('[data-cell="name"]').fill("telephone");
    await page.keyboard.press("Enter");
    await publish(page, "Call it telephone");
    const renamed = await server.request("GET", "/records/shipper?sort=name");
    expect(column(renamed.body, "telephone")).toEqual(column(before.body, "phone"));

    await fieldRow(page, "telephone").locator(".grip").focus();
    await page.keyboard.press("Delete");
    await page.locator(".removed-rows").getByText("Phone").waitFor();
    await page.locator(".top-bar .button-primary").click();
    await page.getByRole("dialog").locator(".risk-data_loss").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const removed = await server.request("GET", "/records/shipper?sort=name");
    expect(JSON.stringify(removed.body)).not.toContain("telephone");

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Versions" }).click();
    const version = page.locator(".version").filter({ hasText: "Call it telephone" });
    await version.getByRole("button", { name: "Publish again" }).first().click();
    await version.locator(".notice").getByRole("button", { name: "Publish again" }).click();
    await page.getByText(/is published again/).waitFor();
    const back = await server.request("GET", "/records/shipper?sort=name");
    expect(column(back.body, "telephone")).toEqual(column(before.body, "phone"));
    await close();
  });

  test("records in the way are counted and named, and a value for them lets it pass", async () => {
    const { page, close } = await openDesigner(/^Customer/);
    await page.getByLabel("Fax is required").check();
    await page.locator(".top-bar .button-primary").click();
    const dialog = page.getByRole("dialog");
    await dialog
      .locator(".plan-obstacles")
      .getByText(/\d+ records stand in the way/)
      .waitFor();
    expect(await dialog.locator(".plan-samples a").count()).toBeGreaterThan(0);
    const button = dialog.getByRole("button", { name: "Publish", exact: true });
    expect(await button.isDisabled()).toBe(true);
    await dialog.locator(".plan-question input").fill("+86 10 5555 0100");
    await expect.poll(() => button.isEnabled()).toBe(true);
    await button.click();
    await dialog.waitFor({ state: "detached" });
    const empty = await server.request("GET", "/records/customer?filter=fax == null&count=exact");
    expect(empty.body).toMatchObject({ count: 0 });
    await close();
  });
});

describe("drafts are safe", () => {
  test("undo survives a reload of the page", async () => {
    const { page, close } = await openDesigner(/^Employee/);
    await addField(page, "Badge colour");
    await saved(page);
    await page.reload();
    await fieldRow(page, "badge_colour").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await fieldRow(page, "badge_colour").waitFor({ state: "detached" });
    await saved(page);
    await page.getByRole("button", { name: /^Redo/ }).click();
    await fieldRow(page, "badge_colour").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await saved(page);
    await close();
  });

  test("without a network nothing is lost, and it is saved when the network is back", async () => {
    const { page, context, close } = await openDesigner(/^Territory/);
    await context.setOffline(true);
    await addField(page, "Offline note");
    await page.getByText("Not saved: no connection").waitFor();
    await context.setOffline(false);
    await saved(page);
    await page.reload();
    await page
      .getByRole("navigation")
      .getByRole("button", { name: /^Territory/ })
      .click();
    await fieldRow(page, "offline_note").waitFor();
    await close();
  });

  test("another person's change is not overwritten but shown", async () => {
    const first = await openDesigner(/^Supplier/);
    const second = await openDesigner(/^Supplier/);
    await addField(first.page, "Rating of first");
    await saved(first.page);
    await addField(second.page, "Rating of second");
    await second.page.getByText(/was changed by someone else/).waitFor();
    await fieldRow(second.page, "rating_of_first").waitFor();
    expect(await fieldRow(second.page, "rating_of_second").count()).toBe(0);
    await addField(second.page, "Rating of second");
    await saved(second.page);
    await Promise.all([first.close(), second.close()]);
  });
});

describe("every screen", () => {
  const looks = [
    { locale: "en-US", width: 1440, colorScheme: "light" },
    { locale: "zh-CN", width: 1440, colorScheme: "dark" },
    { locale: "en-US", width: 380, colorScheme: "dark" },
    { locale: "zh-CN", width: 380, colorScheme: "light" },
  ] as const;

  test.each(looks)("is free of serious accessibility faults: %j", async (look) => {
    const { page, faults, close } = await openAt("designer/", look);
    await page.locator("[data-field-grid]").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const tab of ["form", "list", "json"]) {
      await page.locator(`#tab-${tab}`).click();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(faults).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});

test("dialogs and lists that open are free of serious accessibility faults", async () => {
  const { page, faults, close } = await openDesigner(/^Supplier/);
  const free = async () => expect(await accessibilityFaults(page)).toEqual([]);
  await fieldRow(page, "city").locator(".type-button").click();
  await page.locator(".type-option-active").waitFor();
  await free();
  // Not the first whose title begins so, but the one that is called so.
  await page.getByRole("combobox", { name: "Search types" }).fill("Time");
  expect(await page.locator(".type-option-active").textContent()).toMatch(/^Time(?! )/);
  await page.keyboard.press("Escape");
  await page.getByLabel("City is required").check();
  await page.getByRole("button", { name: /Review and publish/ }).click();
  await page.locator(".plan-change").first().waitFor();
  await free();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await free();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  await page.locator(".version").first().waitFor();
  await free();
  await page.keyboard.press("Escape");
  await page.getByRole("navigation").getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await free();
  await page.keyboard.press("Escape");
  await page.locator("#keyword-formula").fill("len");
  await page.locator("#keyword-formula").press("Control+ ");
  await page.locator(".expression-proposal").first().waitFor();
  await free();
  expect(faults).toEqual([]);
  await close();
});

test("an empty workspace leads to a first object that can be published at once", async () => {
  const empty = await startTestServer();
  const { page, faults, close } = await openAt("designer/", {}, empty);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Create your first object" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("Purchase request");
  await page.keyboard.press("Enter");
  for (const title of ["Amount", "Needed by", "Urgent"]) await addField(page, title);
  await publish(page, "First object");
  const made = await empty.request("POST", "/records/purchase_request", {
    name: "Paper",
    amount: "12.50",
  });
  expect(made.status).toBe(201);
  expect(faults).toEqual([]);
  await close();
  await empty.stop();
});

function column(body: unknown, name: string): readonly unknown[] {
  if (typeof body !== "object" || body === null || !("data" in body)) return [];
  const { data } = body;
  return Array.isArray(data) ? data.map((row: Readonly<Record<string, unknown>>) => row[name]) : [];
}
