/** Rows 34 to 38: requests of scripts that lead inside, or say what only a connection may. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskingWorld, asked, startAskingWorld } from "../engine/automation/asking-world.ts";

let world: AskingWorld;
beforeAll(async () => {
  world = await startAskingWorld();
});
afterAll(() => world?.stop());

/** What is answered to one request of a job; nothing of it may arrive. */
async function refused(request: object): Promise<unknown> {
  const before = world.receiver.received.length;
  const [answer] = await asked(world, request);
  expect(world.receiver.received.slice(before)).toEqual([]);
  return answer;
}

const port = () => world.receiver.host.split(":")[1];

test.each([
  ["http://127.0.0.1:PORT/", "http_host_unnamed /url"],
  ["http://[::1]:PORT/", "http_host_unnamed /url"],
  ["http://[::ffff:169.254.169.254]/", "http_host_unnamed /url"],
  ["http://2130706433:PORT/", "http_host_unnamed /url"],
  ["http://0x7f.1:PORT/", "http_host_unnamed /url"],
  ["http://localhost.:PORT/", "http_host_unnamed /url"],
  ["http://erp.example.com.:PORT/", "http_host_unnamed /url"],
  ["http://erp.example.com.evil.example:PORT/", "http_host_unnamed /url"],
  ["http://evil-erp.example.com:PORT/", "http_host_unnamed /url"],
  ["http://inside.example.com/", "http_host_unnamed /url"],
  // Named, and at home at 127.0.0.1; with the port of another, and with one of its own.
  ["http://a.inside.example.com/", "http_address_refused /url"],
  ["http://a.inside.example.com:PORT/", "http_address_refused /url"],
  ["http://erp.example.com:1/", "http_address_refused /url"],
  ["http://user:password@erp.example.com:PORT/", "http_url_invalid /url"],
  ["file:///etc/passwd", "http_url_invalid /url"],
  ["gopher://erp.example.com/", "http_url_invalid /url"],
  ["//erp.example.com/", "http_url_invalid /url"],
  [{ href: "http://erp.example.com:PORT/" }, "http_url_invalid /url"],
])("%j is refused: %s", async (url, code) => {
  const at = typeof url === "string" ? url.replace("PORT", String(port())) : url;
  expect(await refused({ url: at })).toBe(code);
});

test.each([
  { Host: "inside" },
  { "Transfer-Encoding": "chunked" },
  { "content-length": "0" },
  { Connection: "upgrade" },
  { "Proxy-Authorization": "x" },
  { "Accept-Encoding": "gzip" },
  { "x-a": "one\r\nhost: inside" },
  { "x-a": "\u2028" },
  { "x a": "b" },
  { "": "b" },
  { "x-a": ["b", "c"] },
])("a header is not sent: %j", async (headers) => {
  expect(await refused({ url: world.erp, headers })).toMatch(/^http_header_refused \/headers/);
});

test.each([
  [{ method: "CONNECT" }, "http_method_unknown /method"],
  [{ method: "get" }, "http_method_unknown /method"],
  [{ body: "x" }, "http_body_useless /body"],
  [{ proxy: "http://inside" }, "unknown_parameter "],
])("what else is asked for with %j: %s", async (parts, code) => {
  expect(await refused({ url: world.erp, ...parts })).toBe(code);
});
