/** The gate between the versions of a workspace: who writes is inside, who publishes shuts it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "../../engine/db/database.ts";
import { behindSavepoint } from "../../engine/db/savepoint.ts";
import { anotherVersion, enterOnce, shutGate } from "../../engine/db/version-check.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const { call, get } = callsOf(() => server);
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("thing", {
        place: { type: "integer" },
        lines: { type: "array", items: { type: "object", properties: { a: { type: "integer" } } } },
      }),
    ],
  });
});
afterAll(() => server.stop());

async function current() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}

/** True when somebody else could shut the gate now. */
const isEmpty = async (): Promise<boolean> => {
  const { workspaceId } = await current();
  const text = shutGate(workspaceId).replace("pg_advisory_xact_lock", "pg_try_advisory_xact_lock");
  return (await server.services.database.run({ text, values: [] })).rows[0]?.[0] === "t";
};

/** A transaction that stays open until it is released. */
function open(work: (transaction: Executor) => Promise<void>) {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const ended = server.services.database.transaction(async (transaction) => {
    await work(transaction);
    begun.resolve();
    await end.promise;
  });
  ended.catch(begun.reject);
  const release = async () => {
    end.resolve();
    await ended;
  };
  return begun.promise.then(() => ({ release }));
}

async function draft(change: (content: Record<string, unknown>) => Record<string, unknown>) {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published ?? {};
  const saved = await call("PUT", "/metadata/drafts/object/thing", change(published));
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const withField = (name: string) => (content: Record<string, unknown>) => ({
  ...content,
  properties: { ...(content.properties as object), [name]: { type: "integer" } },
});

test("a transaction of another version is refused where it begins to write", async () => {
  const catalog = await current();
  const old = { workspaceId: catalog.workspaceId, version: catalog.version - 1 };
  await expect(open((transaction) => enterOnce(transaction, old))).rejects.toMatchObject({
    code: anotherVersion,
  });
});

test("who has taken back the part in which he entered enters again", async () => {
  const catalog = await current();
  const inside = await open(async (transaction) => {
    const part = behindSavepoint(transaction, async () => {
      await enterOnce(transaction, catalog);
      expect(await isEmpty()).toBe(false);
      throw new Error("taken back");
    });
    await expect(part).rejects.toThrow("taken back");
    expect(await isEmpty()).toBe(true);
    await enterOnce(transaction, catalog);
  });
  expect(await isEmpty()).toBe(false);
  await inside.release();
  expect(await isEmpty()).toBe(true);
});

test("a publish that changes a table waits for who writes, and is told so when it takes too long", async () => {
  const catalog = await current();
  const inside = await open((transaction) => enterOnce(transaction, catalog));
  await draft(withField("more"));
  const refused = await call("POST", "/metadata/publish", {});
  expect(refused).toMatchObject({ status: 503, body: { code: "publish_too_slow" } });
  const published = call("POST", "/metadata/publish", {});
  await inside.release();
  expect((await published).status).toBe(200);
});

test("one that changes no table waits for nobody", async () => {
  const catalog = await current();
  const inside = await open((transaction) => enterOnce(transaction, catalog));
  await draft((content) => ({ ...content, title: "Another title" }));
  expect((await call("POST", "/metadata/publish", {})).status).toBe(200);
  await inside.release();
});
