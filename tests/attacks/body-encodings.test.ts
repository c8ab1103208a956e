/** Bodies whose bytes are not the text they are taken for. */

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { routeAddress } from "../support/route-address.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
});
afterAll(() => server.stop());

/** The status, and the code of the problem or the text of the record. */
async function outcome(
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
  method = "POST",
  path = "/records/note",
): Promise<readonly [number, unknown]> {
  const answer = await fetch(`${server.address}/demo/api${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${server.adminToken}`,
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
  const made = (await answer.json()) as { code?: string; text?: string };
  return [answer.status, made.code ?? made.text];
}

const latin = Buffer.from('{"text":"caf\u00e9"}', "latin1");

describe("a body", () => {
  test("that is no UTF-8 is refused, and stored as no other text", async () => {
    expect(await outcome(latin)).toEqual([400, "body_encoding"]);
    const streamed = new Blob([latin]).stream();
    expect(await outcome(streamed)).toEqual([400, "body_encoding"]);
    const surrogate = Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]);
    expect(await outcome(surrogate)).toEqual([400, "body_encoding"]);
    expect((await server.request("GET", "/records/note")).body).toMatchObject({ data: [] });
    expect(await outcome('{"text":"caf\u00e9 \ufffd"}')).toEqual([201, "caf\u00e9 \ufffd"]);
  });

  test("is not read as UTF-8 when it says that it is something else", async () => {
    const said = (type: string) => outcome('{"text":"a"}', { "content-type": type });
    for (const charset of ["iso-8859-1", "utf-16", '"gbk"', "nonsense"]) {
      const type = `application/json; charset=${charset}`;
      expect([charset, await said(type)]).toEqual([charset, [415, "unsupported_content_type"]]);
    }
    for (const charset of ["utf-8", "UTF-8", '"utf-8"'])
      expect(await said(`application/json; charset=${charset}`)).toEqual([201, "a"]);
  });

  test("that is packed is refused on every route, never read as it is", async () => {
    const packed = gzipSync('{"text":"a"}');
    for (const route of routes) {
      if (route.method === "GET") continue;
      const headers = { "content-encoding": "gzip", "if-match": "*" };
      const answered = await outcome(packed, headers, route.method, routeAddress(route));
      expect([route.path, answered]).toEqual([route.path, [415, "unsupported_content_encoding"]]);
    }
    expect(await outcome('{"text":"b"}', { "content-encoding": "identity" })).toEqual([201, "b"]);
  });
});
