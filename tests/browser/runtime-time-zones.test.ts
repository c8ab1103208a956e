/**
 * A browser on the other side of the date line: formulas, rules and defaults in a form are those of
 * the server, whose day is never the browser's; moments are shown by the browser's own clocks.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { openBrowser, openPage, type WatchedPage } from "../support/browser.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { signInOn } from "../support/sign-in-page.ts";

const date = { type: "string", format: "date" };
const today = { expression: "today()" };

const enquiry: MetadataDocument = {
  kind: "workflow",
  name: "enquire",
  content: {
    name: "enquire",
    title: "Enquire",
    on: {
      event: "form",
      public: true,
      form: { properties: { needed: { ...date, title: "Needed on", default: today } } },
    },
    as: "system",
    start: "note",
    steps: { note: { type: "create", object: "visit", set: { name: "noted" } } },
  },
};

const documents = [
  enquiry,
  objectDocument(
    "visit",
    {
      name: { type: "string", title: "Name" },
      day: { ...date, title: "Day", default: today },
      at: { type: "string", format: "date-time", title: "At" },
      day_there: { ...date, title: "Day there", formula: "date(at)" },
      hour_there: { type: "integer", title: "Hour there", formula: "hour(at)" },
    },
    {
      title: "Visit",
      rules: [
        {
          name: "today_only",
          require: "day == today()",
          message: "It is another day",
          at: "day",
        },
      ],
    },
  ),
];

let server: TestServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  // 26 hours apart: whenever this runs, the days differ.
  server = await startTestServer({
    documents,
    settings: { TENON_TIME_ZONE: "Pacific/Kiritimati" },
  });
  browser = await openBrowser();
  watched = await openPage(browser, { timeZone: "Etc/GMT+12", width: 1100, height: 700 });
  page = watched.page;
});
afterAll(async () => {
  expect(watched.faults).toEqual([]);
  await browser.close();
  await server.stop();
});

const control = (name: string) => page.locator(`[id="control-${name}"]`);

const dayOnServer = (): string =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone: "Pacific/Kiritimati",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date());

const written = (day: string): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));

test("a public form begins with the server's day", async () => {
  await page.goto(`${server.address}/demo/form/enquire`);
  await expect.poll(() => control("needed").inputValue()).toBe(written(dayOnServer()));
});

test("a form judges, computes and begins as the server does, and shows the browser's time", async () => {
  await signInOn(page, server);
  await page.goto(`${server.address}/demo/records/visit/new`);
  await expect.poll(() => control("day").inputValue()).toBe(written(dayOnServer()));
  await control("name").fill("Across the date line");
  await control("at").fill("2026-07-01 23:30");
  await control("name").focus();
  await expect.poll(() => control("day_there").textContent()).toBe("Jul 3, 2026");
  await expect.poll(() => control("hour_there").textContent()).toBe("1");
  await page.keyboard.press("Control+s");
  await page.locator(".facts").getByText("Jul 1, 2026 23:30").waitFor();
  const { body } = await server.request("GET", "/records/visit?fields=day,at,day_there,hour_there");
  expect(body).toMatchObject({
    data: [
      {
        day: dayOnServer(),
        at: "2026-07-02T11:30:00.000Z",
        day_there: "2026-07-03",
        hour_there: 1,
      },
    ],
  });
});
