/**
 * Out of the recycle bin: a record with all that was deleted along with it comes back under its
 * id, as its object is today. What stands against it (a required field that is empty, a value
 * taken meanwhile, a lookup whose record is gone) is named, and may be answered with other values.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { isSecretMark } from "../../metadata/fields/values/secret-mark.ts";
import { nameInRecords, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { masked } from "../../metadata/model/secrets.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { isValue } from "../../metadata/validate/validate-value.ts";
import { valuesOfToday } from "../../metadata/validate/values-of-today.ts";
import { engineRights, historyRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { type RecordText, readRecord, readRecords } from "../query/read-records.ts";
import { insertRowsBelow, rowsIn } from "./child-rows.ts";
import {
  fieldSlot,
  fieldSlots,
  linkFields,
  recordset,
  recordsetColumns,
  sealsNothing,
  storedFields,
  storedPart,
} from "./columns.ts";
import { completedProblems } from "./completed-values.ts";
import { databaseProblem } from "./database-problems.ts";
import { applyDefaults } from "./defaults.ts";
import { hiddenFields, type WithHidden } from "./hidden-fields.ts";
import { withFormerValues, withHiddenValues } from "./hidden-values.ts";
import { historySlots, writeHistory } from "./history.ts";
import { holdFiles } from "./hold-files.ts";
import { replaceLinks } from "./links.ts";
import { lookedUpBy } from "./lock-looked-up.ts";
import { parseRecord } from "./lock-record.ts";
import { recompute } from "./recompute.ts";
import { differenceBetween, namedValues } from "./record-difference.ts";
import { refuseBroken, rulesOf, wholeRecords } from "./record-rules.ts";
import { type Binned, takeOutOfBin } from "./recycle-bin.ts";
import { behindRequiredTargets, withoutGoneTargets } from "./returning-targets.ts";
import { titlesForLookups } from "./returning-titles.ts";
import { additionProblem } from "./single-record.ts";
import { ringsAmong } from "./tree.ts";
import { unwritableFields, withReadableHints } from "./unwritable.ts";
import { requireSeenTargets, requireStillWithin } from "./within-reach.ts";
import { atomic, orRefuse, Refused, sealerFor, type Writer, writtenIn } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

interface Returning {
  readonly model: ObjectModel;
  /** With what waits hidden in its tables. */
  readonly extended: ObjectModel;
  readonly binned: Binned;
  readonly id: string;
  readonly revision: number;
  readonly system: Values;
  /** As it was, under today's names. */
  readonly former: Values;
  /** What the caller wrote instead of what it was. */
  readonly given: Values;
  /** As it is stored: checked, with defaults where a value is required by now. */
  readonly record: Values;
}

/** `values` replace those of the record itself. */
export async function restoreDeleted(
  writer: Writer,
  model: ObjectModel,
  id: string,
  values: Values,
): Promise<Result<RecordText>> {
  const refusal = additionProblem(model);
  if (refusal !== null) return failure(refusal);
  try {
    return success(await atomic(writer, (inside) => restore(inside, model, id, values)));
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    const found = databaseProblem(error, writer, model);
    if (found === null) throw error;
    return failure(found);
  }
}

async function restore(
  writer: Writer,
  model: ObjectModel,
  id: string,
  values: Values,
): Promise<RecordText> {
  const refused = unwritableFields(writer.rights, model, values);
  if (refused.length > 0) throw new Refused(refused);
  await requireSeenTargets(writer, model, { records: [values], many: false });
  const binned = await takeOutOfBin(writer, model, id);
  const withHidden = await hiddenFields(writer);
  const problems: Problem[] = [];
  const found: Returning[] = [];
  for (const entry of binned) {
    const item = await returningOf(writer, entry, entry.id === id ? values : {}, withHidden);
    if (item.ok) found.push(item.value);
    else problems.push(...item.problems);
  }
  if (problems.length > 0) throw new Refused(problems);
  const there = behindRequiredTargets(await withoutGoneTargets(writer, found));
  refuseRingsAmong(there);
  const returning = await withFiles(writer, there);
  const later = await insertRows(writer, returning);
  for (const item of returning) await insertBelow(writer, item);
  await setLater(writer, later);
  const work = { ...writer, clock: clockValues(writer.clock) };
  for (const { model: each, record } of returning)
    await lookedUpBy(writer, each, [{ id: null, values: record }]).take();
  // Unlike new records, these may be pointed at already: by each other.
  for (const { model: each, id: own } of returning)
    await recompute(work, each, [own], new Set(each.byName.keys()));
  for (const item of returning) await keepRules(writer, item);
  for (const item of returning) {
    const after = parseRecord(
      orRefuse(await readRecord({ ...writer, rights: historyRights }, item.model, item.id)).json,
    );
    const changes = differenceBetween(item.model, item.former, after, item.given);
    await writeHistory(writer, item.model, [
      { record: item.id, revision: item.revision, kind: "restored", changes },
    ]);
  }
  await requireStillWithin(writer, model, [id], "delete", false);
  return orRefuse(await readRecord(writer, model, id));
}

