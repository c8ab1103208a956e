/** Records get another owner: on their page, in the list, and when somebody leaves. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;
let ann: Person;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { name: { type: "string", maxLength: 80, title: "Name" } }),
      objectDocument("task", { name: { type: "string", maxLength: 80, title: "Name" } }),
      {
        kind: "role",
        name: "note_taker",
        content: {
          name: "note_taker",
          title: "Note taker",
          objects: { note: { read: true, create: true, update: "own" } },
        },
      },
    ],
  });
  ann = await person(server, "Ann", "note_taker");
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const languages = [
  {
    locale: "en-US",
    colorScheme: "light",
    width: 1280,
    words: {
      transfer: "Transfer",
      transferMany: "Transfer records…",
      more: "More actions",
      history: "History",
      transferred: "Transferred",
    },
  },
  {
    locale: "zh-CN",
    colorScheme: "dark",
    width: 1280,
    words: {
      transfer: "转交",
      transferMany: "转交记录…",
      more: "更多操作",
      history: "历史记录",
      transferred: "转交",
    },
  },
] as const;

describe.each(languages)("in $locale", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;
  const ids: string[] = [];

  beforeAll(async () => {
    for (const name of ["First", "Second", "Third"]) {
      const values = { name: `${name} ${options.locale}` };
      const made = await server.request("POST", "/records/note", values);
      ids.push((made.body as { id: string }).id);
    }
    watched = await openPage(browser, options);
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.keyboard.press("Enter");
    await page.locator(".shell").waitFor();
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const ownerOf = async (object: string, id = "") =>
    ((await server.request("GET", `/records/${object}/${id}`)).body as { owner: string }).owner;
  const chooseAnn = async () => {
    await page.locator(".dialog [role=combobox]").fill("Ann");
    await page.getByRole("option", { name: /Ann/ }).click();
    await expectTidy(page);
    await page.locator(".dialog .button-primary").click();
    await page.locator(".dialog").waitFor({ state: "detached" });
  };

  test("a record is given away on its page, and its history says so", async () => {
    await page.goto(`${server.address}/demo/records/note/${ids[0]}`);
    await page.getByRole("button", { name: words.transfer, exact: true }).click();
    await page.locator(".dialog").waitFor();
    await expectTidy(page);
    await page.locator(".dialog [type=submit]").click();
    await page.locator(".dialog .field-error").waitFor();
    await chooseAnn();
    expect(await ownerOf("note", ids[0])).toBe(ann.id);
    await page.getByRole("button", { name: words.history, exact: true }).click();
    const entry = page.locator(".history-entry").first();
    await entry.getByText(words.transferred, { exact: true }).waitFor();
    await entry.locator(".from-to-after").getByText("Ann").waitFor();
    await page.keyboard.press("Escape");
  });

  test("those that are chosen in the list are given away together", async () => {
    await page.goto(`${server.address}/demo/records/note`);
    await page.getByRole("button", { name: words.more, exact: true }).click();
    await page.getByRole("menuitem", { name: words.transferMany, exact: true }).click();
    const bar = page.locator(".transfer-bar");
    await bar.waitFor();
    expect(await bar.locator(".button-primary").isDisabled()).toBe(true);
    const row = (name: string) =>
      page.getByRole("row").filter({ hasText: `${name} ${options.locale}` });
    for (const name of ["Second", "Third", "First", "First"]) await row(name).click();
    expect(await page.locator('.grid-row[aria-selected="true"]').count()).toBe(2);
    await expectTidy(page);
    await bar.locator(".button-primary").click();
    await chooseAnn();
    await bar.waitFor({ state: "detached" });
    for (const id of ids) expect(await ownerOf("note", id)).toBe(ann.id);
    await row("Second").getByRole("link").click();
    await page.waitForURL(`**/records/note/${ids[1]}`);
  });

  test("what belongs to somebody who is disabled is offered to another", async () => {
    const leaving = await person(server, `Leaving${options.locale}`, "member");
    const kept: (readonly [string, string])[] = [];
    for (const object of ["note", "task", "task"]) {
      const values = { name: "Left" };
      const { token } = leaving;
      const made = await server.request("POST", `/records/${object}`, values, { token });
      kept.push([object, (made.body as { id: string }).id]);
    }
    await page.goto(`${server.address}/demo/designer/users`);
    const row = page.getByRole("row").filter({ hasText: `Leaving${options.locale}` });
    await row.getByRole("button").click();
    await page.getByRole("menuitem").last().click();
    await page.locator(".dialog .button-danger").click();
    await page.locator(".dialog [role=combobox]").fill("member");
    await page.getByRole("option", { name: /member@example.com/ }).click();
    await expectTidy(page);
    await page.locator(".dialog .button-primary").click();
    await page.locator(".dialog").waitFor({ state: "detached" });
    const me = await server.request("GET", "/auth/me", undefined, { token: server.memberToken });
    const { id } = (me.body as { user: { id: string } }).user;
    for (const [object, record] of kept) expect(await ownerOf(object, record)).toBe(id);
  });
});
