/** Calls of a person with a session, as a browser makes them. */
import { Secret, TOTP } from "otpauth";
import type { Answer, TestServer } from "./server.ts";
import { cookieOf, ours } from "./sessions.ts";

export const asNobody = (
  server: TestServer,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  server.request(method, path, body, { token: null, headers: { ...ours, ...headers } });

export interface Person {
  /** The cookie of the session; follows it to a new id. */
  cookie: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

export function personWith(server: TestServer, cookie: string): Person {
  const person: Person = {
    cookie,
    call: async (method, path, body) => {
      const answer = await asNobody(server, method, path, body, { cookie: person.cookie });
      person.cookie = cookieOf(answer) || person.cookie;
      return answer;
    },
  };
  return person;
}

/** The code of an app at a moment that lies `steps` of 30 seconds from now. */
export const codeAt = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

/** Sets an app up for the person, whose secret and recovery codes are answered. */
export async function setUpTotp(
  person: Person,
  password: string,
): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> {
  const begun = await person.call("POST", "/account/totp", { password });
  const { secret } = begun.body as { secret: string };
  const confirmed = await person.call("POST", "/account/totp/confirm", { code: codeAt(secret) });
  const { recovery_codes } = confirmed.body as { recovery_codes: string[] };
  return { secret, recoveryCodes: recovery_codes };
}

/** Codes of the moment count again, and nobody has tried: for the next test. */
export async function forgetTries(server: TestServer): Promise<void> {
  const { database } = server.services;
  await database.run({ text: "update core.totp set last_step = 0", values: [] });
  await database.run({ text: "delete from core.sign_in_attempt", values: [] });
}
