import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "./browser.ts";

/** Nothing serious for axe to find, and nothing wider than the window. */
export async function expectTidy(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
}
