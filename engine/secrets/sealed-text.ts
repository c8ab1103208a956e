/**
 * Secrets at rest: AES-256-GCM, a new nonce each, the key's id in the value. Workspace, object,
 * field and record are authenticated with it, so that a value opens nowhere but where it was put.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Key, KeyRing } from "./key-ring.ts";

/** Where a secret stands, by stable ids: renames change nothing. */
export interface SecretPlace {
  readonly workspace: string;
  readonly object: string;
  readonly field: string;
  /** The record, or the row of child rows. */
  readonly record: string;
}

export interface Secrets {
  seal(place: SecretPlace, clear: string): string;
  /** The clear text; null when the value was not sealed for this place by a known key. */
  open(place: SecretPlace, sealed: string): string | null;
  /** True when another key than that of today has sealed it. */
  isOld(sealed: string): boolean;
  /** Seals with a new key from now on; its id, or null when the setting decides the keys. */
  addKey(): string | null;
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const form = /^1\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;

export function createSecrets(keys: KeyRing): Secrets {
  return {
    seal: (place, clear) => seal(keys.current(), place, clear),
    open(place, sealed) {
      const [, id = "", data = ""] = form.exec(sealed) ?? [];
      const key = keys.find(id);
      return key === undefined ? null : open(key, place, Buffer.from(data, "base64url"));
    },
    addKey: () => keys.add()?.id ?? null,
    isOld: (sealed) => form.exec(sealed)?.[1] !== keys.current().id,
  };
}

/** Ids hold no spaces, so that no two places are one text. */
const boundTo = ({ workspace, object, field, record }: SecretPlace): Buffer =>
  Buffer.from(`tenon secret 1 ${workspace} ${object} ${field} ${record}`);

function seal(key: Key, place: SecretPlace, clear: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(place));
  const data = Buffer.concat([
    nonce,
    cipher.update(clear, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `1.${key.id}.${data.toString("base64url")}`;
}

function open(key: Key, place: SecretPlace, data: Buffer): string | null {
  if (data.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key.bytes, data.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(data.subarray(-tagBytes));
  try {
    const text = decipher.update(data.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    // The tag does not fit: another place, another key, or other bytes.
    return null;
  }
}
