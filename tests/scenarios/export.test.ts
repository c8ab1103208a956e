/** What a workspace exports can be published elsewhere, and comes out the same. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type Environment, runTenon } from "../support/server-process.ts";

let database: TestDatabase;
let folder: string;
let environment: Environment;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "tenon export "));
  environment = { DATABASE_URL: database.url, TENON_DATA: folder, TENON_LOG: "silent" };
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const trading = join(import.meta.dirname, "../../examples/trading");

/** Publishes a folder into a new workspace and exports that; gives the files of the export. */
async function throughWorkspace(
  name: string,
  source: string,
): Promise<ReadonlyMap<string, string>> {
  const target = join(folder, name);
  await runTenon(["workspace", "create", name], environment);
  await runTenon(["publish", source, "--workspace", name], environment);
  await runTenon(["export", target, "--workspace", name], environment);
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(target.length + 1), await readFile(path, "utf8")] as const;
  });
  return new Map((await Promise.all(texts)).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The trading example, and a field more of every person. */
async function extendedTrading(): Promise<string> {
  const source = join(folder, "with people");
  await cp(trading, source, { recursive: true });
  await mkdir(join(source, "objects"), { recursive: true });
  const extension = {
    name: "user",
    properties: { badge: { type: "string", title: "Badge" }, department: { title: "Branch" } },
  };
  await writeFile(join(source, "objects/user.json"), JSON.stringify(extension));
  return source;
}

let first: ReadonlyMap<string, string>;
beforeAll(async () => {
  first = await throughWorkspace("first", await extendedTrading());
});

test("an export published into an empty workspace exports the same bytes again", async () => {
  expect([...first.keys()]).toContain("objects/sales_order.json");
  expect([...first.keys()]).toContain("translations/zh-CN.json");
  expect(await throughWorkspace("second", join(folder, "first"))).toEqual(first);
});

test("of the objects of every workspace, what extends them is exported, and no more than that", () => {
  expect(JSON.parse(first.get("objects/user.json") ?? "")).toEqual({
    id: "tenonusers",
    name: "user",
    properties: {
      badge: { id: expect.any(String), type: "string", title: "Badge" },
      department: { id: "tenonuserd", title: "Branch" },
    },
  });
  for (const name of ["department", "team", "position"])
    expect([...first.keys()]).not.toContain(`objects/${name}.json`);
});
