/** Whose accounts a role looks after is said in the designer, and what must not be given is named. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { delegations, documents } from "../permissions/delegation-world.ts";
import { openBrowser } from "../support/browser.ts";
import { draftOf, draftSaved, openSignedIn } from "../support/designer-page.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { expectTidy } from "../support/tidy-page.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ documents });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("departments and roles are chosen, and taken away", async () => {
  const { page, faults, close } = await openSignedIn(browser, server, "designer/#role:clerk");
  const section = page.locator('[id="keyword-administers"]');
  const scope = section.getByLabel("Looks after the people of");
  await scope.selectOption({ label: "their department and those below" });
  await section.getByLabel("Roles that they give").selectOption({ label: "sales" });
  await draftSaved(page);
  const drafted = async () => await draftOf(server, "role", "clerk");
  expect(await drafted()).toMatchObject({
    administers: { users: "department_and_below", gives: ["sales"] },
  });
  await expectTidy(page);
  // Who gives it gives what this one could not: it must be among them, too.
  await section.getByLabel("Roles that they give").selectOption({ label: "head" });
  await section.locator(".field-error").waitFor();
  expect(await section.locator(".field-error").textContent()).toContain("head");
  expect(delegations.head.gives).toContain("reader");
  await scope.selectOption({ label: "Nobody" });
  await draftSaved(page);
  expect(await drafted()).not.toHaveProperty("administers");
  expect(faults).toEqual([]);
  await close();
});
