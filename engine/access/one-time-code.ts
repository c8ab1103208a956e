/** Codes of an authenticator app (RFC 6238): six digits, a new one every 30 seconds. */
import { Secret, TOTP } from "otpauth";

const periodSeconds = 30;
/** Steps before and after that of now, for clocks that differ. */
const stepsAround = 1;
const secretBytes = 20;

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: "Tenon",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  });

/** In base32, as people type it into an app. */
export const newCodeSecret = (): string => new Secret({ size: secretBytes }).base32;

/** `otpauth://totp/…`, which apps read from a QR code. */
export const codeAddress = (secret: string, email: string): string =>
  totpOf(secret, email).toString();

/** The step that a code belongs to; null when it is not that of now or of a neighbour. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const difference = totpOf(secret).validate({ token: code, timestamp, window: stepsAround });
  return difference === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + difference;
}
