/**
 * Builds the two browser applications into `dist/runtime` and `dist/designer`.
 * Does nothing when no source has changed since the last build, because every start calls it.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { firstScreen } from "./first-screen.ts";
import { sourceHash } from "./source-hash.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");

interface Application {
  readonly name: "runtime" | "designer";
  /** Folders and files whose text decides the result. */
  readonly sources: readonly string[];
}

const always = ["metadata", "runtime", "scripts/build.ts", "package-lock.json"];
const applications: readonly Application[] = [
  { name: "runtime", sources: always },
  { name: "designer", sources: [...always, "designer"] },
];

/** What only the designer says is not loaded with every visit. */
const codesOfRecords = {
  find: /^\.\/problem-codes\.ts$/,
  replacement: join(project, "metadata/problem-codes-of-records.ts"),
};

for (const application of applications) {
  if (!existsSync(join(project, application.name, "index.html"))) continue;
  const hash = await sourceHash(project, application.sources);
  const stamp = join(dist, `${application.name}.hash`);
  if ((await readFile(stamp, "utf8").catch(() => "")) === hash) continue;
  const startedAt = performance.now();
  await rm(stamp, { force: true });
  await buildApplication(application.name);
  await mkdir(dist, { recursive: true });
  await writeFile(stamp, hash);
  await printSizes(application.name, performance.now() - startedAt);
}

/** Built beside its place and moved there whole: a server that starts meanwhile misses nothing. */
async function buildApplication(name: Application["name"]): Promise<void> {
  const building = join(dist, `.${name}-${process.pid}`);
  await viteBuild(name, building);
  const old = join(dist, `.${name}-${process.pid}-old`);
  await rename(join(dist, name), old).catch(() => undefined);
  await rename(building, join(dist, name));
  await rm(old, { recursive: true, force: true });
}

async function viteBuild(name: Application["name"], outDir: string): Promise<void> {
  // Imported only when there is something to build: it costs more than the check.
  const { build } = await import("vite");
  const { default: solid } = await import("vite-plugin-solid");
  await build({
    root: join(project, name),
    base: `/-/assets/${name}/`,
    configFile: false,
    logLevel: "warn",
    plugins: [solid()],
    resolve: { alias: name === "runtime" ? [codesOfRecords] : [] },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      // `light-dark()`, the popover API and `dialog` are the floor; see runtime/README.md.
      target: ["chrome123", "firefox125", "safari17.5"],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: { codeSplitting: { groups: [{ name: firstScreen }] } },
      },
    },
  });
}

async function printSizes(name: string, durationMs: number): Promise<void> {
  const folder = join(dist, name, "assets");
  const files = await readdir(folder);
  const sizes = await Promise.all(
    files.map(async (file) => ({
      file,
      bytes: gzipSync(await readFile(join(folder, file))).length,
    })),
  );
  console.log(`Built ${name} in ${(durationMs / 1000).toFixed(1)} s; gzipped:`);
  for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
    console.log(`  ${(bytes / 1024).toFixed(1).padStart(7)} KB  ${file}`);
  }
}
