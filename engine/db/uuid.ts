import { randomFillSync } from "node:crypto";

const pool = new Uint8Array(16 * 256);
let used = pool.length;
let lastMilliseconds = 0;
let sequence = 0;

/**
 * UUID version 7 (RFC 9562): ordered by creation. Within a millisecond of one process the order is
 * kept by a 12-bit counter (method 1 of section 6.2).
 */
export function newUuid(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 16);
  used += 16;
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    sequence = (((random[6] ?? 0) & 0x07) << 8) | (random[7] ?? 0);
  } else if (++sequence > 0xfff) {
    lastMilliseconds++;
    sequence = 0;
  }
  const time = lastMilliseconds.toString(16).padStart(12, "0");
  const counter = sequence.toString(16).padStart(3, "0");
  let tail = (((random[8] ?? 0) & 0x3f) | 0x80).toString(16);
  for (let index = 9; index < 16; index++)
    tail += (random[index] ?? 0).toString(16).padStart(2, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
