/** Values of several parts on the generated screens, in both languages. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, openPage } from "../support/browser.ts";
import { picture } from "../support/picture.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const properties = {
    name: { type: "string", title: "Name" },
    contact: { $ref: "tenon:person_name", title: "Contact" },
    place: { $ref: "tenon:geo_point", title: "Place" },
    signed: { $ref: "tenon:signature", title: "Signed" },
    seat: { $ref: "tenon:address", title: "Address" },
  };
  server = await startTestServer({ documents: [objectDocument("site", properties)] });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function openForm(page: Page): Promise<void> {
  await page.goto(`${server.address}/demo/`);
  await page.locator("[name=email]").fill(server.admin.email);
  await page.locator("[name=password]").fill(server.admin.password);
  await page.locator("[name=password]").press("Enter");
  await page.locator(".list").waitFor();
  await page.goto(`${server.address}/demo/records/site/new`);
  await page.getByRole("group", { name: "Contact" }).waitFor();
}

async function choose(page: Page, label: string, typed: string): Promise<void> {
  const input = page.getByRole("combobox", { name: new RegExp(`^(Address )?${label}$`) });
  await input.click();
  await input.fill(typed);
  await page.getByRole("option", { name: typed }).first().waitFor();
  await input.press("Enter");
}

test("an address in China is chosen level by level, with the keyboard", async () => {
  const { page, faults, close } = await openPage(browser, { locale: "zh-CN" });
  await openForm(page);
  await page.getByLabel("Name", { exact: true }).fill("总部");
  const contact = page.getByRole("group", { name: "Contact" });
  await contact.getByLabel("姓", { exact: true }).fill("王");
  await contact.getByLabel("名", { exact: true }).fill("小明");
  await page.getByLabel("Place").fill("31.2304,121.4737");
  const surface = await page.getByRole("img", { name: "Signed：请在此签名" }).boundingBox();
  if (surface === null) throw new Error("There is nothing to sign on");
  await page.mouse.move(surface.x + 40, surface.y + 90);
  await page.mouse.down();
  await page.mouse.move(surface.x + 120, surface.y + 30, { steps: 4 });
  await page.mouse.move(surface.x + 220, surface.y + 100, { steps: 4 });
  await page.mouse.up();
  await choose(page, "国家", "中国");
  await choose(page, "省", "浙江省");
  await choose(page, "市", "杭州市");
  await choose(page, "区县", "西湖区");
  await page.getByLabel("详细地址").fill("文三路100号");
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, "composites-form-zh");
  await page.getByRole("button", { name: "保存" }).first().click();
  await page.getByText("浙江省杭州市西湖区文三路100号").first().waitFor();
  await page.getByRole("img", { name: "Signed：已签名" }).waitFor();
  await picture(page, "composites-record-zh");
  const stored = await server.request("GET", "/records/site");
  expect(stored.body).toMatchObject({
    data: [
      {
        contact: { family: "王", given: "小明" },
        signed: { strokes: [expect.arrayContaining([expect.any(Number)])] },
        place: { latitude: "31.2304", longitude: "121.4737" },
        seat: { country: "CN", province: "浙江省", city: "杭州市", district: "西湖区" },
      },
    ],
  });
  expect(faults).toEqual([]);
  await close();
});

test("elsewhere the parts are free, and a wrong place is named", async () => {
  const { page, close } = await openPage(browser, { locale: "en-US", width: 380, height: 900 });
  await openForm(page);
  await page.getByLabel("Name", { exact: true }).fill("Office");
  const contact = page.getByRole("group", { name: "Contact" });
  await contact.getByLabel("Given name").fill("John");
  await contact.getByLabel("Family name").fill("Smith");
  await page.getByLabel("Place").fill("91,0");
  await page.getByLabel("Signed", { exact: true }).fill("John Smith");
  await choose(page, "Country", "Switzerland");
  await choose(page, "City", "Bern");
  await page.getByLabel("Street").fill("Main St 12");
  await page.getByLabel("Name", { exact: true }).focus();
  await page.getByText("Give latitude").first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, "composites-form-en");
  await page.getByLabel("Place").fill("46.948 7.4474");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Main St 12, Bern, Switzerland").first().waitFor();
  await picture(page, "composites-record-en");
  await close();
});
