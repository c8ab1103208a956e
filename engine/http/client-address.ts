/** Where a request comes from: the connection's own address, or what trusted proxies say of it. */
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { isJsonObject } from "../../metadata/json-object.ts";
import { parseAddress } from "../outbound/public-address.ts";

/** The proxies that an operator put before the server. */
export interface TrustedProxies {
  /** True for an address of one of them. */
  include(address: string): boolean;
}

/**
 * @param entries addresses, and ranges such as `10.0.0.0/8`
 * @throws Error that names every entry that is neither
 */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const mistakes: string[] = [];
  const ranges = entries.flatMap((entry) => {
    if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry)];
    const address = parseAddress(entry);
    if (address === null) {
      mistakes.push(entry);
      return [];
    }
    return [ipaddr.parseCIDR(`${address}/${address.kind() === "ipv4" ? 32 : 128}`)];
  });
  if (mistakes.length > 0)
    throw new Error(
      `TENON_TRUSTED_PROXIES takes addresses and ranges such as 10.0.0.0/8, not ${mistakes.join(", ")}.`,
    );
  return {
    include: (text) => {
      const address = parseAddress(text);
      return (
        address !== null &&
        ranges.some(([base, bits]) => address.kind() === base.kind() && address.match(base, bits))
      );
    },
  };
}

/** The network address of who asks. Headers of anybody but a trusted proxy can claim anything. */
export function clientAddress(context: Context, proxies: TrustedProxies): string {
  const peer = peerOf(context);
  return proxies.include(peer)
    ? forwardedAddress(peer, context.req.header("x-forwarded-for") ?? "", proxies)
    : peer;
}

/** Every proxy adds whom it was asked by on the right: the first that is none of ours is the client. */
export function forwardedAddress(peer: string, header: string, proxies: TrustedProxies): string {
  let nearest = peer;
  for (const entry of header.split(",").toReversed()) {
    const address = parseAddress(withoutPort(entry.trim()));
    // What no proxy of ours can have written ends what can be believed.
    if (address === null) return nearest;
    nearest = address.toString();
    if (!proxies.include(nearest)) return nearest;
  }
  return nearest;
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711` name a port that nobody needs. */
const withoutPort = (text: string): string =>
  /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");

/** The address of the connection itself. */
export function peerOf(context: Context): string {
  const environment: unknown = context.env;
  if (!isJsonObject(environment)) return "unknown";
  const incoming = environment.incoming;
  if (typeof incoming !== "object" || incoming === null || !("socket" in incoming))
    return "unknown";
  const { socket } = incoming;
  if (typeof socket !== "object" || socket === null || !("remoteAddress" in socket))
    return "unknown";
  const text = String(socket.remoteAddress);
  return parseAddress(text)?.toString() ?? text;
}

/** What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const parsed = parseAddress(address);
  return parsed instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`)}/64`
    : address;
}
