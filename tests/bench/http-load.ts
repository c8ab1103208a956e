/**
 * A closed-loop HTTP/1.1 load generator on raw sockets: each connection sends one request, reads
 * the whole answer, sends the next. No pipelining. It parses only what it needs, so that the
 * machine's time goes to the servers that are measured.
 */
import { connect, type Socket } from "node:net";

export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadOptions {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Called for every request sent. */
  readonly next: () => LoadRequest;
  readonly expectedStatus: number;
}

export interface LoadResult {
  /** Answers received in full. */
  readonly requests: number;
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly bytes: number;
  /** Answers with another status than the expected one, and broken connections. */
  readonly errors: readonly string[];
}

/** Runs until the time is over and every open request has been answered. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const errors: string[] = [];
  let bytes = 0;
  const started = performance.now();
  const end = started + options.seconds * 1000;
  const worker = async () => {
    const connection = await openConnection(options.port);
    while (performance.now() < end) {
      const sent = performance.now();
      const answer = await connection.exchange(requestText(options, options.next()));
      latenciesMs.push(performance.now() - sent);
      bytes += answer.bytes;
      if (answer.status !== options.expectedStatus) errors.push(`status ${answer.status}`);
    }
    connection.close();
  };
  const runs = Array.from({ length: options.connections }, () =>
    worker().catch((error: unknown) => errors.push(String(error))),
  );
  await Promise.all(runs);
  const seconds = (performance.now() - started) / 1000;
  const requests = latenciesMs.length;
  return { requests, perSecond: requests / seconds, latenciesMs, bytes, errors };
}

function requestText(options: LoadOptions, request: LoadRequest): string {
  const headers = { ...options.headers, ...request.headers };
  let text = `${request.method} ${request.path} HTTP/1.1\r\nhost: 127.0.0.1:${options.port}\r\n`;
  for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`;
  if (request.body === undefined) return `${text}\r\n`;
  const length = Buffer.byteLength(request.body);
  return `${text}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${request.body}`;
}

interface Answer {
  readonly status: number;
  readonly bytes: number;
}

interface Connection {
  exchange(request: string): Promise<Answer>;
  close(): void;
}

async function openConnection(port: number): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ port, host: "127.0.0.1", noDelay: true });
    opening.once("connect", () => resolve(opening));
    opening.once("error", reject);
  });
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("connection closed")));
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = completeAnswer(received);
    if (answer === null) return;
    received = Buffer.alloc(0);
    waiting?.resolve(answer);
    waiting = null;
  });
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** The answer in `received` when it is complete; `null` while more bytes are needed. */
export function completeAnswer(received: Buffer): Answer | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return null;
  const head = received.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const bodyStart = headEnd + 4;
  if (length !== undefined) {
    const total = bodyStart + Number(length);
    return received.length >= total ? { status, bytes: total } : null;
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, bytes: bodyStart };
  return chunksComplete(received, bodyStart) ? { status, bytes: received.length } : null;
}

function chunksComplete(received: Buffer, start: number): boolean {
  let position = start;
  for (;;) {
    const lineEnd = received.indexOf("\r\n", position);
    if (lineEnd === -1) return false;
    const size = Number.parseInt(received.toString("latin1", position, lineEnd), 16);
    position = lineEnd + 2 + size + 2;
    if (position > received.length) return false;
    if (size === 0) return true;
  }
}
