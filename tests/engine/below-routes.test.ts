/** Requests that never reach a route: those that are too long for one, and those that are none. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headerBytesMaximum } from "../../engine/http/http-server.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
});
afterAll(() => server.stop());

/** What the server says to a request as it stands, until it closes the connection. */
function said(
  request: string,
): Promise<{ readonly head: string; readonly body: ProblemJson | null }> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("end", () => {
      const [head = "", body = ""] = Buffer.concat(parts).toString("utf8").split("\r\n\r\n");
      resolve({ head, body: body === "" ? null : (JSON.parse(body) as ProblemJson) });
    });
  });
}

const filtered = (filter: string) =>
  server.request("GET", `/records/note?${new URLSearchParams({ filter })}`);

describe("an address", () => {
  test("has room for a filter of as many characters as one may have, in any writing", async () => {
    expect((await filtered(`text == "${"云".repeat(9_980)}"`)).body).toMatchObject({ data: [] });
    expect((await filtered(`text == "${"云".repeat(10_000)}"`)).body).toMatchObject({
      code: "expression_too_long",
    });
  });

  test("that is longer than anything needs is refused with a problem, and so are headers", async () => {
    for (const request of [
      `GET /demo/api/records/note?filter=${"a".repeat(headerBytesMaximum)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET /demo/api/records/note HTTP/1.1\r\nhost: x\r\nrange: ${"a".repeat(4 * headerBytesMaximum)}\r\n\r\n`,
    ]) {
      const { head, body } = await said(request);
      expect(head).toMatch(/^HTTP\/1\.1 431 /);
      expect(head).toContain("content-type: application/problem+json");
      expect(body).toMatchObject({
        status: 431,
        code: "headers_too_large",
        errors: [{ path: "", params: { limit: headerBytesMaximum } }],
      });
    }
  });
});

describe("what is no request", () => {
  test.each([
    ["no HTTP", "hello\r\n\r\n"],
    ["a header without a name", "GET / HTTP/1.1\r\nhost: x\r\n: x\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["a host that is none", "GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n"],
  ])("is answered with a problem: %s", async (_, request) => {
    const { head, body } = await said(request);
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head.toLowerCase()).toContain("content-type: application/problem+json");
    expect(body).toMatchObject({ code: "request_unreadable", errors: [{ path: "" }] });
    expect(body?.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is answered in the language it asks for", async () => {
    const { body } = await said("GET / HTTP/1.1\r\nAccept-Language: zh-CN\r\n: x\r\n\r\n");
    expect(body?.title).toBe("请求无法识别");
  });
});
