/** The designer in a browser, signed in as administrator. */
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { openPage, type PageOptions, type WatchedPage } from "./browser.ts";
import type { TestServer } from "./server.ts";

/** A page of someone who is signed in, at a path below the workspace. */
export async function openSignedIn(
  browser: Browser,
  server: TestServer,
  path: string,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  const signedIn = await watched.page.request.post(
    `${server.address}/${server.workspace}/api/auth/sign-in`,
    { data: server.admin },
  );
  expect(signedIn.status()).toBe(200);
  await watched.page.goto(`${server.address}/${server.workspace}/${path}`);
  return watched;
}

/** One tab of an object in the designer. */
export async function openObjectTab(
  browser: Browser,
  server: TestServer,
  place: { readonly object: string; readonly tab: string },
  options: PageOptions = {},
): Promise<WatchedPage> {
  const watched = await openSignedIn(browser, server, `designer/#${place.object}`, options);
  await watched.page.locator(`#tab-${place.tab}`).click();
  return watched;
}

/** Everything on the screen has reached the server. */
export const draftSaved = (page: Page): Promise<void> =>
  page.locator(".save-state-saved").waitFor();

/** A document of the draft as the server holds it; null when it is removed. */
export async function draftOf(server: TestServer, kind: string, name: string): Promise<unknown> {
  const { body } = await server.request("GET", "/metadata/documents");
  const documents =
    typeof body === "object" && body !== null && "documents" in body ? body.documents : [];
  if (!Array.isArray(documents)) throw new Error("The server sent no documents");
  const found = documents.find((entry) => entry.kind === kind && entry.name === name);
  return found?.draft ?? null;
}

export async function publishDraft(page: Page): Promise<void> {
  await page.locator(".top-bar .button-primary").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}
