/** What is asked goes other ways: to more people, back, to who stands in; and the record tells of it. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import {
  type Expenses,
  openTaskPage,
  startExpenses,
  type TaskPage,
} from "../support/expense-pages.ts";
import { inThisRun } from "../support/in-this-run.ts";
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

describe.each(inThisRun(taskPageWords, 1))("in $locale at $width px", ({ words, ...options }) => {
  let at: TaskPage;
  beforeAll(async () => {
    at = await openTaskPage(browser, expenses.server, options);
  });
  afterAll(async () => {
    expect(at.watched.faults).toEqual([]);
    await at.watched.close();
  });

  const chain = () => at.page.locator(".chain").textContent();
  const fromMenu = async (name: string) => {
    await at.button(words.more).click();
    await at.page.getByRole("menuitem", { name, exact: true }).click();
  };

  test("somebody is added, told, and takes over; what is given back goes back", async () => {
    const id = await expenses.submitted(`Hotel ${options.locale}`);
    await at.go(`tasks/${await expenses.taskOf(id, expenses.server.adminToken)}`);
    await fromMenu(words.addApprover);
    await at.choosePerson("bo");
    await at.page.locator("[name=place]").selectOption("beside");
    await expectTidy(at.page);
    await at.inDialog(words.addApprover).click();
    await at.closed();
    await expect.poll(chain).toContain("bo");
    await fromMenu(words.copy);
    await at.choosePerson("member");
    await at.inDialog(words.copy).click();
    await at.closed();
    await expect.poll(chain).toContain("member");
    const other = await expenses.submitted(`Flight ${options.locale}`);
    await at.go(`tasks/${await expenses.taskOf(other, expenses.server.adminToken)}`);
    await at.button(words.giveBack).click();
    await expectTidy(at.page);
    await at.page.locator("[name=opinion]").fill("Which flight?");
    await at.inDialog(words.giveBack).click();
    await at.closed();
    await expect.poll(() => expenses.taskOf(other, expenses.server.memberToken)).toBeDefined();
    const third = await expenses.submitted(`Ferry ${options.locale}`);
    await at.go(`tasks/${await expenses.taskOf(third, expenses.server.adminToken)}`);
    await fromMenu(words.transfer);
    await at.choosePerson("bo");
    await at.inDialog(words.transfer).click();
    await at.closed();
    await expect.poll(() => expenses.taskOf(third, expenses.bo.token)).toBeDefined();
  });

  test("who will be asked is said before, then the record says who is", async () => {
    const values = { purpose: `Desk ${options.locale}`, reviewer: expenses.bo.id };
    const { id } = (await expenses.server.request("POST", "/records/expense", values)).body as {
      id: string;
    };
    await at.go(`records/expense/${id}`);
    await at.button(words.submit).click();
    const dialog = at.page.getByRole("dialog");
    await expect.poll(() => dialog.textContent()).toContain(words.whoIsAsked);
    expect(await dialog.locator(".chain-person").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("bo")]),
    );
    await expectTidy(at.page);
    await at.inDialog(words.submit).click();
    await at.closed();
    await expect
      .poll(() => at.page.locator(".approval-strip").allInnerTexts())
      .toEqual([expect.stringContaining(words.underWay)]);
    await at.button(words.showWay).click();
    await expectTidy(at.page);
    await at.go(`designer/runs?record=${id}`);
    await at.page.locator(".runs tbody .cell-link").click();
    await expect.poll(() => at.page.locator("[data-now]").textContent()).toContain("bo");
    await at.go("tasks?box=started");
    await at.page.getByRole("link", { name: values.purpose }).click();
    await fromMenu(words.remind);
    await at.page.locator(".toast").waitFor();
    await fromMenu(words.withdraw);
    await at.inDialog(words.withdraw).click();
    await at.closed();
    await expect
      .poll(() => at.page.locator(".task-facts").textContent())
      .toContain(words.withdrawn);
    await expectTidy(at.page);
  });

  test("somebody stands in, and is asked as well, until it ends", async () => {
    const id = await expenses.submitted(`Bus ${options.locale}`);
    expect(await expenses.taskOf(id, expenses.bo.token)).toBeUndefined();
    await at.go("account");
    await at.button(words.nameSomebody).click();
    await at.choosePerson("bo");
    await expectTidy(at.page);
    await at.inDialog(words.name).click();
    await at.closed();
    await at.page.getByText(words.standsIn).waitFor();
    await expectTidy(at.page);
    await expect.poll(() => expenses.taskOf(id, expenses.bo.token)).toBeDefined();
    await at.page.locator("[data-delegations]").getByRole("button", { name: words.end }).click();
    await at.page.getByText(words.standsIn).waitFor({ state: "detached" });
    expect(await expenses.taskOf(id, expenses.bo.token)).toBeUndefined();
  });
});
