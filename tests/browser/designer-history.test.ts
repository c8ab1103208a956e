import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openSignedIn } from "../support/designer-page.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("visit", { name: { type: "string" } })],
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("an object says for how many days its history is kept; what cannot be is said at the input", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#visit", {
    locale: "zh-CN",
  });
  const days = page.getByLabel("历史记录保留天数");
  await days.fill("0");
  await page.getByText("历史记录可保留 1 到 36500 天").first().waitFor();
  expect(await days.getAttribute("aria-invalid")).toBe("true");
  await days.fill("30");
  await page.getByText("历史记录可保留 1 到 36500 天").waitFor({ state: "detached" });
  await draftSaved(page);
  expect(await draftOf(server, "object", "visit")).toMatchObject({ history: { days: 30 } });
  await days.fill("");
  await draftSaved(page);
  await expect.poll(() => draftOf(server, "object", "visit")).not.toHaveProperty("history");
  expect(faults).toEqual([]);
  await close();
});
