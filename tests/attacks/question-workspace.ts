/** A workspace of two notes, and questions to it. */
import { afterAll, beforeAll } from "vitest";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const documents = [
  objectDocument("note", {
    text: { type: "string" },
    number: { type: "integer" },
    kind: { enum: ["a", "b"] },
    tags: { $ref: "tenon:tags" },
    pin: { $ref: "tenon:secret" },
    parent: { $ref: "tenon:lookup", target: "note" },
  }),
];

export type Row = Readonly<Record<string, unknown>>;
export type Parts = Readonly<Record<string, string>>;

export const rowsOf = ({ body }: Answer) => (body as { data: readonly Row[] }).data;

/** A server with two notes for the tests of one file. */
export function questionServer() {
  let server: TestServer;
  let records: readonly string[];
  beforeAll(async () => {
    server = await startTestServer({ documents });
    const made = await server.request("POST", "/records/note", [
      { text: "one", number: 1, kind: "a", tags: ["x"], pin: "canary-alpha" },
      { text: "two", number: 2, kind: "b", tags: ["y"], pin: "canary-omega" },
    ]);
    records = rowsOf(made).map(({ id }) => String(id));
  });
  afterAll(() => server.stop());
  return {
    server: () => server,
    records: () => records,
    /** As administrator unless there is a token. */
    ask: (path: string, parts: Parts, token?: string) =>
      server.request(
        "GET",
        `${path}?${new URLSearchParams(parts)}`,
        undefined,
        token === undefined ? {} : { token },
      ),
  };
}
