import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";

/** A picture of the page, to be looked at, where `TESTS_PICTURES` names a folder for it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TESTS_PICTURES;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
