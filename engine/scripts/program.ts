/** The texts that runner processes are started with. */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { stripTypes } from "./strip-types.ts";

export interface RunnerProgram {
  /** Program of the process. Its TypeScript is stripped here, as the process has no compiler. */
  readonly text: string;
  /** Modules of the SDK, which every isolate holds, by file name. */
  readonly inside: Readonly<Record<string, string>>;
  /** File of the native library. */
  readonly library: string;
}

/** @throws Error on a system that isolated-vm has no library for */
export async function readRunnerProgram(): Promise<RunnerProgram> {
  const folder = join(import.meta.dirname, "inside");
  const names = await readdir(folder);
  const inside = await Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await stripped(folder, name)]),
  );
  const require = createRequire(import.meta.url);
  const big = join(dirname(require.resolve("big.js")), "big.mjs");
  return {
    text: await stripped(join(import.meta.dirname, "runner"), "runner-program.ts"),
    inside: { ...Object.fromEntries(inside), "big.js": await readFile(big, "utf8") },
    library: libraryFile(),
  };
}

const stripped = async (folder: string, name: string): Promise<string> =>
  stripTypes(await readFile(join(folder, name), "utf8"));

/** The file that isolated-vm's own loader would open: for this system, processor and Node.js. */
function libraryFile(): string {
  const manifest = createRequire(import.meta.url).resolve("isolated-vm/package.json");
  const loader: unknown = createRequire(manifest)("node-gyp-build");
  if (typeof loader !== "function" || !("resolve" in loader)) throw new Error("There is no loader");
  const { resolve } = loader;
  if (typeof resolve !== "function") throw new Error("The loader resolves nothing");
  return String(resolve(dirname(manifest)));
}
