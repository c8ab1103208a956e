/** Small files of several types, and sending them. */
import type { Answer, TestServer } from "./server.ts";

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture of one pixel. */
export const pngBytes: Uint8Array<ArrayBuffer> = new Uint8Array(Buffer.from(pixel, "base64"));

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const pdfBytes = textBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF");

export interface SentFile {
  readonly name?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly declared?: string;
  /** Null: no credentials at all. */
  readonly token?: string | null;
  readonly workspace?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads as administrator unless `token` says otherwise. */
export async function sendFile(server: TestServer, sent: SentFile = {}): Promise<Answer> {
  const token = sent.token === undefined ? server.adminToken : sent.token;
  const response = await fetch(
    `${server.address}/${sent.workspace ?? server.workspace}/api/files`,
    {
      method: "POST",
      headers: {
        "content-type": sent.declared ?? "application/octet-stream",
        "tenon-file-name": encodeURIComponent(sent.name ?? "picture.png"),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...sent.headers,
      },
      body: sent.bytes ?? pngBytes,
    },
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : JSON.parse(text),
  };
}

/** The id of a file that was just uploaded. */
export async function sentFileId(server: TestServer, sent: SentFile = {}): Promise<string> {
  const { status, body } = await sendFile(server, sent);
  if (status !== 201) throw new Error(`The upload was answered ${status}: ${JSON.stringify(body)}`);
  return (body as { readonly id: string }).id;
}

/** The answer to a download, with its bytes. */
export async function readBytes(
  server: TestServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(`${server.address}/${server.workspace}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${server.adminToken}`, ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
