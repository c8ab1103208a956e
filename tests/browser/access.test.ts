/** Sharing a record, asking why somebody may see it, and looking at the workspace as he does. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;
let ann: Person;
let note = "";

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        name: { type: "string", maxLength: 80, title: "Name" },
        grade: { type: "integer", title: "Grade" },
      }),
      {
        kind: "role",
        name: "own_notes",
        content: {
          name: "own_notes",
          title: "Own notes",
          objects: { note: { read: "own", create: true, fields: { name: "write" } } },
        },
      },
    ],
  });
  ann = await person(server, "Ann", "own_notes");
  const made = await server.request("POST", "/records/note", { name: "Hidden", grade: 1 });
  note = (made.body as { id: string }).id;
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
      share: "Share",
      explain: "Who may see this?",
      no: "No, Ann may not.",
      yes: "Yes, Ann may.",
      why: "Nothing that is granted reaches this record (read).",
      end: "End",
      view: "See the workspace as they do",
      actions: "Ann",
      viewing: "You see the workspace as Ann does.",
    },
  },
  {
    locale: "zh-CN",
    colorScheme: "dark",
    width: 380,
    words: {
      share: "共享",
      explain: "查看权限",
      no: "不可以：Ann 没有权限。",
      yes: "可以：Ann 有权限。",
      why: "所有授权均不包含此记录（查看）。",
      end: "结束",
      view: "以其身份查看",
      actions: "Ann",
      viewing: "您正在以 Ann 的身份查看",
    },
  },
] as const;

describe.each(languages)("in $locale at $width px", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await page.goto(`${server.address}/demo/`);
    await page.locator("[name=email]").fill(server.admin.email);
    await page.locator("[name=password]").fill(server.admin.password);
    await page.keyboard.press("Enter");
    await page.locator(".shell").waitFor();
    await page.goto(`${server.address}/demo/records/note/${note}`);
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (text: string) => page.getByRole("button", { name: text, exact: true });
  const mayRead = async () =>
    (await server.request("GET", `/records/note/${note}`, undefined, { token: ann.token })).status;
  const choosePerson = async () => {
    await page.locator(".dialog [role=combobox]").fill("Ann");
    await page.getByRole("option", { name: /Ann/ }).click();
  };

  test("why somebody may not see a record is said, step by step", async () => {
    await button(words.explain).click();
    await page.locator(".dialog").waitFor();
    await choosePerson();
    await page.getByText(words.no).waitFor();
    await page.getByText(words.why).waitFor();
    await expectTidy(page);
    await page.keyboard.press("Escape");
  });

  test("it is shared, and said that it is; then taken back", async () => {
    await button(words.share).click();
    const dialog = page.locator(".dialog");
    await dialog.waitFor();
    await dialog.locator("[type=submit]").click();
    await dialog.locator(".field-error").waitFor();
    await expectTidy(page);
    await choosePerson();
    await dialog.locator("[type=submit]").click();
    await dialog.locator("table").waitFor();
    await expectTidy(page);
    expect(await mayRead()).toBe(200);
    await page.keyboard.press("Escape");
    await button(words.explain).click();
    await choosePerson();
    await page.getByText(words.yes).waitFor();
    await page.keyboard.press("Escape");
    await button(words.share).click();
    await page.getByRole("button", { name: `${words.end}: Ann` }).click();
    await dialog.locator("table").waitFor({ state: "detached" });
    expect(await mayRead()).toBe(404);
    await page.keyboard.press("Escape");
  });

  test("the workspace is looked at as somebody else, and left again", async () => {
    await page.goto(`${server.address}/demo/designer/users`);
    await page.locator(".users table").waitFor();
    await page.getByRole("button", { name: new RegExp(words.actions) }).click();
    await page.getByRole("menuitem", { name: words.view }).click();
    await page.getByText(words.viewing).waitFor();
    await page.goto(`${server.address}/demo/records/note/${note}`);
    await page.locator(".viewing").waitFor();
    await expect.poll(() => page.locator(".record").count()).toBe(0);
    await page.goto(`${server.address}/demo/records/note`);
    await page.locator(".viewing").waitFor();
    await expectTidy(page);
    await page.locator(".viewing").getByRole("button").click();
    await page.locator(".users table").waitFor();
  });
});
