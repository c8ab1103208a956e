/** Pictures of every field type: as a form edits it, as a record page and a list show it. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { quietPage } from "../tests/support/quiet-page.ts";
import { everyTypeApp, everyTypeRecord } from "./every-field-type.ts";

/** Writes the app as a folder that can be published. */
export async function writeEveryTypeApp(folder: string): Promise<string> {
  const place = join(folder, "every-type");
  for (const [path, content] of Object.entries(everyTypeApp)) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), JSON.stringify(content));
  }
  return place;
}

interface Pictures {
  readonly english: BrowserContext;
  readonly chinese: BrowserContext;
  readonly address: string;
  /** A picture to upload. */
  readonly photo: string;
  save(page: Page, name: string): Promise<unknown>;
}

export async function takeFieldTypePictures(pictures: Pictures): Promise<void> {
  const id = await createSample(pictures);
  for (const [language, context] of [
    ["en", pictures.english],
    ["zh", pictures.chinese],
  ] as const) {
    const page = await context.newPage();
    const screens = { form: `/${id}/edit`, record: `/${id}`, list: "" };
    for (const [name, path] of Object.entries(screens)) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${pictures.address}/demo/records/sample${path}`);
      await quietPage(page);
      await page.locator("main").waitFor();
      if (path !== "") await showWhole(page);
      await pictures.save(page, `field-types-${name}-${language}`);
    }
    await page.close();
  }
}

const width = 1440;

/** As high as what the screen scrolls through. */
async function showWhole(page: Page): Promise<void> {
  const height = await page.evaluate<number>(
    "Math.max(...[...document.querySelectorAll('main, main *')].map(({ scrollHeight }) => scrollHeight))",
  );
  await page.setViewportSize({ width, height: Math.min(height + 80, 4000) });
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
  );
}

async function createSample({ english, address, photo }: Pictures): Promise<string> {
  const create = async (object: string, data: unknown) =>
    idOf(english, `${address}/demo/api/records/${object}`, { data });
  const upload = async (name: string, data: Buffer) =>
    idOf(english, `${address}/demo/api/files`, {
      data,
      headers: {
        "tenon-file-name": encodeURIComponent(name),
        "content-type": "application/octet-stream",
      },
    });
  const account = await english.request.get(`${address}/demo/api/records/user?limit=1`);
  const users: { readonly data: readonly { readonly id: string }[] } = await account.json();
  const maker = await create("maker", { name: "Nordwind Pumps" });
  const other = await create("maker", { name: "东方水泵" });
  const above = await create("sample", { text: "Pumps" });
  const note = Buffer.from("Keep dry.\n");
  return create("sample", {
    ...everyTypeRecord,
    lookup: maker,
    many_to_many: [maker, other],
    dynamic_lookup: { object: "maker", id: other },
    tree_parent: above,
    user: users.data[0]?.id,
    attachment: await upload("manual.txt", note),
    attachments: [await upload("合同.txt", note), await upload("invoice.txt", note)],
    image: await upload("list.png", await readFile(photo)),
  });
}

interface Sent {
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function idOf(context: BrowserContext, place: string, sent: Sent): Promise<string> {
  const { origin } = new URL(place);
  const answer = await context.request.post(place, {
    data: sent.data,
    headers: { origin, ...sent.headers },
  });
  if (!answer.ok()) throw new Error(`${place} answers ${answer.status()} ${await answer.text()}`);
  const { id }: { readonly id: string } = await answer.json();
  return id;
}
