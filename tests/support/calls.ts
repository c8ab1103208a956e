/** Calls of a test server in few words. */
import { expect } from "vitest";
import type { Answer, TestServer } from "./server.ts";

export interface By {
  readonly token: string;
}

/** `by`: who calls, an administrator when it is left out. Whatever is changed is changed as it is. */
export function callsOf(server: () => TestServer) {
  const call = (method: string, path: string, body?: unknown, by?: By): Promise<Answer> =>
    server().request(method, path, body, {
      headers: { "if-match": "*" },
      ...(by === undefined ? {} : { token: by.token }),
    });
  return {
    call,
    get: (path: string, by?: By) => call("GET", path, undefined, by),
    /** Makes a record; its id. */
    make: async (object: string, values: unknown, by?: By): Promise<string> => {
      const answer = await call("POST", `/records/${object}`, values, by);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return (answer.body as { readonly id: string }).id;
    },
  };
}

/** `code path` of each problem; none of an answer that is none. */
export const problemsOf = ({ body }: Answer): readonly string[] =>
  (
    (body as { errors?: readonly { readonly code: string; readonly path: string }[] } | null)
      ?.errors ?? []
  ).map(({ code, path }) => `${code} ${path}`.trim());

export const dataOf = ({ body }: Answer): readonly Readonly<Record<string, unknown>>[] =>
  (body as { readonly data: readonly Readonly<Record<string, unknown>>[] }).data;
