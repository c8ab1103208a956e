/**
 * What the expressions of a run read: records as they are now, whole, as rules see them; what steps
 * left; what the run was started with.
 */
import {
  decimal,
  type Environment,
  type Expression,
  type RecordValues,
  type Value,
} from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { recordValues } from "../../metadata/model/record-values.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import { startVariables } from "../../metadata/workflows/form-fields.ts";
import { type Variable, variablesOf } from "../../metadata/workflows/workflow.ts";
import {
  type RecordName,
  recordNames,
  triggerObject,
} from "../../metadata/workflows/workflow-scope.ts";
import { historyRights } from "../access/rights.ts";
import { type Reader, readRecords } from "../query/read-records.ts";
import { parseRecord } from "../records/lock-record.ts";
import { recordsBehind } from "../records/records-behind.ts";
import type { PinnedWorkflow } from "./pinned-workflow.ts";
import type { StepResult } from "./run.ts";

type RecordJson = Readonly<Record<string, unknown>>;

/** Where the names of a run lead. */
export interface RunNames {
  readonly pinned: PinnedWorkflow;
  /** The step whose expressions are read; null for the condition of the start. */
  readonly step: string | null;
  readonly record: string | null;
  readonly snapshot: RecordJson | null;
  readonly startedBy: string | null;
  readonly variables: RecordJson;
  readonly results: Readonly<Record<string, StepResult>>;
  /** Items of the rounds around, by what the loop calls them. */
  readonly items: ReadonlyMap<string, string>;
  /** Records that are at hand, by id: nothing is read for them. */
  readonly known?: ReadonlyMap<string, RecordJson>;
}

interface Node {
  readonly values: Map<string, Value>;
  readonly members: Map<string, RecordValues | Node>;
}

const node = (): Node => ({ values: new Map(), members: new Map() });

/** Reads what the expression names, and gives what it is evaluated in. */
export async function environmentFor(
  reader: Reader,
  names: RunNames,
  expression: Expression,
): Promise<Environment> {
  const root = node();
  const inside = (path: readonly string[]): Node =>
    path.reduce<Node>((holder, name) => {
      const known = holder.members.get(name);
      if (known !== undefined && "members" in known) return known;
      const made = node();
      holder.members.set(name, made);
      return made;
    }, root);
  addValues(inside(["variables"]), names.variables, startVariables(names.pinned.content));
  for (const [id, { values, count }] of Object.entries(names.results)) {
    if (count !== undefined) inside(["steps", id]).values.set("count", decimal(count));
    const declared = variablesOf(names.pinned.workflow.steps.get(id)?.content.result);
    if (values !== undefined) addValues(inside(["steps", id, "result"]), values, declared);
  }
  const { objects } = reader.catalog;
  for (const name of recordNames(names.pinned.content, objects, names.step)) {
    const used = pathsBehind(expression, name);
    const id = used === null ? null : idBehind(names, name);
    if (used === null || id === null) continue;
    const holder = inside(name.path.slice(0, -1));
    const last = name.path.at(-1) ?? "";
    holder.values.set(last, id);
    if (used.length === 0) continue;
    const read = await readBehind(reader, names, name, id, used);
    if (read !== null) holder.members.set(last, read);
  }
  return { record: valuesOf(root), clock: reader.clock };
}

function addValues(holder: Node, values: RecordJson, declared: readonly Variable[]): void {
  for (const { name, type } of declared) {
    const value = Object.hasOwn(values, name) ? values[name] : null;
    if (value === null || value === undefined) continue;
    if (type === "number") holder.values.set(name, numberOf(value));
    else if (type === "boolean") holder.values.set(name, value === true);
    else holder.values.set(name, String(value));
  }
}

function numberOf(value: unknown): Value {
  try {
    return typeof value === "number" || typeof value === "string" ? decimal(value) : null;
  } catch {
    return null;
  }
}

