/** Files on the generated screens: chosen, dropped, called off, shown, and found again. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { pdfBytes, pngBytes } from "../support/files.ts";
import { picture } from "../support/picture.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const properties = {
    name: { type: "string", title: "Name" },
    photo: { $ref: "tenon:image", title: "Photo" },
    sheet: { $ref: "tenon:attachment", title: "Sheet", accept: ".pdf", maximum_size: 1000 },
    papers: {
      type: "array",
      items: { $ref: "tenon:attachment" },
      maxItems: 3,
      title: "Papers",
    },
    parts: {
      type: "array",
      title: "Parts",
      items: {
        type: "object",
        properties: {
          name: { type: "string", title: "Part" },
          scan: { $ref: "tenon:attachment", title: "Scan" },
        },
      },
    },
  };
  server = await startTestServer({
    documents: [objectDocument("product", properties, { record_title: "name" })],
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const png = Buffer.from(pngBytes);
const pdf = Buffer.from(pdfBytes);
const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer,
});

async function openForm(page: Page): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await page.locator(".list").waitFor();
  await page.goto(`${server.address}/demo/records/product/new`);
  await page.locator("#control-name").fill("Chair");
}

const input = (page: Page, field: string) => page.locator(`[id="control-${field}"]`);

async function drop(page: Page, field: string, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([given, text]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(text ?? ""), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], given ?? ""));
      return data;
    },
    [name, bytes.toString("base64")],
  );
  const place = page.locator(".files").filter({ has: input(page, field) });
  await place.dispatchEvent("drop", { dataTransfer: transfer });
}

test("files are chosen, dropped, removed, saved, and read on the record and in the list", async () => {
  const { page, faults, close } = await openPage(browser, { locale: "en" });
  await openForm(page);
  await input(page, "photo").setInputFiles(file("照片.png", png));
  await page.getByRole("img", { name: "照片.png" }).waitFor();
  await input(page, "papers").setInputFiles([file("one.pdf", pdf), file("two.txt", pdf)]);
  await drop(page, "papers", "three.png", png);
  await page.getByText("three.png", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove two.txt" }).press("Enter");
  expect(await page.getByText("two.txt", { exact: true }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, "files-form");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const link = page.getByRole("link", { name: "one.pdf" });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("one.pdf");
  const shown = page.getByRole("img", { name: "照片.png" });
  const width = () => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, "files-record");
  await page.goto(`${server.address}/demo/records/product`);
  await page.getByText("2 files").waitFor();
  await picture(page, "files-list");
  await expect.poll(width).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

test("what a field does not take is said at the field, in the language of the screen", async () => {
  const { page, close } = await openPage(browser, { locale: "zh-CN", width: 380 });
  await openForm(page);
  const field = (name: string) => page.locator(".field").filter({ has: input(page, name) });
  await input(page, "sheet").setInputFiles(file("large.pdf", Buffer.alloc(1001)));
  await field("sheet").getByRole("alert").waitFor();
  expect(await field("sheet").getByRole("alert").textContent()).toContain("1000 B");
  await page.getByRole("button", { name: "关闭 large.pdf 的提示" }).click();
  await input(page, "sheet").setInputFiles(file("not.pdf", png));
  await field("sheet").getByText("此文件的内容不属于可接受的类型：.pdf。").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(380);
  await picture(page, "files-phone");
  await close();
});

test("an upload can be called off, and a save waits for those on their way", async () => {
  const { page, close } = await openPage(browser, { locale: "en" });
  await openForm(page);
  const waiting: (() => void)[] = [];
  await page.route("**/api/files", async (route) => {
    await new Promise<void>((go) => waiting.push(go));
    await route.continue().catch(() => undefined);
  });
  await input(page, "papers").setInputFiles(file("never.pdf", pdf));
  await page.getByRole("progressbar", { name: "Uploading never.pdf" }).waitFor();
  await page.getByRole("button", { name: "Cancel the upload of never.pdf" }).click();
  expect(await page.getByText("never.pdf").count()).toBe(0);
  await input(page, "papers").setInputFiles(file("late.pdf", pdf));
  await page.getByRole("progressbar", { name: "Uploading late.pdf" }).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => waiting.length).toBe(2);
  for (const go of waiting) go();
  await page.getByRole("link", { name: "late.pdf" }).waitFor();
  expect(await page.getByText("never.pdf").count()).toBe(0);
  await close();
});

test("lines hold files, which are read through their record", async () => {
  const { page, faults, close } = await openPage(browser, { locale: "en" });
  await openForm(page);
  await page.getByRole("button", { name: /^Add/ }).first().click();
  await page.getByLabel("Scan, line 1").setInputFiles(file("scan.pdf", pdf));
  await page.getByText("scan.pdf", { exact: true }).waitFor();
  await picture(page, "files-lines");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const link = page.getByRole("link", { name: "scan.pdf" });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(await download.failure()).toBeNull();
  expect(faults).toEqual([]);
  await close();
});
