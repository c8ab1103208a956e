/** A folder under version control and a workspace that others have changed meanwhile. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { runTenon } from "../support/server-process.ts";

let server: TestServer;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenon-merge-"));
  server = await startTestServer({
    documents: [
      objectDocument("client", { name: { type: "string" }, phone: { $ref: "tenon:phone" } }),
    ],
  });
  await tenon("export", folder);
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const tenon = (...words: string[]) =>
  runTenon([...words, "--workspace", "demo"], { DATABASE_URL: server.databaseUrl });

type Content = { properties: Record<string, Record<string, unknown>> } & Record<string, unknown>;

async function editFile(edit: (content: Content) => void): Promise<void> {
  const path = join(folder, "objects/client.json");
  const content = JSON.parse(await readFile(path, "utf8")) as Content;
  edit(content);
  await writeFile(path, JSON.stringify(content));
}

async function published(): Promise<Content> {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  return all.documents.find(({ name }) => name === "client")?.published as Content;
}

async function editWorkspace(edit: (content: Content) => void): Promise<void> {
  const content = structuredClone(await published());
  edit(content);
  await server.request("PUT", "/metadata/drafts/object/client", content);
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
}

test("both sides' changes are published, and what others added is not taken for removed", async () => {
  await editWorkspace(({ properties }) => {
    properties.level = { type: "integer" };
  });
  await editFile(({ properties }) => {
    properties.name = { ...properties.name, maxLength: 80 };
  });
  expect(await tenon("publish", folder, "--base", "1")).toBe("Version 3: 1 changes");
  const { properties } = await published();
  expect(properties).toMatchObject({ name: { maxLength: 80 }, level: { type: "integer" } });
});

test("a field that the folder renames keeps what others made of it", async () => {
  await editWorkspace(({ properties }) => {
    properties.name = { ...properties.name, maxLength: 80 };
    properties.shout = { type: "string", formula: "upper(name)" };
  });
  const { id } = (await published()).properties.name ?? {};
  await editFile((content) => {
    const { name: renamed, ...others } = content.properties;
    content.properties = { full_name: renamed ?? {}, ...others };
  });
  expect(await tenon("publish", folder, "--base", "1")).toBe("Version 3: 2 changes");
  const { properties } = await published();
  expect(properties).toMatchObject({
    full_name: { id, maxLength: 80 },
    shout: { formula: "upper(full_name)" },
  });
  expect(properties).not.toHaveProperty("name");
});

test("what both have changed is named with its file and path, and nothing is published", async () => {
  await editWorkspace((content) => {
    content.title = "Customer";
  });
  await editFile((content) => {
    content.title = "Account";
  });
  const before = await published();
  await expect(tenon("publish", folder, "--base", "1", "--json")).rejects.toThrow(
    /ended with 1\n[\s\S]*"code":"merge_conflict","path":"\/title"[\s\S]*"file":"objects\/client.json"/,
  );
  expect(await published()).toEqual(before);
  await expect(tenon("publish", folder, "--base", "7")).rejects.toThrow(/ended with 1/);
  await expect(tenon("publish", folder, "--base", "one")).rejects.toThrow(/ended with 2/);
});
