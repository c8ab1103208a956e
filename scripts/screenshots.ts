/**
 * Takes the pictures of the README from a running server with the trading example. The object
 * that the README prints is published beside it, so that the picture shows what the text says.
 * Run with `npm run screenshots`; writes `pictures/*.png`.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { startEmbeddedServer } from "../engine/db/embedded-server.ts";
import { openBrowser } from "../tests/support/browser.ts";
import { countRequests, quietPage } from "../tests/support/quiet-page.ts";
import { runTenon, startEngine } from "../tests/support/server-process.ts";
import { takeFieldTypePictures, writeEveryTypeApp } from "./field-type-pictures.ts";
import "./build.ts";

const project = join(import.meta.dirname, "..");
const target = join(project, "pictures");
const password = "for-pictures-only";
const email = "admin@example.com";

type Json = Readonly<Record<string, unknown>>;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-pictures-"));
  const database = await startEmbeddedServer(folder);
  try {
    const environment = {
      DATABASE_URL: database.url,
      TENON_DATA: folder,
      TENON_LOG: "error",
      TENON_ADMIN_EMAIL: email,
      TENON_ADMIN_PASSWORD: password,
    };
    const server = await startEngine(environment, "/-/ready", {});
    try {
      const publishReadmeObject = async () => {
        const documents = await withReadmeObject(folder);
        await runTenon(["publish", documents, "--workspace", "demo"], environment);
      };
      const publishEveryType = async () => {
        const documents = await writeEveryTypeApp(folder);
        await runTenon(["publish", documents, "--workspace", "demo"], environment);
      };
      await takePictures(`http://127.0.0.1:${server.port}`, publishReadmeObject, publishEveryType);
    } finally {
      await server.stop();
    }
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The trading example with the README's object added to its first group of the navigation. */
async function withReadmeObject(folder: string): Promise<string> {
  const documents = join(folder, "documents");
  await cp(join(project, "examples/trading"), documents, { recursive: true });
  await rm(join(documents, "data"), { recursive: true });
  const readme = await readFile(join(project, "README.md"), "utf8");
  const text = /```json\n([\s\S]*?)```/.exec(readme)?.[1];
  if (text === undefined) throw new Error("README.md shows no object");
  const object: Json = JSON.parse(text);
  await writeFile(join(documents, `objects/${object.name}.json`), text);
  const app: Json = JSON.parse(await readFile(join(documents, "app.json"), "utf8"));
  const groups: readonly Json[] = Array.isArray(app.navigation) ? app.navigation : [];
  const navigation = groups.map((group, index) =>
    index === 0 && Array.isArray(group.items)
      ? { ...group, items: [object.name, ...group.items] }
      : group,
  );
  await writeFile(join(documents, "app.json"), JSON.stringify({ ...app, navigation }));
  return documents;
}

async function takePictures(
  address: string,
  publishReadmeObject: () => Promise<void>,
  publishEveryType: () => Promise<void>,
): Promise<void> {
  await mkdir(target, { recursive: true });
  const browser = await openBrowser();
  try {
    const open = async (locale: "en" | "zh-CN") => {
      const context = await browser.newContext(contextOptions(locale));
      context.on("page", countRequests);
      return context;
    };
    const english = await signedIn(open("en"), address);
    const chinese = await signedIn(open("zh-CN"), address);
    await orderList(english, address);
    await orderInChinese(chinese, address);
    await publishReadmeObject();
    await quotationForm(english, address);
    await designer(english, address);
    await publishEveryType();
    const photo = join(target, "order-list.png");
    await takeFieldTypePictures({ english, chinese, address, photo, save });
  } finally {
    await browser.close();
  }
}

const contextOptions = (locale: string) => ({
  locale,
  viewport: { width: 1440, height: 900 },
  reducedMotion: "reduce" as const,
});

async function signedIn(opening: Promise<BrowserContext>, address: string) {
  const context = await opening;
  const answer = await context.request.post(`${address}/demo/api/auth/sign-in`, {
    data: { email, password },
    headers: { origin: address },
  });
  if (!answer.ok()) throw new Error(`Sign-in answers ${answer.status()}`);
  return context;
}

async function orderList(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await show(page, `${address}/demo/records/sales_order`);
  await save(page, "order-list");
}

async function orderInChinese(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  const order = await firstId(context, address, "sales_order", 'number == "10253"');
  await page.emulateMedia({ colorScheme: "dark" });
  await show(page, `${address}/demo/records/sales_order/${order}`);
  await save(page, "order-zh-dark");
}

async function quotationForm(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  const quotation = await createQuotation(context, address);
  await show(page, `${address}/demo/records/quotation/${quotation}/edit`);
  await save(page, "quotation-form");
}

async function designer(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${address}/demo/designer/`);
  await quietPage(page);
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^Quotation/ })
    .click();
  await page.locator('tr[data-name="amount"] [data-cell="title"]').click();
  await save(page, "designer");
}

async function createQuotation(context: BrowserContext, address: string): Promise<string> {
  const line = async (name: string, quantity: number, price: string) => ({
    product: await firstId(context, address, "product", `name == "${name}"`),
    quantity,
    price,
  });
  const answer = await context.request.post(`${address}/demo/api/records/quotation`, {
    headers: { origin: address },
    data: {
      customer: await firstId(context, address, "customer", 'code == "ALFKI"'),
      stage: "Sent",
      lines: [
        await line("Chai", 24, "17.10"),
        await line("Camembert Pierrot", 10, "34.00"),
        await line("Sirop d'érable", 6, "28.50"),
      ],
      remarks: "Delivery within two weeks of the order.",
    },
  });
  if (!answer.ok()) throw new Error(`A quotation is refused: ${await answer.text()}`);
  const { id }: { id: string } = await answer.json();
  return id;
}

async function firstId(
  context: BrowserContext,
  address: string,
  object: string,
  filter: string,
): Promise<string> {
  const query = new URLSearchParams({ filter, limit: "1" });
  const answer = await context.request.get(`${address}/demo/api/records/${object}?${query}`);
  const { data }: { data: readonly { id: string }[] } = await answer.json();
  const first = data[0];
  if (first === undefined) throw new Error(`There is no ${object} with ${filter}`);
  return first.id;
}

/** Opens a page and waits until its requests have been answered. */
async function show(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await quietPage(page);
  await page.locator("main").waitFor();
}

const save = (page: Page, name: string) => page.screenshot({ path: join(target, `${name}.png`) });

await main();
