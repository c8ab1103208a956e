/**
 * Passwords as argon2id hashes (RFC 9106) with the parameters of OWASP's first recommendation:
 * 19 MiB, 2 passes, 1 lane. Stored as `argon2id$19456$2$1$salt$hash` in base64url.
 */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

const memoryKibibytes = 19_456;
const passes = 2;
const lanes = 1;
const hashBytes = 32;

/** At most two hashes at a time: the rest waits, so that sign-ins cannot take the machine. */
const parallelMaximum = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= parallelMaximum) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** What a hash costs, as it is kept beside it: in kibibytes, passes over them, lanes. */
type Cost = readonly [memory: number, passes: number, lanes: number];

const costNow: Cost = [memoryKibibytes, passes, lanes];

function hash(
  password: string,
  salt: Buffer,
  [memory, rounds, parallelism]: Cost,
): Promise<Buffer> {
  return inTurn(() =>
    derive("argon2id", {
      message: Buffer.from(password, "utf8"),
      nonce: salt,
      parallelism,
      tagLength: hashBytes,
      memory,
      passes: rounds,
    }),
  );
}

/** `like`: under the salt and at the cost of what is kept, so that the same text becomes the same. */
export async function hashPassword(password: string, like: string | null = null): Promise<string> {
  const { cost, salt } = like === null ? { cost: costNow, salt: randomBytes(16) } : partsOf(like);
  const digest = await hash(password, salt, cost);
  return ["argon2id", ...cost, salt.toString("base64url"), digest.toString("base64url")].join("$");
}

function partsOf(stored: string): {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly digest: Buffer;
} {
  const [, memory, rounds, parallelism, salt, digest] = stored.split("$");
  return {
    // By the cost of its time: one that is raised later locks nobody out.
    cost: [Number(memory), Number(rounds), Number(parallelism)],
    salt: Buffer.from(salt ?? "", "base64url"),
    digest: Buffer.from(digest ?? "", "base64url"),
  };
}

/** True when `password` is the one behind `stored`. Takes as long for an unknown account. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const { cost, salt, digest } = partsOf(stored ?? unknownAccount);
  const found = await hash(password, salt, cost);
  return found.length === digest.length && timingSafeEqual(found, digest) && stored !== null;
}

const unknownAccount = `argon2id$${memoryKibibytes}$${passes}$${lanes}$${Buffer.alloc(16).toString("base64url")}$${Buffer.alloc(hashBytes).toString("base64url")}`;
