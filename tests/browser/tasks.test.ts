/** What people are asked: found, decided alone and many at once, handed on, and followed from the record. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { expensesToApprove } from "../support/expenses-to-approve.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { taskPageWords } from "../support/task-words.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;
let bo: Person;
let admin: string;

beforeAll(async () => {
  server = await startTestServer({ documents: expensesToApprove });
  bo = await person(server, "bo", "member");
  admin = ((await server.request("GET", "/auth/me")).body as { user: { id: string } }).user.id;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const eventually = <Value>(read: () => Promise<Value> | Value) =>
  expect.poll(read, { timeout: 20_000 });

/** An expense that the member asks for and the administrator reviews. */
async function submitted(purpose: string): Promise<string> {
  const token = server.memberToken;
  const values = { purpose, amount: "128.50", reviewer: admin, private_note: "hush" };
  const made = await server.request("POST", "/records/expense", values, { token });
  const { id } = made.body as { id: string };
  const path = `/records/expense/${id}/transitions/submit`;
  const headers = { "if-match": "*" };
  const step = await server.request("POST", path, {}, { token, headers });
  expect(step.status, JSON.stringify(step.body)).toBe(200);
  await eventually(() => taskOf(id, server.adminToken)).toBeDefined();
  return id;
}

/** The open task of somebody about a record. */
async function taskOf(record: string, token: string): Promise<string | undefined> {
  const answer = await server.request("GET", `/tasks?record=${record}`, undefined, { token });
  return (answer.body as { data: readonly { id: string }[] }).data[0]?.id;
}

