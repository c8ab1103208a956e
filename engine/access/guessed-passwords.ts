/**
 * Passwords that guessers try first: a list by how often they were found in what was stolen, and
 * beside it what that list has not heard of.
 */
import { firstGuesses } from "./first-guesses.ts";

let known: Promise<ReadonlySet<string>> | null = null;

/** In small letters. Read when the first password is chosen: most processes never need it. */
export const guessedPasswords = (): Promise<ReadonlySet<string>> => {
  known ??= read();
  return known;
};

async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set([...dictionary["passwords-common"], ...firstGuesses]);
}
