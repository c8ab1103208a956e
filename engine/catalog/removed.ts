/**
 * What was taken out of the published metadata and waits in the workspace's schema with its data:
 * objects, fields, columns as they were before their type changed, and values whose options went and
 * that others replaced. `core.removed` says what each was, so that it comes back as what it is to be now.
 */

import { withoutOptionSet } from "../../metadata/documents/option-sets.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import { withTargetIds } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { Executor, Statement } from "../db/database.ts";
import { formerName, removedName, replacedName } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";

const kinds = ["object", "field", "former", "replaced"] as const;
export type RemovedKind = (typeof kinds)[number];

/** What became of options that went, in the records that held them. */
export interface Replacement {
  readonly options: readonly string[];
  /** The option that took their place; null: they were cleared. */
  readonly by: string | null;
  /** What a list or choice got where nothing was left and a value was required; null: nothing. */
  readonly filled: unknown;
}

/** Something that is to be kept hidden, or to be kept no longer. */
export interface RemovedKey {
  readonly kind: RemovedKind;
  /** Stable id of the object or field. */
  readonly subject: string;
  /** Absent: the only one there can be, or the one that is made. */
  readonly version?: number;
}

export interface RemovedThing extends RemovedKey {
  readonly id: string;
  /** The version whose publish took it out. */
  readonly version: number;
  /** The object whose table it is, or whose table holds the column, as it was. */
  readonly object: ObjectModel;
  /** The document of that object, or of the one that its rows belong to. */
  readonly document: JsonSchema;
  /** Null for a whole object. */
  readonly field: FieldModel | null;
  /** What a former column's field turned into; null where that is not known. */
  readonly became: FieldModel | null;
  /** Whether a column beside a former one remembers what each value became. */
  readonly remembers: boolean;
  /** Version whose former values its field got back when it was taken out; null: none. */
  readonly spends: number | null;
  /** Null but for replaced values. */
  readonly replacement: Replacement | null;
  /** Ids of the objects that its lookups pointed to, by the names they had. */
  readonly targets: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly removedAt: string;
  readonly removedBy: string;
}

export interface Removed {
  /** Newest first. */
  readonly all: readonly RemovedThing[];
  object(id: string): RemovedThing | undefined;
  /** One of that object or of those child rows: ids from elsewhere say nothing. */
  field(id: string, objectId: string): RemovedThing | undefined;
  /** What a field was in versions published so far; known of those that are to be of another type. */
  earlier(id: string): readonly JsonSchema[];
  /** Id of the object that is to be called so. */
  targetId(name: string): string;
}

export const nothingRemoved: Removed = {
  all: [],
  object: () => undefined,
  field: () => undefined,
  earlier: () => [],
  targetId: (name) => name,
};

export async function readRemoved(executor: Executor, workspaceId: string): Promise<Removed> {
  const { rows } = await executor.run({
    text: `select id, kind, subject, version, document, to_char(removed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), removed_by
      from core.removed where workspace = $1 order by version desc, kind, subject`,
    values: [workspaceId],
  });
  const all = rows.flatMap(([id, kind, subject, version, document, at, by]) => {
    const kept: unknown = JSON.parse(document ?? "null");
    if (!isRemovedKind(kind) || !isJsonObject(kept) || !isJsonObject(kept.object)) return [];
    const targets = Object.fromEntries(
      Object.entries(objectOrEmpty(kept.targets)).map(([name, target]) => [name, String(target)]),
    );
    const idOf = (name: string) => (Object.hasOwn(targets, name) ? (targets[name] ?? name) : name);
    const model = withTargetIds(resolveObject(kept.object), idOf);
    const found = findSubject(model, kind, subject ?? "");
    if (found === null) return [];
    const after = isJsonObject(kept.became) ? resolveObject(kept.became) : null;
    const became = after === null ? null : findSubject(after, kind, subject ?? "");
    const key = { id: String(id), kind, subject: String(subject), version: Number(version) };
    return [
      {
        ...key,
        ...found,
        document: kept.object,
        became: became?.field ?? null,
        remembers: kept.remembers === true,
        spends: typeof kept.spends === "number" ? kept.spends : null,
        replacement: kind === "replaced" ? replacementOf(kept.replacement) : null,
        targets,
        removedAt: String(at),
        removedBy: String(by),
      },
    ];
  });
  return {
    all,
    object: (id) => all.find(({ kind, subject }) => kind === "object" && subject === id),
    field: (id, objectId) =>
      all.find(
        ({ kind, subject, object }) => kind === "field" && subject === id && object.id === objectId,
      ),
    earlier: () => [],
    targetId: (name) => name,
  };
}

