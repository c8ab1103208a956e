/** Forty-seven objects of a foreign data model are published together and take records. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { convertCdm } from "../support/cdm.ts";
import { readCdm } from "../support/cdm-model.ts";
import { sampleRecord, savingOrder } from "../support/sample-record.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let documents: readonly JsonSchema[];

beforeAll(async () => {
  server = await startTestServer();
  documents = convertCdm(await readCdm()).documents;
});
afterAll(() => server?.stop());

test("the objects are published in one step", async () => {
  expect(documents).toHaveLength(47);
  for (const document of documents) {
    const path = `/metadata/drafts/object/${document.name}`;
    const { status } = await server.request("PUT", path, document);
    expect(status, path).toBe(200);
  }
  const plan = await server.request("GET", "/metadata/plan");
  expect(plan.body).toMatchObject({ problems: [], questions: [], ready: true });
  const published = await server.request("POST", "/metadata/publish", { message: "CDM" });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const metadata = await server.request("GET", "/metadata?objects=");
  // And the people of the workspace, who are there without a document.
  expect(metadata.body).toMatchObject({ index: { length: 51 } });
});

test("each object takes a record and gives it back", async () => {
  const ids = new Map<string, string>();
  for (const document of savingOrder(documents)) {
    const name = String(document.name);
    const sample = sampleRecord(document, ids);
    const created = await server.request("POST", `/records/${name}`, sample);
    expect(created.status, `${name}: ${JSON.stringify(created.body)}`).toBe(201);
    expect(created.body).toMatchObject(sample);
    const { id } = created.body as { id: string };
    ids.set(name, id);
    const read = await server.request("GET", `/records/${name}/${id}`);
    expect(read.body).toEqual(created.body);
  }
  expect(ids.size).toBe(47);
});
