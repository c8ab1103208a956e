/** What a browser answers when it made or used a passkey, read from whatever a body holds. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { isJsonObject } from "../../metadata/json-object.ts";

const base64Url = /^[A-Za-z0-9_-]{1,8192}$/;

/** The members that are base64url texts; null when one of them is not there. */
function texts<Name extends string>(
  value: unknown,
  names: readonly Name[],
): Readonly<Record<Name, string>> | null {
  if (!isJsonObject(value)) return null;
  const found = names.map((name): [string, unknown] => [name, value[name]]);
  if (!found.every(([, text]) => typeof text === "string" && base64Url.test(text))) return null;
  return Object.fromEntries(found) as Record<Name, string>;
}

/** `PublicKeyCredential.toJSON()` after a registration; null for anything else. */
export function registrationIn(value: unknown): RegistrationResponseJSON | null {
  const outer = texts(value, ["id", "rawId"]);
  const inner = isJsonObject(value)
    ? texts(value.response, ["clientDataJSON", "attestationObject"])
    : null;
  if (outer === null || inner === null || outer.id !== outer.rawId) return null;
  return { ...outer, type: "public-key", clientExtensionResults: {}, response: inner };
}

/** The same after signing in. */
export function assertionIn(value: unknown): AuthenticationResponseJSON | null {
  const outer = texts(value, ["id", "rawId"]);
  if (outer === null || !isJsonObject(value) || outer.id !== outer.rawId) return null;
  const inner = texts(value.response, ["clientDataJSON", "authenticatorData", "signature"]);
  const handle = texts(value.response, ["userHandle"]);
  if (inner === null) return null;
  return {
    ...outer,
    type: "public-key",
    clientExtensionResults: {},
    response: { ...inner, ...handle },
  };
}

/** True when no maker vouches for the device by certificates. */
export async function isPlainAttestation({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  try {
    const object = decodeAttestationObject(
      new Uint8Array(Buffer.from(response.attestationObject, "base64url")),
    );
    const format = object.get("fmt");
    return (
      format === "none" || (format === "packed" && object.get("attStmt").get("x5c") === undefined)
    );
  } catch {
    // Not an attestation at all.
    return false;
  }
}
