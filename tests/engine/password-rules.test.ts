import { expect, test } from "vitest";
import { passwordMistake } from "../../engine/access/password-rules.ts";

test("passwords that guessers try, that are too short, or that name their owner are refused", () => {
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
      expect(passwordMistake(each, owner, "/password")?.code, each).toBe(expected);
  for (const each of ["correct horse", "密码要长一点才好", "Tr0ub4dor&3", "q7 x9 z".repeat(146)])
    expect(passwordMistake(each, owner, "/password"), each).toBeNull();
});
