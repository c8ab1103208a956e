/** What is kept of recovery codes, and what became of those that earlier engines kept. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyPassword } from "../../engine/access/password.ts";
import {
  giveRecoveryCodes,
  hashOldCodes,
  makeRecoveryCodes,
  useRecoveryCode,
} from "../../engine/access/recovery-codes.ts";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { newUuid } from "../../engine/db/uuid.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = connectDatabase(place.url, 4);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const keptOf = async (account: string): Promise<readonly string[]> => {
  const { rows } = await database.run({
    text: "select digest from core.recovery_code where account = $1",
    values: [account],
  });
  return rows.map(([kept]) => String(kept));
};

/** As engines kept them that knew no better. */
const plainDigest = (account: string, code: string): string =>
  createHash("sha256").update(`${account} ${code}`).digest("hex");

const typed = (code: string): string => code.replaceAll("-", "");

test("codes are kept as passwords are, under a salt of their account", async () => {
  const salts = new Set<string>();
  for (const account of [newUuid(), newUuid()]) {
    const made = await makeRecoveryCodes(account);
    await giveRecoveryCodes(database, account, made);
    const kept = await keptOf(account);
    expect(kept).toHaveLength(10);
    for (const each of kept) {
      expect(each).toMatch(/^argon2id\$19456\$2\$1\$[\w-]{22}\$[\w-]{43}$/);
      salts.add(each.split("$")[4] ?? "");
    }
    const digests = made.codes.map((code) => plainDigest(account, typed(code)));
    const fits = await Promise.all(digests.map((digest) => verifyPassword(digest, kept[0] ?? "")));
    expect(fits.filter(Boolean)).toHaveLength(1);
    for (const digest of digests) expect(kept.join()).not.toContain(digest);
  }
  expect(salts.size).toBe(2);
});

test("a code is of one account, and good once", async () => {
  const [mine, other] = [newUuid(), newUuid()];
  const made = await makeRecoveryCodes(mine);
  await giveRecoveryCodes(database, mine, made);
  await giveRecoveryCodes(database, other, await makeRecoveryCodes(other));
  const code = typed(made.codes[4] ?? "");
  expect(await useRecoveryCode(database, other, code)).toBe(false);
  const tries = Array.from({ length: 6 }, () => useRecoveryCode(database, mine, code));
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  expect(await keptOf(mine)).toHaveLength(9);
});

test("codes of earlier engines stay good, are hashed as others are, and once is once", async () => {
  const account = newUuid();
  const codes = ["aaaabbbbccccdddd", "eeeeffffgggghhhh", "iiiijjjjkkkkllll", "mmmmnnnnoooopppp"];
  await database.run({
    text: "insert into core.recovery_code (id, account, digest, created_at) select unnest($1::uuid[]), $2, unnest($3::text[]), now()",
    values: [codes.map(() => newUuid()), account, codes.map((code) => plainDigest(account, code))],
  });
  const [first = "", second = "", third = "", fourth = ""] = codes;
  expect(await useRecoveryCode(database, account, first)).toBe(true);
  await hashOldCodes(database);
  const kept = await keptOf(account);
  expect(kept).toHaveLength(3);
  for (const each of kept) expect(each).toMatch(/^argon2id\$/);
  for (const [code, good] of [
    [first, false],
    [second, true],
    [second, false],
    [third, true],
    [plainDigest(account, fourth), false],
  ] as const)
    expect(await useRecoveryCode(database, account, code), code).toBe(good);
  await hashOldCodes(database);
  expect(await useRecoveryCode(database, account, fourth)).toBe(true);
  expect(await keptOf(account)).toEqual([]);
});
