/** What uploads and downloads must withstand: names, contents, sizes, and people who may not. */
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { createToken } from "../../engine/access/credentials.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import {
  pdfBytes,
  pngBytes,
  readBytes,
  sendFile,
  sentFileId,
  textBytes,
} from "../support/files.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const limit = 100_000;
const note = objectDocument("note", {
  name: { type: "string" },
  paper: { $ref: "tenon:attachment" },
  other: { $ref: "tenon:attachment" },
  hidden: { $ref: "tenon:attachment", writeOnly: true },
});

let server: TestServer;
let neighbourToken: string;

beforeAll(async () => {
  server = await startTestServer({
    documents: [note],
    settings: { TENON_UPLOAD_MAXIMUM: String(limit) },
  });
  neighbourToken = await makeNeighbour();
});
afterAll(() => server.stop());

/** A second workspace with the same object, and somebody of it. */
async function makeNeighbour(): Promise<string> {
  const { database, catalogs } = server.services;
  const made = await createWorkspace(database, "neighbour");
  if (!made.ok) throw new Error("no second workspace");
  const person = { email: "n@example.com", name: "n", password: "a long password 1" };
  const account = await ensureAccount(database, person);
  await grantMembership(database, made.value, account.id, "admin");
  const catalog = await catalogs.current("neighbour");
  if (catalog === null) throw new Error("no catalog");
  const folder = { app: "test", documents: [note], seeds: new Map() };
  await publishFolder(server.services, catalog, {
    folder,
    answers: {},
    message: "test",
    author: "n@example.com",
    timeZone: "UTC",
  });
  return createToken(database, made.value, account.id);
}

async function hold(field: string, file: string): Promise<string> {
  const made = await server.request("POST", "/records/note", { name: "x", [field]: file });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return (made.body as { readonly id: string }).id;
}

async function heldFile(sent: Parameters<typeof sendFile>[1]): Promise<string> {
  const file = await sentFileId(server, sent);
  return `/records/note/${await hold("paper", file)}/files/paper/${file}`;
}

const codeOf = (body: unknown) => (body as { readonly code: string }).code;

async function incomingFiles(): Promise<readonly string[]> {
  return readdir(join(server.services.config.dataFolder, "files", "incoming"));
}

async function storedFiles(): Promise<readonly string[]> {
  const folder = join(server.services.config.dataFolder, "files");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe("names", () => {
  test.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["/absolute/name.png", "name.png"],
    ["..", "file"],
    ["a\r\nSet-Cookie: x=1.png", "aSet-Cookie: x=1.png"],
    ["nul\u0000byte.png", "nulbyte.png"],
    ["gnp.\u202egpj.exe", "gnp.gpj.exe"],
    ['say "hi"; filename=x.exe', 'say "hi"; filename=x.exe'],
    ["合同 (终稿)'*%.pdf", "合同 (终稿)'*%.pdf"],
    [`${"长".repeat(500)}.pdf`, `${"长".repeat(196)}.pdf`],
    ["<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"],
  ])("%j becomes %j, and no path", async (name, kept) => {
    const path = await heldFile({ name });
    const read = await readBytes(server, path);
    expect(read.status).toBe(200);
    const header = read.headers.get("content-disposition") ?? "";
    const [, plain, encoded] =
      /^inline; filename="([^"\\]*)"; filename\*=UTF-8''([A-Za-z0-9._~!$&+^`|%-]*)$/.exec(header) ??
      [];
    expect(decodeURIComponent(encoded ?? "")).toBe(kept);
    expect(plain).toMatch(/^[\x20-\x7e]+$/);
    expect(read.headers.get("set-cookie")).toBeNull();
    for (const stored of await storedFiles()) expect(stored).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(["", "%", "%ff", " "])("%j is refused", async (header) => {
    const { status, body } = await sendFile(server, { headers: { "tenon-file-name": header } });
    expect(status).toBe(400);
    expect(codeOf(body)).toBe("invalid_parameter");
  });
});

