/** A list as a file, and a file into a list: checked, mended, imported and taken back. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type WatchedPage,
} from "../support/browser.ts";
import { csvFile as file, importLanguages as languages } from "../support/import-words.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("maker", { code: { type: "string", unique: true, title: "Code" } }),
      objectDocument(
        "pump",
        {
          name: { type: "string", title: "Name", unique: true },
          price: { $ref: "tenon:money", title: "Price" },
          maker: { $ref: "tenon:lookup", target: "maker", title: "Maker" },
        },
        { title: "Pump", required: ["name"], record_title: "name" },
      ),
    ],
  });
  await server.request("POST", "/records/maker", { code: "M1" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(inThisRun(languages, 1))("in $locale", ({ words, all, ...options }) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, { ...options, colorScheme: "light" });
    page = watched.page;
    await page.goto(`${server.address}/demo/records/pump`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.locator("[name=password]").press("Enter");
    await page.locator(".list").waitFor();
  });

  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const tidy = async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    expect(wide).toBe(false);
  };
  const openMenu = async (entry: string) => {
    await button(all.more_actions).click();
    return page.getByRole("menuitem", { name: entry });
  };

  test("a file is checked, mended, imported and taken back", async () => {
    await (await openMenu(all.list_import)).click();
    const chooser = page.locator("input[type=file]");
    await chooser.waitFor({ state: "attached" });
    await tidy();
    const bad = "Name,Price,made by,note\nSolar,12.5,M1,a\nWind,much,M9,b\n";
    await chooser.setInputFiles(file("pumps.csv", bad));
    await page.getByText("UTF-8").waitFor();
    const field = (column: string) =>
      page.getByLabel(words.field_for.replace("{column}", column), { exact: true });
    expect(await field("Price").inputValue()).toBe("price");
    expect(await field("note").inputValue()).toBe("");
    await field("made by").selectOption("maker.code");
    await tidy();
    await button(words.check).click();
    const problems = page.getByRole("table", { name: words.problems });
    await problems.waitFor();
    expect(await problems.locator("tbody tr").count()).toBe(2);
    expect(await problems.textContent()).toContain("Price");
    await tidy();

    await chooser.setInputFiles(file("pumps.csv", bad.replace("much,M9", "7,M1")));
    await expect.poll(() => problems.count()).toBe(0);
    await field("made by").selectOption("maker.code");
    await button(words.check).click();
    await button(/^(Import|导入) 2/).click();
    await button(words.undo).waitFor();
    await tidy();
    const stored = await server.request("GET", "/records/pump?fields=name,price&sort=name");
    expect(stored.body).toMatchObject({
      data: [
        { name: "Solar", price: "12.50" },
        { name: "Wind", price: "7.00" },
      ],
    });
    await button(words.undo).click();
    await page.getByText(words.undone).waitFor();
    await page.getByRole("link", { name: words.to_list }).click();
    await page.getByText(all.list_empty_text).waitFor();
  });

  test("a list goes out as it is shown: its condition, its order, its columns", async () => {
    for (const name of ["B", "A", "C"]) await server.request("POST", "/records/pump", { name });
    await page.goto(`${server.address}/demo/records/pump?sort=-name&where=name~not_equals~B`);
    await page.locator(".list-foot").getByText("2").first().waitFor();
    const downloaded = page.waitForEvent("download");
    await (await openMenu(all.list_export_csv)).click();
    const stream = await (await downloaded).createReadStream();
    const text = Buffer.concat(await stream.toArray()).toString();
    const [header = "", ...lines] = text.replace("\uFEFF", "").trim().split("\r\n");
    const place = header.split(",").indexOf("name");
    expect(lines.map((line) => line.split(",")[place])).toEqual(["C", "A"]);
    const xlsx = page.waitForEvent("download");
    await (await openMenu(all.list_export_xlsx)).click();
    expect((await xlsx).suggestedFilename()).toBe("pump.xlsx");
    await server.services.database.run({ text: "delete from w_demo.pump", values: [] });
  });

  test("a file that is none says so and leaves the way open", async () => {
    await page.goto(`${server.address}/demo/records/pump/import`);
    const chooser = page.locator("input[type=file]");
    await chooser.setInputFiles(file("old.xlsx", "PK\u0003\u0004nothing"));
    await page.getByRole("alert").waitFor();
    await tidy();
    await chooser.setInputFiles(file("fine.csv", "name;price\nX;1\n"));
    await page.getByText(words.semicolon).first().waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  });
});
