import { createCipheriv, createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

const at = new Date("2026-03-04T05:06:07.089Z");

describe("the clock of a run", () => {
  test.each([
    ["now()", "2026-03-04T05:06:07.089Z"],
    ["Date.now()", at.getTime()],
    ["new Date()", "2026-03-04T05:06:07.089Z"],
    ["new (new Date(0).constructor)()", "2026-03-04T05:06:07.089Z"],
    ["Reflect.construct(Date, [])", "2026-03-04T05:06:07.089Z"],
    ["new (class Later extends Date {})()", "2026-03-04T05:06:07.089Z"],
    ["Date().slice(0, 24)", "Wed Mar 04 2026 05:06:07"],
    ["new Intl.DateTimeFormat('en').format()", "3/4/2026"],
    ["[0].map(() => undefined).map(new Intl.DateTimeFormat('en').format)[0]", "3/4/2026"],
    [
      "new Intl.DateTimeFormat('en').formatToParts().map((part) => part.value).join('')",
      "3/4/2026",
    ],
    ["new Date(NaN).constructor.now()", at.getTime()],
    ["typeof performance", "undefined"],
    ["typeof Temporal", "undefined"],
    ["typeof setTimeout", "undefined"],
  ])("is what %s reads", async (text, value) => {
    expect(await runners.value(`return ${text}`, { at })).toBe(value);
  });

  test("does not move, however long a script computes", async () => {
    const text =
      "const begun = Date.now(); for (let i = 0; i < 3e6; i++); return Date.now() - begun";
    expect(await runners.value(text)).toBe(0);
  });

  test("leaves dates what they are", async () => {
    const text = `const day = new Date(2026, 0, 31, 8);
      return [day, day instanceof Date, Date.UTC(2026, 0), Date.parse("2026-01-01"), Date.name, Date.length,
        new Date("x").getTime(), new Date(undefined).getTime(), Object.prototype.toString.call(day),
        new Intl.DateTimeFormat("en").format(day), day.toLocaleDateString("zh-CN"), day.getTimezoneOffset()]`;
    const utc = Date.UTC(2026, 0);
    expect(await runners.value(text)).toEqual([
      ...["2026-01-31T08:00:00.000Z", true, utc, utc, "Date", 7, null, null],
      ...["[object Date]", "1/31/2026", "2026/1/31", 0],
    ]);
  });
});

describe("the chance of a run", () => {
  const draws = `return [Math.random(), Math.random(), crypto.randomUUID(),
    Array.from({ length: 40 }, () => Math.random())]`;

  test("is the same for the same seed and another for another", async () => {
    const first = await runners.value(draws, { seed: "a" });
    expect(await runners.value(draws, { seed: "a" })).toEqual(first);
    expect(await runners.value(draws, { seed: "b" })).not.toEqual(first);
  });

  test("is the key stream of ChaCha20, as another implementation has it", async () => {
    const key = createHash("sha256").update("a").digest();
    const cipher = createCipheriv("chacha20", key, Buffer.alloc(16));
    const stream = cipher.update(Buffer.alloc(8 * 50));
    const expected = Array.from({ length: 50 }, (_, index) => {
      const high = stream.readUInt32LE(index * 8);
      const low = stream.readUInt32LE(index * 8 + 4) >>> 11;
      return (high * 2 ** 21 + low) / 2 ** 53;
    });
    const text = "return Array.from({ length: 50 }, () => Math.random())";
    expect(await runners.value(text, { seed: "a" })).toEqual(expected);
  });

  test("makes identifiers of version 4", async () => {
    const text = "return Array.from({ length: 200 }, () => crypto.randomUUID())";
    const made = await runners.value(text);
    const list: unknown[] = Array.isArray(made) ? made : [];
    expect(new Set(list).size).toBe(200);
    for (const id of list)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
