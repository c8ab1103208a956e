/** Forms that start workflows, for members and for anybody; and a run that is undone. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { inThisRun } from "../support/in-this-run.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";
import { expectTidy } from "../support/tidy-page.ts";
import { workflowForms } from "../support/workflow-forms.ts";

const languages = [
  {
    locale: "en-US",
    width: 1440,
    words: {
      forms: "Forms",
      ask: "Ask for equipment",
      send: "Send",
      required: "Fill in this field.",
      done: "We look at it within two days.",
      noted: "Note the request",
      waits: "Look at the request: waits for",
      contact: "Contact us",
      thanks: "Thank you.",
      missing: "There is no such form.",
      undoes: "Undoes “Note the request”",
      because: "A step has failed",
      cancel: "Cancel run",
      undo: "Undo what it has done",
      undone: "Undone",
    },
  },
  {
    locale: "zh-CN",
    width: 380,
    colorScheme: "dark",
    words: {
      forms: "表单",
      ask: "申领设备",
      send: "提交",
      required: "此项必填",
      done: "我们将在两天内处理。",
      noted: "登记申请",
      waits: "审阅申请：等待",
      contact: "联系我们",
      thanks: "感谢您的填写",
      missing: "没有这个表单。",
      undoes: "撤销“登记申请”",
      because: "有步骤失败",
      cancel: "取消运行",
      undo: "撤销已完成的工作",
      undone: "已撤销",
    },
  },
] as const;

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ documents: workflowForms });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(inThisRun(languages, 1))("in $locale at $width px", ({ words, ...options }) => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(browser, options);
    page = watched.page;
  });
  afterAll(async () => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  const go = (path: string) => page.goto(`${server.address}/demo/${path}`);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const control = (name: string) => page.locator(`[id="control-${name}"]`);
  const shown = (text: string) => page.getByText(text).first().waitFor();

  test("anybody fills in a public form, and hears that it has come", async () => {
    await go("form/contact");
    await page.getByRole("heading", { name: words.contact }).waitFor();
    await expectTidy(page);
    await control("email").fill("nobody");
    await button(words.send).click();
    await page.locator(".field-error").nth(1).waitFor();
    await shown(words.required);
    await expectTidy(page);
    await control("email").fill("ada@example.com");
    await control("what").fill("When?");
    await button(words.send).click();
    await shown(words.thanks);
    await expectTidy(page);
    await go("form/ask");
    await shown(words.missing);
    await expectTidy(page);
  });

  test("a member finds the forms that are his, and sees what is awaited", async () => {
    await signInOn(page, server);
    await go("start");
    await page.getByRole("link", { name: words.ask }).waitFor();
    await expectTidy(page);
    await page.getByRole("link", { name: words.ask }).click();
    await page.getByRole("heading", { name: words.ask }).waitFor();
    await button(words.send).click();
    await page.locator(".field-error").nth(1).waitFor();
    await expectTidy(page);
    await control("what").fill("Chair");
    await control("amount").fill("-5");
    await button(words.send).click();
    await expect.poll(() => page.locator(".field-error").count()).toBe(1);
    await control("amount").fill("120");
    await button(words.send).click();
    await shown(words.done);
    await shown(words.noted);
    await shown(words.waits);
    await expectTidy(page);
    await go("tasks");
    await shown(words.ask);
  });

  test("the page of a run says what undoes what; who cancels may ask for it", async () => {
    const started = async (name: string) => {
      const variables = { what: "Table" };
      const { body } = await server.request("POST", `/workflows/${name}/runs`, { variables });
      return (body as { id: string }).id;
    };
    const stands = (id: string, status: string) =>
      expect
        .poll(async () => (await server.request("GET", `/runs/${id}`)).body)
        .toMatchObject({
          status,
        });
    const failing = await started("order_it");
    await stands(failing, "undone");
    await go(`designer/runs?run=${failing}`);
    await shown(words.undoes);
    await shown(words.because);
    await expectTidy(page);
    const resting = await started("rest");
    await stands(resting, "waiting");
    await go(`designer/runs?run=${resting}`);
    await button(words.cancel).click();
    await page.getByText(words.undo).click();
    await expectTidy(page);
    await page.getByRole("dialog").getByRole("button", { name: words.cancel, exact: true }).click();
    await stands(resting, "undone");
    await page.getByText(words.undone, { exact: true }).first().waitFor();
  });
});
