/**
 * QR codes (ISO/IEC 18004): UTF-8 bytes with error correction M, in the smallest of the forty
 * versions that holds them, under the mask with the fewest penalties.
 */

import { drawFormat, penalty, xorMask } from "./qr-masks.ts";
import { drawFunctionPatterns, drawVersion, emptySymbol, type QrSymbol } from "./qr-patterns.ts";
import { errorCorrection } from "./reed-solomon.ts";

/** Per version, for level M: codewords of error correction in a block, and number of blocks. */
const correctionLength = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const blockCounts = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
  28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];

/** Modules that are neither function patterns nor format, in bits. */
function rawBits(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    bits -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) bits -= 36;
  }
  return bits;
}

interface Layout {
  readonly version: number;
  readonly blocks: number;
  readonly correction: number;
  readonly codewords: number;
  readonly dataLength: number;
}

function layoutOf(version: number): Layout {
  const blocks = blockCounts[version - 1] ?? 1;
  const correction = correctionLength[version - 1] ?? 0;
  const codewords = Math.floor(rawBits(version) / 8);
  return { version, blocks, correction, codewords, dataLength: codewords - blocks * correction };
}

/** Rows of modules, dark ones true; `null` when the text is empty or too long for a QR code. */
export function qrCode(text: string): readonly (readonly boolean[])[] | null {
  const bytes = new TextEncoder().encode(text);
  const layout = Array.from({ length: 40 }, (_, index) => layoutOf(index + 1)).find(
    ({ version, dataLength }) => 4 + (version < 10 ? 8 : 16) + bytes.length * 8 <= dataLength * 8,
  );
  if (bytes.length === 0 || layout === undefined) return null;
  const codewords = interleave(dataCodewords(bytes, layout), layout);
  const symbol = emptySymbol(layout.version);
  drawFunctionPatterns(symbol, layout.version);
  drawFormat(symbol, 0);
  drawVersion(symbol, layout.version);
  drawCodewords(symbol, codewords);
  return bestMasked(symbol);
}

/** Mode, length and bytes, ended and padded. */
function dataCodewords(bytes: Uint8Array, { version, dataLength }: Layout): readonly number[] {
  const bits: number[] = [];
  const append = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  append(0b0100, 4);
  append(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) append(byte, 8);
  append(0, Math.min(4, dataLength * 8 - bits.length));
  append(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < dataLength * 8; pad ^= 0xec ^ 0x11) append(pad, 8);
  return Array.from({ length: dataLength }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
}

/** Blocks with their error correction, column by column; the first blocks are one shorter. */
function interleave(data: readonly number[], layout: Layout): readonly number[] {
  const { blocks, correction, codewords } = layout;
  const shortBlocks = blocks - (codewords % blocks);
  const shortLength = Math.floor(codewords / blocks) - correction;
  const parts: { readonly data: readonly number[]; readonly correction: readonly number[] }[] = [];
  let at = 0;
  for (let block = 0; block < blocks; block += 1) {
    const part = data.slice(at, at + shortLength + (block < shortBlocks ? 0 : 1));
    at += part.length;
    parts.push({ data: part, correction: errorCorrection(part, correction) });
  }
  const columns = (pick: (part: (typeof parts)[number]) => readonly number[], length: number) =>
    Array.from({ length }, (_, index) => parts.map((part) => pick(part)[index]))
      .flat()
      .filter((value) => value !== undefined);
  return [
    ...columns((part) => part.data, shortLength + 1),
    ...columns((part) => part.correction, correction),
  ];
}

/** In two columns at a time, upwards and downwards by turns, from the right. */
function drawCodewords({ size, dark, fixed }: QrSymbol, codewords: readonly number[]): void {
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const upward = ((right + 1) & 2) === 0;
        const y = upward ? size - 1 - step : step;
        if (fixed[y]?.[x] || bit >= codewords.length * 8) continue;
        const row = dark[y];
        if (row) row[x] = (((codewords[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
        bit += 1;
      }
    }
  }
}

function bestMasked(symbol: QrSymbol): readonly (readonly boolean[])[] {
  let best: readonly (readonly boolean[])[] = symbol.dark;
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 8; mask += 1) {
    const masked = xorMask(symbol, mask);
    drawFormat(masked, mask);
    const cost = penalty(masked.dark);
    if (cost < least) {
      least = cost;
      best = masked.dark;
    }
  }
  return best;
}
