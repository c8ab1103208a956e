import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser } from "../support/browser.ts";
import { openSignedIn, publishDraft } from "../support/designer-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

type Content = Readonly<Record<string, unknown>> & {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Drafts a change of an object as another person's designer would. */
async function draft(object: string, change: (content: Content) => unknown): Promise<void> {
  const { body } = await server.request("GET", "/metadata/documents");
  const documents = typeof body === "object" && body !== null && "documents" in body ? body : null;
  if (!documents || !Array.isArray(documents.documents)) throw new Error("No documents");
  const found = documents.documents.find(
    (entry) => entry.kind === "object" && entry.name === object,
  );
  const saved = await server.request(
    "PUT",
    `/metadata/drafts/object/${object}`,
    change(found.draft ?? found.published),
  );
  expect(saved.status).toBe(200);
}

const openPublish = async (page: Page) => {
  await page.locator(".top-bar .button-primary").click();
  return page.getByRole("dialog");
};
const more = async (page: Page, entry: string) => {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
  return page.getByRole("dialog");
};

test("values that do not convert are shown, kept by an answer, and listed afterwards", async () => {
  await draft("customer", (content) => {
    const { id, title } = content.properties.postal_code ?? {};
    return {
      ...content,
      properties: { ...content.properties, postal_code: { id, title, type: "integer" } },
    };
  });
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#customer");
  const dialog = await openPublish(page);
  await dialog.locator(".plan-samples a").first().waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "All as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("rows.csv");
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.locator('input[value="keep_unconverted"]').check();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "detached" });

  const kept = await more(page, "Removed and unconverted data");
  await kept.locator(".kept-values a").first().waitFor();
  await kept.getByText("did not turn from Text into Whole number").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await kept.getByRole("button", { name: "Dismiss" }).click();
  await kept.getByText("All values have converted.").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("an answer shows what it takes, and leaves one where one is", async () => {
  await draft("shipper", (content) => ({
    ...content,
    properties: { ...content.properties, grade: { title: "Grade", enum: ["a", "b"] } },
  }));
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  const made = await server.request("POST", "/records/shipper", { name: "Slow", grade: "b" });
  expect(made.status).toBe(201);
  await draft("shipper", (content) => ({
    ...content,
    properties: { ...content.properties, grade: { ...content.properties.grade, enum: ["a"] } },
  }));
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#shipper");
  const dialog = await openPublish(page);
  await dialog.locator(".plan-obstacles-blocking").waitFor();
  expect(await dialog.getByText(/^Locks the table/).count()).toBe(0);
  const clear = dialog.locator('input[value="clear"]');
  await clear.focus();
  await page.keyboard.press("Space");
  await dialog.getByText(/^Locks the table/).waitFor();
  expect(await dialog.locator(".plan-obstacles-blocking").count()).toBe(0);
  expect(await clear.isChecked()).toBe(true);
  expect(await clear.evaluate((input) => input === document.activeElement)).toBe(true);
  // Going back to the design loses no answer.
  await dialog.getByRole("button", { name: "Back to the design" }).click();
  await openPublish(page);
  await clear.waitFor();
  expect(await clear.isChecked()).toBe(true);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  const cleared = await server.request("GET", '/records/shipper?filter=name == "Slow"');
  expect(cleared.body).toMatchObject({ data: [{ grade: null }] });
  expect(faults).toEqual([]);
  await close();
});

test("a plan that others have made out of date is made anew and looked at again", async () => {
  await draft("region", (content) => ({ ...content, title: "Part of the country" }));
  const { page, close } = await openSignedIn(browser, server, "designer/#region");
  const dialog = await openPublish(page);
  await dialog.locator(".plan-change").first().waitFor();
  const before = await dialog.locator(".plan-change").count();
  await draft("category", (content) => ({ ...content, title: "Kind of product" }));
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.getByText(/has changed meanwhile/).waitFor();
  await expect.poll(() => dialog.locator(".plan-change").count()).toBe(before + 1);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await close();
});

test("an earlier version asks what it needs before it is published again", async () => {
  await draft("shipper", (content) => ({ ...content, required: [] }));
  const published = await server.request("POST", "/metadata/publish", { message: "Name optional" });
  expect(published.status).toBe(200);
  const made = await server.request("POST", "/records/shipper", { phone: "12345678" });
  expect(made.status).toBe(201);
  const { page, close } = await openSignedIn(browser, server, "designer/#shipper");
  const dialog = await more(page, "Versions");
  const version = dialog.locator(".version").filter({ hasText: "Name optional" });
  await version.waitFor();
  const former = dialog.locator(".version").nth(1);
  await former.getByRole("button", { name: "Publish again" }).click();
  const question = former.locator(".plan-question input").first();
  await question.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(
    await former.locator(".notice").getByRole("button", { name: "Publish again" }).isDisabled(),
  ).toBe(true);
  await question.fill("Nameless carrier");
  await former.locator(".notice").getByRole("button", { name: "Publish again" }).click();
  await page.getByText(/is published again/).waitFor();
  const filled = await server.request("GET", '/records/shipper?filter=phone == "12345678"');
  expect(filled.body).toMatchObject({ data: [{ name: "Nameless carrier" }] });
  // It is in force now: there is nothing to go back to.
  const same = dialog.locator(".version").nth(2);
  await same.getByRole("button", { name: "Publish again" }).click();
  await same.getByText("This version and the current one are the same.").waitFor();
  expect(await same.locator(".button-primary").isDisabled()).toBe(true);
  await close();
});

test("what was removed waits until it is let go", async () => {
  const { page, close } = await openSignedIn(browser, server, "designer/#supplier", {
    colorScheme: "dark",
  });
  await page.locator('tr[data-name="fax"] .grip').focus();
  await page.keyboard.press("Delete");
  await page.locator(".removed-rows").waitFor();
  await publishDraft(page);
  await page.setViewportSize({ width: 380, height: 800 });
  const dialog = await more(page, "Removed and unconverted data");
  const row = dialog.locator(".version").filter({ hasText: "supplier.fax" });
  await row.getByRole("button", { name: "Delete for good" }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await row.locator(".notice").getByRole("button", { name: "Delete for good" }).click();
  await row.waitFor({ state: "detached" });
  const left = await server.request("GET", "/metadata/removed");
  expect(JSON.stringify(left.body)).not.toContain('"fax"');
  await close();
});

test("what binds at the next write only is said where nothing is asked", async () => {
  await draft("supplier", (content) => {
    const { phone } = content.properties;
    return { ...content, properties: { ...content.properties, phone: { ...phone, maxLength: 9 } } };
  });
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#supplier");
  const dialog = await openPublish(page);
  const obstacles = dialog.locator(".plan-obstacles");
  expect(await obstacles.locator("p").textContent()).toMatch(/it binds when they are next saved:$/);
  expect(faults).toEqual([]);
  await close();
});
