/** People as records: the rows of a workspace's object `user`, which come with accounts. */
import { builtInDocument } from "../../metadata/documents/built-in-documents.ts";
import { extendedBy } from "../../metadata/documents/built-in-objects.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { readDocuments, readManifest } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";

/**
 * The row of a person in the workspace's object `user`: what others may know of him. A new one
 * begins with the default values of the object's fields, in the department that he was invited into;
 * no form was there to ask for more.
 */
export async function writePerson(
  executor: Executor,
  workspaceId: string,
  accountId: string,
): Promise<void> {
  const known = await executor.run({
    text: `select w.schema, w.version, a.name, a.email, m.department from core.workspace as w cross join core.account as a
      left join core.membership as m on m.workspace = w.id and m.account = a.id where w.id = $1 and a.id = $2`,
    values: [workspaceId, accountId],
  });
  const [schema, version, name, email, department] = known.rows[0] ?? [];
  if (!schema) return;
  const defaults = {
    ...(await defaultsOfPeople(executor, workspaceId, Number(version))),
    ...(await departmentStill(executor, schema, department ?? null)),
  };
  const columns = Object.keys(defaults);
  const table = `${quoted(schema)}."user"`;
  await executor.run({
    text: `insert into ${table} as u (id, created_at, updated_at, revision, name, email${columns.map((column) => `, ${quoted(column)}`).join("")})
      select $1::uuid, $2::timestamptz, $2::timestamptz, 1, $3::text, $4::text${columns.map((column) => `, d.${quoted(column)}`).join("")}
      from jsonb_populate_record(null::${table}, $5::jsonb) as d
      on conflict (id) do update set name = excluded.name, email = excluded.email`,
    values: [accountId, new Date(), name ?? "", email ?? "", JSON.stringify(defaults)],
  });
}

/** Null values are left out; the department of an invitation may be gone. */
async function departmentStill(
  executor: Executor,
  schema: string,
  department: string | null,
): Promise<Readonly<Record<string, string>>> {
  if (department === null) return {};
  const { rowCount } = await executor.run({
    text: `select 1 from ${quoted(schema)}."department" where "id" = $1 for key share`,
    values: [department],
  });
  return rowCount === 0 ? {} : { department };
}

/** Plain default values of the fields of people, by column. */
async function defaultsOfPeople(
  executor: Executor,
  workspaceId: string,
  version: number,
): Promise<Readonly<Record<string, unknown>>> {
  const manifest = await readManifest(executor, workspaceId, version);
  const digest = manifest?.documents["object/user"];
  const documents =
    manifest === null || digest === undefined
      ? []
      : await readDocuments(
          executor,
          workspaceId,
          { ...manifest, documents: { "object/user": digest } },
          new Map(),
        );
  const base = builtInDocument("user");
  const [extension] = documents;
  const model = resolveObject(extension ? extendedBy(base, extension.content) : base);
  return Object.fromEntries(
    model.fields.flatMap((field) =>
      field.type.storage === "column" && field.default !== null && "value" in field.default
        ? [[field.name, field.default.value] as const]
        : [],
    ),
  );
}
