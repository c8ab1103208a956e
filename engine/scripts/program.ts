/** The texts that runner processes are started with. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { stripTypes } from "./strip-types.ts";

export interface RunnerProgram {
  /** Program of the process. Its TypeScript is stripped here, as the process has no compiler. */
  readonly text: string;
  /** The script that every isolate runs first: the modules of `inside/`. */
  readonly sdk: string;
  /** File of the native library. */
  readonly library: string;
}

/** @throws Error on a system that isolated-vm has no library for */
export async function readRunnerProgram(): Promise<RunnerProgram> {
  const [program, sdk] = await Promise.all(
    ["runner/runner-program.ts", "inside.generated.mjs"].map((name) =>
      readFile(join(import.meta.dirname, name), "utf8"),
    ),
  );
  return { text: stripTypes(program ?? ""), sdk: sdk ?? "", library: libraryFile() };
}

/** The file that isolated-vm's own loader would open: for this system, processor and Node.js. */
function libraryFile(): string {
  const manifest = createRequire(import.meta.url).resolve("isolated-vm/package.json");
  const loader: unknown = createRequire(manifest)("node-gyp-build");
  if (typeof loader !== "function" || !("resolve" in loader)) throw new Error("There is no loader");
  const { resolve } = loader;
  if (typeof resolve !== "function") throw new Error("The loader resolves nothing");
  return String(resolve(dirname(manifest)));
}
