/**
 * The role by which the engine uses its own server: it owns the database `tenon` and all in it, and
 * may do nothing beside it. Whatever a statement could be made to do, it reads no file, starts no
 * program and becomes nobody else.
 */
import { createHash } from "node:crypto";
import pg from "pg";

export const engineRole = "tenon_engine";

/** Known to whoever knows that of the superuser, and not the other way round. */
export const enginePassword = (superuserPassword: string): string =>
  createHash("sha256").update(`${engineRole} ${superuserPassword}`).digest("hex");

/**
 * Makes role and database where they are missing, and hands over what an engine made that used the
 * superuser, also one that was started in between. Once it is done, it costs one question.
 *
 * @param urlOf of the superuser, for a database
 */
export async function prepareEngineRole(
  urlOf: (database: string) => string,
  password: string,
): Promise<void> {
  if (await isPrepared(urlOf("tenon"))) return;
  await connected(urlOf("postgres"), async (client) => {
    // Of several processes that start at once one does it, and the others find it done.
    await client.query("select pg_advisory_lock(84721003)");
    if (await isPrepared(urlOf("tenon"))) return;
    const role = await client.query("select 1 from pg_roles where rolname = $1", [engineRole]);
    if (role.rowCount === 0)
      await client.query(`create role ${engineRole} login password ${pg.escapeLiteral(password)}`);
    const database = await client.query("select 1 from pg_database where datname = 'tenon'");
    if (database.rowCount === 0) await client.query("create database tenon");
    await client.query(`alter database tenon owner to ${engineRole}`);
    await connected(urlOf("tenon"), (inside) => inside.query(handOver));
  });
}

const isPrepared = (url: string): Promise<boolean> =>
  connected(url, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from pg_database where datname = 'tenon' and pg_get_userbyid(datdba) = $1 and not exists (${ours})`,
      [engineRole],
    );
    return rowCount === 1;
  }).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === databaseMissing) return false;
    throw error;
  });

const databaseMissing = "3D000";

async function connected<Value>(
  url: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What the engine made and another role owns. Indexes follow their tables by themselves. */
const ours = `with space as (select oid, nspname, nspowner from pg_namespace where nspname = 'core' or nspname like 'w\\_%'),
    thing as (
      select format('schema %I', nspname) as name, nspowner as owner from space
      union all select format('table %I.%I', s.nspname, c.relname), c.relowner from space s join pg_class c on c.relnamespace = s.oid and c.relkind in ('r', 'p')
      union all select format('function %s', p.oid::regprocedure), p.proowner from space s join pg_proc p on p.pronamespace = s.oid)
  select name from thing where pg_get_userbyid(owner) <> '${engineRole}'`;

const handOver = `do $$
  declare each record;
  begin
    for each in ${ours} loop execute format('alter %s owner to ${engineRole}', each.name); end loop;
  end $$`;
