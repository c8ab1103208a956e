/** Writes records, and says what they were refused for. */
import { expect } from "vitest";
import type { TestServer } from "../support/server.ts";

export interface Stored {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
}

export interface Refusal {
  readonly errors: readonly {
    readonly code: string;
    readonly path: string;
    readonly message: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

export const person = { kind: "person", status: "draft" };

/** Codes, paths and rules of a refusal; none when it was stored. */
export async function faults(answer: Promise<{ readonly status: number; readonly body: unknown }>) {
  const { status, body } = await answer;
  if (status < 400) return [];
  expect(status, JSON.stringify(body)).toBe(422);
  return (body as Refusal).errors.map(({ code, path, params }) =>
    [code, path, params.rule].filter((part) => part !== undefined).join(" "),
  );
}

export function writing(server: () => TestServer) {
  return {
    create: async (object: string, record: unknown): Promise<Stored> => {
      const answer = await server().request("POST", `/records/${object}`, record);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body as Stored;
    },
    change: (id: string, body: unknown) =>
      server().request("PATCH", `/records/deal/${id}`, body, { headers: { "if-match": "*" } }),
    post: (record: unknown) => faults(server().request("POST", "/records/deal", record)),
  };
}
