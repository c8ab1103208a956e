import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments, RecordJson, RecordPage } from "../../metadata/wire.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { quietPage } from "../support/quiet-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

beforeEach(async () => {
  watched = await openPage(browser);
  page = watched.page;
  await page.goto(`${server.address}/demo/`);
  await signIn();
  await page.getByRole("grid").waitFor();
});

afterEach(async () => {
  expect(watched.faults).toEqual([]);
  await watched.close();
});

async function signIn(): Promise<void> {
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
}

/** Publishes fields added to the customer, as the designer would. */
async function publishCustomerFields(fields: Readonly<Record<string, unknown>>): Promise<void> {
  const read = await server.request("GET", "/metadata/documents");
  const { documents } = read.body as DesignerDocuments;
  const customer = documents.find((entry) => entry.kind === "object" && entry.name === "customer");
  const content = customer?.published ?? {};
  const properties = { ...(content.properties as object), ...fields };
  await server.request("PUT", "/metadata/drafts/object/customer", { ...content, properties });
  const published = await server.request("POST", "/metadata/publish", {
    message: "More fields",
    answers: {},
  });
  expect(published.status).toBe(200);
}

async function firstCustomer(): Promise<RecordJson> {
  const answer = await server.request("GET", "/records/customer?sort=code&limit=1");
  const record = (answer.body as RecordPage).data[0];
  if (record === undefined) throw new Error("There are no customers");
  return record;
}

test("an open form and an open list show what is published, and nothing typed is lost", async () => {
  const list = await watched.context.newPage();
  await list.goto(`${server.address}/demo/records/customer`);
  await list.getByRole("grid").waitFor();
  await page.goto(`${server.address}/demo/records/customer/new`);
  await page.locator('[id="control-name"]').fill("Half typed");

  await publishCustomerFields({
    credit_limit: { $ref: "tenon:money", currency: "USD", title: "Credit limit" },
    level: { enum: ["gold", "silver"], title: "Level" },
  });

  await page.locator('[id="control-credit_limit"]').waitFor();
  expect(await page.locator('[id="control-name"]').inputValue()).toBe("Half typed");
  await page.locator('[id="control-level"]').selectOption("gold");
  await list.bringToFront();
  await list.getByRole("columnheader", { name: "Level" }).waitFor();
});

test("two changes of the same field are shown side by side, and the choice is saved", async () => {
  const customer = await firstCustomer();
  await page.goto(`${server.address}/demo/records/customer/${customer.id}/edit`);
  await page.locator('[id="control-city"]').fill("Mine");
  await page.locator('[id="control-country"]').fill("My country");
  await server.request(
    "PATCH",
    `/records/customer/${customer.id}`,
    { city: "Theirs" },
    { headers: { "if-match": "*" } },
  );
  await page.keyboard.press("Control+s");

  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain(String(customer.city));
  expect(await dialog.getByRole("group", { name: "City" }).textContent()).toMatch(/Theirs.*Mine/);
  await dialog.getByRole("radio", { name: /Theirs/ }).check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await page.locator(".record .facts").first().waitFor();

  const stored = await server.request("GET", `/records/customer/${customer.id}`);
  expect(stored.body).toMatchObject({ city: "Theirs", country: "My country" });
});

test("a session that ends asks again over the form, which keeps what was typed", async () => {
  await page.goto(`${server.address}/demo/records/customer/new`);
  await page.locator('[id="control-code"]').fill("SESSION");
  await page.locator('[id="control-name"]').fill("Typed before");
  await watched.context.clearCookies();
  await page.keyboard.press("Control+s");

  await page.getByText("Your session has ended").waitFor();
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await expect.poll(() => page.locator(".sign-in").count()).toBe(0);
  expect(await page.locator('[id="control-name"]').inputValue()).toBe("Typed before");
  await page.keyboard.press("Control+s");
  await page.getByRole("heading", { level: 1, name: "Typed before" }).waitFor();
});