/** With what the fields among `ids` of which earlier values are kept were in earlier versions. */
export async function withEarlier(
  executor: Executor,
  workspaceId: string,
  removed: Removed,
  ids: readonly string[],
): Promise<Removed> {
  const kept = ids.filter((id) =>
    removed.all.some((thing) => isOfValues(thing) && thing.subject === id),
  );
  if (kept.length === 0) return removed;
  const { rows } = await executor.run({
    text: `select distinct f.id, s.schema::text
      from unnest($2::text[]) as f(id) join core.document d on strpos(d.content, f.id) > 0
      cross join lateral jsonb_path_query(d.content::jsonb, '$.**.properties.* ? (@.id == $id)', jsonb_build_object('id', f.id)) as s(schema)
      where d.workspace = $1 and d.kind = 'object'`,
    values: [workspaceId, kept],
  });
  const schemas = Map.groupBy(rows, ([id]) => String(id));
  return {
    ...removed,
    earlier: (id) =>
      (schemas.get(id) ?? []).map(([, text]) =>
        withoutOptionSet(objectOrEmpty(JSON.parse(text ?? "null"))),
      ),
  };
}

const isRemovedKind = (kind: unknown): kind is RemovedKind => kinds.some((known) => known === kind);

function replacementOf(kept: unknown): Replacement {
  const { options, by, filled } = objectOrEmpty(kept);
  return {
    options: Array.isArray(options) ? options.map(String) : [],
    by: typeof by === "string" ? by : null,
    filled: filled ?? null,
  };
}

/** A field's own values, of the type or of the options that it had. */
export const isOfValues = ({ kind }: RemovedKey): boolean =>
  kind === "former" || kind === "replaced";

/** The column in which it waits, of a thing that is one column; the table, of one that is a table. */
export function hiddenName({ kind, subject, version }: RemovedThing): string {
  if (kind === "former") return formerName(subject, version);
  return kind === "replaced" ? replacedName(subject, version) : removedName(subject);
}

function findSubject(
  model: ObjectModel,
  kind: RemovedKind,
  subject: string,
): { readonly object: ObjectModel; readonly field: FieldModel | null } | null {
  if (kind === "object") return model.id === subject ? { object: model, field: null } : null;
  const field = model.fields.find(({ id }) => id === subject);
  if (field !== undefined) return { object: model, field };
  for (const { children } of model.fields) {
    const found = children === null ? null : findSubject(children, kind, subject);
    if (found !== null) return found;
  }
  return null;
}

/** Something that a publish hides, with the object's document and what its lookups pointed to. */
export interface Hiding extends RemovedKey {
  readonly object: JsonSchema;
  /** The object's document as it will be, where a column is hidden that turns into another. */
  readonly became?: JsonSchema;
  /** Whether it is remembered what each value became. */
  readonly remembers?: boolean;
  /** Version of the former values that come back meanwhile, and are kept no longer. */
  readonly spends?: number;
  readonly replacement?: Replacement;
  readonly targets: Readonly<Record<string, string>>;
}

export const hideStatement = (
  workspaceId: string,
  hiding: Hiding,
  version: number,
  author: string,
  now: Date,
): Statement => ({
  text: `insert into core.removed (id, workspace, kind, subject, version, document, removed_at, removed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (workspace, kind, subject, version) do nothing`,
  values: [
    newUuid(),
    workspaceId,
    hiding.kind,
    hiding.subject,
    version,
    JSON.stringify({
      object: hiding.object,
      targets: hiding.targets,
      became: hiding.became,
      remembers: hiding.remembers,
      spends: hiding.spends,
      replacement: hiding.replacement,
    }),
    now,
    author,
  ],
});

export const forgetStatement = (workspaceId: string, key: RemovedKey): Statement => ({
  text: "delete from core.removed where workspace = $1 and kind = $2 and subject = $3 and version = coalesce($4, version)",
  values: [workspaceId, key.kind, key.subject, key.version ?? null],
});
