/** A server, a provider that may be bent, and somebody whose account is worth having. */
import { afterAll, beforeEach, expect } from "vitest";
import { type Bent, startForgingProvider } from "./forging-provider.ts";
import { beginSignIn, finishSignIn } from "./provider-calls.ts";
import { type Answer, startTestServer } from "./server.ts";
import { code as codeOf, cookieOf } from "./sessions.ts";

/** A member by his address, as the provider vouches for him. */
export const victim = { sub: "victim", email: "member@example.com", email_verified: true };

/** For one test file: both end with it, and nobody is linked or signed in when a test begins. */
export async function startProviderWorld() {
  const provider = await startForgingProvider();
  const settings = {
    ...provider.settings,
    TENON_PUBLIC_URL: "https://tenon.example",
    TENON_OIDC_ACCOUNTS: "by_verified_email",
  };
  const server = await startTestServer({ settings });
  const run = (text: string) => server.services.database.run({ text, values: [] });
  afterAll(async () => {
    await server.stop();
    await provider.stop();
  });
  beforeEach(async () => {
    for (const table of ["identity", "sign_in_attempt", "session"])
      await run(`delete from core.${table}`);
  });
  return {
    provider,
    settings,
    server,
    run,
    comeBackWith: async (bent: Bent): Promise<Answer> => {
      const flow = await beginSignIn(server);
      return finishSignIn(server, flow, provider.answer(flow, victim, bent));
    },
    /** Refused with this code, and nothing came of it. */
    expectNobody: async (answer: Answer, code: string): Promise<void> => {
      expect([answer.status, codeOf(answer), cookieOf(answer)]).toEqual([401, code, ""]);
      for (const table of ["identity", "session"])
        expect((await run(`select 1 from core.${table}`)).rows).toEqual([]);
    },
  };
}
