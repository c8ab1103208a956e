/**
 * The one client for requests that the server makes to others. Where they go is often not the
 * operator's choice, so nothing but public addresses is reached unless the operator named it, and
 * an answer may neither be large nor take long.
 */
import { Agent, request } from "undici";
import { guardedConnector, OutboundRefused, systemLookup } from "./guarded-connector.ts";
import { type TrustedHosts, trustedHosts } from "./trusted-hosts.ts";

export const answerBytesMaximum = 10 * 1024 * 1024;
export const answerSecondsMaximum = 10;
export const hopsMaximum = 5;

/** The answer of a host was cut off, as nobody wants so much. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

export interface OutboundRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** GET only: redirects that are followed, each judged like the first address. None by default. */
  readonly hops?: number;
  /** Told each address that a redirect leads to; what it throws ends the request. */
  readonly onHop?: (target: URL) => void;
  /** Of the answer, if they are to be fewer than `answerBytesMaximum`. */
  readonly bytes?: number;
  /** Ends the request before its time. */
  readonly signal?: AbortSignal;
}

export interface Outbound {
  /**
   * The whole answer, whatever its status.
   * @throws OutboundRefused where the guard does not go
   * @throws AnswerTooLarge
   * @throws Error when nobody answers in time
   */
  send(address: string | URL, options?: OutboundRequest): Promise<Response>;
  close(): Promise<void>;
}

export interface OutboundRules {
  /** Hosts and ranges that the operator trusts: see `trustedHosts`. */
  readonly allow: readonly string[];
  readonly ports?: readonly number[];
  readonly lookup?: typeof systemLookup;
  readonly seconds?: number;
}

export function createOutbound(rules: OutboundRules): Outbound {
  const trusted: TrustedHosts = trustedHosts(rules.allow);
  const milliseconds = (rules.seconds ?? answerSecondsMaximum) * 1000;
  const agent = new Agent({
    connect: guardedConnector({
      trusted,
      ports: rules.ports ?? [80, 443],
      lookup: rules.lookup ?? systemLookup,
      connectMilliseconds: milliseconds,
    }),
    headersTimeout: milliseconds,
    bodyTimeout: milliseconds,
  });
  return {
    send: async (address, options = {}) => {
      const tooLate = AbortSignal.timeout(milliseconds);
      const signal = options.signal ? AbortSignal.any([tooLate, options.signal]) : tooLate;
      let target = new URL(address);
      let headers = options.headers ?? {};
      for (let hop = 0; ; hop++) {
        const answer = await once(agent, target, { ...options, headers }, signal);
        const next = nextOf(answer, target, options);
        if (next === null) return answer;
        if (hop >= Math.min(options.hops ?? 0, hopsMaximum))
          throw new OutboundRefused(`${target.host} leads on and on`);
        options.onHop?.(next);
        // What was meant for one host is not told to another.
        if (next.origin !== target.origin) headers = {};
        target = next;
      }
    },
    close: () => agent.close(),
  };
}

/** Where an answer leads to; null when it is the answer, or leading on was not asked for. */
function nextOf(answer: Response, from: URL, options: OutboundRequest): URL | null {
  const location = answer.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return null;
  if (options.hops === undefined || (options.method ?? "GET") !== "GET") return null;
  return new URL(location, from);
}

async function once(
  agent: Agent,
  target: URL,
  options: OutboundRequest,
  signal: AbortSignal,
): Promise<Response> {
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new OutboundRefused(target.protocol);
  if (target.username !== "" || target.password !== "")
    throw new OutboundRefused(`${target.host} with a password in the address`);
  const { statusCode, headers, body } = await request(target, {
    dispatcher: agent,
    method: options.method ?? "GET",
    headers: { ...options.headers },
    body: options.body ?? null,
    signal,
  });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    if (!(part instanceof Uint8Array)) continue;
    length += part.length;
    // Leaving the loop closes the connection.
    if (length > (options.bytes ?? answerBytesMaximum))
      throw new AnswerTooLarge(`${target.host} answers too much`);
    parts.push(part);
  }
  const empty = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(empty ? null : Buffer.concat(parts), {
    status: statusCode,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    ),
  });
}
