#!/usr/bin/env node
// Starts the command line on the Node.js that the project depends on, whatever started this file.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../engine/main.ts", import.meta.url));
if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import(main);
} else {
  const own = createRequire(import.meta.url)
    .resolve("node/package.json")
    .replace(/package\.json$/, "bin/node");
  if (!existsSync(own)) {
    process.stderr.write("Node.js 24 is missing. Run: npm ci\n");
    process.exit(1);
  }
  const result = spawnSync(own, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(result.status ?? 1);
}
