import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordPage } from "../../metadata/wire.ts";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type PageOptions,
} from "../support/browser.ts";
import { quietPage } from "../support/quiet-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;
let orderId = "";

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
  const answer = await server.request("GET", "/records/sales_order?limit=1");
  orderId = (answer.body as RecordPage).data[0]?.id ?? "";
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await page.locator(".list").waitFor();
}

const looks: readonly (PageOptions & { readonly name: string })[] = [
  { name: "wide, light, English", locale: "en-US" },
  { name: "wide, dark, Chinese", locale: "zh-CN", colorScheme: "dark" },
  { name: "phone, light, Chinese", locale: "zh-CN", width: 380, height: 800 },
  { name: "phone, dark, English", width: 380, height: 800, colorScheme: "dark" },
];

describe.each(looks)("on a screen that is $name", (look) => {
  test("everybody can read and reach everything, and nothing sticks out", async () => {
    const { page, faults, close } = await openPage(browser, look);
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await signIn(page);
    for (const [address, landmark] of [
      ["records/sales_order", ".grid-row, .card"],
      [`records/sales_order/${orderId}`, ".facts"],
      [`records/sales_order/${orderId}/edit`, ".lines-row, .line-card"],
      ["records/employee/new", ".form-fields"],
      ["records/nothing", ".empty-state"],
    ] as const) {
      await page.goto(`${server.address}/demo/${address}`);
      await page.locator(landmark).first().waitFor();
      // A list is asked for again when the titles behind its lookups are known; rows that are about
      // to be replaced are dimmed on purpose.
      await quietPage(page);
      await page.locator("[data-stale]").waitFor({ state: "detached" });
      expect(await accessibilityFaults(page), address).toEqual([]);
      const overhang = "document.documentElement.scrollWidth - innerWidth";
      expect(await page.evaluate(overhang), address).toBeLessThanOrEqual(0);
      // Only its parts scroll: the head stays, and nothing blank comes after the end.
      const below = "document.documentElement.scrollHeight - innerHeight";
      expect(await page.evaluate(below), address).toBe(0);
    }
    expect(faults).toEqual([]);
    await close();
  });
});

test("a phone gets cards, a drawer to move about and one sheet per line", async () => {
  const { page, close } = await openPage(browser, { width: 380, height: 800 });
  await signIn(page);
  await page.locator(".card").first().waitFor();
  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Customer" }).click();
  await page.getByRole("heading", { level: 1, name: "Customer" }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.goto(`${server.address}/demo/records/sales_order/${orderId}/edit`);
  await page.locator(".line-card").first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Quantity").fill("1000");
  await sheet.getByRole("button", { name: "Done" }).click();
  await expect.poll(() => page.locator(".line-card").first().textContent()).toContain("1,000");
  await close();
});

test("language and appearance switch at once and are remembered", async () => {
  const { page, close } = await openPage(browser);
  await signIn(page);
  await page.locator(".user-button").click();
  await page.getByRole("menuitemradio", { name: "简体中文" }).click();
  await page.getByRole("heading", { level: 1, name: "销售订单" }).waitFor();
  await page.locator(".user-button").click();
  await page.getByRole("menuitemradio", { name: "深色" }).click();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "销售订单" }).waitFor();
  expect(await page.evaluate("document.documentElement.lang")).toBe("zh-CN");
  expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
  await close();
});

interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}

test("the first screen loads at most 120 KB of scripts, and no form before it is needed", async () => {
  const { page, close } = await openPage(browser);
  const loaded = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".js")) loaded.add(pathname);
  });
  await signIn(page);
  await page.locator(".grid-row").first().waitFor();
  const dist = join(import.meta.dirname, "../../dist");
  let bytes = 0;
  for (const path of loaded) {
    bytes += gzipSync(await readFile(join(dist, path.replace("/-/assets/", "")))).length;
  }
  expect(bytes).toBeLessThanOrEqual(120 * 1024);
  const manifest: Readonly<Record<string, ManifestChunk>> = JSON.parse(
    await readFile(join(dist, "runtime/.vite/manifest.json"), "utf8"),
  );
  const form = manifest["screens/form-screen.tsx"]?.file ?? "";
  expect(form).not.toBe("");
  expect([...loaded].some((path) => path.endsWith(form))).toBe(false);
  await close();
});
