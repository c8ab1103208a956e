/** Signs somebody in by the screen, as people do. */
import type { Page } from "playwright-core";
import type { TestServer } from "./server.ts";

/** Everybody that a test makes has the password of the administrator. */
export async function signInOn(
  page: Page,
  { address, admin }: TestServer,
  email: string = admin.email,
): Promise<void> {
  await page.goto(`${address}/demo/`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(admin.password);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
}
