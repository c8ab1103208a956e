/** A workflow that fails is found, mended and sent on its way, all on the pages for it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { expectTidy } from "../support/tidy-page.ts";
import { tradeWithWorkflows } from "../support/trade-with-workflows.ts";
import { runPageWords } from "../support/workflow-words.ts";

let receiver: HookReceiver;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  receiver = await startHookReceiver();
  const settings = { TENON_OUTBOUND_ALLOW: receiver.host };
  server = await startTestServer({ documents: tradeWithWorkflows, settings });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await receiver.stop();
});

/** Starts a workflow about a new order; the path of its run. */
async function started(name: string, number: string, variables: object): Promise<string> {
  const values = { number, customer: "Ada & Co" };
  const made = await server.request("POST", "/records/order", values);
  const { id: record } = made.body as { id: string };
  const begun = await server.request("POST", `/workflows/${name}/runs`, { record, variables });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  return `/runs/${(begun.body as { id: string }).id}`;
}

const stands = async (path: string, status: string) =>
  expect.poll(async () => (await server.request("GET", path)).body).toMatchObject({ status });

describe.each(inThisRun(runPageWords, 0))("in $locale at $width px", ({ words, ...options }) => {
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
  const toast = (text: string) => page.locator(".toast").filter({ hasText: text }).waitFor();
  const closed = () => page.getByRole("dialog").waitFor({ state: "detached" });
  const go = (path: string) => page.goto(`${server.address}/demo/designer/${path}`);

  test("why a run failed, what it needs, and trying it again", async () => {
    await server.request("DELETE", "/endpoints/warehouse");
    const path = await started("send_order", `S-${options.locale}`, { reason: "rush" });
    await stands(path, "failed");
    await go("runs");
    await page.locator("[name=runs_status]").selectOption("failed");
    await page.getByRole("link", { name: `S-${options.locale}` }).waitFor();
    await expectTidy(page);
    await page.locator(".runs tbody .cell-link").first().click();
    await expect.poll(() => page.locator("[data-now]").textContent()).toContain("warehouse");
    await expectTidy(page);
    // What it names is made, with a secret that is shown this once.
    await go("deliveries");
    await button(words.newEndpoint).click();
    await page.locator("[name=endpoint_name]").fill("warehouse");
    await page.locator("[name=endpoint_url]").fill("nowhere");
    await button(words.makeSecret).click();
    await inDialog(words.save).click();
    await page.locator(".field-error").waitFor();
    await expectTidy(page);
    await page.locator("[name=endpoint_url]").fill(`${receiver.url}/in`);
    const secret = await page.locator("[name=endpoint_secret]").inputValue();
    expect(secret).toMatch(/^whsec_/);
    await inDialog(words.save).click();
    await closed();
    await page.locator("[data-endpoints] code").waitFor();
    expect(await page.content()).not.toContain(secret);
    await go(`runs?run=${path.split("/").at(-1)}`);
    await button(words.tryAgain).click();
    await inDialog(words.tryAgain).waitFor();
    await expectTidy(page);
    await inDialog(words.tryAgain).click();
    await closed();
    await stands(path, "done");
    await expect
      .poll(async () => {
        await button(words.refresh).click();
        return page.locator("[data-now]").count();
      })
      .toBe(0);
    expect(JSON.parse(receiver.received.at(-1)?.body ?? "")).toMatchObject({
      data: { number: `S-${options.locale}`, reason: "rush" },
    });
    await page.locator("[data-steps] summary").first().click();
    await expectTidy(page);
  });

  test("what left can be looked at, and sent again under the same key", async () => {
    const before = receiver.received.length;
    await page.getByRole("link", { name: words.itsDeliveries }).click();
    await page.locator("[data-deliveries] tbody .cell-link").click();
    await expect.poll(() => page.getByRole("dialog").textContent()).toContain("rush");
    await expectTidy(page);
    await inDialog(words.sendAgain).click();
    await toast(words.sentAgain);
    await expect.poll(() => receiver.received.length).toBe(before + 1);
    const keys = receiver.received.slice(-2).map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
    await page.keyboard.press("Escape");
    await page.locator("[name=deliveries_status]").selectOption("failed");
    await page.locator("[data-deliveries] .empty-state").waitFor();
    await expectTidy(page);
  });

  test("an endpoint that is gone is paused; it goes on when somebody says so", async () => {
    receiver.answerWith({ status: 410 });
    const path = await started("send_order", `G-${options.locale}`, { reason: "gone" });
    await stands(path, "failed");
    await go("deliveries");
    await button(words.goOn).waitFor();
    await expectTidy(page);
    receiver.answerWith({ status: 200 });
    await button(words.goOn).click();
    await button(words.goOn).waitFor({ state: "detached" });
  });

  test("a run that rests says until when; it is tried out, moved and ended", async () => {
    const path = await started("rest_order", `R-${options.locale}`, {});
    await stands(path, "waiting");
    await go("runs");
    await page.locator("[name=runs_workflow]").selectOption("rest_order");
    await page.locator(".runs tbody .cell-link").first().click();
    await expect.poll(() => page.locator("[data-now]").textContent()).toContain(words.waitsUntil);
    await button(words.whatIf).click();
    await inDialog(words.findOut).click();
    await page.locator(".run-replay table").waitFor({ state: "attached" });
    await expectTidy(page);
    await page.keyboard.press("Escape");
    await button(words.changeVersion).click();
    await inDialog(words.showFirst).click();
    await page.getByRole("dialog").locator("tbody tr").waitFor();
    await expectTidy(page);
    await inDialog(words.changeVersion).click();
    await closed();
    await button(words.cancelRun).click();
    await inDialog(words.cancelRun).click();
    await closed();
    await expect.poll(() => page.locator("[data-steps]").textContent()).toContain(words.cancelled);
    await page.goBack();
    await page.locator(".runs table").waitFor();
    // The filter came back with the page.
    expect(await page.locator("[name=runs_workflow]").inputValue()).toBe("rest_order");
  });

  test("what cannot be loaded says so, and no such run as well", async () => {
    const answer = { status: 503, code: "unavailable", detail: "-", errors: [] };
    await page.route("**/api/runs*", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify(answer),
      }),
    );
    await go("runs");
    await page.getByRole("alert").waitFor();
    await expectTidy(page);
    await page.unroute("**/api/runs*");
    await page.getByRole("alert").getByRole("button").click();
    await page.locator(".runs table").waitFor();
    await go("runs?run=00000000-0000-7000-8000-000000000000");
    await page.locator(".empty-state").waitFor();
    await expectTidy(page);
  });
});
