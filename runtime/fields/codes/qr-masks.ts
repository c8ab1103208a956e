/** Masks of QR codes, the format that names them, and what makes a masked symbol hard to read. */
import { type QrSymbol, setFixed } from "./qr-patterns.ts";

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** A copy with one of the eight masks over its data. */
export function xorMask({ size, dark, fixed }: QrSymbol, mask: number): QrSymbol {
  const inverts = masks[mask];
  const masked = dark.map((row, y) =>
    row.map((module, x) => (!fixed[y]?.[x] && inverts?.(x, y) ? !module : module)),
  );
  return { size, dark: masked, fixed };
}

/** Error correction M and the mask, twice, with the one module that is always dark. */
export function drawFormat(symbol: QrSymbol, mask: number): void {
  let remainder = mask;
  for (let index = 0; index < 10; index += 1) {
    remainder = (remainder << 1) ^ ((remainder >>> 9) * 0x537);
  }
  const bits = ((mask << 10) | remainder) ^ 0x5412;
  const bit = (index: number) => ((bits >>> index) & 1) === 1;
  const { size } = symbol;
  for (let index = 0; index <= 5; index += 1) setFixed(symbol, 8, index, bit(index));
  setFixed(symbol, 8, 7, bit(6));
  setFixed(symbol, 8, 8, bit(7));
  setFixed(symbol, 7, 8, bit(8));
  for (let index = 9; index < 15; index += 1) setFixed(symbol, 14 - index, 8, bit(index));
  for (let index = 0; index < 8; index += 1) setFixed(symbol, size - 1 - index, 8, bit(index));
  for (let index = 8; index < 15; index += 1) setFixed(symbol, 8, size - 15 + index, bit(index));
  setFixed(symbol, 8, size - 8, true);
}

/** Long runs, blocks, look-alikes of the finder and imbalance, weighed as the standard says. */
export function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const columns = dark.map((_, x) => dark.map((row) => row[x] === true));
  let cost = 0;
  for (const line of [...dark, ...columns]) cost += linePenalty(line);
  let darkCount = 0;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const module = dark[y]?.[x];
      if (module) darkCount += 1;
      if (x + 1 === size || y + 1 === size) continue;
      const others = [dark[y]?.[x + 1], dark[y + 1]?.[x], dark[y + 1]?.[x + 1]];
      if (others.every((other) => other === module)) cost += 3;
    }
  }
  const share = darkCount / (size * size);
  return cost + Math.floor(Math.abs(share - 0.5) * 20) * 10;
}

const finderLike = /(?=10111010000|00001011101)/g;

function linePenalty(line: readonly boolean[]): number {
  const text = line.map((module) => (module ? "1" : "0")).join("");
  let cost = 0;
  for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) cost += run.length - 2;
  return cost + 40 * [...text.matchAll(finderLike)].length;
}
