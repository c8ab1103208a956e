/** Answers of a provider that are replayed, stolen or made up. */
import { describe, expect, test } from "vitest";
import { readConfig } from "../../engine/config.ts";
import type { ObservableEvent } from "../../engine/observe.ts";
import { closeServices, openServices } from "../../engine/server.ts";
import { clientSecret } from "../support/oidc-provider.ts";
import { beginPath, beginSignIn, finishPath, finishSignIn } from "../support/provider-calls.ts";
import { startProviderWorld, victim } from "../support/provider-world.ts";
import type { Answer } from "../support/server.ts";
import { code as codeOf } from "../support/sessions.ts";
import { asNobody } from "../support/signed-in.ts";

const { provider, settings, server, run, expectNobody } = await startProviderWorld();

describe("a state", () => {
  test("is good once, whoever comes at the same time", async () => {
    const flow = await beginSignIn(server);
    const brought = provider.answer(flow, victim);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => finishSignIn(server, flow, brought)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === "provider_flow_expired")).toHaveLength(7);
    const again = await finishSignIn(server, flow, provider.answer(flow, victim));
    expect(codeOf(again)).toBe("provider_flow_expired");
  });

  test("of another browser signs nobody in", async () => {
    const attackers = await beginSignIn(server);
    const victims = await beginSignIn(server);
    const brought = provider.answer(attackers, victim);
    for (const cookie of ["", victims.cookie, victims.cookie.replace(/=.*/, "=x")])
      await expectNobody(await finishSignIn(server, { cookie }, brought), "provider_flow_expired");
    const swapped = { ...provider.answer(attackers, victim), state: victims.state };
    await expectNobody(await finishSignIn(server, victims, swapped), "provider_refused");
  });

  test("is not the one of another workspace, nor older than ten minutes", async () => {
    const flow = await beginSignIn(server);
    const brought = provider.answer(flow, victim);
    const [, sealed = ""] = flow.cookie.split("=");
    const { secrets } = server.services;
    const { rows } = await run("select id from core.workspace");
    const place = {
      workspace: rows[0]?.[0] ?? "",
      object: "account",
      field: "provider",
      record: "flow",
    };
    const clear = JSON.parse(secrets.open(place, sealed) ?? "{}") as Record<string, unknown>;
    expect(Number(clear.until) - Date.now()).toBeLessThanOrEqual(600_000);
    const name = flow.cookie.slice(0, flow.cookie.indexOf("="));
    const resealed = (at: typeof place, until: unknown): { cookie: string } => ({
      cookie: `${name}=${secrets.seal(at, JSON.stringify({ ...clear, until }))}`,
    });
    const elsewhere = { ...place, workspace: "01a00000-0000-7000-8000-000000000000" };
    for (const flow of [resealed(elsewhere, clear.until), resealed(place, Date.now() - 1)])
      await expectNobody(await finishSignIn(server, flow, brought), "provider_flow_expired");
    expect((await finishSignIn(server, resealed(place, clear.until), brought)).status).toBe(200);
  });

  test("is kept where no script, no other site and no other host reads it", async () => {
    const plain = await asNobody(server, "POST", beginPath, {});
    expect(plain.headers.get("set-cookie")).toMatch(
      /^tenon-demo\.provider=1\.[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const tls = await asNobody(server, "POST", beginPath, {}, { "x-forwarded-proto": "https" });
    expect(tls.headers.get("set-cookie")).toMatch(/^__Host-tenon-demo\.provider=.*; Secure/);
  });
});

describe("between the browser and the provider", () => {
  test("go PKCE, state and nonce, new each time, and an address of the settings", async () => {
    const lies = {
      host: "evil.example",
      origin: "https://evil.example",
      "x-forwarded-host": "evil.example",
    };
    const first = await beginSignIn(server, undefined, lies);
    const second = await beginSignIn(server);
    const asked = Object.fromEntries(first.address.searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      client_id: "tenon",
      code_challenge_method: "S256",
      redirect_uri: "https://tenon.example/demo/sign-in-return",
      scope: "openid email profile",
    });
    expect(first.address.href).not.toContain("evil.example");
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(asked[name]).toMatch(/^[\w-]{43}$/);
      expect(second.address.searchParams.get(name)).not.toBe(asked[name]);
    }
    expect(first.address.href).not.toContain(clientSecret);
  });

  test("a code that another flow was given is not redeemed", async () => {
    const attackers = await beginSignIn(server);
    const victims = await beginSignIn(server);
    const { code } = provider.answer(attackers, victim);
    const injected = { ...provider.answer(victims, victim), code };
    await expectNobody(await finishSignIn(server, victims, injected), "provider_refused");
  });

  test.each([
    ["of another issuer", { iss: "https://evil.example" }, "provider_refused"],
    ["without a code", { code: undefined }, "provider_refused"],
    ["with a code of nobody", { code: "x" }, "provider_refused"],
    ["with the provider's own no", { error: "access_denied" }, "provider_declined"],
    ["with markup for a reason", { error: "<img src=x onerror=alert(1)>" }, "provider_declined"],
  ])("an answer %s signs nobody in, and says nothing of it back", async (_what, more, code) => {
    const flow = await beginSignIn(server);
    const answer = await finishSignIn(server, flow, { ...provider.answer(flow, victim), ...more });
    await expectNobody(answer, code);
    expect(JSON.stringify(answer.body)).not.toMatch(/[<>]|evil|access_denied/);
  });

  test.each([
    ["nothing", {}],
    ["a list", { state: ["x"] }],
    ["an object", { state: { $ne: null } }],
    ["a number", { state: 1 }],
    ["too much", { state: "x".repeat(5000) }],
    ["something unknown", { state: "x", id_token: "x" }],
  ])("%s in place of an answer is told apart from one", async (_what, body) => {
    const answer = await asNobody(server, "POST", finishPath, body);
    expect(answer.status).toBe(422);
  });

  test("no page of another site begins or finishes it", async () => {
    const flow = await beginSignIn(server);
    for (const site of ["cross-site", "same-site"])
      for (const [path, body] of [
        [beginPath, {}],
        [finishPath, provider.answer(flow, victim)],
      ] as const) {
        const headers = { "sec-fetch-site": site, cookie: flow.cookie };
        const answer = await asNobody(server, "POST", path, body, headers);
        expect([answer.status, codeOf(answer)]).toEqual([403, "cross_site_request"]);
      }
  });
});

test("guesses at the way back are braked", async () => {
  const answers: Answer[] = [];
  for (let tries = 0; tries < 101; tries++)
    answers.push(await asNobody(server, "POST", finishPath, { state: "x", code: "x" }));
  expect(answers.at(-1)?.status).toBe(429);
  expect((await asNobody(server, "POST", beginPath, {})).status).toBe(429);
});

test("no event holds a secret of the client, a code or a token", async () => {
  const events: ObservableEvent[] = [];
  const config = readConfig({ ...settings, TENON_DATA: server.services.config.dataFolder });
  const services = await openServices(config, server.databaseUrl, (event) => events.push(event));
  const flow = await beginSignIn(server);
  const { code } = provider.answer(flow, victim, { claims: { aud: "x" } });
  const redirect = "https://tenon.example/demo/sign-in-return";
  const secrets = { redirect, state: "s", nonce: "canary-nonce", verifier: "canary-verifier" };
  const reason: unknown = await services.provider
    ?.finish(secrets, { code, iss: provider.issuer })
    .catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(Error);
  expect(`${reason} ${JSON.stringify(events)}`).not.toMatch(
    new RegExp(`canary|${code}|${clientSecret}|eyJ`),
  );
  await closeServices(services);
});
