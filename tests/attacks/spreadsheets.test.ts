/** Spreadsheet files made to cost more than they weigh are refused before they are read. */
import { describe, expect, test } from "vitest";
import { readTable } from "../../engine/import/read-table.ts";
import { entriesMaximum, examineZip, unpackedMaximum } from "../../engine/import/zip-sizes.ts";
import { zip } from "../support/zip-file.ts";

const small = Buffer.from("<a/>");

describe("a spreadsheet file", () => {
  test.each([
    ["states gigabytes", [{ name: "a.xml", data: small, stated: 0xfffffff0 }]],
    [
      "states too much in all its entries",
      Array.from({ length: 4 }, (_, index) => ({
        name: `${index}.xml`,
        data: small,
        stated: unpackedMaximum / 3,
      })),
    ],
    ["unpacks to more than it states", [{ name: "a.xml", data: Buffer.alloc(5e7), stated: 100 }]],
    [
      "has too many entries",
      Array.from({ length: entriesMaximum + 1 }, (_, index) => ({ name: `${index}`, data: small })),
    ],
  ])("that %s is refused", (_, parts) => {
    expect(examineZip(zip(parts))).toBe("too_large");
  });

  test("that is honest and small is read on", () => {
    expect(examineZip(zip([{ name: "a.xml", data: small }]))).toBe("fits");
  });

  test("that breaks off, holds something else or is no workbook is told so", async () => {
    const whole = zip([{ name: "a.xml", data: small }]);
    for (const file of [whole, whole.subarray(0, 40), Buffer.from("PK\x03\x04garbage")]) {
      const read = await readTable(file, null);
      expect(read.ok ? null : read.problems.map(({ code }) => code)).toEqual(["not_a_spreadsheet"]);
    }
  });
});
