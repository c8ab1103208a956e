/**
 * Chance that can be repeated and, without its key, not foretold: the key stream of ChaCha20
 * (RFC 8439, with a nonce of zeros).
 */
import { still } from "./still.ts";

const state = new Uint32Array(16);
const block = new Uint32Array(16);
/** Words of the block that are used up. */
let used = 16;

/** @param key 32 bytes in hexadecimal digits */
export function seedRandom(key: string): void {
  state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let word = 0; word < 8; word++) {
    const bytes = key.slice(word * 8, word * 8 + 8).match(/../g) ?? [];
    // Little-endian.
    state[4 + word] = Number.parseInt(bytes.reverse().join(""), 16);
  }
  state.fill(0, 12);
  used = 16;
}

function quarter(a: number, b: number, c: number, d: number): void {
  const turn = (target: number, other: number, bits: number): void => {
    const mixed = block[target]! ^ block[other]!;
    block[target] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  block[a]! += block[b]!;
  turn(d, a, 16);
  block[c]! += block[d]!;
  turn(b, c, 12);
  block[a]! += block[b]!;
  turn(d, a, 8);
  block[c]! += block[d]!;
  turn(b, c, 7);
}

function nextWord(): number {
  if (used === 16) {
    block.set(state);
    for (let round = 0; round < 10; round++) {
      quarter(0, 4, 8, 12);
      quarter(1, 5, 9, 13);
      quarter(2, 6, 10, 14);
      quarter(3, 7, 11, 15);
      quarter(0, 5, 10, 15);
      quarter(1, 6, 11, 12);
      quarter(2, 7, 8, 13);
      quarter(3, 4, 9, 14);
    }
    for (let word = 0; word < 16; word++) block[word]! += state[word]!;
    state[12]! += 1;
    used = 0;
  }
  return block[used++]!;
}

/** 53 bits, as `Math.random` gives them. */
const random = (): number => (nextWord() * 2 ** 21 + (nextWord() >>> 11)) / 2 ** 53;

function randomUUID(): string {
  const words = [nextWord(), nextWord(), nextWord(), nextWord()];
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) & 3];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

export function fixChance(): void {
  Object.defineProperty(Math, "random", { value: random, writable: true, configurable: true });
  Object.defineProperty(globalThis, "crypto", { value: still({ randomUUID }) });
}
