/** Two apps in one workspace, each published from its folder by itself. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishFolder } from "../../engine/publish-folder.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const translation = (objects: Record<string, string>): MetadataDocument => ({
  kind: "translation",
  name: "zh-CN",
  content: {
    objects: Object.fromEntries(Object.entries(objects).map(([name, title]) => [name, { title }])),
  },
});

const app = (name: string): MetadataDocument => ({
  kind: "app",
  name,
  content: { name, title: name },
});

async function publishApp(name: string, ...documents: readonly MetadataDocument[]) {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const outcome = await publishFolder(server.services, catalog, {
    folder: { app: name, documents: [app(name), ...documents], seeds: new Map() },
    answers: {},
    message: "",
    author: "",
    timeZone: "UTC",
  });
  expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
}

async function documents(): Promise<Record<string, unknown>> {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  return Object.fromEntries(
    all.documents.map(({ kind, name, published }) => [`${kind}/${name}`, published]),
  );
}

const bill = objectDocument("bill", { name: { type: "string" } });
const ship = objectDocument("ship", { name: { type: "string" } });
const port = objectDocument("port", { name: { type: "string" } });

test("translations into one language stand side by side, and each app replaces its own", async () => {
  await publishApp("money", bill, translation({ bill: "账单" }));
  await publishApp("fleet", ship, port, translation({ ship: "船", port: "港口" }));
  expect((await documents())["translation/zh-CN"]).toEqual({
    objects: { bill: { title: "账单" }, ship: { title: "船" }, port: { title: "港口" } },
  });

  await publishApp("money", bill, translation({ bill: "票据" }));
  await publishApp("fleet", ship, translation({ ship: "轮船" }));
  expect(await documents()).toMatchObject({
    "translation/zh-CN": { objects: { bill: { title: "票据" }, ship: { title: "轮船" } } },
  });
  expect(Object.keys(await documents())).not.toContain("object/port");

  await publishApp("fleet", ship);
  expect((await documents())["translation/zh-CN"]).toEqual({
    objects: { bill: { title: "票据" } },
  });
  await publishApp("money", bill);
  expect(Object.keys(await documents())).not.toContain("translation/zh-CN");
  expect(Object.keys(await documents())).toContain("object/ship");
});

test("a folder published twice changes nothing the second time", async () => {
  await publishApp("money", bill, translation({ bill: "账单" }));
  await publishApp("fleet", ship, translation({ ship: "船" }));
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const outcome = await publishFolder(server.services, catalog, {
    folder: {
      app: "money",
      documents: [app("money"), bill, translation({ bill: "账单" })],
      seeds: new Map(),
    },
    answers: {},
    message: "",
    author: "",
    timeZone: "UTC",
  });
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "nothing_to_publish" }] });
});
