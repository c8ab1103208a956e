/** TypeScript that is written to read the machine, or to keep the compiler busy. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  creditCheck,
  customer,
  draft,
  module,
  order,
  planOf,
  problemsOf,
} from "../support/script-documents.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const token = "0c7f2b61d9";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenon-host-"));
  await writeFile(join(folder, "host.ts"), `export const secret = "${token}";\n`);
  await writeFile(join(folder, "host.d.ts"), `declare const hostSecret: "${token}";\n`);
  server = await startTestServer({ documents: [customer, order, creditCheck] });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await server.request("DELETE", "/metadata/drafts/script/probe?discard=true");
});

/** The plan of a draft with this module. */
async function planWith(source: string) {
  await draft(server, module("probe", source));
  return planOf(server);
}

const ways: readonly (readonly [string, (path: string) => string])[] = [
  ["an import", (path) => `import { secret } from "${path}host.ts";\nconst n: number = secret;`],
  [
    "an import of types",
    (path) =>
      `import type { secret } from "${path}host.ts";\nconst n: number = null! as typeof secret;`,
  ],
  [
    "a type of an import",
    (path) => `const n: number = null! as typeof import("${path}host.ts").secret;`,
  ],
  [
    "an import at run time",
    (path) => `const { secret } = await import("${path}host.ts");\nconst n: number = secret;`,
  ],
  ["import.meta", () => "export const n: number = import.meta.url;"],
  [
    "an old import",
    (path) => `import host = require("${path}host.ts");\nconst n: number = host.secret;`,
  ],
  [
    "a reference to a path",
    (path) => `/// <reference path="${path}host.d.ts" />\nconst n: number = hostSecret;`,
  ],
  [
    "a reference to types",
    (path) => `/// <reference types="${path}host.d.ts" />\nconst n: number = hostSecret;`,
  ],
  [
    "a reference to a library",
    () => '/// <reference lib="dom" />\nconst n: number = document.title;',
  ],
  ["an export from elsewhere", (path) => `export * from "${path}host.ts";`],
  ["a comment that looks away", () => "// @ts-ignore\nconst n: number = '';"],
  ["a comment over the file", () => "/* @ts-nocheck */\nconst n: number = '';"],
];

test.each(ways)("%s reads nothing of the machine, and is refused", async (_, source) => {
  for (const path of [`${folder}/`, `../../..${folder}/`, `file://${folder}/`]) {
    const plan = await planWith(source(path));
    expect(plan.ready).toBe(false);
    expect(JSON.stringify(plan)).not.toContain(token);
  }
});

test.each([
  "/etc/passwd",
  "node:fs",
  "fs",
  "typescript",
  "../package.json",
  "../tenon.d.ts",
  "../starts/credit_check.ts",
  "./credit_check",
  "./CREDIT_CHECK.ts",
  "https://example.com/a.ts",
  "data:text/javascript,1",
  "./../scripts/credit_check.ts",
  "",
])("%s cannot be imported", async (specifier) => {
  await draft(server, module("probe", `import * as all from "${specifier}";\nvoid all;\n`));
  expect(await problemsOf(server)).toEqual(["scripts/probe.ts 1 script_import_unknown"]);
});

const endless: readonly (readonly [string, string])[] = [
  ["types that multiply", "export const a = 1;"],
];

test.each(endless)("%s are stopped, and the next check runs", async (_, source) => {
  const plan = await planWith(source);
  expect(plan.ready).toBe(false);
  expect(plan.problems[0]?.code).toMatch(/^script_check_(endless|too_large)$/);
  await server.request("DELETE", "/metadata/drafts/script/probe?discard=true");
  expect(await problemsOf(server)).toEqual([]);
});

test("objects and fields called like things of JavaScript are just names", async () => {
  const names = ["promise", "record", "objects", "date", "id_", "new_customer", "decimal"];
  await draft(
    server,
    ...names.map((name) =>
      objectDocument(name, {
        ["then" as string]: { type: "string" },
        constructor_: { type: "string" },
        hasownproperty: { type: "string" },
      }),
    ),
    module(
      "probe",
      `import { db } from "tenon";
export async function all(): Promise<string | null | undefined> {
  const [one] = await db.find("promise", { fields: ["then"] });
  const other = await db.get("new_customer", "");
  return one?.then ?? other?.constructor_;
}
`,
    ),
  );
  expect(await problemsOf(server)).toEqual([]);
  for (const name of names)
    await server.request("DELETE", `/metadata/drafts/object/${name}?discard=true`);
});
