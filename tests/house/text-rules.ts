/** Rules that a pattern can tell: what must not stand in which files, and an example of it. */
import { isCode, isGenerated, lineAt, type SourceFile } from "./source-tree.ts";

export interface TextRule {
  readonly name: string;
  /** The files that must keep it. */
  applies(path: string): boolean;
  readonly pattern: RegExp;
  /** `code` without comments and strings, or the whole `text`. */
  readonly within: "code" | "text";
  /** A file that breaks the rule, and one that looks like it but does not. */
  readonly broken: readonly [path: string, text: string];
  readonly kept: readonly [path: string, text: string];
}

const within =
  (...folders: readonly string[]) =>
  (path: string): boolean =>
    isCode(path) && !isGenerated(path) && folders.some((folder) => path.startsWith(`${folder}/`));

const everywhere = (path: string): boolean => isCode(path) && !isGenerated(path);
const isTest = (path: string): boolean => path.startsWith("tests/") && isCode(path);

/** Settings are read here; tests start processes with settings of their own. */
const readsEnvironment = (path: string): boolean =>
  ["engine/main.ts", "scripts/dev.ts", "vitest.config.ts"].includes(path) ||
  /^(?:tests|bin)\//.test(path);

/** It waits for a process that it started; there is nothing else to wait on. */
const mayWait = (path: string): boolean => path === "tests/support/server-process.ts";

// In pieces, so that this file keeps the rule.
const later = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"];
const silenced = `@ts-${"ignore"}`;

export const textRules: readonly TextRule[] = [
  {
    name: "nothing is typed as any",
    applies: everywhere,
    pattern: /(?:[:<|&]|\bas|=>|\bextends|\bsatisfies)\s*any\b(?!\s*[:(.])/g,
    within: "code",
    broken: ["engine/db/a.ts", "const row = value as any;"],
    kept: ["engine/db/a.ts", "const any = sql`a = any(list)`; // as any"],
  },
  {
    name: "the compiler is not silenced",
    applies: everywhere,
    pattern: /@ts-(?:ignore|expect-error|nocheck)/g,
    within: "text",
    broken: ["runtime/ui/a.tsx", `// ${silenced}\nrun();`],
    kept: ["runtime/ui/a.tsx", "// The compiler cannot ignore this.\nrun();"],
  },
  {
    name: "nothing is left for later in a comment",
    applies: (path) => !path.includes("fixtures/") && !path.startsWith("examples/"),
    pattern: new RegExp(`\\b(?:${later.join("|")})\\b`, "g"),
    within: "text",
    broken: ["engine/query/a.ts", `// ${later[0]}: sort`],
    kept: ["engine/query/a.ts", "// todos are objects too"],
  },
  {
    name: "no test is skipped, alone or expected to fail",
    applies: isTest,
    pattern:
      /\b(?:describe|suite|test|it)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(/g,
    within: "code",
    broken: ["tests/engine/a.test.ts", 'describe.only("a", () => undefined);'],
    kept: ["tests/engine/a.test.ts", 'test.each([1])("describe.only %i", () => undefined);'],
  },
  {
    name: "no test sleeps",
    applies: (path) => isTest(path) && !mayWait(path),
    pattern: /\bsetTimeout\s*\(|\bwaitForTimeout\b|\bsleep\s*\(/g,
    within: "code",
    broken: ["tests/engine/a.test.ts", "await new Promise((done) => setTimeout(done, 100));"],
    kept: ["tests/engine/a.test.ts", "await page.waitForSelector(name);"],
  },
  {
    name: "the environment is read by the composition root alone",
    applies: (path) => everywhere(path) && !readsEnvironment(path),
    pattern: /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/g,
    within: "code",
    broken: ["engine/http/a.ts", "const port = process.env.PORT;"],
    kept: ["engine/http/a.ts", "const { port } = config; // not process.env"],
  },
  {
    name: "the server calls nobody",
    applies: within("engine", "metadata"),
    pattern: /(?<![.\w])(?:fetch\s*\(|WebSocket\b|EventSource\b|XMLHttpRequest\b)/g,
    within: "code",
    broken: ["engine/import/a.ts", "const answer = await fetch(address);"],
    kept: ["engine/server.ts", "serve({ fetch: application.fetch });"],
  },
  {
    name: "screens speak to the server through one client",
    applies: (path) => within("runtime", "designer")(path) && !path.startsWith("runtime/client/"),
    pattern: /(?<![.\w])(?:fetch\s*\(|WebSocket\b|EventSource\b|XMLHttpRequest\b|sendBeacon\b)/g,
    within: "code",
    broken: ["designer/state/a.ts", "const answer = await window.fetch(1) ?? (await fetch(2));"],
    kept: ["designer/state/a.ts", "const answer = await client.get(address); refetch();"],
  },
  {
    name: "screens build elements, never HTML from text",
    applies: within("runtime", "designer"),
    pattern:
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment)\b/g,
    within: "code",
    broken: ["runtime/fields/a.tsx", "element.innerHTML = value;"],
    kept: ["runtime/fields/a.tsx", "element.textContent = value; // never innerHTML"],
  },
  {
    name: "screens run no code built from text",
    applies: within("runtime", "designer"),
    pattern: /\beval\s*\(|\bFunction\s*\(/g,
    within: "code",
    broken: ["designer/canvases/a.ts", "const run = new Function(text);"],
    kept: ["designer/canvases/a.ts", "const isFunction = (value: unknown) => evaluate(value);"],
  },
  {
    name: "the language reads no clock and throws no dice",
    applies: within("metadata"),
    pattern: /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bcrypto\b/g,
    within: "code",
    broken: ["metadata/expressions/a.ts", "const today = new Date();"],
    kept: ["metadata/expressions/a.ts", "const day = new Date(0, month, day); // not Date.now"],
  },
  {
    name: "only the command line writes to the terminal",
    applies: (path) =>
      within("metadata", "engine", "runtime", "designer")(path) &&
      !path.startsWith("engine/command-line/"),
    pattern: /\bconsole\s*\.|\bprocess\.(?:stdout|stderr)\b/g,
    within: "code",
    broken: ["engine/records/a.ts", "console.log(record);"],
    kept: ["engine/command-line/a.ts", "process.stdout.write(text);"],
  },
];

/** The places in a tree that break a rule, as `path:line`. */
export function findText(rule: TextRule, files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => rule.applies(path))
    .flatMap((file) =>
      [...file[rule.within].matchAll(rule.pattern)].map(
        ({ index }) => `${file.path}:${lineAt(file.text, index)}`,
      ),
    );
}
