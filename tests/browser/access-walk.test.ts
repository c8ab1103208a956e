/** One person's way: invited, signed in with a second factor, sees his own, is shown more, loses it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SentLink } from "../../metadata/account-wire.ts";
import { openBrowser, openPage } from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { codeAt, forgetTries } from "../support/signed-in.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { name: { type: "string", maxLength: 80, title: "Name" } }),
      {
        kind: "role",
        name: "own_notes",
        content: {
          name: "own_notes",
          title: "Own notes",
          objects: { note: { read: "own", create: true, update: "own" } },
        },
      },
    ],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const password = "three unrelated words";
const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function setUpApp(page: Page): Promise<string> {
  await page.goto(`${server.address}/demo/account`);
  await button(page, "Set up an app").click();
  await dialog(page).locator("[name=current-password]").fill(password);
  await page.keyboard.press("Enter");
  const key = dialog(page).locator(".security-secret");
  await key.waitFor();
  const secret = ((await key.textContent()) ?? "").replaceAll(" ", "");
  await dialog(page).locator("[name=one-time-code]").fill(codeAt(secret));
  await page.keyboard.press("Enter");
  await button(page, "I have kept them").click();
  return secret;
}

test("invited, signed in by two steps, sees his own, then what is shared, then no more", async () => {
  const invited = await server.request("POST", "/users/invite", {
    email: "li@example.com",
    name: "Li Ming",
    roles: ["own_notes"],
  });
  const { link, user } = invited.body as SentLink;
  const guest = await openPage(browser, { width: 1280 });
  const { page } = guest;
  await page.goto(`${server.address}${link}`);
  await page.locator("[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
  const secret = await setUpApp(page);
  await forgetTries(server);
  await page.context().clearCookies();
  await page.goto(`${server.address}/demo/records/note`);
  await page.locator("[name=email]").fill("li@example.com");
  await page.locator("[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator("[name=code]").fill(codeAt(secret));
  await page.getByText("No note yet").or(page.locator(".list-foot")).first().waitFor();

  const cell = (text: string) => page.getByRole("grid").getByText(text);
  const made = await server.request("POST", "/records/note", { name: "Of the administrator" });
  const { id } = made.body as { readonly id: string };
  await page.goto(`${server.address}/demo/records/note/new`);
  await page.locator('[id="control-name"]').fill("His own");
  await page.keyboard.press("Control+s");
  await page.locator(".record").waitFor();
  await page.goto(`${server.address}/demo/records/note`);
  await cell("His own").waitFor();
  expect(await cell("Of the administrator").count()).toBe(0);

  const admin = await openPage(browser, { width: 1280 });
  await admin.page.goto(`${server.address}/demo/records/note/${id}`);
  await admin.page.locator("[name=email]").fill(server.admin.email);
  await admin.page.locator("[name=password]").fill(server.admin.password);
  await admin.page.keyboard.press("Enter");
  await button(admin.page, "Share").click();
  await dialog(admin.page).getByRole("combobox").nth(1).fill("Li");
  await admin.page.getByRole("option", { name: /Li Ming/ }).click();
  await dialog(admin.page).locator("[type=submit]").click();
  await cell("Of the administrator").waitFor();

  await admin.page.keyboard.press("Escape");
  await button(admin.page, "Who may see this?").click();
  await dialog(admin.page).getByRole("combobox").first().fill("Li");
  await admin.page.getByRole("option", { name: /Li Ming/ }).click();
  await admin.page.getByText("Yes, Li Ming may.").waitFor();
  await admin.page.getByText(/The record is shared with the person/).waitFor();
  await admin.page.keyboard.press("Escape");

  await button(admin.page, "Share").click();
  await admin.page.getByRole("button", { name: "End: Li Ming" }).click();
  await cell("Of the administrator").waitFor({ state: "detached" });
  await cell("His own").waitFor();
  await server.request("PATCH", `/users/${user.id}`, { disabled: true });
  await page.locator("[name=password]").waitFor();
  expect([...guest.faults, ...admin.faults]).toEqual([]);
  await guest.close();
  await admin.close();
});
