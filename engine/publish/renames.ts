/**
 * A field that goes while another comes may be the same one under a new name: documents from files
 * often have no ids that would say so. The plan asks, `rename.<object>.<field>`; unless the answer
 * names the former field, the new one is new. Nothing waits for the answer.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { Targets } from "../../metadata/diff/diff-field.ts";
import { identifier, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject, type JsonSchema } from "../../metadata/json-object.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { StoredDocument } from "../catalog/catalog.ts";
import { stored } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import type { Answers } from "./fills.ts";
import type { Before } from "./obstacles.ts";
import { answerTo, type Question } from "./questions.ts";

type FieldAdded = Extract<Change, { kind: "field_added" }>;
type FieldRemoved = Extract<Change, { kind: "field_removed" }>;

export interface PossibleRename {
  readonly question: Question;
  readonly added: FieldModel;
  /** The fields that it may have been. */
  readonly candidates: readonly FieldModel[];
}

const isNew = {
  value: "new",
  title: { en: "It is a new field", "zh-CN": "这是新字段" },
};

/** What may be asked of changes, whether or not anything is held by the fields that go. */
export const renameQuestions = (
  changes: readonly Change[],
  targets: Targets,
): readonly Question[] =>
  changes.flatMap((change) => {
    if (change.kind !== "field_added") return [];
    const removed = changes
      .filter(isStoredFieldRemoved)
      .filter((one) => mayBe(one, change, targets));
    return removed.length === 0
      ? []
      : [
          possibleRename(
            change,
            removed.map(({ field }) => field),
          ).question,
        ];
  });

const isStoredFieldRemoved = (change: Change): change is FieldRemoved =>
  change.kind === "field_removed" && change.field.formula === null;

/** Fields whose values would go out of sight although a new field could hold them. */
export async function possibleRenames(
  executor: Executor,
  schema: string,
  before: Before,
  changes: readonly Change[],
  targets: Targets,
): Promise<readonly PossibleRename[]> {
  const added = changes.filter((change): change is FieldAdded => change.kind === "field_added");
  if (added.length === 0) return [];
  const found: PossibleRename[] = [];
  const removed: FieldRemoved[] = [];
  for (const change of changes) {
    if (!isStoredFieldRemoved(change)) continue;
    const fitting = added.some((one) => mayBe(change, one, targets));
    if (fitting && (await holdsValues(executor, schema, before, change))) removed.push(change);
  }
  for (const change of added) {
    const candidates = removed
      .filter((one) => mayBe(one, change, targets))
      .map(({ field }) => field);
    if (candidates.length > 0) found.push(possibleRename(change, candidates));
  }
  return found;
}

function possibleRename(
  { object, field }: FieldAdded,
  candidates: readonly FieldModel[],
): PossibleRename {
  const choices = candidates.map(({ name, title }) => ({
    value: name,
    title: {
      en: `It is “${title}” (${name}) under a new name; its values stay`,
      "zh-CN": `它就是原来的“${title}”（${name}），数据随之保留`,
    },
  }));
  const question: Question = {
    kind: "rename",
    object,
    field,
    choices: [isNew, ...choices],
    unanswered: isNew.value,
  };
  return { question, added: field, candidates };
}

/** Whether values of the one are values of the other, or turn into such. */
function mayBe(former: FieldRemoved, { object, field }: FieldAdded, targets: Targets): boolean {
  const { field: was } = former;
  if (former.object.id !== object.id || field.formula !== null) return false;
  if (was.type.storage !== "column" || field.type.storage !== "column") return false;
  const [before, after] = [was.target && targets.before(was.target), field.target];
  if (before !== (after && targets.after(after))) return false;
  return was.type.name === field.type.name || field.type.convertibleFrom.includes(was.type.name);
}

async function holdsValues(
  executor: Executor,
  schema: string,
  before: Before,
  { object, field }: FieldRemoved,
): Promise<boolean> {
  const table = before.table(object.id);
  const column = before.column(field.id);
  if (table === undefined || column === undefined) return false;
  const { rows } = await executor.run(
    prepareSql(
      sql`select 1 from ${identifier(schema, table)} where ${identifier(column.name)} is not null limit 1`,
    ).bind({}),
  );
  return rows.length > 0;
}

/** The documents with the ids of former fields where the answers say that a field is one of them. */
export function withRenames(
  documents: readonly StoredDocument[],
  possible: readonly PossibleRename[],
  answers: Answers,
): readonly StoredDocument[] {
  const ids = new Map<string, string>();
  for (const { question, added, candidates } of possible) {
    const answer = answerTo(question, answers);
    const former = candidates.find(({ name }) => name === answer);
    if (former !== undefined && ![...ids.values()].includes(former.id))
      ids.set(added.id, former.id);
  }
  if (ids.size === 0) return documents;
  return documents.map((document) => {
    if (document.kind !== "object") return document;
    const content = withIds(document.content, ids);
    return content === document.content ? document : stored({ ...document, content });
  });
}

/** Object or row schemas with other ids of fields; the same value where none changes. */
function withIds(rows: JsonSchema, ids: ReadonlyMap<string, string>): JsonSchema {
  const { properties } = rows;
  if (!isJsonObject(properties)) return rows;
  let changed = false;
  const next = Object.entries(properties).map(([name, schema]) => {
    if (!isJsonObject(schema)) return [name, schema];
    const id = typeof schema.id === "string" ? ids.get(schema.id) : undefined;
    const items = isJsonObject(schema.items) ? withIds(schema.items, ids) : schema.items;
    if (id === undefined && items === schema.items) return [name, schema];
    changed = true;
    return [
      name,
      {
        ...schema,
        ...(id === undefined ? {} : { id }),
        ...(items === schema.items ? {} : { items }),
      },
    ];
  });
  return changed ? { ...rows, properties: Object.fromEntries(next) } : rows;
}
