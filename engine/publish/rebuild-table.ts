/**
 * A table made anew under its name, with all that is in it and all that binds it: PostgreSQL counts
 * the columns a table has ever had, and only a new table begins the count again. What is to be made
 * again is read from the database itself, so that nothing depends on what the models know of it:
 * removed and former columns stay, hidden as they are.
 */
import { problem } from "../../metadata/problem.ts";
import { type Executor, sqlState } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { Refused } from "../records/writer.ts";

/** The table while it is filled. */
const rebuiltName = "$rebuilt";

/** What of the columns is copied with them; the rest has names of its own and is made again. */
const likeOptions =
  "including comments including compression including defaults including generated including storage";

/** As a plan shows it; what else is made again is read when it is done. */
export const describeRebuild = (schema: string, table: string): readonly string[] => [
  createLike(schema, table),
  `insert into ${quoted(schema)}.${quoted(rebuiltName)} select … from ${quoted(schema)}.${quoted(table)}`,
  `drop table ${quoted(schema)}.${quoted(table)}`,
  rename(schema, table),
];

const createLike = (schema: string, table: string): string =>
  `create table ${quoted(schema)}.${quoted(rebuiltName)} (like ${quoted(schema)}.${quoted(table)} ${likeOptions})`;

const rename = (schema: string, table: string): string =>
  `alter table ${quoted(schema)}.${quoted(rebuiltName)} rename to ${quoted(table)}`;

/**
 * Makes the table anew within the transaction of `executor`. What others made to depend on it, such
 * as a view, refuses it: `table_held`.
 *
 * @param title what the object is called, for the refusal
 */
export async function rebuildTable(
  executor: Executor,
  schema: string,
  table: string,
  title: string,
): Promise<void> {
  const name = `${quoted(schema)}.${quoted(table)}`;
  const run = async (text: string) => executor.run({ text, values: [] });
  await run(`lock table ${name} in access exclusive mode`);
  const holders = await readHolders(executor, schema, table);
  if (holders.length > 0) throw new Refused([tableHeld(title, holders)]);
  const parts = await readParts(executor, schema, table);
  await run(createLike(schema, table));
  const columns = await readStoredColumns(executor, schema, table);
  await run(
    `insert into ${quoted(schema)}.${quoted(rebuiltName)} (${columns}) select ${columns} from ${name}`,
  );
  for (const text of parts.before) await run(text);
  try {
    await run(`drop table ${name}`);
  } catch (error) {
    // Something of a kind that `readHolders` does not look for.
    if (sqlState(error) === "2BP01") throw new Refused([tableHeld(title, [dependentsOf(error)])]);
    throw error;
  }
  await run(rename(schema, table));
  for (const text of parts.after) await run(text);
  await run(`analyze ${name}`);
}

/** `column c of table other depends on type customer`, as PostgreSQL says it beside its message. */
const dependentsOf = (error: unknown): string =>
  error instanceof Error && "detail" in error ? String(error.detail) : "";

export const tableHeld = (title: string, holders: readonly string[]) =>
  problem("table_held", "", { object: title, holders: holders.join(", ") });

/** What was made outside the engine and would be lost with the table: views, triggers, policies. */
export async function readHolders(
  executor: Executor,
  schema: string,
  table: string,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `with "held" as (select c.oid, c.relrowsecurity, c.relreplident from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2)
      select distinct coalesce((select 'view ' || r.ev_class::pg_catalog.regclass from pg_catalog.pg_rewrite r where d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and r.oid = d.objid), pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid))
        from pg_catalog.pg_depend d join "held" h on d.refobjid = h.oid and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        where d.classid in ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_publication_rel'::pg_catalog.regclass)
          or (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype = 'n')
      union all select 'row level security' from "held" where relrowsecurity
      union all select 'replica identity' from "held" where relreplident <> 'd'
      order by 1`,
    values: [schema, table],
  });
  return rows.map(([holder]) => String(holder));
}

async function readStoredColumns(
  executor: Executor,
  schema: string,
  table: string,
): Promise<string> {
  const { rows } = await executor.run({
    text: `select string_agg(format('%I', a.attname), ', ' order by a.attnum)
      from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    values: [schema, table],
  });
  return rows[0]?.[0] ?? "";
}

/**
 * Statements that free the old table, and those that make all that goes with it again: in the order
 * in which they can be run. Foreign keys come last: they need the keys they point to.
 */
async function readParts(executor: Executor, schema: string, table: string) {
  const { rows } = await executor.run({
    text: `with "worn" as (select c.oid, c.relowner, c.relacl, c.reloptions, format('%I.%I', n.nspname, c.relname) as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2),
      "bond" as (select k.*, format('%I.%I', n.nspname, c.relname) as holder from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace where k.conparentid = 0 and k.contype <> 'n')
      select 1, format('alter table %s drop constraint %I', b.holder, b.conname) from "bond" b join "worn" w on b.confrelid = w.oid and b.conrelid <> w.oid
      union all select 2, format('alter table %s add constraint %I %s', w.name, b.conname, pg_catalog.pg_get_constraintdef(b.oid)) from "bond" b join "worn" w on b.conrelid = w.oid where b.contype <> 'f'
      union all select 3, pg_catalog.pg_get_indexdef(i.indexrelid) from pg_catalog.pg_index i join "worn" w on i.indrelid = w.oid where not exists (select 1 from "bond" b where b.conindid = i.indexrelid and b.contype in ('p', 'u', 'x'))
      union all select 4, format('alter table %s add constraint %I %s', b.holder, b.conname, pg_catalog.pg_get_constraintdef(b.oid)) from "bond" b, "worn" w where b.contype = 'f' and w.oid in (b.conrelid, b.confrelid)
      union all select 5, pg_catalog.pg_get_statisticsobjdef(s.oid) from pg_catalog.pg_statistic_ext s join "worn" w on s.stxrelid = w.oid
      union all select 5, format('alter table %s alter column %I set statistics %s', w.name, a.attname, a.attstattarget) from pg_catalog.pg_attribute a join "worn" w on a.attrelid = w.oid where a.attnum > 0 and not a.attisdropped and a.attstattarget >= 0
      union all select 5, format('alter table %s set (%s)', w.name, array_to_string(w.reloptions, ', ')) from "worn" w where w.reloptions is not null
      union all select 5, format('comment on table %s is %L', w.name, pg_catalog.obj_description(w.oid, 'pg_class')) from "worn" w where pg_catalog.obj_description(w.oid, 'pg_class') is not null
      union all select 5, format('grant %s on %s to %s%s', g.privilege_type, w.name, case g.grantee when 0 then 'public' else g.grantee::pg_catalog.regrole::text end, case when g.is_grantable then ' with grant option' else '' end) from "worn" w, aclexplode(w.relacl) g where g.grantee <> w.relowner
      union all select 5, format('grant %s (%I) on %s to %s%s', g.privilege_type, a.attname, w.name, case g.grantee when 0 then 'public' else g.grantee::pg_catalog.regrole::text end, case when g.is_grantable then ' with grant option' else '' end) from pg_catalog.pg_attribute a join "worn" w on a.attrelid = w.oid, aclexplode(a.attacl) g where a.attnum > 0 and not a.attisdropped
      order by 1, 2`,
    values: [schema, table],
  });
  const texts = (wanted: (stage: number) => boolean) =>
    rows.filter(([stage]) => wanted(Number(stage))).map(([, text]) => String(text));
  return { before: texts((stage) => stage === 1), after: texts((stage) => stage > 1) };
}
