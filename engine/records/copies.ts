/** Values copied from the records that lookups name, once, when a lookup is set. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { type CopySource, copiedFields, copiedValue } from "../../metadata/model/copied-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { administratorRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { recordPlan } from "../query/read-plans.ts";
import { parseSelection } from "../query/selection.ts";
import { childFields } from "./columns.ts";
import { parseRecord } from "./lock-record.ts";
import { orRefuse, Refused, type Writer } from "./writer.ts";

type Copy = CopySource & { readonly field: FieldModel };
type Values = Record<string, unknown>;

/** One record or row that has a lookup set anew, and where problems of it belong. */
interface Holder {
  readonly values: Values;
  readonly copies: readonly Copy[];
  readonly path: string;
}

const copiesKey = Symbol("copied fields");

function copiesOf(catalog: Catalog, model: ObjectModel): readonly Copy[] {
  const known = catalog.derived(copiesKey, () => new Map<ObjectModel, readonly Copy[]>());
  let copies = known.get(model);
  if (copies === undefined) {
    copies = copiedFields(model, catalog.objects);
    known.set(model, copies);
  }
  return copies;
}

/** Whether the object or its rows copy anything: most do not, and pay nothing. */
const copiesAnything = (catalog: Catalog, model: ObjectModel): boolean =>
  copiesOf(catalog, model).length > 0 ||
  childFields(model).some(({ children }) => copiesAnything(catalog, children));

/** Fills what new records leave out. Changes the records. @throws Refused */
export async function copyIntoNew(
  writer: Writer,
  model: ObjectModel,
  records: readonly Values[],
): Promise<void> {
  if (!copiesAnything(writer.catalog, model)) return;
  const many = records.length > 1;
  const holders = records.flatMap((record, index) =>
    holdersIn(writer.catalog, model, record, null, many ? pointer("", index) : ""),
  );
  await fill(writer, holders);
}

/** Whether a change sets a lookup that something is copied from. */
export function changesCopies(catalog: Catalog, model: ObjectModel, changes: Values): boolean {
  if (copiesOf(catalog, model).some(({ lookup }) => Object.hasOwn(changes, lookup.name)))
    return true;
  return childFields(model).some(
    ({ name, children }) => Object.hasOwn(changes, name) && copiesAnything(catalog, children),
  );
}

/** The changes with what the lookups bring along that name another record than `before`. */
export async function copyIntoChange(
  writer: Writer,
  model: ObjectModel,
  before: Readonly<Values>,
  changes: Readonly<Values>,
): Promise<Readonly<Values>> {
  if (!changesCopies(writer.catalog, model, changes)) return changes;
  const copied: Values = structuredClone(changes);
  await fill(writer, holdersIn(writer.catalog, model, copied, before, ""));
  return copied;
}

/** The record and its rows, with the copies that are due; `before` is the record as it was. */
function holdersIn(
  catalog: Catalog,
  model: ObjectModel,
  values: Values,
  before: Readonly<Values> | null,
  path: string,
): readonly Holder[] {
  const copies = copiesOf(catalog, model).filter(
    ({ field, lookup }) =>
      !Object.hasOwn(values, field.name) &&
      (before === null ||
        (typeof values[lookup.name] === "string" && values[lookup.name] !== before[lookup.name])),
  );
  const rows = childFields(model).flatMap(({ name, children }) => {
    const list = values[name];
    const former = listOf(before?.[name]);
    return listOf(list).flatMap((row, index) => {
      const old = former.find(({ id }) => id !== undefined && id === row.id) ?? null;
      return holdersIn(catalog, children, row, old, pointer(path, name, index));
    });
  });
  return copies.length === 0 ? rows : [{ values, copies, path }, ...rows];
}

const listOf = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

async function fill(writer: Writer, holders: readonly Holder[]): Promise<void> {
  const wanted = new Map<string, { ids: Set<string>; rests: Set<string> }>();
  for (const { values, copies } of holders) {
    for (const { lookup, rest } of copies) {
      const id = values[lookup.name];
      if (typeof id !== "string" || lookup.target === null) continue;
      const entry = wanted.get(lookup.target) ?? { ids: new Set(), rests: new Set() };
      entry.ids.add(id);
      entry.rests.add(rest);
      wanted.set(lookup.target, entry);
    }
  }
  const found = new Map<string, unknown>();
  for (const [object, { ids, rests }] of wanted) {
    await readSources(writer, object, [...ids], [...rests].sort(), found);
  }
  const problems = holders.flatMap((holder) => takeOver(holder, found));
  if (problems.length > 0) throw new Refused(problems);
}

/**
 * Reads what is copied, one statement per object. The consultant decides what is copied, so the
 * caller's own rights do not narrow it; what is write-only stays where it is.
 */
async function readSources(
  writer: Writer,
  object: string,
  ids: readonly string[],
  rests: readonly string[],
  found: Map<string, unknown>,
): Promise<void> {
  const { catalog } = writer;
  const target = catalog.objects.get(object);
  if (target === undefined) return;
  const rights = administratorRights;
  const text = rests.join(",");
  const selection = orRefuse(parseSelection(text, target, catalog, rights));
  const plan = recordPlan(target, catalog, rights, { text: `copy ${text}`, selection });
  const { rows } = await writer.executor.run(plan.many.bind({ ids }));
  for (const [id, json] of rows) found.set(`${object}/${id}`, parseRecord(json ?? "{}"));
}

/** Puts the values in; one that the field refuses is named, so that nothing half right is kept. */
function takeOver({ values, copies, path }: Holder, found: ReadonlyMap<string, unknown>) {
  const problems: Problem[] = [];
  for (const { field, lookup, rest } of copies) {
    const id = values[lookup.name];
    const at = pointer(path, field.name);
    const record = typeof id === "string" ? found.get(`${lookup.target}/${id}`) : undefined;
    const read = field.type.normalise(copiedValue(record, rest), field.schema) ?? null;
    // Another copy may read on through the same lookup.
    const value = field.target !== null && isJsonObject(read) ? read.id : read;
    // Without a record to copy from, a default may still fill the field.
    if (value === null && field.default !== null) continue;
    if (value === null && field.required && !field.readOnly) problems.push(problem("required", at));
    else if (value !== null) {
      const wrong = valueProblems(field.schema, field.type, value);
      problems.push(...wrong.map((item) => ({ ...item, path: `${at}${item.path}` })));
    }
    values[field.name] = value;
  }
  return problems;
}
