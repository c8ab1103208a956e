/** A workspace with secrets, and what it takes to find a clear one wherever it is. */
import { afterAll, beforeAll, expect } from "vitest";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

/** Clear texts that must never be met again; each write uses another. */
export const canary = (place: string): string => `canary-${place}-7f3a`;

export type Json = Readonly<Record<string, unknown>>;
export const anyone = { headers: { "if-match": "*" } };
/** What is answered instead of a secret. */
export const set = { set: true };

const secret = { $ref: "tenon:secret" };
const documents = [
  objectDocument(
    "device",
    {
      name: { type: "string", unique: true },
      level: { type: "integer" },
      password: secret,
      known: { type: "boolean", formula: "password != null" },
      ports: {
        type: "array",
        items: { type: "object", properties: { label: { type: "string" }, pin: secret } },
      },
    },
    { rules: [{ name: "guarded", require: "level != 9 || password != null", message: "No." }] },
  ),
  objectDocument("site", {
    device: { $ref: "tenon:lookup", target: "device", on_delete: "cascade" },
    token: { ...secret, maxLength: 20 },
  }),
];

export const body = (answer: Answer) => answer.body as Json;

export const codes = ({ body: found }: Answer) =>
  (found as { errors: { code: string; path: string }[] }).errors.map(
    ({ code, path }) => `${code} ${path}`,
  );

/** A server with these objects for the tests of one file, and ears for all it answers. */
export function secretServer() {
  let server: TestServer;
  let ears: ReturnType<typeof listening>;
  beforeAll(async () => {
    server = await startTestServer({ documents });
    ears = listening(server);
  });
  afterAll(() => server.stop());
  return { server: () => server, ears: () => ears };
}

/** The server's calls, with all that they answered. */
function listening(server: TestServer) {
  const answers: string[] = [];
  const call = async (...request: Parameters<TestServer["request"]>): Promise<Answer> => {
    const answer = await server.request(...request);
    answers.push(JSON.stringify([answer.body, [...answer.headers]]));
    return answer;
  };
  const run = (text: string, values: string[] = []) =>
    server.services.database.run({ text, values });
  return {
    call,
    run,
    /** All that was answered since it was last asked for. */
    spoken: () => answers.splice(0).join("\n"),
    create: async (object: string, record: unknown): Promise<Json> => {
      const answer = await call("POST", `/records/${object}`, record);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return body(answer);
    },
    /** The clear text as an administrator is answered it. */
    reveal: async (path: string): Promise<unknown> => {
      const answer = await server.request("POST", path);
      if (answer.status !== 200) return codes(answer);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      return body(answer).value;
    },
    /** Every row of every table, the engine's own too, as text. */
    dump: async (): Promise<string> => {
      const { rows } = await run(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('w_demo', 'core')",
      );
      const texts: string[] = [];
      for (const [table] of rows) {
        const found = await run(`select t::text from ${table} as t`);
        texts.push(...found.rows.map(([row]) => String(row)));
      }
      return texts.join("\n");
    },
  };
}
