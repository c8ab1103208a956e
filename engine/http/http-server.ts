/**
 * The socket of the application. What never becomes a request (headers that are too long, that come
 * too slowly or cannot be read) is answered with a problem, too.
 */
import { randomUUID } from "node:crypto";
import {
  createAdaptorServer,
  getRequestListener,
  type HttpBindings,
  RequestError,
  type ServerType,
} from "@hono/node-server";
import { type Problem, problem } from "../../metadata/problem.ts";
import { matchLocale } from "../../metadata/text.ts";
import { problemAnswer } from "./problem-answer.ts";

/**
 * Bytes of an address with all headers: a filter of as many characters as an expression may have,
 * each of nine bytes when it is a Chinese one in an address, with room for the rest.
 */
export const headerBytesMaximum = 131_072;

/** How long a client has to read why it was refused while it is still sending. */
const farewellMilliseconds = 2000;

type Fetch = Parameters<typeof getRequestListener>[0];
type Incoming = HttpBindings["incoming"];
type Outgoing = HttpBindings["outgoing"];

interface UnreadError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** The connection of a request that could not be read. */
interface Connection {
  readonly writable: boolean;
  end(text: string): unknown;
  destroy(): unknown;
}

/** @param host stands for itself where a request of HTTP/1.0 names none */
export function createHttpServer(fetch: Fetch, host: string): ServerType {
  const listener = getRequestListener(fetch, {
    hostname: host,
    errorHandler: (error) =>
      error instanceof RequestError ? unreadable() : new Response(null, { status: 500 }),
  });
  const server = createAdaptorServer({
    fetch,
    serverOptions: { maxHeaderSize: headerBytesMaximum, requireHostHeader: false },
  });
  // Its own listener answers what cannot be read without a word.
  server.removeAllListeners("request");
  server.on("request", (incoming: Incoming, outgoing: Outgoing) => {
    if (namesHost(incoming)) return void listener(incoming, outgoing);
    const languages = incoming.headers["accept-language"];
    const { status, headers, body } = farewell(problem("request_unreadable"), languages);
    outgoing.writeHead(status, headers);
    outgoing.end(body);
  });
  const refused = new WeakSet<Connection>();
  server.on("clientError", (error: UnreadError, connection: Connection) => {
    if (refused.has(connection)) return;
    refused.add(connection);
    if (!connection.writable || error.code === "ECONNRESET") return void connection.destroy();
    const languages = languagesIn(error.rawPacket?.toString("latin1") ?? "");
    const { status, headers, body } = farewell(problemOf(error.code), languages);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    connection.end(`HTTP/1.1 ${status} \r\n${lines.join("")}\r\n${body}`);
    // Closed at once, what is still on its way here would take the answer from its reader.
    setTimeout(() => connection.destroy(), farewellMilliseconds).unref();
  });
  return server;
}

/** RFC 9112, 3.2: HTTP/1.1 says to whom. */
const namesHost = ({ httpVersion, headers }: Incoming): boolean =>
  httpVersion === "1.0" || headers.host !== undefined;

function problemOf(code: string | undefined): Problem {
  if (code === "HPE_HEADER_OVERFLOW")
    return problem("headers_too_large", "", { limit: headerBytesMaximum });
  return problem(code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request_too_slow" : "request_unreadable");
}

const languagesIn = (head: string): string | undefined =>
  /^accept-language:([^\r\n]*)/im.exec(head)?.[1]?.trim();

function farewell(reason: Problem, languages: string | undefined) {
  const requestId = randomUUID();
  const { status, headers, body } = problemAnswer([reason], matchLocale(languages), requestId);
  const text = String(body);
  return {
    status,
    headers: {
      ...headers,
      "content-length": String(Buffer.byteLength(text)),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      connection: "close",
    },
    body: text,
  };
}

function unreadable(): Response {
  const { status, headers, body } = farewell(problem("request_unreadable"), undefined);
  return new Response(body, { status, headers });
}

/** The port that it listens on. */
export const listen = (
  server: ServerType,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
