/** TypeScript that is written to read the machine, or to keep the compiler busy. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PublishPlan } from "../../metadata/wire.ts";
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
/** The plan of a draft with these modules, which are forgotten again. */
async function planWith(sources: readonly string[]): Promise<PublishPlan> {
  const names = sources.map((_, index) => `probe_${index}`);
  await draft(server, ...sources.map((source, index) => module(names[index] ?? "", source)));
  const plan = await planOf(server);
  for (const name of names)
    await server.request("DELETE", `/metadata/drafts/script/${name}?discard=true`);
  return plan;
}

const mark = "@" + "ts-";
const ways: readonly (readonly [string, (path: string) => string])[] = [
  ["an import", (path) => `import { secret } from "${path}host.ts";\nconst n: "x" = secret;`],
  [
    "an import of types",
    (path) =>
      `import type { secret } from "${path}host.ts";\nconst n: "x" = null! as typeof secret;`,
  ],
  [
    "a type of an import",
    (path) => `const n: "x" = null! as typeof import("${path}host.ts").secret;`,
  ],
  [
    "an import at run time",
    (path) => `const { secret } = await import("${path}host.ts");\nconst n: "x" = secret;`,
  ],
  ["import.meta", () => "export const n: number = import.meta.url;"],
  [
    "an old import",
    (path) => `import host = require("${path}host.ts");\nconst n: "x" = host.secret;`,
  ],
  [
    "a reference to a path",
    (path) => `/// <reference path="${path}host.d.ts" />\nconst n: "x" = hostSecret;`,
  ],
  [
    "a reference to types",
    (path) => `/// <reference types="${path}host.d.ts" />\nconst n: "x" = hostSecret;`,
  ],
  [
    "a reference to a library",
    () => '/// <reference lib="dom" />\nconst n: number = document.title;',
  ],
  ["an export from elsewhere", (path) => `export * from "${path}host.ts";`],
  ["a comment that looks away", () => `// ${mark}ignore\nconst n: number = "";`],
  ["a comment over the file", () => `/* ${mark}nocheck */\nconst n: number = "";`],
];

test("nothing of the machine is read, and every way is refused", async () => {
  const places = [`${folder}/`, `../../..${folder}/`, `file://${folder}/`];
  const sources = places.flatMap((place) => ways.map(([, source]) => source(place)));
  const plan = await planWith(sources);
  expect(plan.ready).toBe(false);
  expect(JSON.stringify(plan)).not.toContain(token);
  const refused = new Set(plan.problems.map(({ file }) => file));
  const passed = sources.filter((_, index) => !refused.has(`scripts/probe_${index}.ts`));
  expect(passed).toEqual([]);
});

const specifiers = [
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
];

test("what is no script and not the SDK cannot be imported", async () => {
  const sources = specifiers.map((name) => `import * as all from "${name}";\nvoid all;\n`);
  const { problems } = await planWith(sources);
  const found = problems.map(({ file, code, params }) => `${file} ${code} ${params.specifier}`);
  expect(found.toSorted()).toEqual(
    specifiers
      .map((name, index) => `scripts/probe_${index}.ts script_import_unknown ${name}`)
      .toSorted(),
  );
});

/** A union of four million members, forty times. */
const endless = `type Tree<Path extends unknown[], Leaf> = Path["length"] extends 22 ? Leaf : Tree<[...Path, 0], [Leaf, 0]> | Tree<[...Path, 1], [Leaf, 1]>;
${Array.from({ length: 40 }, (_, index) => `export const leaf_${index}: Tree<[], ${index}> = 1;`).join("\n")}
`;

test("types that multiply are stopped, and the next check runs", async () => {
  const plan = await planWith([endless]);
  expect(plan.ready).toBe(false);
  expect(plan.problems).toHaveLength(1);
  expect(plan.problems[0]?.code).toMatch(/^script_check_(endless|too_large)$/);
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
