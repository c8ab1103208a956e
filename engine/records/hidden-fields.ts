/**
 * What publishes took out of an object and what waits hidden in its tables, as fields of it: what
 * reads and writes records reads and writes them, too. Records that are deleted and come back keep
 * so what nobody sees meanwhile.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { byName } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import {
  hiddenName,
  nothingRemoved,
  type Removed,
  type RemovedThing,
  type Replacement,
  readRemoved,
} from "../catalog/removed.ts";
import { becameName, removedName } from "../db/names.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { selectAsJson } from "../query/projection.ts";
import { wholeRecord } from "../query/selection.ts";
import { parseRecord } from "./lock-record.ts";
import type { Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

/** The model with the fields that wait hidden in its tables; the same model when there are none. */
export type WithHidden = (model: ObjectModel) => ObjectModel;

interface Known {
  readonly ids: string;
  readonly removed: Removed;
  readonly models: Map<ObjectModel, ObjectModel>;
}

const knownKey = Symbol("hidden fields");

/** Asks what is hidden by now; the models are made anew only when that is something else. */
export async function hiddenFields({ executor, catalog }: Writer): Promise<WithHidden> {
  const cache = catalog.derived(knownKey, (): { known: Known } => ({
    known: { ids: "", removed: nothingRemoved, models: new Map() },
  }));
  const { rows } = await executor.run({
    text: "select string_agg(id::text, ',' order by id) from core.removed where workspace = $1",
    values: [catalog.workspaceId],
  });
  const ids = rows[0]?.[0] ?? "";
  if (ids !== cache.known.ids) {
    const removed = await readRemoved(executor, catalog.workspaceId);
    cache.known = { ids, removed, models: new Map() };
  }
  const { removed, models } = cache.known;
  return (model) => {
    const made = models.get(model) ?? extended(model, { removed, catalog });
    models.set(model, made);
    return made;
  };
}

/** Whether a field stands for something that waits hidden. */
export const isHidden = (field: FieldModel): boolean => field.name.startsWith("$");

/** Whole records by a model with hidden fields, for the engine alone. */
export async function readWithHidden(
  { executor, catalog }: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly Values[]> {
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const where = sql` where ${identifier(source.alias, "id")} = any(${slot("ids", "uuid[]")})`;
  const query = selectAsJson(wholeRecord(model, engineRights), source, catalog, where);
  const { rows } = await executor.run(prepareSql(query).bind({ ids }));
  const found = new Map(rows.map(([id, json]) => [id, parseRecord(json ?? "")]));
  return ids.flatMap((id): readonly Values[] => {
    const record = found.get(id);
    return record === undefined ? [] : [record];
  });
}

interface Hidden {
  readonly removed: Removed;
  readonly catalog: Catalog;
}

function extended(model: ObjectModel, hidden: Hidden): ObjectModel {
  const own = model.fields.map((field) => withRows(field, hidden));
  const further = hidden.removed.all.flatMap((thing) =>
    thing.object.id === model.id ? hiddenColumns(thing, hidden) : [],
  );
  const same = own.every((field, index) => field === model.fields[index]);
  return same && further.length === 0 ? model : withFields(model, [...own, ...further]);
}

function withRows(field: FieldModel, hidden: Hidden): FieldModel {
  if (field.children === null) return field;
  const children = extended(field.children, hidden);
  return children === field.children ? field : { ...field, children };
}

const withFields = (model: ObjectModel, fields: readonly FieldModel[]): ObjectModel => ({
  ...model,
  fields,
  byName: byName([...model.systemFields, ...fields]),
});

/** Values that a publish replaced when their options went, and what it made of them. */
interface ReplacedField extends FieldModel {
  readonly replacement: Replacement;
}

const withReplacement = (field: FieldModel, replacement: Replacement): ReplacedField => ({
  ...field,
  replacement,
});

export const isReplaced = (field: FieldModel): field is ReplacedField => "replacement" in field;

/** What a field was, and what its values are remembered to have become. */
function hiddenColumns(thing: RemovedThing, hidden: Hidden): readonly FieldModel[] {
  const { field, became, remembers, replacement, subject, version } = thing;
  if (field === null) return [];
  const name = hiddenName(thing);
  const isLinks = thing.kind === "former" && field.type.storage === "link_table";
  const was = hiddenField(thing, isLinks ? asColumn(field) : field, name, hidden);
  if (replacement !== null) return [withReplacement(was, replacement)];
  if (!remembers || became === null) return [was];
  return [was, hiddenField(thing, became, becameName(subject, version), hidden)];
}

function hiddenField(
  thing: RemovedThing,
  former: FieldModel,
  name: string,
  hidden: Hidden,
): FieldModel {
  const { children, arms, target } = former;
  const targetId = target === null ? null : (thing.targets[target] ?? target);
  const objects = [...hidden.catalog.objects.values()];
  const field: FieldModel = {
    ...bare(former),
    id: thing.kind === "field" ? thing.subject : name,
    name,
    target: objects.find(({ id }) => id === targetId)?.name ?? target,
    arms: arms.map((arm) => ({ ...bare(arm), name: removedName(arm.id), armOf: name })),
    children: children === null ? null : hiddenRows(children),
  };
  return withRows(field, hidden);
}

/** Former links wait in a column of their record. */
const asColumn = (field: FieldModel): FieldModel => ({
  ...field,
  type: {
    ...field.type,
    storage: "column",
    column: () => ({ sql: "uuid[]", parameter: "text[]" }),
    wire: "text_list",
  },
});

/** Its values stay what they are: nothing is computed, asked for or bound. */
const bare = (field: FieldModel): FieldModel => ({
  ...field,
  required: false,
  unique: false,
  readOnly: false,
  default: null,
  formula: null,
  copyFrom: null,
  conditions: null,
  measure: null,
  stateOf: null,
});

/** Rows in a table that waits hidden, and the tables of rows and links below it. */
function hiddenRows(model: ObjectModel): ObjectModel {
  const fields = model.fields.map((field): FieldModel => {
    const { children, type, id, name } = field;
    if (children !== null) return { ...field, children: hiddenRows(children) };
    return { ...bare(field), name: type.storage === "link_table" ? removedName(id) : name };
  });
  return { ...withFields(model, fields), table: removedName(model.id) };
}
