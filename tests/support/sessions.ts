/** Signing in as a browser does, for tests of accounts. */
import { expect } from "vitest";
import type { Answer, TestServer } from "./server.ts";

export const ours = { "sec-fetch-site": "same-origin" } as const;

export const code = (answer: Answer): unknown => (answer.body as { code?: unknown } | null)?.code;

export const signIn = (
  at: TestServer,
  email: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  at.request(
    "POST",
    "/auth/sign-in",
    { email, password },
    { token: null, headers: { ...ours, ...headers } },
  );

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = (answer: Answer): string =>
  answer.headers.get("set-cookie")?.split(";")[0] ?? "";

/** What sends a cookie back, from a page of ours. */
export const withCookie = (cookie: string) =>
  ({ token: null, headers: { ...ours, cookie } }) as const;

/** A session of somebody. `agent`: his browser. */
export async function sessionOf(
  at: TestServer,
  email: string,
  password: string,
  agent = "test",
): Promise<string> {
  const answer = await signIn(at, email, password, { "user-agent": agent });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return cookieOf(answer);
}
