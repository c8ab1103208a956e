/**
 * What a list costs somebody who sees some of the records, against an administrator who sees all of
 * them: the same page of 50, newest first, of a table with a million rows, 1 000 people in 200
 * departments. `node tests/bench/restricted-roles.ts [ROWS] [ROUNDS]`; prints ratios.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToken } from "../../engine/access/credentials.ts";
import { connectDatabase } from "../../engine/db/database.ts";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import {
  createDatabase,
  prepareWorkspace,
  runStatements,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { runLoad } from "./http-load.ts";
import { spread } from "./statistics.ts";

const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 5);
const people = 1000;
const departments = 200;
/** Departments that have others below them. */
const roots = 10;

const scopes: Readonly<Record<string, unknown>> = {
  own: "own",
  department: "department",
  department_and_below: "department_and_below",
  team: "team",
  condition: { when: "region == user.region" },
  own_and_condition: ["own", { when: 'region == "r7"' }],
};

const base = "/wide/api/records/ticket";
const requests: Readonly<Record<string, string>> = {
  "page of 50": `${base}?limit=50`,
  "page of 50 with its count, capped": `${base}?limit=50&count=capped`,
  "page of 50, filtered": `${base}?limit=50&filter=${encodeURIComponent('status == "open"')}`,
};

async function writeDocuments(folder: string): Promise<void> {
  const write = (path: string, content: unknown) =>
    writeFile(join(folder, path), JSON.stringify(content));
  for (const name of ["objects", "roles"]) await mkdir(join(folder, name), { recursive: true });
  await write("app.json", { name: "wide", title: "Wide", version: "1.0.0", navigation: [] });
  await write("objects/user.json", {
    name: "user",
    type: "object",
    properties: { region: { type: "string", maxLength: 20 } },
  });
  await write("objects/ticket.json", {
    name: "ticket",
    title: "Ticket",
    type: "object",
    properties: {
      name: { type: "string", maxLength: 80 },
      status: { enum: ["open", "done"], index: true },
      region: { type: "string", maxLength: 20, index: true },
      amount: { $ref: "tenon:money", scale: 2 },
    },
  });
  for (const [name, read] of Object.entries(scopes))
    await write(`roles/${name}.json`, { name, title: name, objects: { ticket: { read } } });
}

/** `uuid(kind, n)`: the n-th id of a kind. */
const uuid = (kind: number, number: string) =>
  `('${String(kind).padStart(8, "0")}-0000-7000-8000-' || lpad((${number})::text, 12, '0'))::uuid`;

const statements = (workspace: string): readonly string[] => [
  `insert into w_wide.department (id, created_at, updated_at, revision, name, parent)
    select ${uuid(1, "d")}, now(), now(), 1, 'Department ' || d, case when d < ${roots} then null else ${uuid(1, `d % ${roots}`)} end
    from generate_series(0, ${departments - 1}) d order by d`,
  `insert into w_wide.team (id, created_at, updated_at, revision, name)
    select ${uuid(2, "t")}, now(), now(), 1, 'Team ' || t from generate_series(0, 99) t`,
  `insert into core.account (id, email, name, created_at)
    select ${uuid(3, "p")}, 'p' || p || '@example.com', 'Person ' || p, now() from generate_series(0, ${people - 1}) p`,
  `insert into core.membership (id, workspace, account, roles, created_at)
    select ${uuid(4, "p")}, '${workspace}', ${uuid(3, "p")}, '{member}', now() from generate_series(0, ${people - 1}) p`,
  `insert into w_wide."user" (id, created_at, updated_at, revision, name, email, department, region)
    select ${uuid(3, "p")}, now(), now(), 1, 'Person ' || p, 'p' || p || '@example.com', ${uuid(1, `p % ${departments}`)}, 'r' || p % 50
    from generate_series(0, ${people - 1}) p`,
  `insert into w_wide."user$teams" (id, _parent, _target, _position)
    select ${uuid(5, "p")}, ${uuid(3, "p")}, ${uuid(2, "p % 100")}, 0 from generate_series(0, ${people - 1}) p`,
  `insert into w_wide.ticket (id, created_at, created_by, updated_at, updated_by, revision, owner, name, status, region, amount)
    select ${uuid(6, "n")}, at, by, at, by, 1, by, 'Ticket ' || n, case when hashint4(n) % 20 = 0 then 'open' else 'done' end, 'r' || abs(hashint4(n + 1)) % 50, n % 1000
    from (select n, timestamptz '2026-01-01' + n * interval '20 seconds' as at, ${uuid(3, `(n::bigint * 104729) % ${people}`)} as by from generate_series(0, ${rows - 1}) n) as made`,
  "vacuum analyze",
];

interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function perSecond(server: ServerProcess, caller: Caller, path: string, seconds: number) {
  const load = await runLoad({
    port: server.port,
    headers: caller.headers,
    connections: 8,
    seconds,
    next: () => ({ method: "GET", path }),
    expectedStatus: 200,
  });
  if (load.errors.length > 0) throw new Error(`${caller.name} ${path}: ${load.errors[0]}`);
  return load.perSecond;
}

async function compare(server: ServerProcess, admin: Caller, callers: readonly Caller[]) {
  for (const [name, path] of Object.entries(requests)) {
    for (const caller of callers) {
      await perSecond(server, admin, path, 1);
      await perSecond(server, caller, path, 1);
      const costs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? [admin, caller] : [caller, admin];
        const speeds = new Map<Caller, number>();
        for (const each of order) speeds.set(each, await perSecond(server, each, path, 1));
        costs.push((speeds.get(admin) ?? 0) / (speeds.get(caller) ?? 1));
      }
      console.log(`${name}, ${caller.name}: costs ${spread(costs, 2)} x the administrator's`);
    }
  }
}

const folder = await mkdtemp(join(tmpdir(), "tenon-restricted-"));
const embedded = await startEmbeddedServer(folder);
try {
  const url = await createDatabase(embedded.superuserUrl, "restricted");
  const documents = join(folder, "documents");
  await writeDocuments(documents);
  const environment = {
    DATABASE_URL: url,
    TENON_DATA: join(folder, "data"),
    TENON_DEMO: "false",
    TENON_LOG: "error",
  };
  const adminToken = await prepareWorkspace("wide", documents, environment);
  const database = connectDatabase(url, 4);
  const found = await database.run({ text: "select id from core.workspace", values: [] });
  const workspace = String(found.rows[0]?.[0]);
  await runStatements(url, statements(workspace));
  const roleIds = await database.run({
    text: "select name, content::jsonb ->> 'id' from core.document where kind = 'role'",
    values: [],
  });
  const server = await startEngine(environment, `${base}?limit=1`, {
    authorization: `Bearer ${adminToken}`,
  });
  const caller = (name: string, token: string): Caller => ({
    name,
    headers: { authorization: `Bearer ${token}` },
  });
  const callers: Caller[] = [];
  for (const [index, [name, id]] of roleIds.rows.entries()) {
    const account = `00000003-0000-7000-8000-${String(index).padStart(12, "0")}`;
    await database.run({
      text: "update core.membership set roles = $2 where account = $1",
      values: [account, [id]],
    });
    callers.push(caller(String(name), await createToken(database, workspace, account)));
  }
  console.log(
    `${rows} rows, ${people} people, ${departments} departments. Closed loop, 8 connections, ${rounds} rounds of 1 s in turn. Median (extremes).`,
  );
  await compare(server, caller("administrator", adminToken), callers);
  await server.stop();
  await database.close();
} finally {
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}
