/** What the operator trusts although it is not public: hosts, ports of hosts, ranges of addresses. */
import ipaddr from "ipaddr.js";
import { isPublicAddress, parseAddress } from "./public-address.ts";

export interface TrustedHosts {
  /** The operator named this host, so that its addresses are not asked after. */
  trustsHost(host: string, port: number): boolean;
  /** Public, or within a range that the operator named. */
  trustsAddress(address: string): boolean;
  /** True for an address within a range that the operator named. */
  names(address: string): boolean;
}

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/**
 * @param entries `idp.example`, `idp.example:8443`, `[::1]:8080`, `10.0.0.0/8`
 * @throws Error that names every entry that is none of these
 */
export function trustedHosts(entries: readonly string[]): TrustedHosts {
  const hosts = new Set<string>();
  const ranges: Range[] = [];
  const mistakes: string[] = [];
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else {
      const host = hostOf(entry);
      if (host === null) mistakes.push(entry);
      else hosts.add(host);
    }
  }
  if (mistakes.length > 0)
    throw new Error(
      `TENON_OUTBOUND_ALLOW takes hosts, host:port and ranges such as 10.0.0.0/8, not ${mistakes.join(", ")}.`,
    );
  const names = (address: string): boolean => {
    const parsed = parseAddress(address);
    return (
      parsed !== null &&
      ranges.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits))
    );
  };
  return {
    trustsHost: (host, port) => hosts.has(host) || hosts.has(`${host}:${port}`),
    trustsAddress: (address) => isPublicAddress(address) || names(address),
    names,
  };
}

/** `host` or `host:port` as addresses spell it; null when it is neither. */
function hostOf(entry: string): string | null {
  // Of another scheme than those that leave their own port out.
  const address = `tenon://${entry.toLowerCase()}`;
  if (!URL.canParse(address)) return null;
  const { host, hostname, port, pathname, username, search, hash } = new URL(address);
  if (pathname + username + search + hash !== "" || hostname === "") return null;
  return port === "" ? hostname.replace(/^\[|\]$/g, "") : host.replace(/^\[(.*)\]/, "$1");
}
