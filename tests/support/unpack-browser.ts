/** Unpacks the browser before any test file starts it: two at once would meet half a program. */
import { chromiumPath } from "./browser.ts";

export const setup = async (): Promise<void> => {
  await chromiumPath();
};
