/**
 * Opens connections to public addresses only. A name is looked up once and its answer is what is
 * connected to, so that a name that changes its mind in between gains nothing; a literal address,
 * which is never looked up, is judged as it stands; and the far end is judged once more.
 */
import { lookup as lookUp } from "node:dns";
import type { LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { parseAddress } from "./public-address.ts";
import type { TrustedHosts } from "./trusted-hosts.ts";

/** A connection that the guard does not make. Its message names what was asked for. */
export class OutboundRefused extends Error {
  override readonly name = "OutboundRefused";
}

export interface ConnectionRules {
  readonly trusted: TrustedHosts;
  /** Ports of hosts that are not trusted by name. */
  readonly ports: readonly number[];
  /** How names become addresses. */
  readonly lookup: LookupFunction;
  readonly connectMilliseconds: number;
}

export const systemLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, options, callback);
};

export function guardedConnector(rules: ConnectionRules): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    const known = rules.trusted.trustsHost(host, port);
    const reason = known ? null : whyRefused(rules, host, port);
    if (reason !== null) {
      // The client expects connecting to take a while: told at once, it would wait for ever.
      process.nextTick(callback, new OutboundRefused(reason), null);
      return;
    }
    const connect = buildConnector({
      timeout: rules.connectMilliseconds,
      lookup: known ? rules.lookup : guardedLookup(rules),
    });
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      if (known || rules.trusted.trustsAddress(socket.remoteAddress ?? ""))
        return callback(null, socket);
      socket.destroy();
      callback(new OutboundRefused(`${host} is at ${socket.remoteAddress}`), null);
    });
  };
}

function whyRefused(rules: ConnectionRules, host: string, port: number): string | null {
  const literal = parseAddress(host) !== null;
  if (literal && rules.trusted.names(host)) return null;
  if (!rules.ports.includes(port)) return `${host} with port ${port}`;
  return literal && !rules.trusted.trustsAddress(host) ? host : null;
}

/** One address that is not public among many is reason enough. */
const guardedLookup =
  ({ lookup, trusted }: ConnectionRules): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: 4 }];
      const [first] = addresses;
      const inside = addresses.find(({ address }) => !trusted.trustsAddress(address));
      if (first === undefined || inside !== undefined)
        return callback(new OutboundRefused(`${hostname} is at ${inside?.address}`), []);
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
