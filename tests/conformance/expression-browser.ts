/**
 * The expression language in a real browser that stands elsewhere in the world: its zone, its
 * language and its digits are not the server's, and none may show in a value.
 */
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Clock } from "../../metadata/expressions/index.ts";
import { openBrowser } from "../support/browser.ts";
import type { StoredRecord } from "./expression-records.ts";

export interface ExpressionPage {
  /** Values as texts, by record, then by expression. */
  evaluate(
    texts: readonly string[],
    records: readonly StoredRecord[],
    clock: Clock,
  ): Promise<(string | null)[][]>;
  close(): Promise<void>;
}

const entry = fileURLToPath(new URL("expression-in-page.ts", import.meta.url));

export async function openExpressionPage(): Promise<ExpressionPage> {
  const [script, browser] = await Promise.all([buildScript(), openBrowser()]);
  const context = await browser.newContext({ locale: "ar-EG", timezoneId: "Asia/Kathmandu" });
  const page = await context.newPage();
  await page.addScriptTag({ content: script });
  return {
    evaluate: (texts, records, clock) =>
      page.evaluate<(string | null)[][]>(
        `inPage.evaluateAll(${[texts, records, clock].map((value) => JSON.stringify(value)).join(",")})`,
      ),
    close: () => browser.close(),
  };
}

async function buildScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "inPage" } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const item of outputs) {
    if (!("output" in item)) continue;
    for (const file of item.output) if (file.type === "chunk") return file.code;
  }
  throw new Error("Nothing was built");
}
