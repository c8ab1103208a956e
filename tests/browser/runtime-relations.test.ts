/** Fields that lead to other records, and objects of one record, as people meet them. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  accessibilityFaults,
  openBrowser,
  openPage,
  type WatchedPage,
} from "../support/browser.ts";
import { picture } from "../support/picture.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "place",
    {
      name: { type: "string" },
      code: { type: "string", title: "Code", unique: true },
      within: { $ref: "tenon:tree_parent", title: "Within" },
    },
    { title: "Place" },
  ),
  objectDocument(
    "visit",
    {
      name: { type: "string", title: "Name" },
      guide: {
        $ref: "tenon:user",
        title: "Guide",
        default: { expression: "current_user()" },
      },
      place: { $ref: "tenon:lookup", target: "place", title: "Place" },
      place_name: { type: "string", title: "Name of the place", copy_from: "place.name" },
      lines: {
        type: "array",
        title: "Lines",
        items: {
          type: "object",
          properties: {
            place: { $ref: "tenon:lookup", target: "place", title: "Place" },
            note: { type: "string", title: "Note", copy_from: "place.name" },
          },
        },
      },
    },
    { title: "Visit" },
  ),
  objectDocument(
    "report",
    {
      name: { type: "string", title: "Name" },
      about: {
        $ref: "tenon:dynamic_lookup",
        targets: ["place", "visit"],
        title: "About",
      },
      code: { $ref: "tenon:secret", title: "Code" },
    },
    { title: "Report" },
  ),
  objectDocument(
    "settings",
    { greeting: { type: "string", default: "Welcome", title: "Greeting" } },
    { title: "Settings", singleton: true },
  ),
];

let server: TestServer;
let browser: Browser;
let deepest: string;

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
  let within: string | null = null;
  for (const name of ["World", "Europe", "Oslo"]) {
    const answer = await server.request("POST", "/records/place", { name, within });
    within = (answer.body as { readonly id: string }).id;
  }
  deepest = within ?? "";
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const control = (name: string) => `[id="control-${name}"]`;

describe.each(["en-US", "zh-CN"])("in %s", (locale) => {
  let watched: WatchedPage;
  let page: Page;
  const at = (path: string) => page.goto(`${server.address}/demo/records/${path}`);
  const look = async (name: string) => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `${name}-${locale}`);
  };

  beforeAll(async () => {
    watched = await openPage(browser, { locale, width: 1100, height: 700 });
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.locator("button[type=submit]").click();
    await page.getByRole("grid").waitFor();
  });

  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  test("a record in a tree shows the way from the top, as links", async () => {
    await at(`place/${deepest}`);
    const crumbs = page.locator(".page-crumbs a");
    await expect.poll(() => crumbs.allInnerTexts()).toEqual(["Place", "World", "Europe"]);
    await look("tree");
    await crumbs.nth(2).click();
    await expect.poll(() => crumbs.allInnerTexts()).toEqual(["Place", "World"]);
    await at(`place/${deepest}/edit`);
    await page.locator(control("within")).waitFor();
    await look("tree-form");
  });

  test("one of several objects is chosen in one input, by kind, and shown as a link", async () => {
    await server.request("POST", "/records/visit", { name: `Oslo in ${locale}` });
    await at("report/new");
    await page.locator(control("name")).fill(`About ${locale}`);
    const about = page.locator(control("about"));
    await about.fill("Oslo");
    const option = page.getByRole("option", { name: `Oslo in ${locale}` });
    await option.waitFor();
    expect(await page.locator(".combobox-group").allInnerTexts()).toEqual(["Place", "Visit"]);
    await look("dynamic-lookup");
    await option.click();
    await expect.poll(() => about.inputValue()).toBe(`Oslo in ${locale}`);
    await expect.poll(() => page.locator(".inline-kind").textContent()).toBe("Visit");
    await page.keyboard.press("Control+s");
    await page.locator(".facts").waitFor();
    const link = page.locator(".facts a", { hasText: `Oslo in ${locale}` });
    expect(await link.getAttribute("href")).toMatch(/\/demo\/records\/visit\/[0-9a-f-]{36}$/);
    await at("report");
    await page.getByRole("gridcell", { name: `Oslo in ${locale}` }).waitFor();
    await look("dynamic-lookup-list");
  });

  test("a secret is set, shown on demand, replaced and taken away", async () => {
    const code = page.locator(control("code"));
    const [show, remove] =
      locale === "en-US" ? ["Show Code", "Remove Code"] : ["显示 Code", "移除 Code"];
    const save = async () => {
      await page.keyboard.press("Control+s");
      await page.waitForURL(/\/report\/[0-9a-f-]{36}$/);
    };
    await at("report/new");
    await page.locator(control("name")).fill("Guarded");
    await code.fill("open sesame");
    expect(await code.getAttribute("type")).toBe("password");
    await look("secret-form");
    await save();
    const { pathname } = new URL(page.url());
    const facts = page.locator(".facts");
    await facts.getByText("••••••").waitFor();
    await facts.getByRole("button", { name: show }).click();
    await facts.getByText("open sesame").waitFor();
    await look("secret-record");
    await page.goto(`${server.address}${pathname}/edit`);
    await code.waitFor();
    expect([await code.inputValue(), await code.getAttribute("placeholder")]).toEqual([
      "",
      "••••••",
    ]);
    // Typing and taking it back leaves the secret; a button reveals it in its place.
    await code.fill("x");
    await code.fill("");
    await page.getByRole("button", { name: show }).click();
    await expect.poll(() => code.inputValue()).toBe("open sesame");
    await code.fill("other");
    await save();
    await facts.getByRole("button", { name: show }).click();
    await facts.getByText("other").waitFor();
    await page.goto(`${server.address}${pathname}/edit`);
    await page.getByRole("button", { name: remove }).click();
    await save();
    await expect.poll(() => facts.getByText("••••••").count()).toBe(0);
    const id = pathname.split("/").at(-1);
    const { body } = await server.request("GET", `/records/report/${id}`);
    expect(body).toMatchObject({ code: null });
  });

  test("a chosen lookup brings its values along, in the record and in its lines", async () => {
    await at("visit/new");
    await page.locator(control("place")).fill("Osl");
    await page.getByRole("option", { name: "Oslo" }).click();
    const copied = page.locator(control("place_name"));
    await expect.poll(() => copied.inputValue()).toBe("Oslo");
    await copied.fill("The capital");
    await page.getByRole("button", { name: /Add line|添加一行/ }).click();
    const cell = (column: string) =>
      page.locator(".lines-row").first().locator(`[id$=".${column}"]`);
    await cell("place").fill("Eur");
    await page.getByRole("option", { name: "Europe" }).click();
    await expect.poll(() => cell("note").inputValue()).toBe("Europe");
    const guide = page.locator(control("guide"));
    await expect.poll(() => guide.inputValue()).toBe("admin");
    await guide.fill("memb");
    await page.getByRole("option", { name: "member" }).click();
    await look("copies");
    await page.keyboard.press("Control+s");
    await page.locator(".facts").waitFor();
    await page.getByRole("link", { name: "member", exact: true }).waitFor();
    const { body } = await server.request("GET", "/records/visit?fields=place_name,lines.note");
    expect(body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({
          place_name: "The capital",
          lines: [expect.objectContaining({ note: "Europe" })],
        }),
      ]),
    });
  });

  test("a capital letter of any script finds the record, in a lookup and in a list", async () => {
    const names = [`École ${locale}`, `Иван ${locale}`, `ＡＢＣ ${locale}`];
    const place = page.locator(control("place"));
    for (const name of names) {
      const code = `Ü${name}`;
      await server.request("POST", "/records/place", { name, code });
      for (const typed of [name, code]) {
        await at("visit/new");
        await place.fill(typed);
        await page.getByRole("option", { name }).click();
        await expect.poll(() => place.inputValue()).toBe(name);
      }
      await at(`place?q=${encodeURIComponent(name)}`);
      await page.getByRole("gridcell", { name, exact: true }).waitFor();
    }
  });

  test("an object of one record opens the record, which stays", async () => {
    await at("settings");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.getByText("Welcome").waitFor();
    expect(page.url()).toMatch(/settings\/[0-9a-f-]{36}$/);
    // Who may see it, with whom it is shared, whether one follows it or is reminded of it, its history
    // and its form; nothing would remove it.
    const actions = page.locator(".page-actions button, .page-actions a");
    await expect.poll(() => actions.count()).toBe(6);
    await look("singleton");
    await page.locator(".page-actions a").click();
    await page.locator(control("greeting")).waitFor();
  });
});