/** @throws Refused when records come to stand below themselves by what the caller names instead */
function refuseRingsAmong(returning: readonly Returning[]): void {
  for (const [model, items] of Map.groupBy(returning, (item) => item.model)) {
    const records = items.map(({ id, record }) => ({ ...record, id }));
    const [rings] = ringsAmong(model, records).filter((found) => found.length > 0);
    if (rings !== undefined) throw new Refused(rings);
  }
}

/** Files that the records held come back whoever asks; what the caller names instead must be his. */
async function withFiles(
  writer: Writer,
  returning: readonly Returning[],
): Promise<readonly Returning[]> {
  const known: Returning[] = [];
  for (const item of returning) {
    const { model, extended, binned, id, given } = item;
    const isOwn = ({ name }: FieldModel) => !Object.hasOwn(given, name);
    const values = item.record;
    const [held = values] = await holdFiles(writer, model, [{ id, values, isOwn }], false);
    const record = withHiddenValues(extended, held, binned, writtenIn(writer));
    known.push({ ...item, record });
  }
  return known;
}

/** Rules hold for what comes back as for what is new. @throws Refused */
async function keepRules(writer: Writer, { model, id }: Returning): Promise<void> {
  const book = rulesOf(writer.catalog, model);
  if (book === null) return;
  const texts = await readRecords({ ...writer, rights: engineRights }, model, [id]);
  const records = await wholeRecords({ ...writer, rights: engineRights }, model, [id], texts);
  await refuseBroken(writer, model, book, { ids: [id], records, former: null, many: false });
}

/** A record of the bin as its object is today. */
async function returningOf(
  writer: Writer,
  entry: Binned,
  values: Values,
  withHidden: WithHidden,
): Promise<Result<Returning>> {
  const model = [...writer.catalog.objects.values()].find(({ id }) => id === entry.object);
  if (model === undefined) return failure(problem("object_gone"));
  const extended = withHidden(model);
  const again = withFormerValues(model, extended, entry.values);
  const titled = await titlesForLookups(writer, model, extended, again, entry.version);
  const kept = namedValues(model, titled, engineRights);
  const former = valuesOfToday(model, kept, writtenIn(writer));
  const checked = checkedRecord(writer, model, former, values);
  if (!checked.ok) return failure(...withReadableHints(writer.rights, model, checked.problems));
  return success({
    model,
    extended,
    binned: entry,
    id: entry.id,
    revision: entry.revision + 1,
    system: entry.system,
    former,
    given: values,
    record: checked.value,
  });
}

/** The written part goes through the validator; the rest was the engine's and is looked at alone. */
function checkedRecord(
  writer: Writer,
  model: ObjectModel,
  former: Values,
  given: Values,
): Result<Values> {
  const written: Record<string, unknown> = { ...writtenPart(model, { ...former, ...given }) };
  const isLetGo = (field: FieldModel) =>
    given[field.name] === null && isUnfit(field, former[field.name]);
  // What the caller names himself is checked as in any write: unknown and read-only names, too.
  for (const [name, value] of Object.entries(given)) {
    const field = model.byName.get(name);
    if (field === undefined || !isLetGo(field)) written[name] = value;
  }
  const checked = validateRecord(model, "create", written);
  const problems = [...(checked.ok ? [] : checked.problems)];
  const gone = goneValues(model, former, "").filter(({ path }) => {
    const [name = ""] = path.split("/").slice(1);
    return !Object.hasOwn(given, name);
  });
  problems.push(...gone);
  if (!checked.ok || problems.length > 0) return failure(...problems);
  const record = checked.value;
  applyDefaults(model, record, writer.catalog.objects, writer.clock);
  const whole = withOwnPart(model, record, former);
  const completed = { rights: writer.rights, path: "", scriptFollows: false };
  const unfit = completedProblems(model, whole, completed);
  return unfit.length > 0 ? failure(...unfit) : success(whole);
}

/** A value of the engine's own that its field does not hold any more. */
const isUnfit = ({ readOnly, formula, schema, type }: FieldModel, value: unknown): boolean =>
  readOnly &&
  formula === null &&
  !type.sealed &&
  value !== null &&
  value !== undefined &&
  !isValue(schema, type, value);