describe.each(taskPageWords)("in $locale at $width px", ({ words, ...options }) => {
  const isPhone = options.width < 640;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;

    await signInOn(page, server);
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const inDialog = (name: string) =>
    page.getByRole("dialog").getByRole("button", { name, exact: true });
  const closed = () => page.getByRole("dialog").waitFor({ state: "detached" });
  const go = (path: string) => page.goto(`${server.address}/demo/${path}`);
  const chain = () => page.locator(".chain").textContent();
  const fromMenu = async (name: string) => {
    await button(words.more).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  const choosePerson = async (name: string) => {
    await page.getByRole("dialog").getByRole("combobox").first().fill(name);
    await page.getByRole("option", { name }).click();
  };

  test("what is asked is found, read and decided, with an opinion and a field", async () => {
    const purpose = `Train ${options.locale}`;
    const id = await submitted(purpose);
    await go("tasks");
    if (!isPhone)
      await eventually(() => page.locator(".navigation-count").first().textContent()).toContain(
        "1",
      );
    await expectTidy(page);
    await page.getByRole("link", { name: purpose }).click();
    await eventually(() => page.locator(".facts").textContent()).toContain("128.50");
    expect(await page.locator(".facts").textContent()).not.toContain("hush");
    await expectTidy(page);
    await button(words.approve).click();
    await inDialog(words.approve).click();
    await page.getByText(words.fillIn).waitFor();
    await expectTidy(page);
    await page.locator("[name=opinion]").fill("As agreed\nin May");
    await page.locator('[id="control-cost_center"]').fill("C-7");
    await inDialog(words.approve).click();
    await closed();
    await eventually(chain).toContain("As agreed");
    await eventually(
      async () => (await server.request("GET", `/records/expense/${id}`)).body,
    ).toMatchObject({
      cost_center: "C-7",
    });
    await expectTidy(page);
  });

  test("who comes too late is told who was faster", async () => {
    const id = await submitted(`Taxi ${options.locale}`);
    const review = await taskOf(id, server.adminToken);
    await server.request("POST", `/tasks/${review}/approve`, { opinion: "Yes" });
    await eventually(() => taskOf(id, bo.token)).toBeDefined();
    await go(`tasks/${await taskOf(id, server.adminToken)}`);
    await button(words.approve).click();
    await page.locator("[name=opinion]").waitFor();
    const theirs = await taskOf(id, bo.token);
    const faster = await server.request(
      "POST",
      `/tasks/${theirs}/approve`,
      {},
      { token: bo.token },
    );
    expect(faster.status, JSON.stringify(faster.body)).toBe(200);
    await inDialog(words.approve).click();
    await eventually(() => page.getByRole("alert").textContent()).toContain(words.settled);
    await expectTidy(page);
    await page.keyboard.press("Escape");
    // The page stands as it is now.
    await eventually(() => button(words.approve).count()).toBe(0);
  });

  test("many are rejected at once, with one opinion", async () => {
    const purposes = ["One", "Two"].map((word) => `${word} ${options.locale}`);
    for (const purpose of purposes) await submitted(purpose);
    await go("tasks");
    for (const purpose of purposes)
      await page.locator("tr", { hasText: purpose }).getByRole("checkbox").check();
    await expectTidy(page);
    await page.locator(".task-decide").getByRole("button", { name: words.reject }).click();
    await page.locator("[name=opinion]").fill("Not this year");
    await expectTidy(page);
    await inDialog(words.reject).click();
    await closed();
    for (const purpose of purposes)
      await page.locator("tr", { hasText: purpose }).waitFor({ state: "detached" });
    await go("tasks?box=done");
    for (const purpose of purposes) await page.getByRole("link", { name: purpose }).waitFor();
    await expectTidy(page);
  });

  test("somebody is added, told, and takes over; what is given back goes back", async () => {
    const id = await submitted(`Hotel ${options.locale}`);
    await go(`tasks/${await taskOf(id, server.adminToken)}`);
    await fromMenu(words.addApprover);
    await choosePerson("bo");
    await page.locator("[name=place]").selectOption("beside");
    await expectTidy(page);
    await inDialog(words.addApprover).click();
    await closed();
    await eventually(chain).toContain("bo");
    await fromMenu(words.copy);
    await choosePerson("member");
    await inDialog(words.copy).click();
    await closed();
    await eventually(chain).toContain("member");
    const other = await submitted(`Flight ${options.locale}`);
    await go(`tasks/${await taskOf(other, server.adminToken)}`);
    await button(words.giveBack).click();
    await expectTidy(page);
    await page.locator("[name=opinion]").fill("Which flight?");
    await inDialog(words.giveBack).click();
    await closed();
    await eventually(() => taskOf(other, server.memberToken)).toBeDefined();
    const third = await submitted(`Ferry ${options.locale}`);
    await go(`tasks/${await taskOf(third, server.adminToken)}`);
    await fromMenu(words.transfer);
    await choosePerson("bo");
    await inDialog(words.transfer).click();
    await closed();
    await eventually(() => taskOf(third, bo.token)).toBeDefined();
  });

  test("who will be asked is said before, then the record says who is", async () => {
    const values = { purpose: `Desk ${options.locale}`, reviewer: bo.id };
    const { id } = (await server.request("POST", "/records/expense", values)).body as {
      id: string;
    };
    await go(`records/expense/${id}`);
    await button(words.submit).click();
    const dialog = page.getByRole("dialog");
    await eventually(() => dialog.textContent()).toContain(words.whoIsAsked);
    expect(await dialog.locator(".chain-person").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("bo")]),
    );
    await expectTidy(page);
    await inDialog(words.submit).click();
    await closed();
    await eventually(() => page.locator(".approval-strip").allInnerTexts()).toEqual([
      expect.stringContaining(words.underWay),
    ]);
    await button(words.showWay).click();
    await expectTidy(page);
    await go(`designer/runs?record=${id}`);
    await page.locator(".runs tbody .cell-link").click();
    await eventually(() => page.locator("[data-now]").textContent()).toContain("bo");
    await go("tasks?box=started");
    await page.getByRole("link", { name: values.purpose }).click();
    await fromMenu(words.remind);
    await page.locator(".toast").waitFor();
    await fromMenu(words.withdraw);
    await inDialog(words.withdraw).click();
    await closed();
    await eventually(() => page.locator(".task-facts").textContent()).toContain(words.withdrawn);
    await expectTidy(page);
  });

  test("somebody stands in, and is asked as well, until it ends", async () => {
    const id = await submitted(`Bus ${options.locale}`);
    expect(await taskOf(id, bo.token)).toBeUndefined();
    await go("account");
    await button(words.nameSomebody).click();
    await choosePerson("bo");
    await expectTidy(page);
    await inDialog(words.name).click();
    await closed();
    await page.getByText(words.standsIn).waitFor();
    await expectTidy(page);
    await eventually(() => taskOf(id, bo.token)).toBeDefined();
    await page.locator("[data-delegations]").getByRole("button", { name: words.end }).click();
    await page.getByText(words.standsIn).waitFor({ state: "detached" });
    expect(await taskOf(id, bo.token)).toBeUndefined();
  });
});
