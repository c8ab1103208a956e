/**
 * What others notice while scripts attack: lists are read by another workspace's user, first alone,
 * then while four attackers at once run scripts that compute without end, fill memory and block in
 * native code. The bar is a p95 within 2 × that of the quiet server. `node tests/bench/under-attack.ts
 * [SECONDS]`; prints, asserts nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import {
  createDatabase,
  prepareWorkspace,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { median, percentile } from "./statistics.ts";

const seconds = Number(process.argv[2] ?? 10);

const attacks: Readonly<Record<string, string>> = {
  compute: "for (;;);",
  fill: "const all: number[][] = []; for (;;) all.push(new Array(1000).fill(all.length));",
  native: "const all: number[] = []; all.length = 2 ** 32 - 1; all.reverse();",
};

const note = {
  name: "note",
  type: "object",
  properties: { text: { type: "string" }, place: { type: "integer" } },
};

async function writeDocuments(folder: string, files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const ownDocuments = (name: string): Readonly<Record<string, string>> => ({
  "app.json": JSON.stringify({ name, title: name }),
  "objects/note.json": JSON.stringify(note),
});

const attackDocuments = Object.fromEntries(
  Object.entries(attacks).flatMap(([name, body]) => [
    [`scripts/${name}.json`, JSON.stringify({ name, title: name, endpoint: { method: "POST" } })],
    [`scripts/${name}.ts`, `export default function () {\n  ${body}\n  return null;\n}\n`],
  ]),
);

/** Milliseconds of requests, by four clients one after the other each. */
async function readLists(address: string, token: string): Promise<readonly number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const client = async () => {
    while (performance.now() < until) {
      const begun = performance.now();
      const answer = await fetch(`${address}/quiet/api/records/note?limit=50&sort=-place`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await answer.text();
      if (answer.status !== 200) throw new Error(String(answer.status));
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: 4 }, client));
  return times;
}

/** Attacks until it is stopped; counts how many ended, and how. */
function attack(address: string, token: string) {
  const ends = new Map<string, number>();
  let running = true;
  const one = async (offset: number) => {
    const names = Object.keys(attacks);
    for (let turn = offset; running; turn++) {
      const answer = await fetch(`${address}/loud/api/x/${names[turn % names.length]}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: "{}",
      });
      const { code = "answered" } = (await answer.json()) as { code?: string };
      ends.set(code, (ends.get(code) ?? 0) + 1);
    }
  };
  const all = Array.from({ length: 4 }, (_, offset) => one(offset));
  return async () => {
    running = false;
    await Promise.all(all);
    return ends;
  };
}

const shown = (times: readonly number[]): string =>
  `${times.length} lists, ${median(times).toFixed(1)} ms in the median, p95 ${percentile(times, 0.95).toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms`;

const folder = await mkdtemp(join(tmpdir(), "tenon-attack-"));
const database = await startEmbeddedServer(folder);
let server: ServerProcess | null = null;
try {
  const environment = {
    DATABASE_URL: await createDatabase(database.superuserUrl, "attack"),
    TENON_DATA: folder,
    TENON_DEMO: "false",
    TENON_LOG: "silent",
    TENON_RATE_EXPENSIVE: "0",
  };
  await writeDocuments(join(folder, "quiet"), ownDocuments("quiet"));
  await writeDocuments(join(folder, "loud"), { ...ownDocuments("loud"), ...attackDocuments });
  const quiet = await prepareWorkspace("quiet", join(folder, "quiet"), environment);
  const loud = await prepareWorkspace("loud", join(folder, "loud"), environment);
  server = await startEngine(environment, "/-/ready", {});
  const address = `http://127.0.0.1:${server.port}`;
  for (let part = 0; part < 10; part++) {
    const notes = Array.from({ length: 100 }, (_, place) => ({ text: `note ${place}`, place }));
    await fetch(`${address}/quiet/api/records/note`, {
      method: "POST",
      headers: { authorization: `Bearer ${quiet}`, "content-type": "application/json" },
      body: JSON.stringify(notes),
    });
  }
  await readLists(address, quiet);
  const alone = await readLists(address, quiet);
  const stop = attack(address, loud);
  const during = await readLists(address, quiet);
  const ends = await stop();
  console.log(`alone: ${shown(alone)}\nunder attack: ${shown(during)}`);
  const ratio = percentile(during, 0.95) / percentile(alone, 0.95);
  console.log(`p95 under attack: ${ratio.toFixed(2)} x that of the quiet server; bar 2`);
  console.log(`how the attacks ended: ${JSON.stringify(Object.fromEntries(ends))}`);
  server.assertRunning();
} finally {
  await server?.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
