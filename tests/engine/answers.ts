/** What tests look at in the answers of the API. */
import type { Answer } from "../support/server.ts";

export const record = (answer: Answer): Record<string, unknown> =>
  answer.body as Record<string, unknown>;
export const idOf = (answer: Answer): string => String(record(answer).id);
export const codes = (answer: Answer) =>
  (record(answer).errors as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );

export const anyRevision = { headers: { "if-match": "*" } };
