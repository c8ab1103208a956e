import { expect, test } from "vitest";
import { firstGuesses } from "../../engine/access/first-guesses.ts";
import { passwordMistake } from "../../engine/access/password-rules.ts";

test("passwords that guessers try, that are too short, or that name their owner are refused", async () => {
  const owner = { email: "li.ming@example.com", name: "Li Ming Hua" };
  const codes: Readonly<Record<string, readonly string[]>> = {
    password_too_short: ["", "1234567", "密码密码密码密"],
    password_too_long: ["x y".repeat(342)],
    password_common: [
      "password1",
      "PassWord123",
      "12345678",
      "87654321",
      "abcdefgh",
      "aaaaaaaaaaaa",
      "abababab",
      "woaini1314",
      "p a s s w o r d 1",
    ],
    password_names_you: ["li.ming@example.com", "LI.MING@example.com", "liminghua", "li ming hua"],
  };
  for (const [expected, passwords] of Object.entries(codes))
    for (const each of passwords)
      expect((await passwordMistake(each, owner, "/password"))?.code, each).toBe(expected);
  for (const each of ["correct horse", "密码要长一点才好", "Tr0ub4dor&3", "q7 x9 z".repeat(146)])
    expect(await passwordMistake(each, owner, "/password"), each).toBeNull();
});

test("so are the 3 000 that are found most often, of those that are long enough", async () => {
  const owner = { email: "li.ming@example.com", name: "Li Ming" };
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const found = dictionary["passwords-common"].filter((each) => [...each].length >= 8);
  expect(found.length).toBeGreaterThanOrEqual(3000);
  for (const each of found)
    for (const spelling of [each, each.toUpperCase()])
      expect((await passwordMistake(spelling, owner, ""))?.code, spelling).toBe("password_common");
});

test("each of our own guesses is one that list and rules miss", async () => {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const list = new Set(dictionary["passwords-common"]);
  expect([...firstGuesses].filter((each) => list.has(each) || each.length < 8)).toEqual([]);
});
