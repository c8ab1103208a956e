/** The editor of rich text in a real browser: marks, keys, and paste from a hostile page. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      documents: [
        objectDocument("note", {
          name: { type: "string", title: "Name" },
          body: { $ref: "tenon:rich_text", title: "Body" },
        }),
      ],
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("input[type=email]").fill(server.admin.email);
  await page.locator("input[type=password]").fill(server.admin.password);
  await page.keyboard.press("Enter");
  await page.locator("nav").first().waitFor();
}

/** The page's own paste event with what a clipboard would hold. */
const paste = (page: Page, html: string) =>
  page.getByRole("textbox", { name: "Body" }).evaluate((element, written) => {
    const data = new DataTransfer();
    data.setData("text/html", written);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, html);

test("what is typed, marked and pasted is saved as the subset, and nothing runs", async () => {
  const view = await openPage(browser);
  const { page } = view;
  await signIn(page);
  await page.goto(`${server.address}/demo/records/note/new`);
  await page.getByRole("textbox", { name: "Name" }).fill("one");
  const area = page.getByRole("textbox", { name: "Body" });
  await area.click();
  await page.keyboard.press("Control+b");
  await page.keyboard.type("bold");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" <script>plain</script> & ");
  await paste(
    page,
    `<div style="color:red" onclick="alert(1)">pasted <b>b</b><img src=x onerror="window.hit=1">
     <script>window.hit=1</script><a href="javascript:window.hit=1">bad</a>
     <a href="https://example.com/">good</a><svg onload="window.hit=1"></svg></div>`,
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/records\/note\/[0-9a-f-]{36}$/);
  const list = (await server.request("GET", "/records/note")).body as { data: { body: string }[] };
  const body = list.data[0]?.body ?? "";
  expect(body).toContain("<strong>bold</strong> &lt;script&gt;plain&lt;/script&gt; &amp;");
  expect(body).toContain("pasted <strong>b</strong>");
  expect(body).toContain('<a href="https://example.com/">good</a>');
  expect(body).not.toMatch(/<script|<img|<svg|javascript:|style|onclick/);
  const shown = page.locator(".rich-text");
  await shown.getByText("good").waitFor();
  expect(await shown.locator("a").count()).toBe(1);
  expect(await shown.locator("script, img, svg").count()).toBe(0);
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  // The policy says of the pasted style that it did not apply; it is gone by then.
  expect(view.faults.filter((fault) => !fault.startsWith("Applying inline style"))).toEqual([]);
  await view.close();
});
