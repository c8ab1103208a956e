/** The records that lookups lead to, for rules that read them: one statement a path. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { RelatedRecords } from "../../metadata/model/computed-fields.ts";
import { valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Reader, readRecords } from "../query/read-records.ts";
import { parseRecord } from "./lock-record.ts";

type RecordJson = Readonly<Record<string, unknown>>;

/** @param paths each ends in a lookup: `["customer"]`, `["customer", "country"]`, `["lines", "product"]` */
export async function recordsBehind(
  reader: Reader,
  model: ObjectModel,
  records: readonly RecordJson[],
  paths: readonly (readonly string[])[],
): Promise<RelatedRecords> {
  const known = new Map<string, RecordJson | null>();
  const keyOf = (object: string, id: string) => `${object}/${id}`;
  const related: RelatedRecords = {
    find: (object, id) => known.get(keyOf(object, id)) ?? null,
  };
  const shortestFirst = paths.toSorted((one, other) => one.length - other.length);
  for (const path of shortestFirst) {
    const ends = follow(reader, model, records, path, related);
    const target = reader.catalog.objects.get(ends.target ?? "");
    if (target === undefined) continue;
    const missing = [...ends.ids].filter((id) => !known.has(keyOf(target.name, id)));
    for (const { json } of await readRecords(reader, target, missing)) {
      const record = parseRecord(json);
      known.set(keyOf(target.name, String(record.id)), record);
    }
  }
  return related;
}

/** The ids at the end of a path, whose beginning has been read. */
function follow(
  { catalog }: Reader,
  model: ObjectModel,
  records: readonly RecordJson[],
  path: readonly string[],
  related: RelatedRecords,
): { readonly target: string | null; readonly ids: ReadonlySet<string> } {
  let owner: ObjectModel | undefined = model;
  let reached = records;
  let target: string | null = null;
  let ids: readonly string[] = [];
  for (const name of path) {
    const field: FieldModel | undefined = owner?.byName.get(name);
    const values = reached.map((record) => field && valueHeld(field, record));
    if (field?.children) {
      owner = field.children;
      reached = values.flatMap((rows): readonly RecordJson[] =>
        Array.isArray(rows) ? rows.filter(isJsonObject) : [],
      );
      continue;
    }
    target = field?.target ?? null;
    const object = target ?? "";
    owner = catalog.objects.get(object);
    ids = values.flatMap((id) => (typeof id === "string" ? [id] : []));
    reached = ids.flatMap((id) => {
      const record = related.find(object, id);
      return record === null ? [] : [record];
    });
  }
  return { target, ids: new Set(ids) };
}
