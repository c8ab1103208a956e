import { readdirSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
});
afterAll(() => server.stop());

/** Sends the path as it stands: fetch would tidy it up first. */
function raw(path: string): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on("error", reject);
    call.end();
  });
}

describe("pages", () => {
  const pages = ["/demo/", "/demo/designer/", "/demo/records/note", "/nowhere/", "/nowhere/x/y"];

  test("run our own files only, and no inline code", async () => {
    for (const path of pages) {
      const { headers } = await fetch(`${server.address}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      const directives = new Map(
        policy.split("; ").map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1)]),
      );
      expect(directives.get("default-src"), path).toEqual(["'none'"]);
      expect(directives.get("object-src")).toEqual(["'none'"]);
      expect(directives.get("script-src")).toEqual(["'self'"]);
      expect(directives.get("base-uri")).toEqual(["'none'"]);
      expect(directives.get("frame-ancestors")).toEqual(["'none'"]);
      expect(directives.get("form-action")).toEqual(["'self'"]);
      expect(policy).not.toMatch(/unsafe-|https?:|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      const seconds = /max-age=(\d+)/.exec(headers.get("strict-transport-security") ?? "")?.[1];
      expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
      expect(headers.get("server") ?? headers.get("x-powered-by")).toBeNull();
    }
  });

  test("have a nonce of their own each time, and only where the policy names it", async () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 5; count++) {
      const response = await fetch(`${server.address}/nowhere/`);
      const html = await response.text();
      const policy = response.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(policy)?.[1] ?? "";
      expect(html).toContain(`nonce="${nonce}"`);
      expect(html).not.toContain("nonce-placeholder");
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });

  test("hold nothing of the address they answer", async () => {
    const mark = "<script>alert(1)</script>";
    for (const path of [`/${mark}`, `/demo/${mark}`, `/nowhere/${mark}`, `/demo/?q=${mark}`]) {
      for (const written of [path, encodeURI(path)]) {
        expect((await raw(written.replaceAll(" ", "%20"))).body).not.toContain(mark);
      }
    }
  });

  test("do not lead to other sites", async () => {
    for (const path of [
      "//evil.example",
      "//evil.example/",
      "/\\evil.example",
      "/%5cevil.example",
      "/%2f%2fevil.example",
      "/.evil.example",
    ]) {
      const { hostname, port } = new URL(server.address);
      const location = await new Promise<string>((resolve, reject) => {
        const call = request({ hostname, port, path, agent: false }, (response) => {
          response.resume();
          resolve(response.headers.location ?? "");
        });
        call.on("error", reject);
        call.end();
      });
      expect(new URL(location, `${server.address}/`).origin, path).toBe(server.address);
    }
  });
});

describe("answers of the API", () => {
  test("are never guessed at, kept or framed, whatever their status", async () => {
    const answers = await Promise.all([
      server.request("GET", "/records/note"),
      server.request("GET", "/records/nope"),
      server.request("GET", "/records/note", undefined, { token: null }),
      server.request("POST", "/records/note", "{"),
      server.request("GET", "/nothing/here"),
      server.request("PUT", "/auth/me", {}),
      server.request("GET", "/openapi.json"),
    ]);
    for (const { headers, status } of answers) {
      expect(headers.get("x-content-type-options"), String(status)).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-type")).toMatch(/^application\/(problem\+)?json$/);
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test("that are files are saved, not shown", async () => {
    const { headers } = await server.request("GET", "/records/note/export");
    expect(headers.get("content-disposition")).toBe('attachment; filename="note.csv"');
    expect(headers.get("content-security-policy")).toBe(
      "sandbox; default-src 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("say nothing of what is inside", async () => {
    const answer = await server.request("GET", `/records/note?${"x".repeat(3000)}=1`);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|at \w+ \(|select /);
  });
});

describe("files of the screens", () => {
  test("are those of the build and no others, however the address is written", async () => {
    const outside = ["package.json", "engine/main.ts", "etc/passwd", ".tenon/secret"];
    const ways = [
      "../",
      "..%2f",
      "%2e%2e/",
      "%2e%2e%2f",
      "..%5c",
      "..\\",
      "....//",
      "%252e%252e%252f",
      "..%c0%af",
      "runtime/../../",
      "%00/../",
    ];
    for (const file of outside) {
      for (const way of ways) {
        for (const depth of [1, 2, 3, 6]) {
          const path = `/-/assets/${way.repeat(depth)}${file}`;
          const { status, body } = await raw(path);
          expect([400, 404], path).toContain(status);
          expect(body).not.toMatch(/"devDependencies"|root:|import /);
        }
      }
    }
    for (const path of [
      "/-/assets/",
      "/-/assets",
      "/-/assets/runtime",
      "/-/assets/runtime/",
      "/-/assets//etc/passwd",
      "/-/assets/constructor",
      "/-/assets/runtime/index.html%00.js",
    ]) {
      expect([400, 404], path).toContain((await raw(path)).status);
    }
  });

  test("are served with their type and may be kept for ever", async () => {
    const folder = new URL("../../dist/runtime/assets/", import.meta.url);
    const script = readdirSync(folder).find((name) => name.endsWith(".js"));
    const response = await fetch(`${server.address}/-/assets/runtime/assets/${script}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });
});
