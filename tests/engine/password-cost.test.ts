import { argon2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "../../engine/access/password.ts";

test("a password is compared by the cost that its hash was made with", async () => {
  const salt = Buffer.alloc(16, 7);
  const [memory, passes, lanes] = [8_192, 3, 1];
  const digest = argon2Sync("argon2id", {
    message: Buffer.from("of another year"),
    nonce: salt,
    parallelism: lanes,
    tagLength: 32,
    memory,
    passes,
  });
  const parts = ["argon2id", memory, passes, lanes, salt.toString("base64url")];
  const stored = [...parts, digest.toString("base64url")].join("$");
  expect(await verifyPassword("of another year", stored)).toBe(true);
  expect(await verifyPassword("of another yeah", stored)).toBe(false);
  expect(await verifyPassword("today", await hashPassword("today"))).toBe(true);
  expect(await verifyPassword("today", null)).toBe(false);
});