const valuesOf = ({ values, members }: Node): RecordValues => ({
  value: (name) => values.get(name) ?? null,
  related: (name) => {
    const member = members.get(name);
    if (member === undefined) return null;
    return "members" in member ? valuesOf(member) : member;
  },
  rows: () => [],
});

/** What an expression reads behind a name: paths into the record; null when it does not name it. */
function pathsBehind(
  { references }: Expression,
  { path }: RecordName,
): readonly (readonly string[])[] | null {
  const found = references.filter(({ path: whole }) =>
    path.every((name, index) => whole[index] === name),
  );
  if (found.length === 0) return null;
  return found
    .map(({ path: whole }) => whole.slice(path.length))
    .filter(({ length }) => length > 0);
}

function idBehind(names: RunNames, { path }: RecordName): string | null {
  const [first = "", step = ""] = path;
  if (first === "variables") {
    const id = Object.hasOwn(names.variables, step) ? names.variables[step] : null;
    return typeof id === "string" ? id : null;
  }
  if (path.length > 1)
    return (Object.hasOwn(names.results, step) ? names.results[step]?.record?.id : null) ?? null;
  if (first === "record") return names.record;
  return first === "user" ? names.startedBy : (names.items.get(first) ?? null);
}

async function readBehind(
  reader: Reader,
  names: RunNames,
  { model }: RecordName,
  id: string,
  used: readonly (readonly string[])[],
): Promise<RecordValues | null> {
  const owner: ObjectModel | null =
    model.parent === null
      ? null
      : (modelNamed(model.parent.object, reader.catalog.objects) ?? null);
  // An item of child rows is read with the record it belongs to.
  const whole: ObjectModel = owner ?? model;
  const record = await recordOf(reader, names, whole, owner === null ? id : (names.record ?? ""));
  if (record === null) return null;
  const rowsName = model.parent?.field ?? "";
  const row = owner === null ? record : rowOf(record[rowsName], id);
  if (row === null) return null;
  const from = owner === null ? used : used.map((rest) => [rowsName, ...rest]);
  const lookups = from.flatMap((rest) => lookupsOn(rest, whole, reader));
  const related = await recordsBehind(engineReader(reader), whole, [record], lookups);
  const surroundings = { objects: reader.catalog.objects, related };
  const parent = owner === null ? null : recordValues(owner, record, surroundings);
  return recordValues(model, row, surroundings, parent);
}

const engineReader = (reader: Reader): Reader => ({ ...reader, rights: historyRights });

async function recordOf(
  reader: Reader,
  names: RunNames,
  model: ObjectModel,
  id: string,
): Promise<RecordJson | null> {
  const known = names.known?.get(id);
  if (known !== undefined) return known;
  const [found] = await readRecords(engineReader(reader), model, [id]);
  if (found !== undefined) return parseRecord(found.json);
  return id === names.record ? names.snapshot : null;
}

/** Ids of the child rows of the run's record, in their order. */
export async function rowIdsOf(
  reader: Reader,
  names: RunNames,
  rows: string,
): Promise<readonly string[]> {
  const object = triggerObject(names.pinned.content);
  const model = reader.catalog.objects.get(object);
  if (model === undefined || names.record === null) return [];
  const record = await recordOf(reader, names, model, names.record);
  const list = record?.[rows];
  return (Array.isArray(list) ? list.filter(isJsonObject) : []).map(({ id }) => String(id));
}

const rowOf = (rows: unknown, id: string): RecordJson | null =>
  (Array.isArray(rows) ? rows.filter(isJsonObject) : []).find((row) => row.id === id) ?? null;

/** Every beginning of a path that ends with a lookup which is followed. */
export function lookupsOn(
  path: readonly string[],
  model: ObjectModel,
  { catalog }: Reader,
): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let owner: ObjectModel | undefined = model;
  path.slice(0, -1).forEach((name, index) => {
    const field = owner?.byName.get(name);
    if (field?.children) owner = field.children;
    else if (field !== undefined) {
      if (field.target !== null) found.push(path.slice(0, index + 1));
      owner = catalog.objects.get(field.target ?? "");
    }
  });
  return found;
}
