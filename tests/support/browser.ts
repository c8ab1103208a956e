/** A real Chromium for tests: the npm package's, or the one named by CHROMIUM_PATH. */
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import chromiumPackage from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { countRequests } from "./quiet-page.ts";

const unpackFolder = fileURLToPath(new URL("../../node_modules/.cache/chromium", import.meta.url));

/**
 * The program, unpacked on first use. The package unpacks into the temporary folder, where a copy
 * of another user of the machine would be in the way; ours lies with the project.
 */
export async function chromiumPath(): Promise<string> {
  if (process.env.CHROMIUM_PATH !== undefined) return process.env.CHROMIUM_PATH;
  await mkdir(unpackFolder, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = unpackFolder;
  try {
    return await chromiumPackage.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/** Starts a browser; one per test file is enough, contexts keep tests apart. */
export async function openBrowser(): Promise<Browser> {
  // Not the package's own flags: those are for functions in the cloud, switch off the same-origin
  // policy, and draw through an emulated graphics card, which takes more than all else together.
  // Containers and root have no user namespaces for the sandbox.
  const args = ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"];
  return chromium.launch({ executablePath: await chromiumPath(), args });
}

export interface WatchedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Uncaught errors and breaches of the content security policy, as they happened. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export interface PageOptions {
  readonly locale?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly timeZone?: string;
  /** For pages of servers whose certificate only tests trust. */
  readonly trustAnyCertificate?: boolean;
}

/** A page in a context of its own that collects what goes wrong in it. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    locale: options.locale ?? "en-US",
    colorScheme: options.colorScheme ?? "light",
    timezoneId: options.timeZone ?? "UTC",
    reducedMotion: "reduce",
    ignoreHTTPSErrors: options.trustAnyCertificate ?? false,
  });
  const page = await context.newPage();
  countRequests(page);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  return { context, page, faults, close: () => context.close() };
}

export interface AccessibilityFault {
  readonly rule: string;
  readonly impact: string;
  readonly element: string;
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Serious and critical findings of axe on the page as it stands. */
export async function accessibilityFaults(page: Page): Promise<readonly AccessibilityFault[]> {
  // Evaluated over the protocol, which the page's content security policy does not concern.
  if (!(await page.evaluate('"axe" in window')))
    await page.evaluate(await readFile(axePath, "utf8"));
  // Whatever passes stays in the page: sending it would take longer than finding it.
  const violations = await page.evaluate<
    { id: string; impact: string; nodes: { html: string }[] }[]
  >("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html }) => ({ rule: id, impact, element: html })),
    );
}
