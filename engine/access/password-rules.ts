/**
 * Which passwords are taken (ASVS 5, section 6.2): long enough, none that guessers try first, and
 * not what everybody knows of the person. No rules about kinds of characters: they make worse ones.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import { guessedPasswords } from "./guessed-passwords.ts";

export const passwordLengthMinimum = 8;
export const passwordLengthMaximum = 1024;

/** What everybody knows of whose password it is. */
export interface KnownOfOwner {
  readonly email: string;
  readonly name: string;
}

/** Why a new password is not taken; null when it is. */
export async function passwordMistake(
  password: string,
  owner: KnownOfOwner,
  path: string,
): Promise<Problem | null> {
  if ([...password].length < passwordLengthMinimum)
    return problem("password_too_short", path, { minimum: passwordLengthMinimum });
  if (password.length > passwordLengthMaximum)
    return problem("password_too_long", path, { maximum: passwordLengthMaximum });
  if (await isCommon(password)) return problem("password_common", path);
  if (namesOwner(password, owner)) return problem("password_names_you", path);
  return null;
}

/** Without case and space, so that `P a S s w o r d` is found as what it is. */
const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

async function isCommon(password: string): Promise<boolean> {
  const plain = folded(password);
  return isRun(plain) || isRepetition(plain) || (await guessedPasswords()).has(plain);
}

/** Each character a step up, or each a step down, from the one before: `12345678`, `hgfedcba`. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  // After 9 comes 0 on a keyboard.
  const digits = /^\d+$/.test(text) && "01234567890".includes(text);
  return digits || steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** One to three characters over and over: `aaaaaaaa`, `12312312`. */
const isRepetition = (text: string): boolean =>
  [1, 2, 3].some((length) => {
    const part = text.slice(0, length);
    return text === part.repeat(Math.ceil(text.length / length)).slice(0, text.length);
  });

function namesOwner(password: string, { email, name }: KnownOfOwner): boolean {
  const plain = folded(password);
  const [local = "", domain = ""] = folded(email).split("@");
  const known = [folded(email), local, domain, folded(name), local + domain];
  return known.some((text) => text !== "" && (plain === text || plain === reversed(text)));
}

const reversed = (text: string): string => [...text].reverse().join("");
