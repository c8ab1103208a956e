/** How a person fills the control of each field type; a new type without a way does not compile. */
import type { Page } from "playwright-core";
import type { FieldTypeName } from "../../metadata/fields/index.ts";

/** Fills the control of a field on a form; the engine gives what is null. */
export type Way = ((page: Page, field: string) => Promise<void>) | null;

/** One transparent point. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const control = (page: Page, field: string) => page.locator(`[id="control-${field}"]`);

/** The control with its label and what stands around it. */
const whole = (page: Page, field: string) =>
  page.locator(".field", { has: control(page, field) }).first();

const typed =
  (text: string): Way =>
  async (page, field) => {
    const input = control(page, field);
    await input.fill(text);
    await input.blur();
  };

const chosen =
  (...titles: readonly string[]): Way =>
  async (page, field) => {
    const input = page.locator(`input[id="control-${field}"]`);
    for (const title of titles) {
      await input.click();
      await input.fill(title);
      await page.getByRole("option", { name: title }).first().waitFor();
      await input.press("Enter");
    }
  };

const uploaded =
  (...names: readonly string[]): Way =>
  async (page, field) => {
    const place = whole(page, field);
    for (const name of names) {
      const isPicture = name.endsWith(".png");
      await control(page, field).setInputFiles({
        name,
        mimeType: isPicture ? "image/png" : "text/plain",
        buffer: isPicture ? picture : Buffer.from("Keep dry."),
      });
      await place.getByText(name).first().waitFor();
    }
  };

/** Options by their titles, in a group of choices. */
const ticked =
  (...titles: readonly string[]): Way =>
  async (page, field) => {
    for (const title of titles) await control(page, field).getByLabel(title).check();
  };

export const ways: Readonly<Record<FieldTypeName, Way>> = {
  auto_number: null,
  text: typed("Solar pump"),
  long_text: typed("For wells.\nNo battery."),
  rich_text: async (page, field) => {
    await control(page, field).click();
    await page.keyboard.type("Delivered assembled");
  },
  integer: typed("1,280"),
  decimal: typed("12.375"),
  money: typed("86,450.5"),
  percent: typed("13%"),
  quantity: typed("18.4 kg"),
  rating: async (page, field) => {
    await control(page, field).locator("input").nth(3).check({ force: true });
  },
  boolean: async (page, field) => {
    await control(page, field).check();
  },
  select: async (page, field) => {
    await control(page, field).selectOption("medium");
  },
  multi_select: ticked("Low", "High"),
  tags: async (page, field) => {
    const input = page.locator(`input[id="control-${field}"]`);
    for (const tag of ["solar", "水泵"]) {
      await input.fill(tag);
      await input.press("Enter");
    }
  },
  date: typed("2026-03-20"),
  date_time: typed("2026-03-20 08:30"),
  time: typed("16:45"),
  duration: typed("1 h 30 min"),
  lookup: chosen("Nordwind"),
  many_to_many: chosen("Nordwind", "Ostwind"),
  dynamic_lookup: chosen("Ostwind"),
  tree_parent: chosen("Pumps"),
  user: chosen("admin"),
  email: typed("pumps@example.com"),
  phone: typed("+86 21 5555 0100"),
  url: typed("https://example.com/pumps"),
  barcode: typed("4006381333931"),
  color: typed("#1f6feb"),
  person_name: async (page, field) => {
    await whole(page, field).getByLabel("Family name").fill("欧阳");
    await whole(page, field).getByLabel("Given name").fill("修");
  },
  address: async (page, field) => {
    await whole(page, field).locator(".part-street input").fill("世纪大道100号");
  },
  geo_point: typed("31.2304,121.4737"),
  attachment: uploaded("manual.txt"),
  attachments: uploaded("contract.txt", "invoice.txt"),
  image: uploaded("pump.png"),
  signature: async (page, field) => {
    const surface = whole(page, field).locator(".signature-surface");
    await surface.scrollIntoViewIfNeeded();
    const box = await surface.boundingBox();
    if (box === null) throw new Error("There is nothing to sign on");
    await page.mouse.move(box.x + 20, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 50, { steps: 4 });
    await page.mouse.up();
  },
  secret: typed("tr0ub4dor"),
  json: typed('{"voltage":24}'),
  child_rows: async (page, field) => {
    await page.getByRole("button", { name: "Add line" }).click();
    await page.locator(`[id^="control-${field}#"][id$=".part"]`).fill("Impeller");
    await page.locator(`[id^="control-${field}#"][id$=".pieces"]`).fill("2");
  },
};
