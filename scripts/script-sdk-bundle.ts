/** The modules of `engine/scripts/inside` as one script, which is what every isolate runs first. */
import { join } from "node:path";
import { rolldown } from "rolldown";

const folder = join(import.meta.dirname, "../engine/scripts/inside");

/**
 * Leaves what `main.ts` exports at `$sdk`. A script and not a module, because V8 takes the code of
 * modules out of no cache.
 */
export async function scriptSdkBundle(notice: string): Promise<string> {
  const bundle = await rolldown({ input: join(folder, "main.ts"), logLevel: "warn" });
  const { output } = await bundle.generate({
    format: "cjs",
    comments: false,
    esModule: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
  });
  await bundle.close();
  return `// ${notice}\n((exports) => {\n"use strict";\n${output[0].code.trim()}\n})((globalThis.$sdk = {}));\n`;
}
