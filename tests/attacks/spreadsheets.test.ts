/** Spreadsheet files made to cost more than they weigh are refused before they are read. */
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readTable } from "../../engine/import/read-table.ts";
import { entriesMaximum, examineZip, unpackedMaximum } from "../../engine/import/zip-sizes.ts";

interface Part {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the file states, when it lies. */
  readonly stated?: number;
}

function zip(parts: readonly Part[]): Uint8Array {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, data, stated } of parts) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(stated ?? data.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), head, place, Buffer.from(name)]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from("PK\x05\x06"), end]);
}

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
