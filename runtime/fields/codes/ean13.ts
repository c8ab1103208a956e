/** EAN-13 (ISO/IEC 15420): 13 digits as 95 modules. */

/** Left-hand digits of odd parity; the others are made from them. */
const odd = [
  "0001101",
  "0011001",
  "0010011",
  "0111101",
  "0100011",
  "0110001",
  "0101111",
  "0111011",
  "0110111",
  "0001011",
];

/** The first digit is said by the parity of the next six: `E` is even. */
const parities = [
  "OOOOOO",
  "OOEOEE",
  "OOEEOE",
  "OOEEEO",
  "OEOOEE",
  "OEEOOE",
  "OEEEOO",
  "OEOEOE",
  "OEOEEO",
  "OEEOEO",
];

const complement = (bits: string): string => bits.replace(/./g, (bit) => (bit === "0" ? "1" : "0"));

const even = (bits: string): string => [...complement(bits)].reverse().join("");

/** Dark modules are true; `null` when the text is not of 13 digits. */
export function ean13(value: string): readonly boolean[] | null {
  if (!/^[0-9]{13}$/.test(value)) return null;
  const digits = [...value].map(Number);
  const parity = parities[digits[0] ?? 0] ?? "";
  const left = digits.slice(1, 7).map((digit, index) => {
    const bits = odd[digit] ?? "";
    return parity[index] === "E" ? even(bits) : bits;
  });
  const right = digits.slice(7).map((digit) => complement(odd[digit] ?? ""));
  const bars = `101${left.join("")}01010${right.join("")}101`;
  return [...bars].map((bit) => bit === "1");
}
