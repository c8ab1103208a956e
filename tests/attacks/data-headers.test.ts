/** Answers that are no page: whatever they hold, nothing in it runs, is framed or taken along. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let behindTls: TestServer;
beforeAll(async () => {
  const documents = [objectDocument("note", { text: { type: "string" } })];
  server = await startTestServer({ documents });
  behindTls = await startTestServer({
    settings: { TENON_PUBLIC_URL: "https://tenon.example" },
  });
});
afterAll(async () => {
  await server.stop();
  await behindTls.stop();
});

const api = "/demo/api";

/** One of each kind: JSON, problems of any status, CSV, a stream, code, redirects, plain text. */
const answers = [
  ["GET", `${api}/records/note`, 200],
  ["HEAD", `${api}/records/note`, 200],
  ["GET", `${api}/records/nope`, 404],
  ["PUT", `${api}/auth/me`, 405],
  ["GET", `${api}/nothing/here`, 404],
  ["POST", `${api}/records/note`, 422],
  ["GET", `${api}/records/note/export`, 200],
  ["GET", `${api}/records/note/export?format=xlsx`, 200],
  ["GET", `${api}/changes`, 200],
  ["GET", `${api}/metadata/objects/note/validator.js`, 200],
  ["GET", `${api}/openapi.json`, 200],
  ["GET", "/-/live", 200],
  ["GET", "/-/ready", 200],
  ["GET", "/-/metrics", 200],
  ["GET", "/favicon.ico", 204],
  ["GET", "/demo", 302],
  ["GET", "/", 302],
] as const;

async function answerOf(
  { address, adminToken }: TestServer,
  method: string,
  path: string,
  token: string | null = adminToken,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isPost = method === "POST";
  const answer = await fetch(`${address}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(isPost ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(isPost ? { body: '{"no_field":1}' } : {}),
  });
  await answer.body?.cancel();
  return answer;
}

function expectConfined({ headers }: Response, path: string): void {
  const policy = (headers.get("content-security-policy") ?? "").split("; ");
  expect(policy, path).toContain("default-src 'none'");
  expect(policy, path).toContain("frame-ancestors 'none'");
  expect(headers.get("x-content-type-options"), path).toBe("nosniff");
  expect(headers.get("referrer-policy"), path).toBe("no-referrer");
  expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
}

describe("answers that are no page", () => {
  test.each(answers)("%s %s are confined, whatever their status", async (method, path, status) => {
    const answer = await answerOf(server, method, path);
    expect(answer.status).toBe(status);
    expectConfined(answer, path);
  });

  test("are confined for strangers as well", async () => {
    for (const [method, path] of answers)
      expectConfined(await answerOf(server, method, path, null), path);
  });

  test("keep browsers to TLS where the server is reached by it, and only there", async () => {
    const strict = (answer: Response) => answer.headers.get("strict-transport-security");
    for (const [method, path] of answers) {
      expect(strict(await answerOf(server, method, path)), path).toBeNull();
      expect(strict(await answerOf(behindTls, method, path)), path).toBe("max-age=31536000");
    }
    const proxied = { "x-forwarded-proto": "https" };
    const answer = await answerOf(server, "GET", `${api}/records/note`, null, proxied);
    expect(strict(answer)).toBe("max-age=31536000");
  });
});
