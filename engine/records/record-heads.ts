/** Titles and revisions of records, as far as their reader may know of them. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Executor } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";
import { parseListRequest } from "../query/list-request.ts";
import { type Reader, readPage } from "../query/read-records.ts";
import { orRefuse } from "./writer.ts";

export interface RecordHead {
  readonly title: string | null;
  readonly revision: number;
}

/** By id of the record; what is beyond reach is left out. */
export async function recordHeads(
  reader: Reader,
  records: readonly { readonly object: string | null; readonly record: string | null }[],
): Promise<ReadonlyMap<string, RecordHead>> {
  const heads = new Map<string, RecordHead>();
  const groups = Map.groupBy(records, ({ object }) => object ?? "");
  for (const [object, group] of groups) {
    const model = reader.catalog.objects.get(object);
    if (model === undefined) continue;
    const ids = [...new Set(group.flatMap(({ record }) => record ?? []))];
    for (const head of ids.length === 0 ? [] : await headsOf(reader, model, ids))
      heads.set(String(head.id), {
        title: head[model.recordTitle] === undefined ? null : String(head[model.recordTitle] ?? ""),
        revision: Number(head.revision),
      });
  }
  return heads;
}

async function headsOf(
  reader: Reader,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const title = model.byName.get(model.recordTitle);
  const isSeen = title !== undefined && reader.rights.mayRead(model, title);
  const query = new URLSearchParams({
    fields: ["id", "revision", ...(isSeen ? [model.recordTitle] : [])].join(","),
    filter: `id in [${ids.map((id) => `"${id}"`).join(", ")}]`,
    limit: String(ids.length),
  });
  const request = orRefuse(parseListRequest(query, model, reader.catalog, reader.rights));
  const page: unknown = JSON.parse(orRefuse(await readPage(reader, request)));
  return isJsonObject(page) && Array.isArray(page.data) ? page.data.filter(isJsonObject) : [];
}

/** The revision of a record, whoever asks; it is nobody else's until the transaction ends. Null: it is gone. */
export async function holdRevision(
  transaction: Executor,
  schema: string,
  model: ObjectModel,
  record: string,
): Promise<number | null> {
  const { rows } = await transaction.run({
    text: `select "revision" from ${quoted(schema)}.${quoted(tableOf(model))} where "id" = $1 for update`,
    values: [record],
  });
  return rows[0] === undefined ? null : Number(rows[0][0]);
}
