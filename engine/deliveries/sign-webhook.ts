/** Signatures by Standard Webhooks: what we send is signed, what we are sent is verified. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** A message that is older, or from the future, is refused. */
export const toleranceSeconds = 300;

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** Whether a secret can be a key: 24 bytes or more, in base64. */
export const isWebhookSecret = (secret: string): boolean =>
  /^(?:whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret) && keyOf(secret).length >= 24;

/** `v1,…` of one secret. */
export const signature = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`).digest("base64")}`;

/** The headers of a message; a signature for each secret while they change. */
export const signedHeaders = (
  secrets: readonly string[],
  id: string,
  now: Date,
  body: string,
): Readonly<Record<string, string>> => {
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    ...(secrets.length === 0
      ? {}
      : {
          "webhook-signature": secrets
            .map((secret) => signature(secret, id, seconds, body))
            .join(" "),
        }),
  };
};

export interface SignedMessage {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signatures: string | undefined;
  readonly body: string;
}

/** The message's id; null when it is not signed by one of the secrets, or not now. */
export function verifiedId(
  secrets: readonly string[],
  { id, timestamp, signatures, body }: SignedMessage,
  now: Date,
): string | null {
  if (id === undefined || !/^[\x21-\x7e]{1,200}$/.test(id)) return null;
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return null;
  const seconds = Number(timestamp);
  if (Math.abs(now.getTime() / 1000 - seconds) > toleranceSeconds) return null;
  const given = (signatures ?? "").split(" ").slice(0, 10);
  const right = secrets.some((secret) => {
    const wanted = Buffer.from(signature(secret, id, seconds, body));
    return given.some((one) => {
      const sent = Buffer.from(one);
      return sent.length === wanted.length && timingSafeEqual(sent, wanted);
    });
  });
  return right ? id : null;
}