/** Nobody can write other values there, so they are named, and let go of when the caller says so. */
function goneValues(model: ObjectModel, former: Values, path: string): readonly Problem[] {
  return model.fields.flatMap((field) => {
    const at = pointer(path, field.name);
    const value = former[field.name];
    const { children, type, schema } = field;
    if (children !== null)
      return rowsIn(value).flatMap((row, index) => goneValues(children, row, pointer(at, index)));
    if (!isUnfit(field, value)) return [];
    return [problem("former_value_gone", at, { value: type.exportText(value, schema) })];
  });
}

function writtenPart(model: ObjectModel, whole: Values): Values {
  const written: Record<string, unknown> = {};
  for (const field of model.fields) {
    if (field.readOnly || field.formula !== null) continue;
    const value = masked(field, whole[field.name] ?? null);
    written[field.name] =
      field.children === null || !Array.isArray(value)
        ? value
        : rowsIn(value).map((row) => ({
            id: row.id,
            ...writtenPart(field.children as ObjectModel, row),
          }));
  }
  return written;
}

/**
 * Numbers and what else the engine gave keep their values, when those still fit. Else, and in rows
 * that were not there, the default stays that new ones get.
 */
function withOwnPart(model: ObjectModel, record: Values, former: Values): Values {
  const complete: Record<string, unknown> = { ...record };
  for (const field of model.fields) {
    const { name, children } = field;
    if (children !== null) {
      const rows = rowsIn(former[name]);
      complete[name] = rowsIn(record[name]).map((row) => ({
        ...withOwnPart(children, row, rows.find(({ id }) => id === row.id) ?? {}),
        id: row.id ?? newUuid(),
      }));
    } else if (field.type.sealed) {
      if (isSecretMark(record[name])) complete[name] = former[name] ?? null;
    } else if (field.readOnly && field.formula === null) {
      const value = former[name];
      const isKept = value !== undefined && !isUnfit(field, value);
      const wasEmpty = value === null && !field.required;
      complete[name] = isKept && (value !== null || wasEmpty) ? value : (record[name] ?? null);
    }
  }
  return complete;
}

/** A lookup to a record that comes back after the one that holds it. */
interface Later {
  readonly model: ObjectModel;
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
}

const systemColumns = {
  id: "uuid",
  created_at: "timestamptz",
  created_by: "uuid",
  revision: "bigint",
  owner: "uuid",
} as const;

async function insertRows(
  writer: Writer,
  returning: readonly Returning[],
): Promise<readonly Later[]> {
  const later: Later[] = [];
  const place = new Map(returning.map(({ id }, index) => [id, index]));
  for (const [index, item] of returning.entries()) {
    const { model, extended, id, system, revision } = item;
    const record: Record<string, unknown> = { ...item.record };
    const fields = storedFields(extended);
    for (const field of fields) {
      const name = nameInRecords(field);
      if (field.formula !== null) record[name] = null;
      else if (!field.required && (place.get(String(valueHeld(field, record))) ?? -1) > index) {
        later.push({ model, id, field, value: record[name] });
        record[name] = null;
      }
    }
    const seal = sealerFor(writer, model, id);
    const row = { ...system, id, revision, ...storedPart(fields, record, seal) };
    const columns = recordsetColumns(fields, systemColumns);
    await writer.executor.run(
      prepareSql(sql`insert into ${identifier(writer.catalog.schema, tableOf(model))} (${columns}, "updated_at", "updated_by")
        select ${columns}, ${slot("at", "timestamptz")}, ${slot("by", "uuid")} from ${recordset("rows", fields, systemColumns)}`).bind(
        {
          ...historySlots(writer),
          rows: JSON.stringify([row]),
        },
      ),
    );
  }
  return later;
}

/** Child rows under their ids, and links. */
async function insertBelow(writer: Writer, { extended, id, record }: Returning): Promise<void> {
  await insertRowsBelow(writer, extended, [{ ...record, id }], "kept");
  for (const field of linkFields(extended))
    await replaceLinks(
      writer,
      extended,
      field,
      [{ parent: id, targets: record[field.name] }],
      true,
    );
}

async function setLater(writer: Writer, later: readonly Later[]): Promise<void> {
  for (const { model, id, field, value } of later) {
    const table = identifier(writer.catalog.schema, tableOf(model));
    await writer.executor.run(
      prepareSql(
        sql`update ${table} set ${identifier(field.name)} = ${fieldSlot(field)} where "id" = ${slot("id", "uuid")}`,
      ).bind({ ...fieldSlots([field], { [nameInRecords(field)]: value }, sealsNothing), id }),
    );
  }
}
