/** Deciding from a mail: the page behind its link, in both languages, also on a phone. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailSettings } from "../engine/approvals/mail-world.ts";
import { openBrowser } from "../support/browser.ts";
import { type Expenses, openTaskPage, startExpenses } from "../support/expense-pages.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { taskPageWords } from "../support/task-words.ts";
import { expectTidy } from "../support/tidy-page.ts";

const said = {
  "en-US": { amount: "Amount", fillIn: "Fill this in.", done: "Rejected. ", way: "by mail link" },
  "zh-CN": { amount: "金额", fillIn: "请填写此项。", done: "已驳回，", way: "通过邮件链接" },
} as const;

let expenses: Expenses;
let mails: MailServer;
let browser: Browser;

beforeAll(async () => {
  mails = await startMailServer();
  expenses = await startExpenses(mailSettings(mails));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await expenses.server.stop();
  await mails.stop();
});

test.each(inThisRun(taskPageWords, 1))("in $locale at $width px", async ({ words, ...options }) => {
  const { server } = expenses;
  const at = await openTaskPage(browser, server, options);
  const own = said[options.locale];
  const before = mails.received.length;
  const record = await expenses.submitted(`Boat ${options.locale}`);
  const task = await expenses.taskOf(record, server.adminToken);
  server.services.mail.wake();
  const token = /decide#([\w-]{43})/.exec((await mails.mail(before)).text)?.[1];
  await at.go(`decide#${token}`);
  await expect.poll(() => at.page.locator(".decide-facts").textContent()).toContain("128.50");
  const shown = await at.page.locator("main").textContent();
  expect(shown).toContain(`Boat ${options.locale}`);
  expect(shown).toContain(own.amount);
  expect(shown).not.toContain("hush");
  await expectTidy(at.page);
  await at.button(words.approve).click();
  await at.page.getByText(own.fillIn).waitFor();
  await at.page.locator("[name=opinion]").fill("Not by boat");
  await expectTidy(at.page);
  await at.button(words.reject).click();
  await expect.poll(() => at.page.getByRole("alert").textContent()).toContain(own.done);
  await expectTidy(at.page);
  await at.page.reload();
  await expect.poll(() => at.page.locator(".notice-danger").count()).toBe(1);
  await at.go(`tasks/${task}`);
  await expect.poll(() => at.page.locator(".chain").textContent()).toContain(own.way);
  expect(at.watched.faults).toEqual([]);
  await at.watched.close();
});
