/** Roles that are published: who has them, what is shared beyond them, a phone, an earlier version. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { openBrowser, type PageOptions } from "../support/browser.ts";
import { draftSaved, openSignedIn, publishDraft } from "../support/designer-page.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

const carrierDesk: MetadataDocument = {
  kind: "role",
  name: "carrier_desk",
  content: {
    name: "carrier_desk",
    title: "Carrier desk",
    objects: {
      shipper: {
        read: "own",
        create: true,
        export: true,
        fields: { "*": "write", phone: "none" },
      },
    },
  },
};

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const shipper = objectDocument("shipper", {
    name: { type: "string", maxLength: 80, title: "Name" },
    phone: { $ref: "tenon:phone", title: "Phone" },
  });
  server = await startTestServer({ documents: [shipper, carrierDesk] });
  await server.request("POST", "/records/shipper", { name: "Not mine" });
  await person(server, "carrier", "carrier_desk");
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = (place: string, options: PageOptions = {}) =>
  openSignedIn(browser, server, `designer/${place}`, options);
const part = (page: Page, ...names: readonly string[]) =>
  page.locator(`[id="keyword-${names.join("-")}"]`);

test("who has a role is said before it goes, and what names it", async () => {
  const { page, close } = await open("#role:carrier_desk");
  await page.getByRole("button", { name: "Remove role" }).click();
  await page.getByText("1 user has this role.").waitFor();
  await expectTidy(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await close();
});

test("on a phone each object stands with its rights in words, and opens in a sheet", async () => {
  const { page, close } = await open("#role:carrier_desk", {
    width: 380,
    locale: "zh-CN",
    colorScheme: "dark",
  });
  const item = part(page, "objects", "shipper");
  await item.getByText("可查看本人的记录；可新建全部记录；可导出；看不到Phone。").waitFor();
  await expectTidy(page);
  await item.click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("group", { name: "修改" }).getByLabel("本人的记录").check();
  await expectTidy(page);
  await sheet.getByRole("button", { name: "关闭" }).click();
  await item.getByText("可查看和修改本人的记录；").waitFor();
  await draftSaved(page);
  await page.getByRole("button", { name: /^撤销/ }).click();
  await item.getByText("可查看本人的记录；可新建").waitFor();
  await draftSaved(page);
  await close();
});

test("a sharing rule is made, said in words, and shows records beyond own ones", async () => {
  const { page, close } = await open("#role:carrier_desk");
  await page.getByRole("button", { name: "Add sharing rule" }).click();
  await page.getByRole("heading", { level: 1, name: "New rule" }).waitFor();
  await part(page, "object").selectOption("shipper");
  await part(page, "when").fill('name == "Not mine"');
  await part(page, "roles").selectOption("carrier_desk");
  await page
    .getByText(/^Who has the role “Carrier desk” and may use “Shipper” also reads the records/i)
    .waitFor();
  await draftSaved(page);
  await page.getByText("No problems").first().waitFor();
  await expectTidy(page);
  await publishDraft(page);
  await close();
  const { token } = await person(server, "carrier", "carrier_desk");
  const { body } = await server.request("GET", "/records/shipper", undefined, { token });
  expect(JSON.stringify(body)).toContain("Not mine");
});

test("roles of every workspace, and of an earlier version, are to be looked at alone", async () => {
  const builtIn = await open("#role:member");
  await builtIn.page.getByText("Works with all records").waitFor();
  await expectTidy(builtIn.page);
  await builtIn.close();
  const { page, close } = await open("?version=1#role:carrier_desk");
  await part(page, "objects", "shipper", "read").click();
  expect(await page.getByLabel("Own records").isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await part(page, "objects", "shipper", "import").click();
  await page.getByText("This version is published and stays as it is").waitFor();
  await close();
});
