/** Scripts as documents: drafts, files, versions, merging. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAppFolder, writeAppFolder } from "../../engine/app-folder.ts";
import { automationIn, localisedAutomation } from "../../engine/catalog/automation.ts";
import { programOf } from "../../engine/compile/script-program.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import { triggersOf } from "../../metadata/automation/automation.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import {
  creditCheck,
  customer,
  draft,
  module,
  order,
  planOf,
  script,
} from "../support/script-documents.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { runTenon } from "../support/server-process.ts";

const shared = module("shared", "\uFEFFexport const most: number = 3;\r\n// 共用\r\n");
const ship = script(
  "ship",
  `import type { Input } from "tenon";
import { most } from "./shared.ts";
export default ({ record, input }: Input<"ship">) => ({ message: \`\${record.number} \${input.parcels ?? most}\` });
`,
  {
    $schema: "tenon:script",
    title: "Ship",
    action: {
      object: "sales_order",
      on: "record",
      title: "Ship",
      input: {
        required: ["parcels"],
        properties: { parcels: { type: "integer", title: "Parcels" } },
      },
      when: 'status == "confirmed"',
    },
  },
);
const chineseWords = {
  kind: "translation" as const,
  name: "zh-CN",
  content: {
    scripts: {
      ship: { title: "发货", action: { title: "发货" }, fields: { parcels: { title: "件数" } } },
    },
  },
};

let server: TestServer;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenon-scripts-"));
  server = await startTestServer({
    documents: [customer, order, shared, creditCheck, ship, chineseWords],
  });
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const tenon = (...words: string[]) =>
  runTenon([...words, "--workspace", "demo"], { DATABASE_URL: server.databaseUrl });
const file = (path: string) => readFile(join(folder, path));

async function catalogOf(workspace = "demo") {
  const catalog = await server.services.catalogs.current(workspace);
  if (catalog === null) throw new Error("The workspace is gone");
  return catalog;
}

test("an exported folder, published into an empty workspace and exported, is the same bytes", async () => {
  await writeAppFolder(folder, (await catalogOf()).documents);
  expect((await file("scripts/shared.ts")).toString()).toBe(shared.content.source);
  await expect(file("scripts/shared.json")).rejects.toThrow(/ENOENT/);
  expect(JSON.parse((await file("scripts/ship.json")).toString())).not.toHaveProperty("source");
  await createWorkspace(server.services.database, "other");
  await publishInto("other");
  const again = await mkdtemp(join(tmpdir(), "tenon-scripts-"));
  await writeAppFolder(again, (await catalogOf("other")).documents);
  const names = ["shared.ts", "ship.ts", "ship.json", "credit_check.ts", "credit_check.json"];
  for (const name of names) {
    const written = await readFile(join(again, "scripts", name));
    expect([name, written.equals(await file(`scripts/${name}`))]).toEqual([name, true]);
  }
  await rm(again, { recursive: true });
  expect(await publishInto("other")).toEqual(["nothing_to_publish"]);
});

/** Codes of what stands against it. */
async function publishInto(workspace: string): Promise<readonly string[]> {
  const read = await readAppFolder(folder);
  if (!read.ok) return read.problems.map(({ code }) => code);
  const published = await publishFolder(server.services, await catalogOf(workspace), {
    folder: read.value,
    answers: {},
    message: "",
    author: "admin@example.com",
    timeZone: "UTC",
  });
  return published.ok ? [] : published.problems.map(({ code }) => code);
}

test("a changed source is a changed script; declarations beside it are no document", async () => {
  await writeAppFolder(folder, (await catalogOf()).documents);
  await writeFile(join(folder, "scripts/tenon.d.ts"), "declare module 'tenon' {}");
  await writeFile(join(folder, "scripts/shared.ts"), "export const most: number = 4;\n");
  expect(await publishInto("demo")).toEqual([]);
  await writeAppFolder(folder, (await catalogOf()).documents);
  expect((await file("scripts/tenon.d.ts")).toString()).toContain("tenon");
  expect((await file("scripts/shared.ts")).toString()).toContain("= 4;");
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  const program = programOf(await catalogOf(), "ship");
  expect(program?.modules.get("shared")?.code).toContain("most         = 3");
});

test("the command line prints declarations", async () => {
  expect(await tenon("types", "--json")).toContain('declare module \\"tenon\\"');
});

test("drafts hold the source, wherever it is written, and both sides' changes are merged", async () => {
  await tenon("export", folder);
  const { source, ...rest } = ship.content;
  await draft(server, { ...ship, content: { source, ...rest, description: "Packs." } });
  expect((await planOf(server)).changes.map(({ id }) => id)).toEqual([
    "document_changed.script.ship",
  ]);
  expect((await server.request("POST", "/metadata/publish", {})).status).toBe(200);
  const edited = (await file("scripts/ship.ts")).toString().replace("?? most", "* most");
  await writeFile(join(folder, "scripts/ship.ts"), edited);
  await tenon("publish", folder, "--base", "1");
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const merged = all.documents.find(({ name }) => name === "ship")?.published;
  expect(merged).toMatchObject({ description: "Packs.", source: edited });
  expect(Object.keys(merged ?? {}).at(-1)).toBe("source");
  await writeFile(join(folder, "scripts/ship.ts"), `${edited}// mine\n`);
  await expect(tenon("publish", folder, "--base", "1", "--json")).rejects.toThrow(
    /"code":"merge_conflict","path":"\/source"[\s\S]*"file":"scripts\/ship.ts"/,
  );
});

test("a source inside of a .json file, and one without, are named with their files", async () => {
  await writeAppFolder(folder, (await catalogOf()).documents);
  await writeFile(join(folder, "scripts/ship.json"), '{"name": "ship", "source": ""}');
  expect(await readAppFolder(folder)).toMatchObject({
    problems: [{ code: "script_source_in_json", file: "scripts/ship.json" }],
  });
  await writeFile(join(folder, "scripts/ship.json"), '{"name": "ship"}');
  await rm(join(folder, "scripts/ship.ts"));
  expect(await publishInto("demo")).toContain("script_source_missing");
});

test("the catalog has them by what starts them, and programs of all that they import", async () => {
  const catalog = await catalogOf();
  const automation = automationIn(catalog);
  expect([...automation.scripts.keys()]).toEqual(["credit_check", "shared", "ship"]);
  expect(triggersOf(automation, "sales_order", "before", "update")).toMatchObject([
    { script: { name: "credit_check" }, when: null },
  ]);
  expect(triggersOf(automation, "sales_order", "after", "update")).toEqual([]);
  const action = automation.actions.get("sales_order")?.get("ship");
  expect(action?.when?.expression.references.flatMap(({ path }) => path)).toEqual(["status"]);
  expect(action?.start.input?.fields.map(({ name }) => name)).toEqual(["parcels"]);
  const chinese = localisedAutomation(catalog, "zh-CN").actions.get("sales_order")?.get("ship");
  expect(chinese?.start).toMatchObject({ title: "发货", input: { fields: [{ title: "件数" }] } });
  const program = programOf(catalog, "ship");
  expect([...(program?.modules.keys() ?? [])]).toEqual(["ship", "shared"]);
  expect(program?.modules.get("ship")?.imports).toEqual([
    { specifier: "./shared.ts", script: "shared", line: 2 },
  ]);
  expect(programOf(catalog, "ship")).toBe(program);
  expect(programOf(catalog, "constructor")).toBeUndefined();
});
