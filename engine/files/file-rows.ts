/** What a workspace knows of its files: what each is, and which records hold it. */
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";

export function fileTables(schema: string): readonly string[] {
  const place = quoted(schema);
  return [
    `create table ${place}."_file" ("id" uuid not null, "name" text not null, "type" text not null, "declared" text not null, "size" bigint not null, "sha256" text not null, "by" uuid, "at" timestamptz(3) not null, constraint "_file_pk" primary key ("id"))`,
    `create index "_file_sha256" on ${place}."_file" ("sha256")`,
    `create index "_file_at" on ${place}."_file" ("at")`,
    `create table ${place}."_file_use" ("id" uuid not null, "file" uuid not null, "object" text not null, "record" uuid not null, "field" text not null, constraint "_file_use_pk" primary key ("id"))`,
    `create unique index "_file_use_place" on ${place}."_file_use" ("file", "record", "field", "object")`,
    `create index "_file_use_record" on ${place}."_file_use" ("object", "record")`,
  ];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  /** Found from the bytes. */
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** Account of who uploaded it. */
  readonly by: string | null;
}

/** Where a file is held: ids of the object, the record, and the field with those it stands in. */
export interface FileUse {
  readonly file: string;
  readonly object: string;
  readonly record: string;
  readonly field: string;
}

/** Where tasks of approvals hold the files of opinions: no object, whose ids are never like this. */
export const opinionPlace = { object: "_approval_task", field: "files" } as const;

export async function insertFile(
  executor: Executor,
  schema: string,
  file: StoredFile & { readonly declared: string },
  at: Date,
): Promise<void> {
  await executor.run({
    text: `insert into ${quoted(schema)}."_file" ("id", "name", "type", "declared", "size", "sha256", "by", "at") values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [file.id, file.name, file.type, file.declared, file.size, file.sha256, file.by, at],
  });
}

/** Files by id. `keep`: nobody removes them before this transaction ends. */
export async function readFiles(
  executor: Executor,
  schema: string,
  ids: readonly string[],
  keep = false,
): Promise<ReadonlyMap<string, StoredFile>> {
  const { rows } = await executor.run({
    text: `select "id", "name", "type", "size", "sha256", "by" from ${quoted(schema)}."_file" where "id" = any($1::uuid[])${keep ? " for key share" : ""}`,
    values: [ids],
  });
  return new Map(rows.map((row) => [String(row[0]), fileOf(row)]));
}

const fileOf = ([id, name, type, size, sha256, by]: TextRow): StoredFile => ({
  id: String(id),
  name: String(name),
  type: String(type),
  size: Number(size),
  sha256: String(sha256),
  by: by ?? null,
});

/** Where the records have held the files. */
export async function readUses(
  executor: Executor,
  schema: string,
  files: readonly string[],
  records: readonly string[],
): Promise<readonly FileUse[]> {
  const { rows } = await executor.run({
    text: `select "file", "object", "record", "field" from ${quoted(schema)}."_file_use" where "file" = any($1::uuid[]) and "record" = any($2::uuid[])`,
    values: [files, records],
  });
  return rows.map(([file, object, record, field]) => ({
    file: String(file),
    object: String(object),
    record: String(record),
    field: String(field),
  }));
}

export async function insertUses(
  executor: Executor,
  schema: string,
  uses: readonly FileUse[],
): Promise<void> {
  await executor.run({
    text: `insert into ${quoted(schema)}."_file_use" ("id", "file", "object", "record", "field")
      select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[]) on conflict do nothing`,
    values: [
      uses.map(() => newUuid()),
      uses.map(({ file }) => file),
      uses.map(({ object }) => object),
      uses.map(({ record }) => record),
      uses.map(({ field }) => field),
    ],
  });
}

type Place = Pick<FileUse, "object" | "field">;

/** What records hold at a place, by record, the first upload first. */
export async function filesOfUses(
  executor: Executor,
  schema: string,
  { object, field }: Place,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredFile[]>> {
  const { rows } = await executor.run({
    text: `select u."record", f."id", f."name", f."type", f."size", f."sha256", f."by" from ${quoted(schema)}."_file_use" u join ${quoted(schema)}."_file" f on f."id" = u."file"
      where u."object" = $1 and u."field" = $2 and u."record" = any($3::uuid[]) order by f."at", f."id"`,
    values: [object, field, records],
  });
  const held = Map.groupBy(rows, ([record]) => String(record));
  return new Map([...held].map(([record, of]) => [record, of.map((row) => fileOf(row.slice(1)))]));
}

/** A record holds nothing there any more. */
export async function dropUses(
  executor: Executor,
  schema: string,
  { object, field, record }: Omit<FileUse, "file">,
): Promise<void> {
  await executor.run({
    text: `delete from ${quoted(schema)}."_file_use" where "object" = $1 and "field" = $2 and "record" = $3`,
    values: [object, field, record],
  });
}

/** Whoever adds or removes bytes of one digest comes after the one before. Ends with the transaction. */
export async function lockDigest(
  transaction: Executor,
  schema: string,
  sha256: string,
): Promise<void> {
  await transaction.run({
    text: "select pg_advisory_xact_lock(hashtextextended($1, 0))",
    values: [`${schema}/${sha256}`],
  });
}
