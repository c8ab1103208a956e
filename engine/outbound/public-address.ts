/** Which network addresses lie in the public internet: every other one is somebody's inside. */
import ipaddr from "ipaddr.js";

/** The part of IPv6 that is given out at all; what lies elsewhere only looks like an address. */
const givenOut = ipaddr.IPv6.parseCIDR("2000::/3");

/** True for an address that anybody may be reached at; false for all else, and for no address. */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null || parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(givenOut) : true;
}

/** Of four full decimal parts, or IPv6; an IPv4 address written as IPv6 is the IPv4 address. */
export function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const text = address.split("%")[0] ?? "";
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : null;
}
