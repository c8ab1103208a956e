/** What one person changes is seen by another who has it open. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { RecordJson } from "../../metadata/wire.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;
let mine: WatchedPage;
let theirs: WatchedPage;

beforeAll(async () => {
  const texts = Array.from({ length: 150 }, (_, index) => String(index).padStart(3, "0"));
  server = await startTestServer({
    documents: [
      objectDocument(
        "task",
        {
          text: { type: "string", maxLength: 80, title: "Text" },
          place: { type: "string", maxLength: 80, title: "Place" },
        },
        { title: "Task", record_title: "text" },
      ),
    ],
    seeds: { task: ["text,place", ...texts.map((text) => `${text},here`)].join("\n") },
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

beforeEach(async () => {
  mine = await openPage(browser);
  theirs = await openPage(browser);
  for (const { page } of [mine, theirs]) await signIn(page);
});

afterEach(async () => {
  for (const watched of [mine, theirs]) {
    expect(watched.faults).toEqual([]);
    await watched.close();
  }
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await page.getByRole("grid").waitFor();
}

/** Opens a page, and waits until it hears of changes. */
async function open(page: Page, path: string): Promise<void> {
  const listening = page.waitForResponse((response) => response.url().includes("/api/changes"));
  await page.goto(`${server.address}/demo/records/task${path}`);
  expect((await listening).status()).toBe(200);
}

async function taskOf(text: string): Promise<RecordJson> {
  const filter = encodeURIComponent(`text == "${text}"`);
  const answer = await server.request("GET", `/records/task?filter=${filter}`);
  const [task] = (answer.body as { data: RecordJson[] }).data;
  if (task === undefined) throw new Error(`There is no ${text}`);
  return task;
}

const change = (id: string, body: object) =>
  server.request("PATCH", `/records/task/${id}`, body, { headers: { "if-match": "*" } });

const cell = (page: Page, text: string) => page.getByRole("gridcell", { name: text, exact: true });
const sorted = "?sort=text";

test("a list shows what another page saves, adds and deletes", async () => {
  await open(mine.page, sorted);
  const { id } = await taskOf("003");
  await theirs.page.goto(`${server.address}/demo/records/task/${id}/edit`);
  await theirs.page.locator('[id="control-place"]').fill("Elsewhere");
  await theirs.page.keyboard.press("Control+s");
  await cell(mine.page, "Elsewhere").waitFor();

  await theirs.page.goto(`${server.address}/demo/records/task/new`);
  await theirs.page.locator('[id="control-text"]').fill("000 new");
  await theirs.page.keyboard.press("Control+s");
  await cell(mine.page, "000 new").waitFor();

  const added = await taskOf("000 new");
  await server.request("DELETE", `/records/task/${added.id}`, undefined, {
    headers: { "if-match": "*" },
  });
  await cell(mine.page, "000 new").waitFor({ state: "detached" });
});

test("rows that come above leave the place, the active cell and the focus where they were", async () => {
  const { page } = mine;
  await open(page, sorted);
  const grid = page.getByRole("grid");
  await grid.focus();
  for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowDown");
  const active = async () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
      const element = document.getElementById(id);
      return [element?.textContent, Math.round(element?.getBoundingClientRect().top ?? 0)];
    });
  // The grid scrolls after the key that moves the cell.
  await expect.poll(async () => Number((await active())[1])).toBeGreaterThan(0);
  const before = await active();
  expect(before[0]).toContain("060");
  await server.request("POST", "/records/task", [{ text: "000 a" }, { text: "000 b" }]);
  await expect.poll(() => page.locator(".list-foot [role=status]").textContent()).toContain("152");
  await expect.poll(active).toEqual(before);
  for (const text of ["000 a", "000 b"])
    await server.request("DELETE", `/records/task/${(await taskOf(text)).id}`, undefined, {
      headers: { "if-match": "*" },
    });
});

test("the page of a record follows, and says so when it is gone", async () => {
  const { page } = mine;
  const task = await taskOf("010");
  await open(page, `/${task.id}`);
  await page.getByText("here").first().waitFor();
  await change(task.id, { place: "Moved on" });
  await page.getByText("Moved on").first().waitFor();
  await server.request("DELETE", `/records/task/${task.id}`, undefined, {
    headers: { "if-match": "*" },
  });
  await page.getByText("Moved on").first().waitFor({ state: "detached" });
  await page.getByRole("main").getByRole("heading").first().waitFor();
  await expectTidy(page);
  await server.request("POST", `/records/task/${task.id}/restore`);
  await page.getByText("Moved on").first().waitFor();
});

test("a form keeps what is typed, and says that others have changed the record", async () => {
  const { page } = mine;
  const task = await taskOf("020");
  await open(page, `/${task.id}/edit`);
  await page.locator('[id="control-text"]').fill("020 typed");
  await change(task.id, { place: "By others" });
  await page.getByText("Someone else has changed this record").waitFor();
  expect(await page.locator('[id="control-text"]').inputValue()).toBe("020 typed");
  expect(await page.locator('[id="control-place"]').inputValue()).toBe("here");
  await expectTidy(page);
  const [shown] = await Promise.all([
    mine.context.waitForEvent("page"),
    page.getByRole("link", { name: "Show it as it is now" }).click(),
  ]);
  await shown.getByText("By others").first().waitFor();
  await shown.close();
  await page.keyboard.press("Control+s");
  await page.locator(".record .facts").first().waitFor();
  expect(await taskOf("020 typed")).toMatchObject({ place: "By others" });
});

test("a session that is ended elsewhere asks again at once", async () => {
  await open(mine.page, sorted);
  await server.services.database.run({ text: "delete from core.session", values: [] });
  await mine.page.getByText("Your session has ended").waitFor();
});
