import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openSignedIn } from "../support/designer-page.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const documents = [objectDocument("note", { text: { type: "string" } })];
  server = await startTestServer({ documents });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("a draft refused under an id of before is saved; one after the end waits for a sign-in", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#note");
  let refused = 0;
  await page.route(/\/api\/metadata\/drafts\//, async (route) => {
    if (refused++ > 0) return route.continue();
    const headers = { ...route.request().headers(), cookie: "tenon_demo=before" };
    await route.fulfill({ response: await route.fetch({ headers }) });
  });
  const title = page.locator(".field-grid input").first();
  const ended = page.getByText("You have been signed out.");
  await title.fill("Remark");
  await draftSaved(page);
  expect(refused).toBeGreaterThan(1);
  expect(await draftOf(server, "object", "note")).toMatchObject({
    properties: { text: { title: "Remark" } },
  });
  expect(await ended.count()).toBe(0);

  await page.evaluate(
    "fetch('/demo/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })",
  );
  await title.fill("Remarks");
  await ended.waitFor();
  expect(await title.inputValue()).toBe("Remarks");
  await page.setViewportSize({ width: 380, height: 800 });
  const more = await page.getByRole("button", { name: "More actions" }).boundingBox();
  expect((more?.x ?? 380) + (more?.width ?? 380)).toBeLessThanOrEqual(380);
  // The browser itself notes each 401.
  expect(faults.filter((fault) => !fault.includes("401"))).toEqual([]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await close();
});
