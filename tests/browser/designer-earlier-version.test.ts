/** The designer as of an earlier version: it can be looked at, and stays as it is. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { openSignedIn } from "../support/designer-page.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const person = (properties: Record<string, unknown>) =>
  objectDocument("person", { name: { type: "string", title: "Name" }, ...properties });

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({
    documents: [person({ tel: { type: "string", title: "Telephone" } })],
  });
  const { content } = person({ mail: { type: "string", format: "email", title: "Mail" } });
  await server.request("PUT", "/metadata/drafts/object/person", content);
  const published = await server.request("POST", "/metadata/publish", { message: "Mail" });
  expect(published.status).toBe(200);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What stands in the grid of fields. */
const values = (page: Page) =>
  page
    .locator(".field-grid input")
    .evaluateAll((inputs) => inputs.map((input) => "value" in input && input.value));

test("a version is reached from the list of versions, shown whole, and not changed", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#person");
  await expect.poll(() => values(page)).toContain("Mail");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Look at it" }).click();

  await page.getByText("Version 1, to look at").waitFor();
  await expect.poll(() => values(page)).toContain("Telephone");
  expect(await values(page)).not.toContain("Mail");
  expect(await page.locator(".top-bar .button-primary").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);

  // Nothing that edits is there or answers; the rows can still be looked into.
  const editable = page.locator(
    ".designer-canvas input:not([readonly], [disabled]), .type-button:not([disabled])",
  );
  expect(await editable.count()).toBe(0);
  expect(await page.getByRole("button", { name: "Add", exact: true }).count()).toBe(0);
  await page.locator('tr[data-name="name"] [data-cell="title"]').click();
  await expect
    .poll(() => page.locator(".designer-inspector #keyword-name").inputValue())
    .toBe("name");
  await page.keyboard.press("Control+d");
  await page.getByText("This version is published and stays as it is").waitFor();
  expect(await page.locator(".designer-inspector input").first().isDisabled()).toBe(true);
  await page.locator("#tab-json").click();
  await page.locator(".designer-canvas pre, .designer-canvas textarea").first().waitFor();
  expect((await server.request("GET", "/metadata/plan")).body).toMatchObject({ changes: [] });

  await page.getByRole("link", { name: "Back to the draft" }).click();
  await page.locator("#tab-fields").click();
  await expect.poll(() => values(page)).toContain("Mail");
  expect(faults).toEqual([]);
  await close();
});

test("a version that never was is said not to exist", async () => {
  const answer = await server.request("GET", "/metadata/documents?version=9");
  expect(answer).toMatchObject({ status: 404, body: { errors: [{ code: "unknown_version" }] } });
  for (const wrong of ["0", "-1", "x", "1.5", "99999999999"])
    expect((await server.request("GET", `/metadata/documents?version=${wrong}`)).status).toBe(404);
});
