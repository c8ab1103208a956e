/** The database as engines left it that knew people by name and address alone. */
import type { StatementResult } from "../../engine/db/database.ts";

type Run = (text: string) => Promise<StatementResult>;

/** The tables as they were when people had a name and an address alone. */
export async function goBack(run: Run): Promise<void> {
  await run(`drop table "w_demo"."user$teams", "w_demo"."team"`);
  await run(
    `alter table "w_demo"."user" drop column "department", drop column "position", drop column "manager", drop column "active"`,
  );
  await run(`drop table "w_demo"."department"`);
  await run(`drop table if exists "w_demo"."position" cascade`);
}

/** Publishes as an engine did for which the name was free. */
export async function publishAsBefore(
  run: Run,
  content: Readonly<Record<string, unknown>>,
): Promise<void> {
  await run(
    `create table "w_demo"."position" ("id" uuid not null, "created_at" timestamptz(3) not null, "created_by" uuid, "updated_at" timestamptz(3) not null, "updated_by" uuid, "revision" bigint not null, "owner" uuid, "id2" text collate "C", constraint "pk_ownpositio" primary key ("id"))`,
  );
  await run(`create index "ic_ownpositio" on "w_demo"."position" ("created_at", "id")`);
  await run(
    `insert into core.document (id, workspace, digest, kind, name, content)
      select gen_random_uuid(), id, 'of-old', 'object', 'position', '${JSON.stringify(content)}' from core.workspace`,
  );
  await run(
    `update core.version set manifest = jsonb_set(manifest::jsonb, '{documents,object/position}', '"of-old"')`,
  );
  const { rows } = await run(`select version from core.workspace`);
  // Another number, so that every process looks again.
  await run(
    `insert into core.version (id, workspace, number, message, author, published_at, changes, manifest)
      select gen_random_uuid(), workspace, number + 1, message, author, published_at, changes, manifest from core.version where number = ${Number(rows[0]?.[0])}`,
  );
  await run(`update core.workspace set version = version + 1`);
}
