/** A server in this process that takes webhooks, keeps what came and answers as a test says. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedHook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HookReceiver {
  /** `127.0.0.1:PORT`, to be trusted by the engine. */
  readonly host: string;
  readonly url: string;
  readonly received: readonly ReceivedHook[];
  /** How the next requests are answered; the default is 200 with `{}`. */
  answerWith(answer: {
    readonly status: number;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }): void;
  /** Works out the bodies of the next answers when they are asked for; null: as told before. */
  answerBy(body: (() => Promise<string>) | null): void;
  /** Sends the next request elsewhere. */
  redirectOnce(location: string): void;
  stop(): Promise<void>;
}

export async function startHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  let answer: Parameters<HookReceiver["answerWith"]>[0] = { status: 200 };
  let location: string | null = null;
  let bodyBy: (() => Promise<string>) | null = null;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = "", url = "", headers } = request;
    received.push({ method, path: url, headers, body: Buffer.concat(parts).toString() });
    if (location !== null) {
      response.writeHead(302, { location }).end();
      location = null;
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(bodyBy === null ? (answer.body ?? "{}") : await bodyBy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}`,
    received,
    answerWith: (next) => {
      answer = next;
      bodyBy = null;
    },
    redirectOnce: (next) => (location = next),
    answerBy: (body) => (bodyBy = body),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
