/**
 * Whether a request costs more in a workspace of many objects: the same requests to the same object
 * of two servers, one with 10 objects and one with 1 000, in interleaved rounds.
 * `node tests/bench/object-count.ts [MANY] [FIELDS] [ROUNDS]`; prints ratios, asserts nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { generatedName, generatedObjects } from "../support/generated-objects.ts";
import {
  createDatabase,
  prepareWorkspace,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { type LoadRequest, runLoad } from "./http-load.ts";
import { treeCost } from "./process-cost.ts";
import { median, spread } from "./statistics.ts";

const many = Number(process.argv[2] ?? 1000);
const fields = Number(process.argv[3] ?? 50);
const rounds = Number(process.argv[4] ?? 7);
const few = 10;
const object = generatedName(5);
const records = 1000;

interface Contender {
  readonly objects: number;
  readonly server: ServerProcess;
  readonly headers: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
}

interface Work {
  readonly name: string;
  readonly status: number;
  request(contender: Contender, turn: number): LoadRequest;
}

const base = `/many/api/records/${object}`;
const values = (turn: number) => ({
  name: `Record ${turn}`,
  quantity_1: String(turn % 100),
  price_1: "12.50",
  count_1: turn,
  kind_1: "b",
});
const idOf = ({ ids }: Contender, turn: number) => ids[(turn * 7919) % ids.length];

const works: readonly Work[] = [
  {
    name: "get",
    status: 200,
    request: (contender, turn) => ({ method: "GET", path: `${base}/${idOf(contender, turn)}` }),
  },
  {
    name: "list of 50, filtered, sorted",
    status: 200,
    request: (_, turn) => ({
      method: "GET",
      path: `${base}?limit=50&sort=-created_at&filter=${encodeURIComponent(`count_1 > ${turn % 50} && status == "draft"`)}`,
    }),
  },
  {
    name: "list with lookup",
    status: 200,
    request: () => ({
      method: "GET",
      path: `${base}?limit=50&fields=name,amount,related_record.name`,
    }),
  },
  {
    name: "create",
    status: 201,
    request: (_, turn) => ({ method: "POST", path: base, body: JSON.stringify(values(turn)) }),
  },
  {
    name: "patch",
    status: 200,
    request: (contender, turn) => ({
      method: "PATCH",
      path: `${base}/${idOf(contender, turn)}`,
      headers: { "if-match": "*" },
      body: JSON.stringify({ count_1: turn }),
    }),
  },
];

async function contend(url: string, folder: string, objects: number): Promise<Contender> {
  const data = join(folder, String(objects));
  const documents = join(data, "documents");
  await mkdir(join(documents, "objects"), { recursive: true });
  const app = { name: "many", title: "Many", version: "1.0.0", navigation: [] };
  await writeFile(join(documents, "app.json"), JSON.stringify(app));
  for (const each of generatedObjects(objects, fields))
    await writeFile(join(documents, "objects", `${each.name}.json`), JSON.stringify(each));
  const environment = {
    DATABASE_URL: await createDatabase(url, `objects_${objects}`),
    TENON_DATA: data,
    TENON_DEMO: "false",
    TENON_LOG: "error",
  };
  const token = await prepareWorkspace("many", documents, environment);
  const headers = { authorization: `Bearer ${token}` };
  const server = await startEngine(environment, base, headers);
  const answer = await fetch(`http://127.0.0.1:${server.port}${base}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(Array.from({ length: records }, (_, turn) => values(turn))),
  });
  const made: unknown = await answer.json();
  if (answer.status !== 201) throw new Error(JSON.stringify(made));
  const created = isJsonObject(made) && Array.isArray(made.data) ? made.data : [];
  const ids = created.filter(isJsonObject).map(({ id }) => String(id));
  return { objects, server, headers, ids };
}

async function perRequest(contender: Contender, work: Work, seconds: number): Promise<number> {
  let turn = 0;
  const before = treeCost(contender.server.processId).cpuMilliseconds;
  const load = await runLoad({
    port: contender.server.port,
    headers: contender.headers,
    connections: 8,
    seconds,
    next: () => work.request(contender, turn++),
    expectedStatus: work.status,
  });
  if (load.errors.length > 0) throw new Error(`${work.name}: ${load.errors[0]}`);
  const cpu = treeCost(contender.server.processId).cpuMilliseconds - before;
  costs.set(`${work.name} ${contender.objects}`, [
    ...(costs.get(`${work.name} ${contender.objects}`) ?? []),
    cpu / load.requests,
  ]);
  return load.perSecond;
}

const costs = new Map<string, number[]>();

async function compare(contenders: readonly [Contender, Contender]): Promise<void> {
  for (const work of works) {
    for (const contender of contenders) await perRequest(contender, work, 4);
    costs.clear();
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? contenders : contenders.toReversed();
      const speeds = new Map<Contender, number>();
      for (const each of order) speeds.set(each, await perRequest(each, work, 2));
      ratios.push((speeds.get(contenders[1]) ?? 0) / (speeds.get(contenders[0]) ?? 0));
    }
    const [a = [], b = []] = contenders.map(({ objects }) => costs.get(`${work.name} ${objects}`));
    console.log(
      `${work.name}: requests/s with ${many} objects / with ${few}: ${spread(ratios, 2)}; server CPU per request ${median(a).toFixed(3)} and ${median(b).toFixed(3)} ms`,
    );
  }
}

const folder = await mkdtemp(join(tmpdir(), "tenon-object-count-"));
const database = await startEmbeddedServer(folder);
try {
  const contenders = [
    await contend(database.superuserUrl, folder, few),
    await contend(database.superuserUrl, folder, many),
  ] as const;
  console.log(
    `Closed loop, 8 connections, ${rounds} rounds of 2 s in turn, the first one alternating, 4 s of warm-up; ${fields} fields, ${records} records at first. Median (extremes).`,
  );
  await compare([contenders[0], contenders[1]]);
  for (const { server } of contenders) await server.stop();
} finally {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
