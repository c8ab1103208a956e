/** What people are asked: found, read and decided, alone and many at once. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import {
  type Expenses,
  openTaskPage,
  startExpenses,
  type TaskPage,
} from "../support/expense-pages.ts";
import { taskPageWords } from "../support/task-words.ts";
import { expectTidy } from "../support/tidy-page.ts";

let expenses: Expenses;
let browser: Browser;

beforeAll(async () => {
  expenses = await startExpenses();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await expenses.server.stop();
});

describe.each(taskPageWords)("in $locale at $width px", ({ words, ...options }) => {
  let at: TaskPage;
  beforeAll(async () => {
    at = await openTaskPage(browser, expenses.server, options);
  });
  afterAll(async () => {
    expect(at.watched.faults).toEqual([]);
    await at.watched.close();
  });

  const chain = () => at.page.locator(".chain").textContent();

  test("what is asked is found, read and decided, with an opinion and a field", async () => {
    const purpose = `Train ${options.locale}`;
    const id = await expenses.submitted(purpose);
    await at.go("tasks");
    if (options.width > 640)
      await expect
        .poll(() => at.page.locator(".navigation-count").first().textContent())
        .toContain("1");
    await expectTidy(at.page);
    await at.page.getByRole("link", { name: purpose }).click();
    await expect.poll(() => at.page.locator(".facts").textContent()).toContain("128.50");
    expect(await at.page.locator(".facts").textContent()).not.toContain("hush");
    await expectTidy(at.page);
    await at.button(words.approve).click();
    await at.inDialog(words.approve).click();
    await at.page.getByText(words.fillIn).waitFor();
    await expectTidy(at.page);
    await at.page.locator("[name=opinion]").fill("As agreed\nin May");
    const offer = { name: "offer.txt", mimeType: "text/plain", buffer: Buffer.from("cheap") };
    await at.page.getByRole("dialog").locator("input[type=file]").setInputFiles(offer);
    await at.page.getByRole("dialog").getByText("offer.txt").waitFor();
    await expectTidy(at.page);
    await at.page.locator('[id="control-cost_center"]').fill("C-7");
    await at.inDialog(words.approve).click();
    await at.closed();
    await expect.poll(chain).toContain("As agreed");
    const [download] = await Promise.all([
      at.page.waitForEvent("download"),
      at.page.locator(".chain").getByRole("link", { name: "offer.txt" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("offer.txt");
    expect(await download.failure()).toBeNull();
    await expect
      .poll(async () => (await expenses.server.request("GET", `/records/expense/${id}`)).body)
      .toMatchObject({
        cost_center: "C-7",
      });
    await expectTidy(at.page);
  });

  test("who comes too late is told who was faster", async () => {
    const id = await expenses.submitted(`Taxi ${options.locale}`);
    const review = await expenses.taskOf(id, expenses.server.adminToken);
    await expenses.server.request("POST", `/tasks/${review}/approve`, { opinion: "Yes" });
    await expect.poll(() => expenses.taskOf(id, expenses.bo.token)).toBeDefined();
    await at.go(`tasks/${await expenses.taskOf(id, expenses.server.adminToken)}`);
    await at.button(words.approve).click();
    await at.page.locator("[name=opinion]").waitFor();
    const theirs = await expenses.taskOf(id, expenses.bo.token);
    const faster = await expenses.server.request(
      "POST",
      `/tasks/${theirs}/approve`,
      {},
      { token: expenses.bo.token },
    );
    expect(faster.status, JSON.stringify(faster.body)).toBe(200);
    await at.inDialog(words.approve).click();
    await expect.poll(() => at.page.getByRole("alert").textContent()).toContain(words.settled);
    await expectTidy(at.page);
    await at.page.keyboard.press("Escape");
    // The page stands as it is now.
    await expect.poll(() => at.button(words.approve).count()).toBe(0);
  });

  test("many are rejected at once, with one opinion", async () => {
    const purposes = ["One", "Two"].map((word) => `${word} ${options.locale}`);
    for (const purpose of purposes) await expenses.submitted(purpose);
    await at.go("tasks");
    for (const purpose of purposes)
      await at.page.locator("tr", { hasText: purpose }).getByRole("checkbox").check();
    await expectTidy(at.page);
    await at.page.locator(".task-decide").getByRole("button", { name: words.reject }).click();
    await at.page.locator("[name=opinion]").fill("Not this year");
    await expectTidy(at.page);
    await at.inDialog(words.reject).click();
    await at.closed();
    for (const purpose of purposes)
      await at.page.locator("tr", { hasText: purpose }).waitFor({ state: "detached" });
    await at.go("tasks?box=done");
    for (const purpose of purposes) await at.page.getByRole("link", { name: purpose }).waitFor();
    await expectTidy(at.page);
  });
});
