/** Files of records: uploaded, held, read, kept in history and the bin, and let go. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { purgeFiles } from "../../engine/files/purge-files.ts";
import { keepHouse } from "../../engine/records/housekeeping.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import {
  pdfBytes,
  pngBytes,
  readBytes,
  sendFile,
  sentFileId,
  textBytes,
} from "../support/files.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("product", {
        name: { type: "string" },
        photo: { $ref: "tenon:image", maximum_size: 1000 },
        sheet: { $ref: "tenon:attachment", accept: ".pdf" },
        papers: { type: "array", items: { $ref: "tenon:attachment" }, maxItems: 2 },
        parts: {
          type: "array",
          items: { type: "object", properties: { scan: { $ref: "tenon:attachment" } } },
        },
      }),
      objectDocument("note", { name: { type: "string" }, paper: { $ref: "tenon:attachment" } }),
    ],
  });
});
afterAll(() => server.stop());

interface FileOfRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

interface ProductRecord {
  readonly id: string;
  readonly photo: FileOfRecord | null;
  readonly papers: readonly FileOfRecord[] | null;
  readonly parts: readonly { readonly id: string; readonly scan: FileOfRecord | null }[];
}

async function createProduct(body: unknown): Promise<ProductRecord> {
  const answer = await server.request("POST", "/records/product", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as ProductRecord;
}

const anyRevision = { headers: { "if-match": "*" } };

const change = (id: string, body: unknown) =>
  server.request("PATCH", `/records/product/${id}`, body, anyRevision);

const problemsOf = (body: unknown): readonly string[] =>
  (body as { readonly errors: readonly { path: string; code: string }[] }).errors.map(
    ({ path, code }) => `${code} ${path}`,
  );

/** Digests of all bytes in the store. */
async function storedDigests(): Promise<readonly string[]> {
  const folder = join(server.services.config.dataFolder, "files");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test("an upload answers what the bytes are", async () => {
  const { status, body } = await sendFile(server, { name: "照片 1.png", declared: "text/html" });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "照片 1.png",
    type: "image/png",
    size: pngBytes.length,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("a record names files by their id, and the engine says the rest", async () => {
  const photo = await sentFileId(server);
  const paper = await sentFileId(server, { name: "a.pdf", bytes: pdfBytes });
  const scan = await sentFileId(server, { name: "b.pdf", bytes: pdfBytes });
  const made = await createProduct({
    name: "Chair",
    photo,
    papers: [{ id: paper, name: "false.exe", type: "text/html", size: 1 }],
    parts: [{ scan: { id: scan } }],
  });
  expect(made.photo).toEqual({
    id: photo,
    name: "picture.png",
    type: "image/png",
    size: pngBytes.length,
  });
  expect(made.papers).toEqual([
    { id: paper, name: "a.pdf", type: "application/pdf", size: pdfBytes.length },
  ]);
  expect(made.parts[0]?.scan?.name).toBe("b.pdf");
  const read = await server.request("GET", `/records/product/${made.id}`);
  expect(read.body).toMatchObject({ photo: made.photo, papers: made.papers });
  for (const [field, file] of [
    ["photo", photo],
    ["papers", paper],
    ["parts.scan", scan],
  ]) {
    const answer = await readBytes(server, `/records/product/${made.id}/files/${field}/${file}`);
    expect(answer.status, field).toBe(200);
  }
});

describe("what a field does not take", () => {
  test("unknown files, at their place", async () => {
    const unknown = "01900000-0000-7000-8000-000000000000";
    const paper = await sentFileId(server, { bytes: pdfBytes });
    const answer = await server.request("POST", "/records/product", {
      photo: unknown,
      papers: [{ id: paper }, { id: unknown }],
      parts: [{ scan: unknown }],
    });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer.body)).toEqual([
      "unknown_file /photo",
      "unknown_file /papers/1",
      "unknown_file /parts/0/scan",
    ]);
    const many = await server.request("POST", "/records/product", [{}, { photo: unknown }]);
    expect(problemsOf(many.body)).toEqual(["unknown_file /1/photo"]);
  });

  test("other types and sizes, whatever the caller claims", async () => {
    const text = await sentFileId(server, { name: "x.png", bytes: textBytes("no picture") });
    const large = await sentFileId(server, {
      bytes: Buffer.concat([pngBytes, Buffer.alloc(1000)]),
    });
    const answer = await server.request("POST", "/records/product", {
      photo: { id: text, type: "image/png" },
      sheet: { id: text },
    });
    expect(problemsOf(answer.body)).toEqual([
      "file_type_not_accepted /photo",
      "file_type_not_accepted /sheet",
    ]);
    const size = await server.request("POST", "/records/product", { photo: large });
    expect(problemsOf(size.body)).toEqual(["file_too_large /photo"]);
  });

  test("what is no file, and too many", async () => {
    const answer = await server.request("POST", "/records/product", {
      photo: "photo.png",
      papers: [1, 2, 3],
    });
    expect(problemsOf(answer.body)).toContain("not_a_file /photo");
    const ids = await Promise.all([1, 2, 3].map(() => sentFileId(server)));
    const many = await server.request("POST", "/records/product", { papers: ids });
    expect(problemsOf(many.body)).toEqual(["too_many_items /papers"]);
  });
});

test("lists find records with and without files", async () => {
  const paper = await sentFileId(server, { bytes: pdfBytes });
  await server.request("POST", "/records/note", { name: "with", paper });
  await server.request("POST", "/records/note", { name: "without" });
  const names = async (filter: string) => {
    const { status, body } = await server.request(
      "GET",
      `/records/note?filter=${encodeURIComponent(filter)}&sort=name`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    return (body as { data: { name: string }[] }).data.map(({ name }) => name);
  };
  expect(await names("paper != null")).toEqual(["with"]);
  expect(await names("paper == null")).toEqual(["without"]);
  const csv = await server.request("GET", "/records/note/export?fields=name,paper&sort=name");
  expect(csv.body).toContain("with,picture.png");
});

test("history names files, and a former revision brings them back", async () => {
  const [first, second] = [await sentFileId(server, { name: "1.png" }), await sentFileId(server)];
  const { id } = await createProduct({ photo: first });
  expect((await change(id, { photo: second })).status).toBe(200);
  const gone = await readBytes(server, `/records/product/${id}/files/photo/${first}`);
  expect(gone.status).toBe(404);
  const { body } = await server.request("GET", `/records/product/${id}/history`);
  expect(JSON.stringify(body)).toContain("1.png");
  const restored = await server.request(
    "POST",
    `/records/product/${id}/history/1/restore`,
    undefined,
    { ...anyRevision, token: server.memberToken },
  );
  expect(restored.body).toMatchObject({ photo: { id: first, name: "1.png" } });
});

test("files wait in the recycle bin, and go with their record", async () => {
  const bytes = textBytes("only in this record");
  const paper = await sentFileId(server, { name: "only.txt", bytes });
  const made = await server.request("POST", "/records/note", { name: "bin", paper });
  const { id } = made.body as { readonly id: string };
  const digest = ((await sendFile(server, { bytes })).body as { sha256: string }).sha256;
  const later = (days: number) => new Date(Date.now() + days * 86_400_000);
  await server.request("DELETE", `/records/note/${id}`, undefined, anyRevision);
  await purgeFiles(server.services, 24, later(2));
  const back = await server.request("POST", `/records/note/${id}/restore`);
  expect(back.body).toMatchObject({ paper: { id: paper, name: "only.txt" } });
  const read = await readBytes(server, `/records/note/${id}/files/paper/${paper}`);
  expect(read.bytes.toString()).toBe("only in this record");
  await server.request("DELETE", `/records/note/${id}`, undefined, anyRevision);
  await keepHouse(server.services.database, { binDays: 30, runDays: 0 }, later(40));
  await purgeFiles(server.services, 24, later(41));
  expect(await storedDigests()).not.toContain(digest);
});

test("uploads that nobody saved go after a day, equal bytes of others stay", async () => {
  const bytes = textBytes("held by one, forgotten by another");
  const held = await sentFileId(server, { bytes });
  const made = await server.request("POST", "/records/note", { paper: held });
  const { id } = made.body as { readonly id: string };
  const forgotten = await sentFileId(server, { bytes });
  const alone = (await sendFile(server, { bytes: textBytes("alone") })).body as { sha256: string };
  expect(await purgeFiles(server.services, 24, new Date())).toBe(0);
  expect(await storedDigests()).toContain(alone.sha256);
  await purgeFiles(server.services, 24, new Date(Date.now() + 25 * 3_600_000));
  expect(await storedDigests()).not.toContain(alone.sha256);
  const late = await server.request("POST", "/records/note", { paper: forgotten });
  expect(problemsOf(late.body)).toEqual(["unknown_file /paper"]);
  const read = await readBytes(server, `/records/note/${id}/files/paper/${held}`);
  expect(read.status).toBe(200);
});

test("one attachment becomes several and back, with its bytes", async () => {
  const paper = await sentFileId(server, { name: "one.pdf", bytes: pdfBytes });
  const made = await server.request("POST", "/records/note", { name: "type", paper });
  const { id } = made.body as { readonly id: string };
  const publish = async (schema: JsonSchema) => {
    const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
    const published = all.documents.find(({ name }) => name === "note")?.published ?? {};
    const properties = objectOrEmpty(published.properties);
    const changed = { ...schema, id: objectOrEmpty(properties.paper).id };
    await server.request("PUT", "/metadata/drafts/object/note", {
      ...published,
      properties: { ...properties, paper: changed },
    });
    const done = await server.request("POST", "/metadata/publish", { message: "type" });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  };
  await publish({ type: "array", items: { $ref: "tenon:attachment" } });
  const several = await server.request("GET", `/records/note/${id}`);
  expect(several.body).toMatchObject({ paper: [{ id: paper, name: "one.pdf" }] });
  const read = await readBytes(server, `/records/note/${id}/files/paper/${paper}`);
  expect(read.status).toBe(200);
  await publish({ $ref: "tenon:attachment" });
  const one = await server.request("GET", `/records/note/${id}`);
  expect(one.body).toMatchObject({ paper: { id: paper, name: "one.pdf" } });
});
