/** A device with one passkey, in software, whose every answer a test may bend. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

interface Bent {
  readonly origin?: string;
  readonly host?: string;
  readonly type?: string;
  readonly challenge?: string;
  /** 1: somebody was there, 4: it was the owner. */
  readonly flags?: number;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly format?: string;
  /** The signature of something else. */
  readonly forged?: boolean;
}

export interface SoftwarePasskey {
  register(challenge: string, bent?: Bent): unknown;
  /** Counts up by itself. */
  use(challenge: string, bent?: Bent): unknown;
}

const sha256 = (bytes: string | Buffer): Buffer => createHash("sha256").update(bytes).digest();
const base64Url = (bytes: Buffer): string => bytes.toString("base64url");
/** Texts of fewer than 24 characters in CBOR. */
const cborText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
const cborBytes = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]), bytes]);

export function softwarePasskey(origin: string, accountId: string): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  const handle = base64Url(Buffer.from(accountId.replaceAll("-", ""), "hex"));
  let count = 0;
  const head = (
    { host = new URL(origin).hostname, flags = 5, counter = count }: Bent,
    more = 0,
  ) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(counter);
    return Buffer.concat([sha256(host), Buffer.from([flags | more]), counted]);
  };
  const clientData = (type: string, challenge: string, bent: Bent): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: bent.type ?? type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const answer = (response: Readonly<Record<string, string>>) => ({
    id: base64Url(id),
    rawId: base64Url(id),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });
  return {
    register: (challenge, bent = {}) => {
      const key = Buffer.concat([
        Buffer.from("a5010203262001215820", "hex"),
        Buffer.from(x, "base64url"),
        Buffer.from("225820", "hex"),
        Buffer.from(y, "base64url"),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const data = Buffer.concat([head(bent, 0x40), attested]);
      const certificates =
        bent.format === undefined
          ? Buffer.from([0xa0])
          : Buffer.concat([
              Buffer.from([0xa1]),
              cborText("x5c"),
              Buffer.from([0x81]),
              cborBytes(randomBytes(300)),
            ]);
      const object = Buffer.concat([
        Buffer.from([0xa3]),
        cborText("fmt"),
        cborText(bent.format ?? "none"),
        cborText("attStmt"),
        certificates,
        cborText("authData"),
        cborBytes(data),
      ]);
      return answer({
        clientDataJSON: base64Url(clientData("webauthn.create", challenge, bent)),
        attestationObject: base64Url(object),
      });
    },
    use: (challenge, bent = {}) => {
      count++;
      const client = clientData("webauthn.get", challenge, bent);
      const data = head(bent);
      const signed = bent.forged ? randomBytes(37) : Buffer.concat([data, sha256(client)]);
      return answer({
        clientDataJSON: base64Url(client),
        authenticatorData: base64Url(data),
        signature: base64Url(sign("sha256", signed, privateKey)),
        userHandle: bent.userHandle ?? handle,
      });
    },
  };
}
