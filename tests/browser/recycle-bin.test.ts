/** Deleting, undoing it at once, and the recycle bin with what can be restored from it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BinPage, RecordJson } from "../../metadata/wire.ts";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "supplier",
    {
      name: { type: "string", title: "Name" },
      code: { type: "string", title: "Code", unique: true },
    },
    { title: "Supplier", required: ["name"], record_title: "name" },
  ),
];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function newSupplier(name: string, code: string | null = null): Promise<RecordJson> {
  const answer = await server.request("POST", "/records/supplier", { name, code });
  expect(answer.status).toBe(201);
  return answer.body as RecordJson;
}

async function deletedSupplier(name: string, code: string | null = null): Promise<RecordJson> {
  const supplier = await newSupplier(name, code);
  const anyRevision = { headers: { "If-Match": "*" } };
  await server.request("DELETE", `/records/supplier/${supplier.id}`, undefined, anyRevision);
  return supplier;
}

const statusOf = async ({ id }: RecordJson) =>
  (await server.request("GET", `/records/supplier/${id}`)).status;

async function emptyBin(): Promise<void> {
  const { data } = (await server.request("GET", "/records/supplier/deleted")).body as BinPage;
  for (const { id } of data) await server.request("DELETE", `/records/supplier/${id}/deleted`);
}

interface Words extends PageOptions {
  readonly locale: string;
  readonly delete: string;
  readonly undo: string;
  readonly deleted: string;
  readonly back: string;
  readonly more: string;
  readonly bin: string;
  readonly empty: string;
  readonly restore: string;
  readonly several: string;
  readonly select: string;
  readonly keptUntil: RegExp;
  readonly failed: string;
  readonly failedToLoad: string;
  readonly retry: string;
}

const languages: readonly Words[] = [
  {
    locale: "en-US",
    delete: "Delete",
    undo: "Undo",
    deleted: "Acorn has been deleted",
    back: "Acorn is back",
    more: "More actions",
    bin: "Recycle bin",
    empty: "The recycle bin is empty",
    restore: "Restore",
    several: "2 records are back",
    select: "Select ",
    keptUntil: /admin.*[A-Z][a-z]{2} \d{1,2}, 20\d\d/s,
    failed: "One record could not be restored",
    failedToLoad: "This could not be loaded",
    retry: "Try again",
  },
  {
    locale: "zh-CN",
    width: 380,
    height: 800,
    colorScheme: "dark",
    delete: "删除",
    undo: "撤销",
    deleted: "“Acorn”已删除",
    back: "“Acorn”已恢复",
    more: "更多操作",
    bin: "回收站",
    empty: "回收站为空",
    restore: "恢复",
    several: "已恢复 2 条记录",
    select: "选择“",
    keptUntil: /admin.*保留至 20\d\d年\d{1,2}月\d{1,2}日/s,
    failed: "1 条记录未能恢复",
    failedToLoad: "加载失败",
    retry: "重试",
  },
];

describe.each(languages)("in $locale", (words) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    await emptyBin();
    watched = await openPage(browser, words);
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.locator("[name=password]").press("Enter");
    await page.locator(".list").waitFor();
  });

  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const items = () => page.locator(".bin-table tbody tr, .bin-card");
  const toasts = () => page.locator(".toast-region").textContent();
  const openBin = () => page.goto(`${server.address}/demo/records/supplier/deleted`);
  const isTidy = async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    const overhang = "document.documentElement.scrollWidth - innerWidth";
    expect(await page.evaluate(overhang)).toBeLessThanOrEqual(0);
  };

  test("a deletion is undone from its toast", async () => {
    const supplier = await newSupplier("Acorn");
    await page.goto(`${server.address}/demo/records/supplier/${supplier.id}`);
    await button(words.delete).click();
    await page.getByRole("dialog").getByRole("button", { name: words.delete }).click();
    await expect.poll(toasts).toContain(words.deleted);
    expect(await statusOf(supplier)).toBe(404);
    await page.locator(".toast").getByRole("button", { name: words.undo }).click();
    await expect.poll(toasts).toContain(words.back);
    expect(await statusOf(supplier)).toBe(200);
    await page.locator(".grid-row, .card").filter({ hasText: "Acorn" }).first().waitFor();
  });

  test("the menu of the list leads to the bin, which says when it is empty", async () => {
    await button(words.more).click();
    await page.getByRole("menuitem", { name: words.bin }).click();
    await page.getByRole("heading", { level: 1, name: words.bin }).waitFor();
    await page.getByText(words.empty).waitFor();
    await isTidy();
  });

  test("it lists what was deleted, by whom and until when it is kept, and gives it back", async () => {
    const supplier = await deletedSupplier("Birch");
    await openBin();
    await items().first().waitFor();
    expect(await items().first().textContent()).toContain("Birch");
    expect(await items().first().textContent()).toMatch(words.keptUntil);
    await isTidy();
    // A table that stands in its frame, where there is room for one.
    const frame = page.locator(".table-frame, .bin-cards");
    expect(await frame.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe("1px");
    await items()
      .first()
      .getByRole("button", { name: `${words.restore} Birch` })
      .click();
    await expect.poll(() => items().count()).toBe(0);
    expect(await statusOf(supplier)).toBe(200);
  });

  test("several come back at once, chosen by keyboard", async () => {
    const suppliers = [await deletedSupplier("Cedar"), await deletedSupplier("Dogwood")];
    await openBin();
    for (const name of ["Cedar", "Dogwood"]) {
      await page.getByLabel(`${words.select}${name}`).focus();
      await page.keyboard.press("Space");
    }
    await isTidy();
    await button(words.restore).focus();
    await page.keyboard.press("Enter");
    await expect.poll(toasts).toContain(words.several);
    await page.getByText(words.empty).waitFor();
    for (const supplier of suppliers) expect(await statusOf(supplier)).toBe(200);
  });

  test("one that cannot come back says why and stays chosen; the others come", async () => {
    const code = `E-${words.locale}`;
    const taken = await deletedSupplier("Elm", code);
    await newSupplier("Elm the second", code);
    const free = await deletedSupplier("Fir");
    await openBin();
    for (const name of ["Elm", "Fir"]) await page.getByLabel(`${words.select}${name}`).check();
    await button(words.restore).click();
    const notice = page.getByRole("alert");
    await expect.poll(() => notice.textContent()).toContain(words.failed);
    expect(await notice.textContent()).toContain("Elm");
    expect(await statusOf(free)).toBe(200);
    expect(await statusOf(taken)).toBe(404);
    await expect.poll(() => items().count()).toBe(1);
    expect(await page.getByLabel(`${words.select}Elm`).isChecked()).toBe(true);
    await isTidy();
  });

  test("what could not be loaded says so and is tried again", async () => {
    const failing = "**/records/supplier/deleted?*";
    await page.route(failing, (route) => route.fulfill({ status: 400, body: "{}" }));
    await openBin();
    await page.getByText(words.failedToLoad).waitFor();
    await isTidy();
    await page.unroute(failing);
    await button(words.retry).click();
    await items().first().waitFor();
  });
});
