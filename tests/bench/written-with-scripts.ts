/**
 * What a trigger adds to a write: records of two objects with the same fields are made in turn, one
 * object with a script before each write that asks the database twice, one without. The bar is 5 ms
 * in the median. `node tests/bench/written-with-scripts.ts [WRITES]`; prints, asserts nothing.
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

const writes = Number(process.argv[2] ?? 1000);

const order = (name: string) => ({
  name,
  type: "object",
  properties: {
    number: { type: "string" },
    total: { $ref: "tenon:money", scale: 2 },
    account: { $ref: "tenon:lookup", target: "account" },
  },
});

const script = `import { db, decimal, fail, type Input } from "tenon";

export default async function ({ records }: Input<"credit">) {
  for (const { record } of records) {
    const account = await db.get("account", record.account ?? "");
    const large = await db.find("plain", { filter: "total > 1000000", limit: 1 });
    if (decimal(record.total ?? "0").isGreaterThan(account?.credit ?? "0") || large.length > 0)
      fail({ at: "/total", message: "Over the credit." });
  }
}
`;

const documents: Readonly<Record<string, string>> = {
  "app.json": JSON.stringify({ name: "bench", title: "Bench" }),
  "objects/account.json": JSON.stringify({
    name: "account",
    type: "object",
    properties: { name: { type: "string" }, credit: { $ref: "tenon:money", scale: 2 } },
  }),
  "objects/plain.json": JSON.stringify(order("plain")),
  "objects/scripted.json": JSON.stringify(order("scripted")),
  "scripts/credit.json": JSON.stringify({
    name: "credit",
    title: "Credit",
    trigger: { object: "scripted", before: ["create"] },
  }),
  "scripts/credit.ts": script,
};

const kinds = ["plain", "scripted"] as const;

/** Makes one record of the object; gives the milliseconds until its answer. */
type Write = (object: string, number: number) => Promise<number>;

function writerOf(port: number, token: string, account: string): Write {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return async (object, number) => {
    const body = JSON.stringify({ number: `N-${number}`, total: "12.50", account });
    const begun = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/bench/api/records/${object}`, {
      method: "POST",
      headers,
      body,
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(text);
    return performance.now() - begun;
  };
}

async function measure(write: Write): Promise<void> {
  for (let turn = 0; turn < 100; turn++) for (const kind of kinds) await write(kind, turn);
  const times = { plain: [] as number[], scripted: [] as number[] };
  for (let turn = 0; turn < writes; turn++)
    for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed())
      times[kind].push(await write(kind, turn));
  const shown = (list: readonly number[]) =>
    `${median(list).toFixed(2)} ms (p95 ${percentile(list, 0.95).toFixed(2)})`;
  const added = median(times.scripted) - median(times.plain);
  console.log(
    `one at a time: a write ${shown(times.plain)}, with its script ${shown(times.scripted)}: ${added.toFixed(2)} ms more; bar 5 ms`,
  );
  for (const kind of kinds) console.log(`${kind}, 8 at once: ${await rate(write, kind)} writes/s`);
}

async function rate(write: Write, kind: (typeof kinds)[number]): Promise<string> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let turn = 0; turn < writes / 4; turn++) await write(kind, turn);
    }),
  );
  return ((writes * 2 * 1000) / (performance.now() - begun)).toFixed(0);
}

const folder = await mkdtemp(join(tmpdir(), "tenon-scripts-"));
const database = await startEmbeddedServer(folder);
let server: ServerProcess | null = null;
try {
  for (const [path, text] of Object.entries(documents)) {
    await mkdir(join(folder, "app", path, ".."), { recursive: true });
    await writeFile(join(folder, "app", path), text);
  }
  const environment = {
    DATABASE_URL: await createDatabase(database.superuserUrl, "scripts"),
    TENON_DATA: folder,
    TENON_DEMO: "false",
    TENON_LOG: "silent",
    TENON_RATE_EXPENSIVE: "0",
  };
  const token = await prepareWorkspace("bench", join(folder, "app"), environment);
  server = await startEngine(environment, "/-/ready", {});
  const made = await fetch(`http://127.0.0.1:${server.port}/bench/api/records/account`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Ada & Co", credit: "1000.00" }),
  });
  const { id } = (await made.json()) as { id: string };
  await measure(writerOf(server.port, token, id));
} finally {
  await server?.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
