/** A count that was stopped is finished by who wants to know. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countLimit } from "../../metadata/wire.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("thing", { code: { type: "string" } })],
  });
  await server.services.database.run({
    text: `insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "code")
      select gen_random_uuid(), now(), now(), 1, 'code' || n from generate_series(1, ${countLimit + 2}) as n`,
    values: [],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const languages = [
  {
    locale: "zh-CN",
    width: 380,
    words: { more: /1,000 条以上/, all: "统计总数", exact: /1,002 条$/ },
  },
  {
    locale: "en-US",
    width: 1440,
    words: { more: /more than 1,000/, all: "Count all", exact: /of 1,002$/ },
  },
] as const;

describe.each(inThisRun(languages, 0))("in $locale at $width px", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
    await signInOn(page, server);
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  test("all records are counted on demand", async () => {
    await page.goto(`${server.address}/demo/records/thing`);
    const status = page.locator(".list-foot [role=status]");
    await status.getByText(words.more).waitFor();
    await expectTidy(page);
    const button = page.getByRole("button", { name: words.all });
    await button.click();
    await status.getByText(words.exact).waitFor();
    expect(await button.count()).toBe(0);
  });
});
