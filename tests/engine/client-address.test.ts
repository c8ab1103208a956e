/** Whose address counts, behind proxies and without. */
import { expect, test } from "vitest";
import { forwardedAddress, networkOf, trustedProxies } from "../../engine/http/client-address.ts";

const proxies = trustedProxies(["10.0.0.0/8", "192.0.2.7", "fd00::/8"]);

test.each([
  ["", "10.0.0.1"],
  ["203.0.113.9", "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9", "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9, 10.9.9.9, 192.0.2.7", "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9 , fd00::1", "203.0.113.9"],
  ["10.1.1.1, 10.2.2.2", "10.1.1.1"],
  ["203.0.113.9:4711", "203.0.113.9"],
  ["[2001:db8::1]:4711", "2001:db8::1"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  // What cannot be read ends what can be believed.
  ["203.0.113.9, unknown", "10.0.0.1"],
  ["203.0.113.9, <script>, 10.2.2.2", "10.2.2.2"],
  ["203.0.113.9,", "10.0.0.1"],
  ["0x7f.1", "10.0.0.1"],
])("X-Forwarded-For: %s, from a proxy, is %s", (header, address) => {
  expect(forwardedAddress("10.0.0.1", header, proxies)).toBe(address);
});

test("a setting that is no address stops the start, and is named", () => {
  expect(() => trustedProxies(["10.0.0.0/8", "10.0.0.0/33", "proxy.example"])).toThrow(
    "10.0.0.0/33, proxy.example",
  );
});

test("of IPv6 the part counts that one subscriber has", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
  expect(networkOf("2001:db8:1:2::9")).not.toBe(networkOf("2001:db8:1:3::9"));
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
});
