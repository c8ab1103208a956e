/** Metrics tell how busy a server is, with what and with whom: they are for who runs it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApplication } from "../../engine/http/application.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const token = "a-token-of-the-operator-1";

let alone: TestServer;
let behindProxy: TestServer;
let withToken: TestServer;
beforeAll(async () => {
  alone = await startTestServer();
  behindProxy = await startTestServer({
    settings: { TENON_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" },
  });
  withToken = await startTestServer({
    settings: { TENON_METRICS_TOKEN: token, TENON_TRUSTED_PROXIES: "127.0.0.1" },
  });
});
afterAll(async () => {
  await alone.stop();
  await behindProxy.stop();
  await withToken.stop();
});

type Headers = Readonly<Record<string, string>>;

const overTheNetwork = async ({ address }: TestServer, headers: Headers = {}) => {
  const answer = await fetch(`${address}/-/metrics`, { headers });
  const text = await answer.text();
  expect(text.includes("tenon_request_seconds"), text).toBe(answer.status === 200);
  return answer.status;
};

/** As asked by a connection from this address: a test has none but its own. */
const from = async ({ services }: TestServer, remoteAddress: string, headers: Headers = {}) => {
  const request = new Request("http://localhost:3000/-/metrics", {
    headers: { host: "localhost:3000", ...headers },
  });
  const environment = { incoming: { socket: { remoteAddress } } };
  return (await createApplication(services).fetch(request, environment)).status;
};

describe("without settings", () => {
  test("the machine itself reads them, by each of its own names", async () => {
    expect(await overTheNetwork(alone)).toBe(200);
    for (const address of ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
      expect(await from(alone, address), address).toBe(200);
    for (const host of ["localhost", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:80"])
      expect(await from(alone, "127.0.0.1", { host }), host).toBe(200);
  });

  test("no other machine does, whatever it claims", async () => {
    const claims: readonly Headers[] = [
      {},
      { "x-forwarded-for": "127.0.0.1" },
      { forwarded: "for=127.0.0.1" },
      { "x-real-ip": "127.0.0.1" },
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${alone.adminToken}` },
    ];
    for (const address of ["192.0.2.7", "10.1.2.3", "169.254.0.1", "2001:db8::1", "unknown", ""])
      for (const headers of claims)
        expect(await from(alone, address, headers), `${address} ${JSON.stringify(headers)}`).toBe(
          403,
        );
  });

  test("what a proxy on the machine passes on is not the machine itself", async () => {
    const passedOn: readonly Headers[] = [
      { "x-forwarded-for": "203.0.113.9" },
      { "x-forwarded-for": "127.0.0.1" },
      { "x-forwarded-for": "" },
      { forwarded: "for=203.0.113.9" },
      { via: "1.1 proxy" },
      { "x-real-ip": "203.0.113.9" },
      { "x-forwarded-proto": "https" },
      { "x-forwarded-host": "localhost" },
    ];
    for (const headers of passedOn)
      expect(await overTheNetwork(alone, headers), JSON.stringify(headers)).toBe(403);
    for (const host of [
      "tenon.example",
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "1.2.3.4",
    ])
      expect(await from(alone, "127.0.0.1", { host }), host).toBe(403);
  });
});

describe("behind trusted proxies", () => {
  test("their networks read them, when they ask for themselves", async () => {
    expect(await overTheNetwork(behindProxy)).toBe(200);
    expect(await from(behindProxy, "10.1.2.3", { host: "tenon:3000" })).toBe(200);
  });

  test("nobody does through them", async () => {
    for (const peer of ["127.0.0.1", "10.1.2.3"]) {
      for (const client of ["203.0.113.9", "2001:db8::1", "10.1.2.3", "127.0.0.1", "nonsense", ""])
        expect(await from(behindProxy, peer, { "x-forwarded-for": client }), client).toBe(403);
      expect(await from(behindProxy, peer, { "x-real-ip": "203.0.113.9" })).toBe(403);
    }
    expect(await from(behindProxy, "192.0.2.7", { "x-forwarded-for": "10.1.2.3" })).toBe(403);
  });
});

describe("with a token", () => {
  test("who sends it reads them from anywhere", async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect(await overTheNetwork(withToken, headers)).toBe(200);
    expect(await from(withToken, "192.0.2.7", headers)).toBe(200);
  });

  test("nobody else does, from anywhere", async () => {
    const others = ["", "Bearer", `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`];
    for (const authorization of [...others, `Bearer ${withToken.adminToken}`]) {
      expect(await overTheNetwork(withToken, { authorization }), authorization).toBe(403);
      expect(await from(withToken, "127.0.0.1", { authorization }), authorization).toBe(403);
    }
  });

  test("one that could be guessed is refused as a setting", async () => {
    await expect(startTestServer({ settings: { TENON_METRICS_TOKEN: "short" } })).rejects.toThrow(
      /TENON_METRICS_TOKEN/,
    );
  });
});
