/** Servers on this machine that speak TLS, and are trusted by this process. */
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/local-tls/${name}`, import.meta.url), "utf8");

export interface LocalHttps {
  /** `https://127.0.0.1:PORT` */
  readonly address: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Stands in for the first one from now on. */
  handle(listener: RequestListener): void;
  stop(): Promise<void>;
}

export async function serveByTls(listener: RequestListener): Promise<LocalHttps> {
  const cert = read("certificate.pem");
  setDefaultCACertificates([...getCACertificates("default"), cert]);
  let current = listener;
  const server = createServer({ cert, key: read("key.pem") }, (request, response) =>
    current(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("The server has no port");
  const host = `127.0.0.1:${at.port}`;
  return {
    address: `https://${host}`,
    host,
    handle: (next) => {
      current = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
