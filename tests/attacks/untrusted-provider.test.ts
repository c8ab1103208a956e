/** Providers that are down, or none. */
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { beginPath, beginSignIn, finishSignIn } from "../support/provider-calls.ts";
import { startProviderWorld, victim } from "../support/provider-world.ts";
import { type Answer, startTestServer } from "../support/server.ts";
import { code as codeOf } from "../support/sessions.ts";
import { asNobody } from "../support/signed-in.ts";

const { provider, settings } = await startProviderWorld();

describe("a provider that is not to be trusted", () => {
  /** What a server says when the sign-in is begun, or finished. */
  const firstAnswer = async (more: Readonly<Record<string, string>>): Promise<Answer> => {
    const other = await startTestServer({ settings: { ...settings, ...more } });
    const answer = await asNobody(other, "POST", beginPath, {});
    await other.stop();
    return answer;
  };

  test("at a private address is not asked, unless the operator named it", async () => {
    const before = provider.discoveries();
    const answer = await firstAnswer({ TENON_OUTBOUND_ALLOW: "" });
    expect([answer.status, codeOf(answer)]).toEqual([503, "provider_unreachable"]);
    expect(provider.discoveries()).toBe(before);
  });

  test("leads to no address inside by what it publishes", async () => {
    let reached = 0;
    const inside = createServer((socket) => {
      reached++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    const at = inside.address();
    const port = typeof at === "object" && at !== null ? at.port : 0;
    for (const name of ["token_endpoint", "jwks_uri"]) {
      provider.published = { [name]: `https://127.0.0.1:${port}/x` };
      const other = await startTestServer({ settings });
      const flow = await beginSignIn(other);
      const answer = await finishSignIn(other, flow, provider.answer(flow, victim));
      expect([answer.status, codeOf(answer)]).toEqual([503, "provider_unreachable"]);
      await other.stop();
    }
    provider.published = {};
    inside.close();
    expect(reached).toBe(0);
  });

  test.each([
    ["another issuer", { issuer: "https://evil.example" }],
    ["no place to sign in at", { authorization_endpoint: undefined }],
    ["a place without TLS", { authorization_endpoint: "http://login.example/authorize" }],
    ["a script as the place", { authorization_endpoint: "javascript:alert(1)" }],
  ])("publishes %s", async (_what, published) => {
    provider.published = published;
    const answer = await firstAnswer({});
    provider.published = {};
    expect([answer.status, codeOf(answer)]).toEqual([503, "provider_unreachable"]);
  });

  test("does not bring algorithms that need no key of its own", async () => {
    provider.published = { id_token_signing_alg_values_supported: ["none", "HS256"] };
    const other = await startTestServer({ settings });
    for (const signed of ["nobody", "secret", "provider"] as const) {
      const flow = await beginSignIn(other);
      const answer = await finishSignIn(other, flow, provider.answer(flow, victim, { signed }));
      expect(codeOf(answer)).toBe("provider_refused");
    }
    provider.published = {};
    await other.stop();
  });

  test("is asked again when it is back, and only once while it is there", async () => {
    provider.published = { issuer: "https://evil.example" };
    const other = await startTestServer({ settings });
    expect((await asNobody(other, "POST", beginPath, {})).status).toBe(503);
    provider.published = {};
    const before = provider.discoveries();
    const all = await Promise.all(Array.from({ length: 10 }, () => beginSignIn(other)));
    await beginSignIn(other);
    expect(all).toHaveLength(10);
    expect(provider.discoveries()).toBe(before + 1);
    await other.stop();
  });
});

test("is down: the server starts, passwords work, and a calm sentence says so in both languages", async () => {
  const away = "https://127.0.0.1:1";
  const more = { TENON_OIDC_ISSUER: away, TENON_OUTBOUND_ALLOW: "127.0.0.1:1" };
  const other = await startTestServer({ settings: { ...settings, ...more } });
  for (const [language, words] of [
    ["en", /cannot be reached/],
    ["zh-CN", /暂时无法连接/],
  ] as const) {
    const headers = { "accept-language": language };
    const answer = await asNobody(other, "POST", beginPath, {}, headers);
    expect(answer.status).toBe(503);
    expect((answer.body as { detail: string }).detail).toMatch(words);
    expect(JSON.stringify(answer.body)).not.toMatch(/ECONN|127\.0\.0\.1/);
  }
  const { email, password } = other.admin;
  expect((await asNobody(other, "POST", "/auth/sign-in", { email, password })).status).toBe(200);
  await other.stop();
});
