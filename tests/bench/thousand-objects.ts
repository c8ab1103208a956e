/**
 * What 1 000 objects of 50 fields cost: the first publish, start-up, memory, one more field.
 * Run with `node tests/bench/thousand-objects.ts [COUNT] [FIELDS]`; prints a report, asserts
 * nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { generatedName, generatedObjects } from "../support/generated-objects.ts";
import {
  createDatabase,
  prepareWorkspace,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { treeCost } from "./process-cost.ts";

const count = Number(process.argv[2] ?? 1000);
const objects = generatedObjects(count, Number(process.argv[3] ?? 50));

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-objects-"));
  const database = await startEmbeddedServer(folder);
  try {
    await measureWorkspace(await createDatabase(database.superuserUrl, "thousand_objects"), folder);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureWorkspace(url: string, folder: string): Promise<void> {
  const environment = {
    DATABASE_URL: url,
    TENON_DATA: folder,
    TENON_DEMO: "false",
    TENON_LOG: "error",
  };
  const documents = await writeDocuments(folder);
  const published = performance.now();
  const token = await prepareWorkspace("large", documents, environment);
  report("first publish, with workspace, user and token", performance.now() - published);

  const headers = { authorization: `Bearer ${token}` };
  const starts: ServerProcess[] = [];
  for (let start = 0; start < 3; start++) {
    const ready = `/large/api/records/${generatedName(count)}`;
    const server = await startEngine(environment, ready, headers);
    starts.push(server);
    if (start < 2) await server.stop();
  }
  const server = starts.at(-1);
  if (server === undefined) return;
  console.log(
    `start to the first list: ${starts.map((item) => item.startMs.toFixed(0)).join(", ")} ms`,
  );
  reportMemory("after start", server);
  for (let number = 1; number <= 5; number++) await publishOneMore(server, headers, number);
  await readAll(server, headers);
  reportMemory("after a list of every object", server);
  await server.stop();
}

/** A folder of documents as `publish` takes it. */
async function writeDocuments(folder: string): Promise<string> {
  const target = join(folder, "documents");
  await mkdir(join(target, "objects"), { recursive: true });
  const app = { name: "large", title: "Large", version: "1.0.0", navigation: [] };
  await writeFile(join(target, "app.json"), JSON.stringify(app));
  for (const object of objects) {
    await writeFile(join(target, "objects", `${object.name}.json`), JSON.stringify(object));
  }
  return target;
}

type Headers = Readonly<Record<string, string>>;

async function call(
  server: ServerProcess,
  headers: Headers,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/large/api${path}`, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const content: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(content)}`);
  return content;
}

/** Adds one text field to an object in the middle and publishes it. */
async function publishOneMore(server: ServerProcess, headers: Headers, number: number) {
  const name = generatedName(Math.ceil(count / 2) + number);
  const documents = await call(server, headers, "GET", "/metadata/documents");
  const { published, etag } = documentOf(documents, name);
  const added = { type: "string", title: "One more", maxLength: 80 };
  const properties = { ...propertiesOf(published), one_more: added };
  const content = { ...published, properties };
  const draft = performance.now();
  await call(
    server,
    { ...headers, "if-match": etag },
    "PUT",
    `/metadata/drafts/object/${name}`,
    content,
  );
  report("save a draft with one more field", performance.now() - draft);
  const publish = performance.now();
  await call(server, headers, "POST", "/metadata/publish", { message: "One more field" });
  report("publish it", performance.now() - publish);
  const read = performance.now();
  await call(server, headers, "GET", `/records/${name}?fields=one_more`);
  report("first list of the changed object", performance.now() - read);
}

function documentOf(list: unknown, name: string): { published: JsonSchema; etag: string } {
  const documents = isJson(list) && Array.isArray(list.documents) ? list.documents : [];
  const found: unknown = documents.find((item) => isJson(item) && item.name === name);
  if (!isJson(found) || !isJson(found.published)) throw new Error(`No document ${name}`);
  return { published: found.published, etag: String(found.etag) };
}

const isJson = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

const propertiesOf = (document: JsonSchema): JsonSchema =>
  isJson(document.properties) ? document.properties : {};

async function readAll(server: ServerProcess, headers: Headers): Promise<void> {
  const started = performance.now();
  for (const object of objects) await call(server, headers, "GET", `/records/${object.name}`);
  report(`a list of each of ${count} objects`, performance.now() - started);
}

const report = (what: string, milliseconds: number) =>
  console.log(`${what}: ${milliseconds.toFixed(0)} ms`);

const reportMemory = (when: string, server: ServerProcess) =>
  console.log(
    `memory ${when}: ${(treeCost(server.processId).residentBytes / 1e6).toFixed(0)} MB resident`,
  );

await main();