test("leaving a form with unsaved input asks first", async () => {
  await page.goto(`${server.address}/demo/records/customer/new`);
  await page.locator('[id="control-name"]').fill("Unsaved");
  await page.getByRole("link", { name: "Product" }).click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  expect(await page.locator('[id="control-name"]').inputValue()).toBe("Unsaved");
  await page.getByRole("link", { name: "Product" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => page.url()).toContain("/records/product");
});

test("the grid is worked by keyboard alone", async () => {
  await page.goto(`${server.address}/demo/records/sales_order?sort=number`);
  const grid = page.getByRole("grid");
  await page.locator(".grid-row a").first().waitFor();
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const active = await grid.getAttribute("aria-activedescendant");
  const cell = page.locator(`[id="${active}"]`);
  const number = (await cell.textContent()) ?? "";
  expect(number).not.toBe("");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
});

test("scrolling loads further pages while the number of elements stays small", async () => {
  await page.goto(`${server.address}/demo/records/sales_order?sort=number`);
  await page.locator(".grid-row a").first().waitFor();
  const first = await page.locator(".grid-row .grid-cell").first().textContent();
  await page.getByRole("grid").focus();
  const bottom = () => page.getByRole("status").first().textContent();
  await expect
    .poll(async () => {
      await page.keyboard.press("Control+ArrowDown");
      return bottom();
    })
    .toMatch(/–830 of 830/);
  expect(await page.locator(".grid-row").count()).toBeLessThan(80);
  expect(await page.locator(".grid-row .grid-cell").first().textContent()).not.toBe(first);
});

test("lines pasted from a spreadsheet become lines, products found by their name", async () => {
  await page.goto(`${server.address}/demo/records/sales_order/new`);
  await page.getByRole("button", { name: "Add line" }).click();
  const product = page.locator('.lines-row [id$=".product"]').first();
  await product.waitFor();
  await product.evaluate((element) => {
    const data = new DataTransfer();
    data.setData("text/plain", "Chai\t18\t12\nTofu\t$23.25\t7\nNo such thing\tx\t1\n");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await expect.poll(() => page.locator(".lines-row").count()).toBe(3);
  expect(await page.locator('.lines-row [id$=".product"]').nth(1).inputValue()).toBe("Tofu");
  await page.keyboard.press("Control+s");
  await expect.poll(() => page.locator(".lines-cell[data-wrong]").count()).toBe(2);
});

test("while an input method composes, nothing is searched and Enter chooses nothing", async () => {
  await page.goto(`${server.address}/demo/records/sales_order/new`);
  await page.locator('[id="control-customer"]').click();
  await page.getByRole("option").first().waitFor();
  const searched: string[] = [];
  page.on("request", (request) => {
    const filter = new URL(request.url()).searchParams.get("filter");
    if (filter !== null) searched.push(filter);
  });
  const devtools = await watched.context.newCDPSession(page);
  for (const pinyin of ["a", "al", "alf"]) {
    await devtools.send("Input.imeSetComposition", {
      text: pinyin,
      selectionStart: pinyin.length,
      selectionEnd: pinyin.length,
    });
  }
  // As an Enter that confirms the composition arrives: marked as composing, or with key code 229.
  await page.locator('[id="control-customer"]').evaluate((element) => {
    const confirms = { key: "Enter", bubbles: true, cancelable: true };
    element.dispatchEvent(new KeyboardEvent("keydown", { ...confirms, isComposing: true }));
  });
  await devtools.send("Input.insertText", { text: "Alfreds" });
  await page.getByRole("option", { name: "Alfreds Futterkiste" }).waitFor();
  expect(searched.length).toBe(1);
  expect(searched[0]).toContain("Alfreds");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.locator('[id="control-customer"]').inputValue())
    .toBe("Alfreds Futterkiste");
});

test("going back from a record finds the list where it was left", async () => {
  await page.goto(`${server.address}/demo/records/sales_order?sort=number`);
  await page.locator(".grid-row a").first().waitFor();
  // A list is asked for again when the titles behind its lookups are known.
  await quietPage(page);
  const grid = page.getByRole("grid");
  await grid.evaluate((element) => {
    element.scrollTop = 1600;
  });
  const row = page.locator('.grid-row[aria-rowindex="60"]');
  const number = (await row.locator(".grid-cell").first().textContent()) ?? "";
  // As when a list is scrolled and left at once: nobody has been told of the scrolling yet.
  const left = 1195;
  await row.evaluate((element, to) => {
    const list = element.closest('[role="grid"]');
    if (list !== null) list.scrollTop = to;
    element.querySelector("a")?.click();
  }, left);
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await page.goBack();
  await page.locator('.grid-row[aria-rowindex="60"]').waitFor();
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBe(left);
});

test.each(["Supplier", "Customer"])(
  "%s opened while the server is away says so, and comes when it is asked for again",
  async (object) => {
    await watched.context.setOffline(true);
    await page.getByRole("link", { name: object, exact: true }).click();
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    expect(await page.getByText("No records").count()).toBe(0);
    await watched.context.setOffline(false);
    await again.click();
    await page.getByRole("heading", { level: 1, name: object }).waitFor();
    await page.locator(".grid-row").first().waitFor();
  },
);
