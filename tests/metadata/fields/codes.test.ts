import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { code128, code128Widths } from "../../../runtime/fields/codes/code128.ts";
import { ean13 } from "../../../runtime/fields/codes/ean13.ts";
import { qrCode } from "../../../runtime/fields/codes/qr-code.ts";

const bits = (bars: readonly boolean[] | null) =>
  (bars ?? []).map((bar) => (bar ? "1" : "0")).join("");

test("the table of Code 128 holds what the standard says of it", () => {
  expect(code128Widths).toHaveLength(107);
  expect(new Set(code128Widths).size).toBe(107);
  const total = (widths: string) => [...widths].reduce((sum, width) => sum + Number(width), 0);
  const bars = (widths: string) => total(widths.replace(/(.)./g, "$1"));
  for (const widths of code128Widths.slice(0, 106)) {
    expect(total(widths), widths).toBe(11);
    expect(bars(widths) % 2, widths).toBe(0);
  }
});

test("Code 128 has its check character and its end", () => {
  // Start B, P J J 1 2 3 C, check 55, stop: the example of many text books.
  const values = [104, 48, 42, 42, 17, 18, 19, 35, 55, 106];
  const text = values
    .map((value) =>
      [...(code128Widths[value] ?? "")]
        .map((width, index) => (index % 2 === 0 ? "1" : "0").repeat(Number(width)))
        .join(""),
    )
    .join("");
  expect(bits(code128("PJJ123C"))).toBe(text);
  expect(code128("1234")?.length).toBe(11 * 4 + 13);
  expect(code128("条")).toBeNull();
});

test("EAN-13 says its digits between its guards", () => {
  expect(bits(ean13("4006381333931"))).toBe(
    "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101",
  );
  expect(ean13("400638133393")).toBeNull();
});

/** Read back by an independent decoder when the digests were taken. */
test.each([
  ["TENON", 21, "3de33b7fe9859c8a"],
  ["https://example.com/物料/1234", 29, "dad134883af8c9bf"],
  ["x".repeat(100), 41, "898a791db8daf879"],
  ["y".repeat(500), 85, "2ece515d477aa8c3"],
])("the QR code of %j stays what it is", (text, size, expected) => {
  const rows = qrCode(text) ?? [];
  expect(rows).toHaveLength(size);
  const digest = createHash("sha256").update(rows.map(bits).join("\n")).digest("hex");
  expect(digest.slice(0, 16)).toBe(expected);
});

test("what is too long for a QR code has none", () => {
  expect(qrCode("x".repeat(2331))).toHaveLength(177);
  expect(qrCode("x".repeat(2332))).toBeNull();
});
