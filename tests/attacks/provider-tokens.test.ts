/** ID tokens that nobody should believe. */
import { describe, expect, test } from "vitest";
import type { Bent } from "../support/forging-provider.ts";
import { startProviderWorld, victim } from "../support/provider-world.ts";

const { comeBackWith, expectNobody } = await startProviderWorld();

test("a good one is believed, so that the bad ones are refused for what they are", async () => {
  const answer = await comeBackWith({});
  expect(answer.body).toMatchObject({ user: { email: victim.email } });
});

describe("a token is not believed", () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  const bents: readonly (readonly [string, Bent])[] = [
    ["that nobody signed", { signed: "nobody" }],
    ["that names no algorithm", { signed: "nobody", header: { alg: "None" } }],
    ["signed by somebody else", { signed: "stranger" }],
    ["signed by somebody else, with his key in it", { signed: "stranger", header: { jwk: {} } }],
    ["signed with the client's secret", { signed: "secret" }],
    ["signed with the provider's public key as a secret", { signed: "public_key" }],
    ["that was changed after it was signed", { signed: "changed" }],
    ["by a key that is not published", { header: { kid: "2" } }],
    ["by an algorithm that nobody allows", { header: { alg: "RS1" } }],
    ["with more to it than is understood", { header: { crit: ["exp"] } }],
    ["for another client", { claims: { aud: "somebody-else" } }],
    ["for several clients, by none of them", { claims: { aud: ["x", "y"] } }],
    ["for several, of which another one asked", { claims: { aud: ["tenon", "y"], azp: "y" } }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["of no issuer", { claims: { iss: undefined } }],
    ["with another nonce", { claims: { nonce: "x".repeat(43) } }],
    ["without a nonce", { claims: { nonce: undefined } }],
    ["that has expired", { claims: { exp: past } }],
    ["that never expires", { claims: { exp: undefined } }],
    ["that is not valid yet", { claims: { nbf: past + 7200 } }],
    ["about nobody", { claims: { sub: undefined } }],
    ["about somebody without a name", { claims: { sub: "" } }],
    ["about a number", { claims: { sub: 1 } }],
    ["about somebody of a thousand letters", { claims: { sub: "x".repeat(1000) } }],
    ["about somebody the database cannot spell", { claims: { sub: "a\0b" } }],
  ];
  test.each(bents)("%s", async (_what, bent) => {
    await expectNobody(await comeBackWith(bent), "provider_refused");
  });
});
