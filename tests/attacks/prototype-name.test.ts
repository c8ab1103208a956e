/** Whatever starts the engine: `__proto__` is no name there, of anything. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const start: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts.start;

/** Told by the process itself, when it has done its work. */
const told = `process.on("exit", () => process.stderr.write(\`reached: \${"__proto__" in {}}\\n\`))`;

async function reaches(command: string): Promise<boolean> {
  const child = spawn(command, {
    cwd: root,
    shell: true,
    env: {
      ...process.env,
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(told)}"`,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [status] = await once(child, "close");
  expect(status, output).toBe(0);
  const [, answer] = /reached: (true|false)\n$/.exec(output) ?? [];
  expect(answer, output).toBeDefined();
  return answer === "true";
}

test("`npm start` and `npx tenon` run without it", async () => {
  // What serves, told to print its settings instead.
  const serving =
    start
      .split("&&")
      .at(-1)
      ?.trim()
      .replace(/ serve$/, " settings") ?? "";
  expect(serving).toMatch(/^node .*engine\/main\.ts settings$/);
  expect(await reaches(serving)).toBe(false);
  expect(await reaches("node bin/tenon.mjs settings")).toBe(false);
  // And the question is one that can be answered otherwise.
  expect(await reaches("node -e 0")).toBe(true);
});

test("the thread that reads spreadsheets runs without it", async () => {
  const url = new URL("../../engine/import/xlsx-worker.ts", import.meta.url).href;
  const code = `import(${JSON.stringify(url)}).then(() =>
    require("node:worker_threads").parentPort.postMessage({ reached: "__proto__" in {} }))`;
  const workerData = { bytes: new Uint8Array(), sheet: null, rowsMaximum: 1 };
  const worker = new Worker(code, { eval: true, workerData });
  const told: unknown[] = [];
  worker.on("message", (message) => told.push(message));
  await once(worker, "exit");
  expect(told).toContainEqual({ reached: false });
});