describe("contents", () => {
  const pages = [
    ["page.html", "text/html", "<!doctype html><script>alert(1)</script>"],
    ["drawing.svg", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["drawing.png", "image/png", '\ufeff \n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["data.xml", "application/xml", '<?xml version="1.0"?><a/>'],
    ["page.pdf", "application/pdf", "hello <script>alert(1)</script>"],
    ["page.js", "text/javascript", "alert(1)"],
  ] as const;
  test.each(pages)("%s is saved, never shown", async (name, declared, text) => {
    const path = await heldFile({ name, declared, bytes: textBytes(text) });
    const { headers, bytes } = await readBytes(server, path);
    expect(headers.get("content-type")).toMatch(/^(application\/octet-stream|text\/plain)$/);
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe(
      "sandbox; default-src 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(bytes.toString()).toBe(text);
  });

  test("a picture that is a page as well is a picture, and nothing in it runs", async () => {
    const bytes = Buffer.concat([pngBytes, Buffer.from("<script>alert(1)</script>")]);
    const path = await heldFile({ name: "x.html", declared: "text/html", bytes });
    const { headers } = await readBytes(server, path);
    expect(headers.get("content-type")).toBe("image/png");
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });

  test("a form is refused, so is JSON that poses as a file", async () => {
    const form = await sendFile(server, { declared: "multipart/form-data; boundary=x" });
    expect([form.status, codeOf(form.body)]).toEqual([415, "form_not_expected"]);
    const json = await server.request("POST", "/records/note", {
      paper: { id: "01900000-0000-7000-8000-000000000000", path: "/etc/passwd" },
    });
    expect(json.status).toBe(422);
  });
});

describe("sizes", () => {
  test("the limit is kept to the byte, said or unsaid, and nothing is left", async () => {
    const at = await sendFile(server, { bytes: new Uint8Array(limit) });
    expect(at.status).toBe(201);
    const before = await storedFiles();
    const above = await sendFile(server, { bytes: new Uint8Array(limit + 1) });
    expect([above.status, codeOf(above.body)]).toEqual([413, "upload_too_large"]);
    const answer = await raw([
      `POST /demo/api/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.adminToken}\r\n`,
      "tenon-file-name: x\r\ntransfer-encoding: chunked\r\n\r\n",
      `${(limit + 1).toString(16)}\r\n${"a".repeat(limit + 1)}\r\n0\r\n\r\n`,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("upload_too_large");
    expect(await storedFiles()).toEqual(before);
    expect(await incomingFiles()).toEqual([]);
  });

  test("an upload that breaks off leaves nothing", async () => {
    const before = await storedFiles();
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
    socket.write(
      `POST /demo/api/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.adminToken}\r\ntenon-file-name: x\r\ncontent-length: 50000\r\n\r\n${"a".repeat(20_000)}`,
    );
    await expect.poll(incomingFiles).toHaveLength(1);
    socket.destroy();
    await expect.poll(incomingFiles).toEqual([]);
    expect(await storedFiles()).toEqual(before);
  });

  test("an empty file is a file", async () => {
    const read = await readBytes(server, await heldFile({ bytes: new Uint8Array(0) }));
    expect([read.status, read.bytes.length]).toEqual([200, 0]);
  });
});

/** Writes to the server and reads until it closes the connection. */
function raw(parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port: Number(new URL(server.address).port),
      host: "127.0.0.1",
      signal: AbortSignal.timeout(20_000),
    });
    let answer = "";
    socket.on("data", (bytes) => {
      answer += bytes.toString("latin1");
      if (/\r\n\r\n.*\}/s.test(answer)) socket.destroy();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    for (const part of parts) socket.write(part);
  });
}

describe("people", () => {
  test("nobody without a session, and no wrong one", async () => {
    const path = await heldFile({});
    for (const token of [null, "x".repeat(43), neighbourToken]) {
      const upload = await sendFile(server, { token });
      expect(upload.status).toBe(401);
      const answer = await server.request("GET", path, undefined, { token });
      expect(answer.status).toBe(401);
    }
  });

  test("a cookie alone does not upload from another site", async () => {
    const { status } = await sendFile(server, {
      token: null,
      headers: { cookie: "tenon-demo=x", "sec-fetch-site": "cross-site" },
    });
    expect(status).toBe(403);
  });

  test("a member does not attach what another has uploaded", async () => {
    const theirs = await sentFileId(server);
    const attach = (method: string, path: string, body: unknown) =>
      server.request(method, path, body, {
        token: server.memberToken,
        headers: { "if-match": "*" },
      });
    const created = await attach("POST", "/records/note", { paper: theirs });
    expect(created.status).toBe(422);
    expect(JSON.stringify(created.body)).toContain("unknown_file");
    const own = await attach("POST", "/records/note", { name: "mine" });
    const { id } = own.body as { readonly id: string };
    const changed = await attach("PATCH", `/records/note/${id}`, { paper: theirs });
    expect(changed.status).toBe(422);
    const upserted = await attach("PUT", "/records/note?key=id", [{ id, paper: theirs }]);
    expect(upserted.status).toBeGreaterThanOrEqual(400);
    await attach("DELETE", `/records/note/${id}`, undefined);
    const restored = await attach("POST", `/records/note/${id}/restore`, { paper: theirs });
    expect(restored.status).toBe(422);
    expect(JSON.stringify(restored.body)).toContain("unknown_file");
  });

  test("a file that a member reads in one field is not his to put into another", async () => {
    const file = await sentFileId(server);
    const id = await hold("paper", file);
    const change = (body: unknown) =>
      server.request("PATCH", `/records/note/${id}`, body, {
        token: server.memberToken,
        headers: { "if-match": "*" },
      });
    expect((await change({ other: file })).status).toBe(422);
    expect((await change({ paper: { id: file, name: "renamed" } })).body).toMatchObject({
      paper: { id: file, name: "picture.png" },
    });
  });

  test("a file is only where it is held", async () => {
    const file = await sentFileId(server, { bytes: pdfBytes });
    const id = await hold("paper", file);
    const bare = await hold("paper", await sentFileId(server));
    const paths = [
      `/records/note/${bare}/files/paper/${file}`,
      `/records/note/${id}/files/other/${file}`,
      `/records/note/${id}/files/name/${file}`,
      `/records/note/${id}/files/paper.x/${file}`,
      `/records/note/${id}/files/no/${file}`,
      `/records/note/${id}/files/paper/..%2f..%2f${file}`,
      `/records/note/${id}/files/paper/${"0".repeat(36)}`,
      `/records/note/x/files/paper/${file}`,
      `/records/no/${id}/files/paper/${file}`,
      `/files/${file}`,
    ];
    for (const path of paths) {
      for (const method of ["GET", "HEAD"])
        expect((await readBytes(server, path, {}, method)).status, path).toBe(404);
    }
    const neighbour = await fetch(
      `${server.address}/neighbour/api/records/note/${id}/files/paper/${file}`,
      { headers: { authorization: `Bearer ${neighbourToken}` } },
    );
    expect(neighbour.status).toBe(404);
    const attached = await fetch(`${server.address}/neighbour/api/records/note`, {
      method: "POST",
      headers: { authorization: `Bearer ${neighbourToken}`, "content-type": "application/json" },
      body: JSON.stringify({ paper: file }),
    });
    expect(attached.status).toBe(422);
  });

  test("what may not be read is not downloaded either", async () => {
    const file = await sentFileId(server);
    const id = await hold("hidden", file);
    const read = await readBytes(server, `/records/note/${id}/files/hidden/${file}`);
    expect(read.status).toBe(404);
  });

  test("a deleted record gives nothing away", async () => {
    const file = await sentFileId(server);
    const id = await hold("paper", file);
    await server.request("DELETE", `/records/note/${id}`, undefined, {
      headers: { "if-match": "*" },
    });
    const read = await readBytes(server, `/records/note/${id}/files/paper/${file}`);
    expect(read.status).toBe(404);
  });
});

describe("ranges", () => {
  const bytes = textBytes("0123456789");
  let path: string;
  beforeAll(async () => {
    path = await heldFile({ bytes });
  });

  test.each([
    ["bytes=0-0", 206, "0"],
    ["bytes=2-4", 206, "234"],
    ["bytes=7-", 206, "789"],
    ["bytes=-3", 206, "789"],
    ["bytes=-100", 206, "0123456789"],
    ["bytes=5-1000", 206, "56789"],
    ["bytes=9-9", 206, "9"],
    ["bytes=10-", 416, null],
    ["bytes=10-20", 416, null],
    ["bytes=-0", 416, null],
    ["bytes=4-2", 200, "0123456789"],
    ["bytes=0-1,3-4", 200, "0123456789"],
    ["bytes=-", 200, "0123456789"],
    ["bytes=a-b", 200, "0123456789"],
    ["bytes=0-99999999999999999999", 200, "0123456789"],
    ["rows=0-1", 200, "0123456789"],
  ])("%s is answered %i", async (range, status, text) => {
    const read = await readBytes(server, path, { range });
    expect(read.status).toBe(status);
    if (text !== null) {
      expect(read.bytes.toString()).toBe(text);
      expect(read.headers.get("content-length")).toBe(String(text.length));
    } else expect(read.headers.get("content-range")).toBe("bytes */10");
  });

  test("an old tag asks for all, the current one for nothing", async () => {
    const whole = await readBytes(server, path);
    const tag = whole.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    const old = await readBytes(server, path, { range: "bytes=0-1", "if-range": '"old"' });
    expect([old.status, old.bytes.length]).toEqual([200, 10]);
    const same = await readBytes(server, path, { range: "bytes=0-1", "if-range": tag });
    expect([same.status, same.bytes.length]).toEqual([206, 2]);
    const unchanged = await readBytes(server, path, { "if-none-match": `"x", ${tag}` });
    expect([unchanged.status, unchanged.bytes.length]).toEqual([304, 0]);
    const head = await readBytes(server, path, {}, "HEAD");
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "10"]);
  });
});
