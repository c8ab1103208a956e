/** Rows 34 to 38: requests of scripts that lead inside, or say what only a connection may. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AskingWorld, asked, startAskingWorld } from "../engine/automation/asking-world.ts";

let world: AskingWorld;
beforeAll(async () => {
  world = await startAskingWorld();
});
afterAll(() => world?.stop());

/** What one job is answered to each of the requests; nothing of them may arrive. */
async function refused(requests: readonly object[]): Promise<readonly unknown[]> {
  const answers = await asked(world, ...requests);
  expect(world.receiver.received).toEqual([]);
  return answers;
}

const port = () => world.receiver.host.split(":")[1];

const addresses: readonly (readonly [unknown, string])[] = [
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
];

test("addresses that lead inside, or nowhere", async () => {
  const requests = addresses.map(([url]) => ({
    url: typeof url === "string" ? url.replace("PORT", String(port())) : url,
  }));
  const answers = await refused(requests);
  expect(addresses.map(([url], index) => [url, answers[index]])).toEqual(addresses);
});

const headers: readonly object[] = [
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
];

test("headers of the connection, of two lines, and of no text", async () => {
  const answers = await refused(headers.map((each) => ({ url: world.erp, headers: each })));
  for (const [index, answer] of answers.entries())
    expect([headers[index], answer]).toEqual([
      headers[index],
      expect.stringMatching(/^http_header_refused \/headers/),
    ]);
  expect(answers).toHaveLength(headers.length);
});

const others: readonly (readonly [object, string])[] = [
  [{ method: "CONNECT" }, "http_method_unknown /method"],
  [{ method: "get" }, "http_method_unknown /method"],
  [{ body: "x" }, "http_body_useless /body"],
  [{ proxy: "http://inside" }, "unknown_parameter "],
];

test("methods, bodies and options that are none", async () => {
  const answers = await refused(others.map(([parts]) => ({ url: world.erp, ...parts })));
  expect(answers).toEqual(others.map(([, code]) => code));
});
